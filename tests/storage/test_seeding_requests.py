"""Fictional requests in bulk: as the actions would have left them, and the actions go on with them."""

import random
from datetime import timedelta
from typing import Any

import pytest

from bot.actions import answering, partnering, queueing, viewing
from bot.core.keeping import DAY_MS
from bot.core.requests import TURNS
from bot.errors import CommandFault
from storage.ports import Store
from storage.seeding import Seeding, sow
from storage.seeding_requests import DAYS, Requests, sow_requests
from storage.seeding_times import Times
from tests.actions.world import TUESDAY, Office
from tests.clock.world import CITY, HOUSE, count, rows

MADE = 400
TOLD = ("kind", "state", "story", "filed_at", "due_at", "version", "outcome", "district")


async def sown(store: Store, requests: int = MADE, seed: int = 3, people: int = 60) -> int:
    await sow(store, CITY, Seeding(people, "telegram", "42", seed, False, TUESDAY))
    await store.transact(lambda tx: partnering.load(tx, CITY))
    return await sow_requests(store, CITY, HOUSE.calendar, Requests(requests, seed, TUESDAY))


async def all_of(store: Store, after: int = 0) -> list[Any]:
    return await rows(store, f"SELECT * FROM support_requests WHERE id > {after} ORDER BY id")  # noqa: S608


async def told(store: Store, after: int = 0) -> list[list[Any]]:
    """What the requests after one tell but their ids and numbers."""
    return [[row[name] for name in TOLD] for row in await all_of(store, after)]


async def test_numbers_have_no_gap_and_the_next_filing_goes_on(store: Store) -> None:
    assert await sown(store) == MADE
    found = await all_of(store)
    years = sorted({row["year"] for row in found})
    assert len(years) in (2, 3)
    for year in years:
        of_year = [row for row in found if row["year"] == year]
        assert [row["n"] for row in of_year] == list(range(1, len(of_year) + 1))
        assert {HOUSE.calendar.day(row["filed_at"]).year for row in of_year} == {year}
    assert [row["filed_at"] for row in found] == sorted(row["filed_at"] for row in found)
    office = Office(store)
    request = await office.file(await office.stranger())
    assert (request.n, request.id > found[-1]["id"]) == (found[-1]["n"] + 1, True)
    assert await sow_requests(store, CITY, HOUSE.calendar, Requests(50, 4, TUESDAY)) == 50
    assert {row["n"] for row in await all_of(store, request.id) if row["year"] == request.year} >= {request.n + 1}


async def test_the_same_seed_makes_the_same_requests(store: Store) -> None:
    await sown(store, 120, 5)
    first = await told(store)
    for seed, same in ((5, True), (6, False)):
        last = (await all_of(store))[-1]["id"]
        await sow_requests(store, CITY, HOUSE.calendar, Requests(120, seed, TUESDAY))
        assert (await told(store, last) == first) is same


async def test_they_are_as_the_actions_leave_them(store: Store) -> None:
    await sown(store)
    found = await all_of(store)
    assert {row["kind"] for row in found} == {*(kind.id for kind in CITY.support.kinds), "unsorted"}
    assert all((row["closed_at"] is None) == (row["outcome"] == "") for row in found)
    assert all((TURNS[row["state"]] == "nobody") == (row["closed_at"] is not None) for row in found)
    assert all(row["sealed"] == (row["kind"] == "voice") and row["anonymous"] <= row["sealed"] for row in found)
    assert all((row["rating"] is not None) <= (row["confirmed"] == "yes") for row in found)
    assert all("(rekaan)" in row["story"] for row in found)
    assert all(TUESDAY - DAYS * DAY_MS <= row["filed_at"] <= TUESDAY for row in found)
    answered = [row for row in found if row["first_answer_at"] is not None]
    for row in answered:
        assert row["first_answer_minutes"] == HOUSE.calendar.working_minutes(row["filed_at"], row["first_answer_at"])
        assert row["filed_at"] < row["first_answer_at"] <= (row["closed_at"] or TUESDAY)
    assert len(answered) > MADE * 0.8
    assert len({row["confirmed"] for row in found}) == 4
    assert any(row["reopened"] for row in found)
    for row in found:
        assert row["answer_due_at"] == HOUSE.calendar.due(row["filed_at"], 2)
    await _words_and_acts(store, {row["id"]: row for row in found})


