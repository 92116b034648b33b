"""Five weeks of news at random, with stops, announcements and quiet days: what is promised to everybody holds."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from bot.broadcast import Broadcast
from bot.core.audience import EVERYBODY, Audience
from bot.core.fitting import fits
from bot.core.opportunities import Opportunity
from bot.core.records import Profile
from bot.core.windows import Windows
from storage import announcements
from storage.announcements import Plan
from storage.ports import Store
from tests.actions.world import moment
from tests.clock.world import DAY, HOUR, HOUSE, MINUTE, rows
from tests.delivery.newsroom import ACCOUNTS, MUSICIAN, WEAVER, Newsroom

WINDOWS = Windows(HOUSE.city.alerts, HOUSE.calendar)
AUDIENCES = (
    Audience(),
    Audience(sub_sectors=("musik",)),
    Audience(kinds=("group",)),
    Audience(districts=("16.71.14",)),
)
FIRST, DAYS = date(2027, 1, 25), 35  # into Ramadan, with the lunar new year
WINDOW = 17 * HOUR // 2
QUIET = frozenset({date(2027, 1, 28), date(2027, 2, 17)})  # the first is a Thursday


@pytest.mark.parametrize("seed", range(1, 5))
async def test_weeks_at_random(store: Store, seed: int) -> None:
    draw = random.Random(seed)
    room = Newsroom(store, now=moment(f"{FIRST} 08:00"))
    for day in sorted(QUIET):
        await room.quiet(day.isoformat())
    people: dict[int, Profile] = {}
    for number in range(6):
        profile = WEAVER if number % 2 else MUSICIAN
        rhythm = ("each", "weekly", None)[number % 3]
        people[await room.person(str(number), rhythm=rhythm, profile=profile)] = profile  # type: ignore[arg-type]
    offers: dict[int, Opportunity] = {}
    end = room.now + DAYS * DAY
    while room.now < end:
        if draw.random() < 0.018:
            closes = HOUSE.calendar.day(room.now) + timedelta(days=draw.randint(0, 20))
            one = await room.offer(f"Slot {len(offers)}", f"{closes} 23:59", draw.choice(AUDIENCES))
            offers[one.id] = one
        if draw.random() < 0.9:  # else the bot is down
            await _announce(room, anew=draw.random() < 0.003)
            await room.run()
            while draw.random() < 0.9 and await room.sent():  # else the platform is slow
                pass
        room.now += 30 * MINUTE
    told = await rows(store, "SELECT a.contact_id, a.at, a.n FROM alerts a ORDER BY a.contact_id, a.at")
    assert len(told) > 20
    left = await rows(store, "SELECT done_at FROM outbox WHERE lane = 2 AND state = 'sent'")
    assert all(WINDOWS.open_at(row["done_at"], QUIET) for row in left)
    await _nobody_has_more_than_three(store)
    news = await rows(store, "SELECT contact_id, person_id, opportunity_id FROM alert_told")
    for row in news:
        profile = people[row["contact_id"]]
        assert fits(offers[row["opportunity_id"]].offer, profile.sub_sectors, profile.district, profile.kind)
    await _nobody_is_left_out(room, people, offers, {(row["contact_id"], row["opportunity_id"]) for row in news})


async def _announce(room: Newsroom, *, anew: bool) -> None:
    """Those under way go on, perhaps with a new one: held to the week's most and to the hours of news."""
    if anew:
        plan = Plan(
            texts={"id": "kabar"}, audience=EVERYBODY, at=room.now, expires_at=room.now + 7 * DAY, created_by="cli",
            cap=HOUSE.city.alerts.most_a_week, windowed=True,
        )  # fmt: skip
        await room.store.transact(lambda tx: announcements.add(tx, plan, room.now))
    worker = Broadcast(room.store, HOUSE, ACCOUNTS, lambda: room.now)
    while await worker.step():
        pass


async def _nobody_has_more_than_three(store: Store) -> None:
    """In any seven days, as news are counted; and as they left, which is later by what the platform was slow."""
    counted = await rows(
        store,
        "SELECT contact_id, at FROM alerts"
        " UNION ALL SELECT contact_id, at FROM announcement_recipients WHERE reason = ''",
    )
    left = await rows(store, "SELECT contact_id, done_at AS at FROM outbox WHERE lane = 2 AND state = 'sent'")
    for found, slow in ((counted, 0), (left, WINDOW)):
        by_chat: dict[int, list[int]] = defaultdict(list)
        for row in sorted(found, key=lambda row: row["at"]):
            by_chat[row["contact_id"]].append(row["at"])
        for times in by_chat.values():
            assert all(later - first >= 7 * DAY - slow for first, later in zip(times, times[3:], strict=False))


async def _nobody_is_left_out(
    room: Newsroom, people: dict[int, Profile], offers: dict[int, Opportunity], news: set[tuple[int, int]]
) -> None:
    """What was open at a summary that found room in somebody's week was told by then."""
    weekly = await rows(
        room.store,
        "SELECT a.contact_id, r.at, o.done_at FROM alerts a JOIN alert_rounds r ON r.id = a.round_id"
        " JOIN outbox o ON o.contact_id = a.contact_id AND o.n = a.n WHERE r.kind = 'weekly' AND o.state = 'sent'",
    )
    for row in weekly:
        profile = people[row["contact_id"]]
        for one in offers.values():
            was_open = (one.published_at or 0) < row["at"] and (one.closes_at or 0) > row["done_at"]
            if was_open and fits(one.offer, profile.sub_sectors, profile.district, profile.kind):
                assert (row["contact_id"], one.id) in news
