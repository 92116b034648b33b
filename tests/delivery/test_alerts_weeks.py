"""Five weeks of news at random, with stops, announcements and quiet days: what is promised to everybody holds."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from bot.actions import announcing, permitting
from bot.actions.announcing import Wish
from bot.broadcast import Broadcast
from bot.core.audience import Audience
from bot.core.fitting import fits
from bot.core.opportunities import Opportunity
from bot.core.records import Profile
from bot.core.windows import Windows
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
QUIET = frozenset({date(2027, 1, 28), date(2027, 2, 17)})  # the first is a Thursday


@pytest.mark.parametrize("seed", [1, 2])
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
        if draw.random() < 0.003:
            await _announce(room)
        if draw.random() < 0.9:  # else the bot is down
            await room.run()
        room.now += 30 * MINUTE
    told = await rows(store, "SELECT a.contact_id, a.at, a.n FROM alerts a ORDER BY a.contact_id, a.at")
    assert len(told) > 20
    by_chat: dict[int, list[int]] = defaultdict(list)
    for sent in await _everything(store):
        assert WINDOWS.open_at(sent["at"], QUIET), sent
        by_chat[sent["contact_id"]].append(sent["at"])
    for times in by_chat.values():
        assert all(later - first >= 7 * DAY for first, later in zip(times, times[3:], strict=False))
    news = await rows(store, "SELECT contact_id, person_id, opportunity_id FROM alert_told")
    for row in news:
        profile = people[row["contact_id"]]
        assert fits(offers[row["opportunity_id"]].offer, profile.sub_sectors, profile.district, profile.kind)
    await _nobody_is_left_out(room, people, offers, {(row["contact_id"], row["opportunity_id"]) for row in news})


async def _announce(room: Newsroom) -> None:
    """An announcement that is not urgent, held to the week's most."""
    if not WINDOWS.open_at(room.now, QUIET):
        return
    wish = Wish(text="kabar", cap=HOUSE.city.alerts.most_a_week)
    await room.store.transact(lambda tx: announcing.announce(permitting.cli(tx, HOUSE, room.now), wish))
    worker = Broadcast(room.store, HOUSE, ACCOUNTS, lambda: room.now)
    while await worker.step():
        pass


async def _everything(store: Store) -> list[dict[str, int]]:
    announced = "SELECT contact_id, at FROM announcement_recipients WHERE reason = ''"
    query = f"SELECT contact_id, at FROM alerts UNION ALL {announced}"  # noqa: S608 - both stand here
    return sorted((dict(row) for row in await rows(store, query)), key=lambda row: (row["contact_id"], row["at"]))


async def _nobody_is_left_out(
    room: Newsroom, people: dict[int, Profile], offers: dict[int, Opportunity], news: set[tuple[int, int]]
) -> None:
    """What was open at a summary that found room in somebody's week was told by then."""
    weekly = await rows(
        room.store,
        "SELECT a.contact_id, r.at FROM alerts a JOIN alert_rounds r ON r.id = a.round_id WHERE r.kind = 'weekly'",
    )
    for row in weekly:
        profile = people[row["contact_id"]]
        for one in offers.values():
            was_open = (one.published_at or 0) < row["at"] and (one.closes_at or 0) > row["at"] + HOUR
            if was_open and fits(one.offer, profile.sub_sectors, profile.district, profile.kind):
                assert (row["contact_id"], one.id) in news
