"""Fictional opportunities in bulk: marked as such, the same for the same seed, and read like any others."""

from collections import Counter
from datetime import timedelta
from typing import Any

from bot.actions import browsing
from bot.core.keeping import DAY_MS
from bot.core.offers import is_in_order, is_within, lacking
from bot.core.opportunities import Opportunity, State
from bot.i18n import offers
from storage import opportunities
from storage.ports import Store
from storage.seeding_offers import DAYS, Sowing, sow_offers
from tests.actions.world import TUESDAY, Office
from tests.clock.world import CITY, HOUSE, rows

STATES: tuple[State, ...] = ("draft", "in_review", "published", "closed", "cancelled", "archived")


async def sown(store: Store, count: int = 200, seed: int = 3) -> list[Opportunity]:
    """Those that were made, oldest first."""
    before = {row["id"] for row in await rows(store, "SELECT id FROM opportunities")}
    assert await sow_offers(store, CITY, HOUSE.calendar, Sowing(count, seed, TUESDAY)) == count
    found = await store.read(lambda tx: opportunities.in_states(tx, STATES, 9999))
    return sorted((one for one in found if one.id not in before), key=lambda one: one.id)


async def test_each_is_marked_and_could_have_been_published(store: Store) -> None:
    found = await sown(store)
    assert len(found) == 200
    for one in found:
        assert one.offer.sample
        assert all("(rekaan)" in one.title("id") and "(fictional)" in one.title("en") for one in found)
        assert lacking(CITY, one.offer, one.offer.opens_on or HOUSE.calendar.day(TUESDAY)) == ()
        assert is_within(one.offer)
        assert is_in_order(one.offer)
        assert one.offer.last_day is not None
        assert one.closes_at == HOUSE.calendar.moment(one.offer.last_day + timedelta(1), 0)
        for speech in HOUSE.speeches.values():
            assert offers.card(speech, CITY, one, TUESDAY)
    assert {one.offer.kind for one in found} == {kind.id for kind in CITY.opportunities.kinds}


async def test_each_is_as_far_as_it_would_be_by_now(store: Store) -> None:
    found = await sown(store, 400)
    counted = Counter(one.state for one in found)
    assert set(counted) == set(STATES)
    assert 0.15 < counted["published"] / len(found) < 0.35
    for one in found:
        assert one.created_at <= (one.published_at or TUESDAY) <= (one.ended_at or TUESDAY) <= TUESDAY
        assert one.created_at >= TUESDAY - (DAYS + 1) * DAY_MS
        assert (one.published_at is None) == (one.state in ("draft", "in_review")) == (one.approved_by == "")
        assert (one.ended_at is None) == (one.state in ("draft", "in_review", "published"))
        assert one.is_open(TUESDAY) == (one.state == "published")
        assert (one.reason != "") == (one.state == "cancelled")
        assert (one.fee_approved_by != "") == (bool(one.offer.fee_idr) and one.published_at is not None)


def told(found: list[Opportunity]) -> list[Any]:
    """What they tell but their ids and codes."""
    return [(one.offer, one.state, one.closes_at, one.published_at, one.ended_at, one.reason) for one in found]


async def test_the_same_seed_makes_the_same_ones(store: Store) -> None:
    first = await sown(store, 40, 5)
    again, other = await sown(store, 40, 5), await sown(store, 40, 6)
    assert told(again) == told(first)
    assert told(other) != told(first)
    assert len({one.code for one in (*first, *again, *other)}) == 120


async def test_anybody_reads_what_is_open(store: Store) -> None:
    found, office = await sown(store, 60), Office(store)
    seen = await office.act(await office.stranger(), browsing.fitting)
    assert {each.one.id for each in seen} == {one.id for one in found if one.state == "published"}
    assert seen
