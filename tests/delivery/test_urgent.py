"""At most two urgent announcements a month, whoever makes them, whenever they are to go, at once or one by one."""

import asyncio
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import announcing, preparing
from bot.actions.announcing import URGENT_MOST, URGENT_MS, Wish
from bot.actions.preparing import When
from bot.core.keeping import DAY_MS
from bot.errors import Refused
from storage.ports import Store
from tests.clock.world import HOUR
from tests.delivery.test_announcer import TEN, announcer, drafted, staff
from tests.delivery.test_broadcast import Desk
from tests.storage.stores import twin

FLOOD = Wish(text="banjir (rekaan)", urgent=True, reason="air naik")


@pytest.fixture
async def desk(store: Store) -> Desk:
    return Desk(store, TEN)


async def goes(desk: Desk, at: int = 0) -> bool:
    """Whether one more is taken."""
    try:
        await desk.act(announcing.announce, replace(FLOOD, at=at))
    except Refused as refused:
        assert refused.key == "announcement.urgent_often"
        return False
    return True


async def test_those_that_have_not_begun_count(desk: Desk) -> None:
    assert [await goes(desk) for _ in range(3)] == [True, True, False]


async def test_those_to_come_count_where_they_fall(desk: Desk) -> None:
    assert await goes(desk, desk.now + 20 * DAY_MS) and await goes(desk, desk.now + 25 * DAY_MS)
    assert not await goes(desk)
    assert not await goes(desk, desk.now + 45 * DAY_MS)
    assert await goes(desk, desk.now + 25 * DAY_MS + URGENT_MS)
    assert not await goes(desk, desk.now + 22 * DAY_MS)


async def test_no_month_of_the_calendar_has_three(desk: Desk) -> None:
    first = TEN - TEN % DAY_MS  # any day, as the first of a month of 31 days
    desk.now = first
    assert await goes(desk) and await goes(desk)
    desk.now = first + 30 * DAY_MS + 20 * HOUR  # the evening of its last day
    assert not await goes(desk)


async def test_one_thought_better_of_does_not_count(desk: Desk) -> None:
    await desk.person("1")
    assert await goes(desk)
    made = await drafted(desk)
    await announcer(desk).step()
    await staff(desk, preparing.schedule, made, When(urgent=True, reason="air naik"))
    assert not await goes(desk)
    await staff(desk, preparing.undo, made)
    assert await goes(desk)
    with pytest.raises(Refused, match="urgent_often"):
        await staff(desk, preparing.schedule, made, When(urgent=True, reason="air naik"))


async def test_many_at_once_from_two_processes(desk: Desk) -> None:
    async with twin(desk.store) as other:
        desks = cycle((desk, replace(desk, store=other)))
        taken = await asyncio.gather(*(goes(next(desks)) for _ in range(8)))
    assert sum(taken) == URGENT_MOST


@given(st.lists(st.integers(-90, 90), min_size=1, max_size=12))
def test_in_no_month_more_than_two_and_none_refused_without_need(days: list[int]) -> None:
    taken: list[int] = []
    for day in days:
        near = sorted([day, *taken])
        too_many = announcing.crowded([each * DAY_MS for each in near])
        starts = range(day - 30, day + 1)
        assert too_many is any(sum(start <= each < start + 31 for each in near) > URGENT_MOST for start in starts)
        if not too_many:
            taken.append(day)