async def _words_and_acts(store: Store, found: dict[int, Any]) -> None:
    """Every request has its story and its acts, in order, up to its version and state."""
    said = await rows(store, "SELECT * FROM request_messages ORDER BY id")
    acts = await rows(store, "SELECT * FROM request_events ORDER BY id")
    of_message = {row["id"]: row["request_id"] for row in said}
    for id, request in found.items():
        words = [row for row in said if row["request_id"] == id]
        done = [row for row in acts if row["request_id"] == id]
        assert words[0]["text"] == request["story"]
        assert [row["version"] for row in done] == list(range(1, request["version"] + 1))
        assert (done[0]["what"], done[-1]["state_after"]) == ("file", request["state"])
        assert [row["at"] for row in done] == sorted(row["at"] for row in done)
        assert all(of_message[row["message_id"]] == id for row in done if row["message_id"] is not None)
    sent = await rows(
        store, "SELECT r.*, s.state AS now FROM referrals r JOIN support_requests s ON s.id = r.request_id"
    )
    assert {row["state"] for row in sent} >= {"done", "unable"}
    assert all(row["state"] == "sent" for row in sent if row["now"] == "routed")
    promises = await rows(store, "SELECT * FROM request_promises")
    assert {row["kept"] for row in promises} >= {0, 1}
    assert all((row["kept"] is None) == (row["settled_at"] is None) for row in promises)


async def test_officers_go_on_with_them(store: Store) -> None:
    await sown(store)
    office = Office(store)
    officer = await office.officer("desk")
    seen = await office.act(officer, queueing.next_for)
    assert seen is not None
    assert seen.left > 1
    request = seen.card.request
    assert (request.sealed, seen.card.thread[0].text, seen.card.name[-8:]) == (False, request.story, "(rekaan)")
    told = await office.act(officer, answering.answer, await office.seen(request), "Bisa, Kak.")
    assert (told.told, told.request.state) == (True, "in_progress")
    card = await office.act(officer, viewing.card, request.id)
    assert card.thread[-1].text == "Bisa, Kak."
    assert next(each.text for each in card.thread if each.author == "requester") == request.story


async def test_the_newest_fortnight_is_busy(store: Store) -> None:
    await sown(store, 1000)
    weeks = [(TUESDAY - row["filed_at"]) // (7 * DAY_MS) for row in await all_of(store)]
    assert min(weeks.count(0), weeks.count(1)) > 1.4 * max(weeks.count(week) for week in range(3, 9))


async def test_without_people_nobody_asks(store: Store) -> None:
    office = Office(store)
    await office.requester()  # a real one: no fictional request is put into its mouth
    with pytest.raises(CommandFault, match="no fictional people"):
        await sow_requests(store, CITY, HOUSE.calendar, Requests(5, 1, TUESDAY))
    assert await count(store, "support_requests") == 0
    assert await sown(store, 5, people=1) == 5


def test_time_looked_up_is_time_counted() -> None:
    calendar, chance = HOUSE.calendar, random.Random(7)
    today = calendar.day(TUESDAY)
    times = Times(calendar, today - timedelta(400), today + timedelta(100))
    for _ in range(300):
        start = TUESDAY - chance.randrange(300 * DAY_MS)
        end = start + chance.randrange(40 * DAY_MS)
        assert times.minutes(start, end) == calendar.working_minutes(start, end)
        assert times.due(start, days := chance.randrange(1, 9)) == calendar.due(start, days)
        assert times.later(start, minutes := chance.randrange(1, 9000)) == calendar.add_minutes(start, minutes)
        assert times.morning(start) == calendar.moment(calendar.day(start), 0)
        event = times.index(end)
        assert times.last_filing(event, days) == calendar.closing(calendar.last_filing(times.days[event], days))
