"""What is to be decided: each rule with what just is none of it, the order, a request once, nothing that tells whom."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions import summing
from bot.actions.deciding import SLOWEST_MOST
from bot.core.summary import DECISIONS_EACH, DECISIONS_MOST, Decision, Summary
from storage.ports import Store
from tests.actions.world import moment
from tests.clock.world import CITY, DAY, HOUSE
from tests.summary.history import DEFAULTS, ENDS, MONDAY, WEEK, Rows, write

DISTRICT = CITY.districts[3].code
MONTH_AGO = moment("2026-10-20 09:00")
NO_PARTNER = moment("2026-11-09 00:00")  # ten working days before the end of the week
REQUEST: dict[str, Any] = {
    "year": 2026, "kind": "equipment", "state": "in_progress", "sub_sector": "kriya", "district": DISTRICT, "sealed": 0,
    "filed_at": MONTH_AGO, "answer_due_at": MONTH_AGO + DAY, "first_answer_at": MONTH_AGO + DAY,
    "first_answer_minutes": 60,
}  # fmt: skip


def city() -> Rows:
    """No request yet, five partners, the first of the city pack."""
    made: Rows = {name: [] for name in DEFAULTS}
    made["contacts"] = [{"id": 1, "chat": "1"}]
    sides = ("government", "academic", "business", "community", "media")
    made["partners"] = [
        {"id": id, "helix": side, "name": f"Lembaga {id}", "code": f"body-{id}" if id == 1 else ""}
        for id, side in enumerate(sides, 1)
    ]
    return made


def request(made: Rows, **changes: Any) -> int:
    """One more request; its id."""
    id = len(made["support_requests"]) + 1
    made["support_requests"].append({**REQUEST, "id": id, "n": 300 + id, **changes})
    return id


def referral(made: Rows, request_id: int, **changes: Any) -> None:
    """Something between a request and a partner."""
    row = {"request_id": request_id, "partner_id": 1, "state": "sent", "asked_at": MONTH_AGO, **changes}
    made["referrals"].append({"id": len(made["referrals"]) + 1, **row})


def again(made: Rows, request_id: int, at: int) -> None:
    """It was opened again."""
    made["request_events"].append(
        {"id": len(made["request_events"]) + 1, "request_id": request_id, "at": at, "what": "reopen"}
    )


async def page(store: Store, made: Rows, now: int = MONDAY) -> Summary:
    await write(store, made)
    return await summing.summed(store, HOUSE, WEEK, now)


async def decided(store: Store, made: Rows, now: int = MONDAY) -> list[Decision]:
    return list((await page(store, made, now)).decisions.rows)


PERMIT: dict[str, Any] = {
    "kind": "permit", "legal_at": moment("2026-11-18 00:00"), "event_on": "2026-12-05", "filed_at": ENDS - 6 * DAY,
}  # fmt: skip


async def test_the_last_filing_day_is_over(store: Store) -> None:
    made = city()
    request(made, **PERMIT)
    [found] = await decided(store, made)
    assert (found.rule, found.short, found.reference) == ("legal_missed", "D-301", "D-2026-000301")
    assert (found.kind, found.district, found.days) == ("permit", DISTRICT, 6)
    assert (str(found.legal_on), str(found.event_on)) == ("2026-11-17", "2026-12-05")


@pytest.mark.parametrize(
    "changes",
    [
        {"legal_at": ENDS}, {"event_on": "2026-11-22"}, {"closed_at": MONDAY - DAY}, {"hidden": 1},
        {"sealed": 1, "filed_at": ENDS - DAY},
    ],
)  # fmt: skip
async def test_it_is_not_over_yet_or_no_matter_any_more(store: Store, changes: dict[str, Any]) -> None:
    made = city()
    request(made, **PERMIT | changes)
    request(made, **PERMIT)
    assert [found.short for found in await decided(store, made)] == ["D-302"]


async def test_papers_that_went_to_a_partner_in_time_are_not_missed(store: Store) -> None:
    made = city()
    legal = PERMIT["legal_at"]
    for sent in (legal, legal + 1):
        referral(made, request(made, **PERMIT), sent_at=sent, state="done", done_at=sent)
    assert [found.short for found in await decided(store, made)] == ["D-302"]


async def test_a_complaint_over_its_age_is_a_reference_and_nothing_else(store: Store) -> None:
    made = city()
    days = next(kind.target_days for kind in CITY.support_kinds if kind.id == "voice")
    limit = HOUSE.calendar.moment(HOUSE.calendar.working_day(HOUSE.calendar.day(ENDS), -days), 0)
    for filed in (limit, limit - 1):
        request(made, kind="voice", sealed=1, anonymous=1, filed_at=filed)
    [found] = await decided(store, made)
    assert found == Decision(
        rule="sealed_late", reference="D-2026-000302", short="D-302", kind="", district="",
        days=(MONDAY - limit + 1) // DAY,
    )  # fmt: skip


async def test_opened_again_and_not_answered_since(store: Store) -> None:
    made = city()
    request(made, state="under_review", reopened=0)
    answered = request(made, state="in_progress", reopened=1)
    waiting, late = (request(made, state="under_review", reopened=1) for _ in range(2))
    again(made, answered, ENDS - 2 * DAY)
    again(made, waiting, ENDS - 9 * DAY)
    again(made, waiting, ENDS - 3 * DAY)
    again(made, late, ENDS)
    [found] = await decided(store, made)
    assert (found.rule, found.short, found.days) == ("reopened", "D-303", 3)


async def test_ten_working_days_without_a_partner(store: Store) -> None:
    made = city()
    request(made, filed_at=NO_PARTNER, first_answer_at=None)
    request(made, filed_at=NO_PARTNER - 1, first_answer_at=None)
    [found] = await decided(store, made)
    assert (found.rule, found.short, found.days) == ("no_partner", "D-302", 14)


@pytest.mark.parametrize(
    ("states", "is_one"),
    [
        ((), False), (("asked",), True), (("agreed",), True), (("refused",), True), (("unable", "refused"), True),
        (("done",), False), (("unable", "accepted"), False), (("refused", "sent"), False),
    ],
)  # fmt: skip
async def test_a_partner_that_was_asked_for_and_came_to_nothing(
    store: Store, states: tuple[str, ...], is_one: bool
) -> None:
    made = city()
    id = request(made, filed_at=NO_PARTNER - 1)
    for partner, state in enumerate(states, 1):
        sent = {} if state in ("asked", "agreed", "refused") else {"sent_at": ENDS - DAY, "ask_again_at": ENDS + DAY}
        referral(made, id, partner_id=partner, state=state, **sent)
    assert [found.rule for found in await decided(store, made)] == ["no_partner"] * is_one


async def test_a_partner_past_its_date(store: Store) -> None:
    made = city()
    for again_at in (ENDS, ENDS - 1):
        referral(made, request(made), sent_at=ENDS - 9 * DAY, ask_again_at=again_at, partner_id=2)
    [found] = await decided(store, made)
    assert (found.rule, found.short, found.helix, found.days) == ("partner_silent", "D-302", "academic", 9)


async def test_a_partner_with_several_is_one_entry_and_named_only_if_the_city_pack_does(store: Store) -> None:
    made = city()
    for partner, days in ((1, 9), (1, 20), (2, 8), (2, 7), (1, 8)):
        referral(made, request(made), sent_at=ENDS - days * DAY, ask_again_at=ENDS - 1, partner_id=partner)
    found = await page(store, made)
    assert [(row.requests, row.partner, row.helix, row.days, row.reference) for row in found.decisions.rows] == [
        (3, "Lembaga 1", "government", 20, ""), (2, "", "academic", 8, ""),
    ]  # fmt: skip
    assert (found.decisions.total, {each.rule: each.count for each in found.decisions.by_rule}["partner_silent"]) == (
        2,
        5,
    )
    assert [(body.name, body.silent, body.days) for body in found.partners.slowest] == [
        ("Lembaga 1", 3, 20), ("", 2, 8),
    ]  # fmt: skip


async def test_a_request_stands_under_its_most_urgent_rule_alone(store: Store) -> None:
    made = city()
    id = request(
        made, **PERMIT | {"filed_at": MONTH_AGO, "reopened": 1, "state": "under_review", "first_answer_at": None}
    )
    again(made, id, ENDS - DAY)
    other = request(made, reopened=1, state="under_review", first_answer_at=None)
    again(made, other, ENDS - DAY)
    referral(made, other, state="sent", sent_at=ENDS - 9 * DAY, ask_again_at=ENDS - DAY)
    found = await decided(store, made)
    assert [(row.rule, row.short) for row in found] == [("legal_missed", "D-301"), ("reopened", "D-302")]


async def test_the_next_event_comes_first_then_who_waits_longest(store: Store) -> None:
    made = city()
    for event in ("2026-12-20", "", "2026-12-01"):
        request(made, **PERMIT | {"event_on": event})
    for days in (40, 60):
        request(made, filed_at=ENDS - days * DAY, first_answer_at=None)
    assert [row.short for row in await decided(store, made)] == ["D-303", "D-301", "D-302", "D-305", "D-304"]


async def test_of_very_many_some_of_every_rule_are_kept(store: Store) -> None:
    made = city()
    for _ in range(DECISIONS_MOST + 50):
        request(made, **PERMIT)
    for _ in range(DECISIONS_EACH + 5):
        request(made, filed_at=NO_PARTNER - 1, first_answer_at=None)
    found = (await page(store, made)).decisions
    rules = [row.rule for row in found.rows]
    assert (found.total, len(rules)) == (DECISIONS_MOST + DECISIONS_EACH + 55, DECISIONS_MOST)
    assert rules.count("no_partner") == DECISIONS_EACH
    assert rules == sorted(rules, key=("legal_missed", "no_partner").index)


async def test_what_came_up_after_the_week_is_not_in_it(store: Store) -> None:
    made = city()
    request(made, **PERMIT | {"legal_at": ENDS + DAY})
    referral(made, request(made), sent_at=ENDS - DAY, ask_again_at=ENDS + DAY)
    await write(store, made)
    assert (await summing.summed(store, HOUSE, WEEK, ENDS + 3 * DAY)).decisions.total == 0
    assert (await summing.summed(store, HOUSE, WEEK.plus(1), ENDS + 3 * DAY)).decisions.total == 2


async def test_the_slowest_are_few(store: Store) -> None:
    made = city()
    made["partners"] += [{"id": id, "helix": "media", "name": f"Lembaga {id}", "code": f"b{id}"} for id in range(6, 20)]
    for partner in range(6, 20):
        referral(made, request(made), sent_at=ENDS - 9 * DAY, ask_again_at=ENDS - 1, partner_id=partner)
    found = (await page(store, made)).partners.slowest
    assert len(found) == SLOWEST_MOST
    assert found[0] == replace(found[1], name=found[0].name)
