"""Every number of the summary is what a slow recount of the raw rows says, on both databases."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.actions import summing
from bot.core.jsonable import to_json
from bot.core.summary import Summary
from bot.core.weeks import Week
from storage.ports import Store
from tests.clock.world import DAY, HOUR, HOUSE, rows
from tests.storage.stores import postgres_store, sqlite_store
from tests.summary.history import ENDS, MONDAY, WEEK, history, write
from tests.summary.recount import Recount
from tests.summary.recount_offers import OfferRecount

EXAMPLES = {"sqlite": 25, "postgres": 8}
FOUND = (Phase.explicit, Phase.reuse, Phase.generate)  # a seed cannot be made smaller
TABLES = (
    "support_requests", "request_events", "request_promises", "requests_elsewhere", "partners", "referrals", "people",
    "person_sub_sector", "opportunities", "applications",
)  # fmt: skip
PARTS = ("requests", "answers", "promises", "said", "elsewhere", "sealed", "people", "weeks")


async def recount(store: Store, week: Week, now: int) -> Recount:
    """The week, counted again."""
    raw = {name: await rows(store, f"SELECT * FROM {name}") for name in TABLES}  # noqa: S608 - names of ours
    return Recount({name: [dict(row) for row in found] for name, found in raw.items()}, week.first_day, now)


async def on(kind: str, work: Callable[[Store], Coroutine[Any, Any, None]]) -> None:
    """Works on an empty store of a kind."""
    if kind == "postgres":
        async with postgres_store() as store:
            await work(store)
        return
    with tempfile.TemporaryDirectory(prefix="kekraf-") as folder:
        async with sqlite_store(Path(folder)) as store:
            await work(store)


def same(found: Summary, slow: Recount) -> None:
    """Every number is the same."""
    for part in PARTS:
        assert to_json(getattr(found, part)) == getattr(slow, part)(), part
    assert to_json(found.offers) == OfferRecount(slow).offers()
    partners = to_json(found.partners)
    partners.pop("slowest")
    assert partners == slow.partners()
    waiting = slow.waiting()
    assert {each.rule: each.count for each in found.decisions.by_rule} == {
        rule: list(waiting.values()).count(rule)
        for rule in ("legal_missed", "sealed_late", "reopened", "no_partner", "partner_silent")
    }
    for row in found.decisions.rows:
        if row.requests == 1:
            request = slow.request[int(row.short.removeprefix("D-"))]
            assert waiting[request["id"]] == row.rule
            assert (row.kind, row.district) == (
                ("", "") if request["sealed"] else (request["kind"], request["district"])
            )


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_number_equals_a_recount(kind: str, databases: None) -> None:
    compared = []

    @settings(max_examples=EXAMPLES[kind], deadline=None, suppress_health_check=list(HealthCheck), phases=FOUND)
    @given(seed=st.integers(0, 2**32), now=st.sampled_from((MONDAY, ENDS - DAY, ENDS + 20 * DAY)))
    def holds(seed: int, now: int) -> None:
        async def work(store: Store) -> None:
            await write(store, history(Random(seed)))
            same(await summing.summed(store, HOUSE, WEEK, now), await recount(store, WEEK, now))
            compared.append(seed)

        asyncio.run(on(kind, work))

    holds()
    assert len(compared) >= EXAMPLES[kind]


async def test_a_week_that_still_runs_is_counted_up_to_now(store: Store) -> None:
    await write(store, history(Random(47)))
    now = ENDS - 3 * DAY
    found = await summing.summed(store, HOUSE, WEEK, now)
    whole = await summing.summed(store, HOUSE, WEEK, MONDAY)
    assert (found.partial, found.until_at) == (True, now)
    assert (whole.partial, whole.until_at) == (False, ENDS)
    assert found.requests.new < whole.requests.new
    same(found, await recount(store, WEEK, now))


async def test_sums_hold(store: Store) -> None:
    await write(store, history(Random(7), requests=300, people=80))
    page = await summing.summed(store, HOUSE, WEEK, MONDAY)
    requests, said, partners = page.requests, page.said, page.partners
    assert requests.closed > 0
    for cuts in (requests.by_kind, requests.by_sub_sector, requests.by_district):
        assert sum(cut.new for cut in cuts) == requests.new == page.weeks[-1].new
        assert sum(cut.closed for cut in cuts) == requests.closed == page.weeks[-1].closed
        assert sum(cut.new_last for cut in cuts) == requests.new_last == page.weeks[-2].new
    assert said.yes + said.elsewhere + said.silent == requests.closed == sum(each.count for each in requests.outcomes)
    assert partners.accepted + partners.waiting + partners.unable == partners.sent > 0
    assert sum(each.sent for each in partners.by_helix) == partners.sent
    offers = page.offers
    for places in (offers.by_sub_sector, offers.by_district):
        assert sum(cut.applicants for cut in places) == offers.applicants > 0
        assert sum(cut.chosen for cut in places) == offers.chosen > 0
        assert sum(cut.first for cut in places) == offers.first > 0
    assert sum(cut.total for cut in page.people.by_district) == page.people.total
    assert len(page.weeks) == 9


async def test_the_last_week_is_the_one_that_is_over() -> None:
    monday = HOUSE.calendar.moment(WEEK.plus(1).first_day, 0)
    assert summing.last_week(HOUSE, monday) == WEEK
    assert summing.last_week(HOUSE, monday - 1) == WEEK.plus(-1)
    assert summing.last_week(HOUSE, monday + 7 * DAY - HOUR) == WEEK
