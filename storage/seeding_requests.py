"""Fictional requests of the fictional people, in bulk: two years of them, the newest fortnight busy."""

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, groupby, islice
from typing import Any

from bot.core.calendar import Calendar
from bot.core.keeping import HOUR_MS
from bot.core.message import Chat
from bot.core.vocabulary import City
from bot.errors import CommandFault
from storage import complaints, contacts, partners, staff
from storage.ports import Store, Tx
from storage.seeding_lives import Asker, Cast, Life, Lives
from storage.seeding_times import Times

STEP = 150  # requests a transaction, with all their rows: what others wait for
ALONE = 3000  # where nobody else writes: the pages of the indexes are written less often
SPELL = 0.1  # of all people in the order of their numbers, who ask at the same time
PAGE = 5000  # askers read at once
DAYS = 104 * 7
BUSY_DAYS, BUSY = 14, 2.0
BEFORE, AFTER = timedelta(days=DAYS + 60), timedelta(days=200)  # what lives look at beyond their own time
WEEKDAYS = (1.2, 1.1, 1.0, 1.0, 0.9, 0.6, 0.4)  # how busy Monday to Sunday are
OFFICERS, HANDLERS = 5, 2


@dataclass(frozen=True, slots=True)
class Requests:
    """What to make: how many, from which source of chance; `now` is UTC milliseconds. `alone`: nobody else writes."""

    count: int
    seed: int
    now: int
    alone: bool = False


async def sow_requests(store: Store, city: City, calendar: Calendar, plan: Requests) -> int:
    """Writes the requests in steps that let others write between; how many. Raises CommandFault if nobody could ask."""
    askers = await _askers(store)
    if plan.count and not askers:
        raise CommandFault("There are no fictional people yet who could ask. Add some: kekraf seed --people N")
    cast = await store.transact(lambda tx: _cast(tx, city, plan.now))
    today = calendar.day(plan.now)
    times = Times(calendar, today - BEFORE, today + AFTER)
    draw = random.Random(plan.seed)  # noqa: S311 - fictional data, the same for the same seed
    lives, made = Lives(city.support, cast, times, draw, plan.now), 0
    grown = (
        lives.live(asker, at)
        for at, asker in zip(_moments(times, plan, draw), _turns(askers, plan.count, draw), strict=True)
    )
    if plan.alone:
        await store.transact(lambda tx: tx.run("seeding.room"))
    for year, of_year in groupby(grown, lambda life: times.days[times.index(life.row["filed_at"])].year):
        while batch := list(islice(of_year, ALONE if plan.alone else STEP)):
            await store.transact(lambda tx, year=year, batch=batch: _write(tx, year, batch))  # type: ignore[misc]
            made += len(batch)
    return made


async def _askers(store: Store) -> list[Asker]:
    """Every fictional person that a chat speaks for."""
    found: list[Asker] = []
    after, more = 0, True
    while more:
        rows = await store.read(lambda tx, after=after: tx.all("seeding.askers", after=after, most=PAGE))  # type: ignore[misc]
        for row in rows:
            district, sub_sector = sys.intern(row["district"]), sys.intern(row["sub_sector"])
            found.append(Asker(row["id"], row["contact_id"], district, sub_sector))
        after, more = rows[-1]["id"] if rows else 0, len(rows) == PAGE
    return found


async def _cast(tx: Tx, city: City, now: int) -> Cast:
    """Fictional officers that nobody can write as (a web chat without a key), and the partners of the directory."""
    officers = [await _officer(tx, f"rekaan-petugas-{n + 1}", "desk", now) for n in range(OFFICERS)]
    handlers = [await _officer(tx, f"rekaan-komite-{n + 1}", "committee", now) for n in range(HANDLERS)]
    for contact_id in handlers:
        await complaints.name(tx, contact_id, None, now)
    by_code = {each.code: each.id for each in await partners.every(tx) if each.code}
    serving: dict[str, list[int]] = defaultdict(list)
    for body in city.support.partners:
        for kind in body.kinds if body.id in by_code else ():
            serving[kind].append(by_code[body.id])
    return Cast(officers, handlers, serving)


async def _officer(tx: Tx, chat: str, role: str, now: int) -> int:
    name = f"{chat.removeprefix('rekaan-').replace('-', ' ').title()} (rekaan)"
    known = await contacts.meet(tx, Chat("webchat", "web", chat), "id", name, now)
    if role not in await staff.roles(tx, known.contact.id, now):
        await staff.add(tx, known.contact.id, role, None, "seed", now)
    return known.contact.id


def _moments(times: Times, plan: Requests, draw: random.Random) -> Iterator[int]:
    """When requests are filed, in order: more by day than at night, more each month, most in the newest fortnight."""
    last = times.index(plan.now)
    days = range(last - DAYS + 1, last + 1)
    weights = [
        WEEKDAYS[times.days[day].weekday()] * (1 + n / DAYS) * (BUSY if n >= DAYS - BUSY_DAYS else 1)
        for n, day in enumerate(days)
    ]
    sums = list(accumulate(weights))
    before = 0
    for day, part in zip(days, sums, strict=True):
        upto = round(plan.count * part / sums[-1])
        span = min(16 * HOUR_MS, max(1, plan.now - times.midnights[day] - 6 * HOUR_MS))
        yield from sorted(
            min(plan.now, times.midnights[day] + 6 * HOUR_MS + int(draw.triangular(0, span, span * 0.4)))
            for _ in range(upto - before)
        )
        before = upto


def _turns(askers: list[Asker], count: int, draw: random.Random) -> Iterator[Asker]:
    """Who asks, one by one: people ask in spells, not evenly over the years."""
    window = max(1, int(len(askers) * SPELL))
    for n in range(count):
        yield askers[int((len(askers) - window) * n / count + draw.random() * window)]


async def _write(tx: Tx, year: int, batch: list[Life]) -> None:
    """One step: numbers and ids are taken in it, so that nobody else can have them."""
    counted = await tx.one("seeding.numbers", year=year, count=len(batch))
    assert counted is not None  # noqa: S101 - RETURNING
    ids = await tx.all("seeding.request_ids", count=len(batch))
    spoken = [(place, said) for place, life in enumerate(batch) for said in life.messages]
    message_ids = iter(await tx.all("seeding.message_ids", count=len(spoken)))
    said_as: list[list[int]] = [[] for _ in batch]
    for n, life in enumerate(batch):
        life.row |= {"id": ids[n]["id"], "year": year, "n": counted["last"] - len(batch) + 1 + n}
    for place, said in spoken:
        said |= {"id": next(message_ids)["id"], "request_id": batch[place].row["id"]}
        said_as[place].append(said["id"])
    await tx.many("seeding.request", [life.row for life in batch])
    await tx.many("seeding.message", [said for _, said in spoken])
    await tx.many("seeding.event", [_event(life, event, said_as[n]) for n, life in enumerate(batch)
                                    for event in life.events])  # fmt: skip
    promised = [promise | {"request_id": life.row["id"]} for life in batch for promise in life.promises]
    sent = [life.referral | {"request_id": life.row["id"]} for life in batch if life.referral is not None]
    await tx.many("seeding.promise", promised)
    await tx.many("seeding.referral", sent)


def _event(life: Life, event: dict[str, Any], said: list[int]) -> dict[str, Any]:
    message = event.pop("message")
    return event | {"request_id": life.row["id"], "message_id": said[message] if message is not None else None}
