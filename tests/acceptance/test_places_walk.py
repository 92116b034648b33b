"""The places of an opportunity under everything that can happen to them, in any order, on a real store with a moved
clock: applied, marked, ranked, sent, answered, called, withdrawn, lapsed, another quota, erased, blocked, cancelled,
begun anew. A walk is made from its seed; what was done is told where a promise is broken.
"""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.actions import applying, choosing, destroying, offer_clock, place_clock, placing, publishing, results
from bot.actions.applying import Filled
from bot.actions.changing import Seen
from bot.core import confirming
from bot.core.applications import HOLDING, Application
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import contacts, opportunities, people
from storage.ports import Store
from tests.actions.offering import COMPLETE
from tests.actions.world import ZONE, Office, Who, moment
from tests.applicants import Applied, applied, stands
from tests.clock.world import DAY, HOUR, HOUSE, MINUTE
from tests.offers import published
from tests.storage.stores import sqlite_store, twin

PEOPLE, STEPS, SEEDS = 7, 70, 12
MONDAY = moment("2026-11-23 10:00")
PROMISED = date(2026, 11, 27)
JOBS: tuple[Callable[..., Awaitable[int]], ...] = (
    offer_clock.close_due, offer_clock.tell_cancelled, results.tell, place_clock.remind, place_clock.to_call,
    place_clock.lapse, place_clock.fill, place_clock.keep_promise,
)  # fmt: skip
SAID = {
    "chosen": "Kakak terpilih untuk", "seated": "sekarang mendapat tempat", "waiting": "daftar tunggu. Kalau",
    "not_chosen": "Belum terpilih kali ini", "delayed": "belum selesai hari ini", "half": "masih menunggu kabar",
    "last": "Tinggal beberapa jam", "lapsed": "Waktu untuk mengabari", "cancelled": "Batal karena hujan.",
}  # fmt: skip
ONCE = ("delayed", "cancelled")
DECISIONS: tuple[choosing.Decision, ...] = ("chosen", "chosen", "shortlisted", "waiting", "not_chosen", "submitted")


@dataclass
class Walk:
    """An opportunity, who applied, and what has been done so far."""

    office: Office
    one: Opportunity
    everybody: list[Applied]
    desk: Who
    committee: Who
    rng: random.Random
    stack: AsyncExitStack
    trail: list[str] = field(default_factory=list)
    counted: list[Counter[str]] = field(default_factory=lambda: [Counter() for _ in range(PEOPLE)])
    refused: Counter[str] = field(default_factory=Counter)

    async def step(self, name: str) -> None:
        """One thing happens; a refusal is an answer too."""
        n = self.rng.randrange(PEOPLE)
        clock = datetime.fromtimestamp(self.office.now / 1000, ZONE)
        try:
            told = await getattr(self, f"_{name}")(n)
        except Refused as refused:
            told = refused.key
            self.refused[name] += 1
        self.trail.append(f"{clock:%a %d %H.%M} {name} {n}: {told or 'done'}")
        await self.keeps_its_promises(by_clock=name in ("wait", "sleep"))

    async def stands(self, n: int) -> Application:
        return await stands(self.office.store, self.everybody[n])

    async def offer(self) -> Opportunity:
        found = await self.office.store.read(lambda tx: opportunities.by_id(tx, self.one.id))
        assert found is not None
        return found

    def who(self, n: int) -> Who:
        return Who(self.everybody[n].contact_id)

    # what staff do

    async def _mark(self, n: int) -> str:
        decision = self.rng.choice(DECISIONS)
        seen = Seen(self.everybody[n].id, (await self.stands(n)).version)
        await self.office.act(self.committee, choosing.decide, seen, decision, decline="theme")
        return decision

    async def _up(self, n: int) -> None:
        seen = Seen(self.everybody[n].id, (await self.stands(n)).version)
        await self.office.act(self.committee, choosing.move_up, seen)

    async def _send(self, n: int) -> None:
        found = await self.office.act(self.committee, results.review, self.one.id)
        await self.office.act(self.committee, results.send, self.one.id, found.everybody, "full")

    async def _called(self, n: int) -> None:
        seen = Seen(self.everybody[n].id, (await self.stands(n)).version)
        await self.office.act(self.desk, choosing.called, seen, comes=self.rng.random() < 0.5)

    async def _extend(self, n: int) -> None:
        one, today = await self.offer(), datetime.fromtimestamp(self.office.now / 1000, ZONE).date()
        await self.office.act(self.committee, publishing.extend, Seen(one.id, one.version), today)

    async def _recall(self, n: int) -> None:
        one = await self.offer()
        await self.office.act(self.committee, publishing.recall, Seen(one.id, one.version))

    async def _quota(self, n: int) -> str:
        """Another number of places, where it is off the list; and out again."""
        one, quota = await self.offer(), self.rng.randrange(1, 5)
        if one.state == "published":
            await self._recall(n)
            one = await self.offer()
        try:
            offer = replace(one.offer, quota=quota)
            one = await self.office.act(self.desk, publishing.edit, Seen(one.id, one.version), offer)
        finally:
            if one.state == "draft" and self.rng.random() < 0.8:
                one = await self.office.act(self.desk, publishing.submit, Seen(one.id, one.version))
                await self.office.act(self.committee, publishing.approve, Seen(one.id, one.version))
        return str(quota)

    async def _cancel(self, n: int) -> None:
        one = await self.offer()
        await self.office.act(self.committee, publishing.cancel, Seen(one.id, one.version), SAID["cancelled"])

    # what applicants do

    async def _says(self, n: int) -> str:
        said: placing.Answer = self.rng.choice(("yes", "no"))
        sent_at = self.office.now - self.rng.choice((0, MINUTE, HOUR))
        await self.office.act(self.who(n), placing.answer, self.everybody[n].id, said, sent_at)
        return said

    async def _withdraw(self, n: int) -> None:
        await self.office.act(self.who(n), applying.withdraw, self.everybody[n].id, self.office.now)

    async def _apply(self, n: int) -> str:
        filled = Filled(answers={"why": str(self.rng.random())})
        return (await self.office.act(self.who(n), applying.submit, self.one.id, filled, self.office.now)).state

    async def _erase(self, n: int) -> None:
        person_id = self.everybody[n].person_id
        await self.office.store.transact(lambda tx: people.close(tx, person_id, self.office.now + 3 * DAY))

    async def _keep(self, n: int) -> None:
        """BATAL HAPUS, where it is not too late."""
        person = await self.office.store.read(lambda tx: people.by_id(tx, self.everybody[n].person_id))
        if person is not None and person.erase_at is not None:
            await self.office.store.transact(lambda tx: people.reopen(tx, person.id))

    async def _block(self, n: int) -> None:
        reach = self.rng.choice(("active", "blocked"))
        await self.office.store.transact(lambda tx: contacts.set_reach(tx, self.who(n).contact_id, reach))

    # what the time does

    async def _wait(self, n: int) -> None:
        self.office.now += self.rng.choice((MINUTE, 6 * MINUTE, 30 * MINUTE, 3 * HOUR))
        await self.look()

    async def _sleep(self, n: int) -> None:
        """Nothing runs for a while; then it is begun anew."""
        self.office.now += self.rng.choice((8 * HOUR, 20 * HOUR, 40 * HOUR))
        self.office.store = await self.stack.enter_async_context(twin(self.office.store))
        await self.look()

    async def look(self) -> None:
        """The clock looks once at everything."""
        for each in self.everybody:
            await self.office.store.transact(
                lambda tx, each=each: destroying.destroy(tx, HOUSE, each.person_id, self.office.now)  # type: ignore[misc]
            )
        for job in self.rng.sample(JOBS, len(JOBS)):
            for _ in range(30):
                if not await self.office.clock(job):
                    break
            else:
                raise AssertionError(f"{job.__name__} never ends")

    # what must hold

    async def keeps_its_promises(self, *, by_clock: bool) -> None:
        one, found = await self.offer(), [await self.stands(n) for n in range(PEOPLE)]
        trail = "\n" + "\n".join(self.trail[-25:])
        held = [each for each in found if each.state in HOLDING]
        assert one.offer.quota is not None and len(held) <= one.offer.quota, trail
        ranks = [each.rank for each in found if each.state == "waiting"]
        assert len(ranks) == len(set(ranks)) and 0 not in ranks, trail
        for each in found:
            if each.state == "chosen" and each.told and each.confirm_by and each.chosen_at:
                ends = datetime.fromtimestamp(each.confirm_by / 1000, ZONE)
                assert 9 <= ends.hour < 17 and each.confirm_by - each.chosen_at >= 48 * HOUR, trail
        for n in range(PEOPLE):
            await self._told_once(n, trail, by_clock=by_clock)

    async def _told_once(self, n: int, trail: str, *, by_clock: bool) -> None:
        """No answer twice for one decision, none after it was cancelled, none at night."""
        told = await self.office.told(self.who(n))
        now = Counter({kind: sum(text in each for each in told) for kind, text in SAID.items()})
        new = now - self.counted[n]
        assert max(new.values(), default=0) <= 1 and all(now[kind] <= 1 for kind in ONCE), f"{n}: {new}{trail}"
        assert now["half"] <= now["chosen"] >= now["last"] and now["lapsed"] <= now["chosen"], f"{n}: {now}{trail}"
        assert not (new and self.counted[n]["cancelled"]), f"{n}: {new} after it was cancelled{trail}"
        assert not (new["waiting"] and new["chosen"]), f"{n}: {new} at once{trail}"
        night = confirming.horizon(HOUSE.calendar, self.office.now) is None
        assert not (night and by_clock and new - Counter(cancelled=1)), f"{n}: {new} at night{trail}"
        self.counted[n] = now

    async def everybody_knows(self) -> None:
        """In the end: it was promised, and staff have sent what they decided."""
        trail = "\n" + "\n".join(self.trail)
        today = datetime.fromtimestamp(self.office.now / 1000, ZONE).date()
        self.office.now = HOUSE.calendar.moment(HOUSE.calendar.working_day(max(today, PROMISED), 1), 15 * 60 + 10)
        for _ in range(2):
            await self.look()
        one = await self.offer()
        for n in range(PEOPLE):
            mine, heard = await self.stands(n), self.counted_now(await self.office.told(self.who(n)))
            if not await self._reachable(n) or mine.state in ("draft", "withdrawn", "confirmed"):
                continue
            if one.offer.results_on is not None and one.state == "closed":
                assert heard or mine.told, f"{n} is {mine.state} and has heard nothing{trail}"
            if mine.state == "not_chosen" and one.state == "closed":
                assert mine.told, f"{n} was declined and not told{trail}"
            if one.state == "cancelled":
                assert heard["cancelled"] or mine.state in ("not_chosen", "lapsed", "unable"), f"{n}{trail}"

    def counted_now(self, told: list[str]) -> Counter[str]:
        return +Counter({kind: sum(text in each for each in told) for kind, text in SAID.items()})

    async def _reachable(self, n: int) -> bool:
        contact = await self.office.store.read(lambda tx: contacts.by_id(tx, self.who(n).contact_id))
        person = await self.office.store.read(lambda tx: people.by_id(tx, self.everybody[n].person_id))
        return contact is not None and contact.reach == "active" and person is not None and person.erase_at is None


CURATED = {
    "mark": 18, "up": 3, "send": 5, "says": 12, "called": 3, "extend": 2, "recall": 1, "quota": 3, "withdraw": 4,
    "apply": 3, "erase": 1, "keep": 1, "block": 2, "wait": 22, "sleep": 4,
}  # fmt: skip
FIRST_COME = {
    "apply": 20, "withdraw": 10, "says": 8, "quota": 6, "recall": 1, "erase": 1, "keep": 1, "block": 1, "mark": 4,
    "called": 2, "up": 1, "wait": 22, "sleep": 3, "extend": 2,
}  # fmt: skip


async def begun(store: Store, seed: int, stack: AsyncExitStack, selection: str) -> Walk:
    """Somebody for every place and more; where staff choose it has closed, else it is open for a week."""
    office = Office(store, MONDAY, 900)
    last_day = date(2026, 11, 22 if selection == "curated" else 29)
    more: dict[str, Any] = {
        "fields": COMPLETE.fields, "last_day": last_day, "quota": 2, "selection": selection,
        "results_on": PROMISED if selection == "curated" else None,
    }  # fmt: skip
    one = await published(store, MONDAY - 9 * DAY, HOUSE.calendar.moment(last_day, 24 * 60), **more)
    state = "submitted" if selection == "curated" else "draft"
    found = [await applied(store, one, n, MONDAY - 2 * DAY, state=state) for n in range(1, PEOPLE + 1)]
    desk, committee = await office.officer("desk"), await office.officer("committee")
    return Walk(office, one, found, desk, committee, random.Random(seed), stack)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("selection", ["curated", "first_come"])
async def test_whatever_happens_the_promises_are_kept(tmp_path: Path, selection: str, seed: int) -> None:
    weights = CURATED if selection == "curated" else FIRST_COME
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(sqlite_store(tmp_path))
        walk = await begun(store, seed, stack, selection)
        for name in walk.rng.choices([*weights], [*weights.values()], k=STEPS):
            await walk.step(name)
        if seed % 3 == 2:
            await walk.step("cancel")
        await walk.everybody_knows()
    assert len(walk.trail) >= STEPS and sum(walk.refused.values()) < len(walk.trail)
