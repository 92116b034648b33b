"""Fictional histories of a city, written as raw rows: what lies about the bounds of a week, in any order."""

import json
from random import Random
from typing import Any

from bot.core.weeks import Week
from storage.ports import Store, Tx
from storage.tables import tables
from tests.clock.world import CITY, DAY, HOUR, HOUSE

WEEK = Week(2026, 47)
BEGINS = HOUSE.calendar.moment(WEEK.first_day, 0)
ENDS = HOUSE.calendar.moment(WEEK.plus(1).first_day, 0)
MONDAY = ENDS + 8 * HOUR  # when the page is made
KINDS = ("permit", "equipment", "voice", "funding", "unsorted", "a kind of long ago")
SUB_SECTORS = ("kriya", "musik", "film-animasi-video", "kuliner", "", "a craft of long ago")
DISTRICTS = (CITY.districts[0].code, CITY.districts[1].code, "", "99.99.99")
OFFER_KINDS = ("open_call", CITY.opportunities.kinds[1].id, "a kind of long ago")
HELIXES = ("government", "academic", "business", "community", "media")
Rows = dict[str, list[dict[str, Any]]]

DEFAULTS: dict[str, dict[str, Any]] = {
    "contacts": {
        "channel": "webchat", "account": "web", "is_group": 0, "language": "id", "profile_name": "", "reach": "active",
        "last_n": 0, "last_heard": 0, "free_at": 0, "declined_at": None, "since": 0,
    },
    "people": {
        "kind": "person", "name": "Rekaan", "group_name": "", "story": "", "ward": "", "place": "", "last_active": 0,
        "invited_by": "", "erase_at": None, "version": 1,
    },
    "partners": {"kinds": "[]", "sub_sectors": "[]", "address": "", "addressee": "", "active": 1, "version": 1},
    "support_requests": {
        "person_id": None, "contact_id": 1, "filing_key": "", "name": "", "title": "", "story": "rekaan",
        "answers": "{}",
        "open_questions": "[]", "wanted_on": "", "event_on": "", "anonymous": 0, "soon": 0, "hidden": 0,
        "assignee_id": None, "version": 1, "due_at": 0, "wake_at": 0, "promised_at": None, "legal_at": None,
        "reminded_at": None, "escalated_at": None, "first_answer_at": None, "first_answer_minutes": None,
        "closed_at": None, "outcome": "", "asked_at": None, "confirmed": "", "confirmed_at": None, "rating": None,
        "reopened": 0, "result_asked_at": None, "result": "", "emptied": 0,
    },
    "request_events": {
        "author": "requester", "staff_id": None, "state_before": "done", "state_after": "under_review", "version": 2,
        "message_id": None, "minutes": 0,
    },
    "referrals": {
        "consent": "", "consent_at": None, "sent_at": None, "ask_again_at": None, "accepted_at": None,
        "accepted_for": None, "unable_at": None, "reason": "", "better_address": "", "done_at": None, "version": 1,
    },
    "request_promises": {"made_at": 0, "settled_at": None, "kept": None},
    "requests_elsewhere": {"sub_sector": "", "district": ""},
    "person_sub_sector": {},
    "opportunities": {
        "version": 1, "poster_id": None, "proposed_by": None, "created_by": "", "submitted_by": "", "approved_by": "",
        "fee_approved_by": "", "reason": "", "results": "", "created_at": 0, "changed_at": 0, "results_at": None,
    },
    "applications": {
        "contact_id": 1, "version": 1, "answers": "{}", "works": "[]", "place": "", "rank": 0, "decline": "",
        "words": "", "created_at": 0, "changed_at": 0, "confirm_by": None, "confirmed_at": None, "reminded": 0,
        "told_at": None, "warned_at": None, "checked_in_at": None, "asked_at": None, "outcome": "",
    },
}  # fmt: skip


def history(chance: Random, requests: int = 40, people: int = 20) -> Rows:
    """A city's rows, by table."""
    made: Rows = {name: [] for name in DEFAULTS}
    made["contacts"] = [{"id": 1, "chat": "1"}]
    made["partners"] = [
        {"id": id, "helix": helix, "name": f"Lembaga {id}", "code": "" if id % 2 else f"body-{id}"}
        for id, helix in enumerate((*HELIXES, *HELIXES[:3]), 1)
    ]
    for id in range(1, people + 1):
        made["people"].append(_person(chance, id))
        crafts = chance.sample(SUB_SECTORS[:4], chance.randrange(3))
        made["person_sub_sector"] += [
            {"person_id": id, "sub_sector": craft, "position": place} for place, craft in enumerate(crafts)
        ]
    _offers(chance, made, people)
    for id in range(1, requests + 1):
        made["support_requests"].append(_request(chance, id))
        _around(chance, made, id)
    made["requests_elsewhere"] = [
        {"id": id, "at": moment(chance), "kind": chance.choice(KINDS)} for id in range(1, chance.randrange(6) + 1)
    ]
    return made


async def write(store: Store, made: Rows) -> None:
    """Writes rows into an empty store."""
    known = {table.name: table for table in await tables(store)}

    async def work(tx: Tx) -> None:
        for name in (each for each in known if made.get(each)):
            await known[name].put(tx, [{**DEFAULTS[name], **row} for row in made[name]])

    await store.transact(work)


def moment(chance: Random) -> int:
    """A time at or near a bound of the week, or anywhere in the ten weeks before and the two days after."""
    if chance.random() < 0.4:
        bound = chance.choice((BEGINS, BEGINS - 7 * DAY, BEGINS - 56 * DAY, ENDS))
        return bound + chance.choice((-1, 0, 1))
    return chance.randrange(BEGINS - 70 * DAY, MONDAY)


def later(chance: Random, since: int, days: int = 30) -> int:
    """A time after another, by now."""
    return min(MONDAY, max(since, chance.choice((moment(chance), since + chance.randrange(days * DAY)))))


def _person(chance: Random, id: int) -> dict[str, Any]:
    return {
        "id": id, "number": f"PLG-{id:06}", "district": chance.choice(DISTRICTS), "since": moment(chance),
        "status": chance.choice(("registered", "registered", "registered", "closed", "known", "zz")),
    }  # fmt: skip


def _offers(chance: Random, made: Rows, people: int) -> None:
    """Opportunities in every state, and who applied to them."""
    for id in range(1, chance.randrange(2, 12)):
        offer = {"kind": "", "title": {"id": f"Peluang Rekaan {id}"}, "quota": chance.choice((None, 0, 3, 12))}
        published, closes = chance.choice((None, moment(chance))), chance.choice((None, moment(chance), _ahead(chance)))
        state = "draft" if published is None else chance.choice(("published", "published", "closed", "cancelled"))
        ended = later(chance, published) if published is not None and state in ("closed", "cancelled") else None
        made["opportunities"].append({
            "id": id, "code": f"REK{id}", "kind": chance.choice(OFFER_KINDS), "state": state,
            "offer": json.dumps(offer), "closes_at": closes, "published_at": published, "ended_at": ended,
        })  # fmt: skip
        for person in chance.sample(range(1, people + 1), chance.randrange(people)):
            _add(made, "applications", opportunity_id=id, person_id=person, **_application(chance))


def _ahead(chance: Random) -> int:
    """A time at or near a bound of the week that follows, or in it."""
    return chance.choice((ENDS, ENDS + 7 * DAY, ENDS + chance.randrange(7 * DAY))) + chance.choice((-1, 0, 1))


def _application(chance: Random) -> dict[str, Any]:
    state = chance.choice(("draft", "submitted", "waiting", "chosen", "confirmed", "confirmed", "lapsed", "withdrawn"))
    submitted = None if state == "draft" else moment(chance)
    placed = submitted is not None and state in ("chosen", "confirmed", "lapsed")
    return {
        "state": state, "sub_sector": chance.choice(SUB_SECTORS), "district": chance.choice(DISTRICTS),
        "first_time": int(placed and chance.random() < 0.5), "submitted_at": submitted,
        "chosen_at": later(chance, submitted or 0) if placed else None,
    }  # fmt: skip


def _request(chance: Random, id: int) -> dict[str, Any]:
    filed = moment(chance)
    kind = chance.choice(KINDS)
    row: dict[str, Any] = {
        "id": id, "year": 2026, "n": id, "kind": kind, "sub_sector": chance.choice(SUB_SECTORS),
        "district": chance.choice(DISTRICTS), "sealed": int(kind == "voice" or chance.random() < 0.05),
        "filed_at": filed, "answer_due_at": later(chance, filed, 4), "state": "received",
    }  # fmt: skip
    if chance.random() < 0.6:
        row |= {"first_answer_at": later(chance, filed, 6), "first_answer_minutes": chance.randrange(3000)}
        row["state"] = chance.choice(("in_progress", "under_review", "routed"))
    if chance.random() < 0.3:
        row["legal_at"] = later(chance, filed)
        row["event_on"] = chance.choice(("", "2026-11-20", "2026-11-23", "2026-12-05"))
    if chance.random() < 0.3:
        row["reopened"] = chance.randrange(1, 3)
    return row | _end(chance, row)


def _end(chance: Random, row: dict[str, Any]) -> dict[str, Any]:
    """How a request ended, if it did."""
    answered = row.get("first_answer_at")
    if chance.random() < 0.5:
        return {"hidden": int(chance.random() < 0.1)}
    closed = {"closed_at": later(chance, answered or row["filed_at"], 12)}
    if answered is None or chance.random() < 0.2:
        return {**closed, "state": "withdrawn", "outcome": chance.choice(("withdrawn", "erased"))}
    said = chance.choice(("", "yes", "elsewhere", "silent"))
    rating = chance.choice((None, 1, 4, 5)) if said == "yes" else None
    outcome = chance.choice(("helped", "advised", "elsewhere", "duplicate", "declined"))
    return {**closed, "state": "done", "outcome": outcome, "confirmed": said, "rating": rating}


def _around(chance: Random, made: Rows, id: int) -> None:
    """What was done about a request: opened again, promised, sent to partners."""
    for _ in range(made["support_requests"][-1].get("reopened", 0)):
        _add(made, "request_events", request_id=id, at=moment(chance), what="reopen")
    _add(made, "request_events", request_id=id, at=moment(chance), what=chance.choice(("answer", "close")))
    if chance.random() < 0.4:
        kept = chance.choice((None, 0, 1))
        _add(made, "request_promises", request_id=id, due_at=moment(chance), kept=kept)
    for partner in chance.sample(range(1, 9), chance.choice((0, 0, 1, 2))):
        _add(made, "referrals", request_id=id, partner_id=partner, **_referral(chance))


def _referral(chance: Random) -> dict[str, Any]:
    state = chance.choice(("asked", "agreed", "refused", "sent", "sent", "accepted", "unable", "done"))
    asked = moment(chance)
    row: dict[str, Any] = {"state": state, "asked_at": asked}
    if state in ("sent", "accepted", "unable", "done"):
        row |= {"sent_at": later(chance, asked), "ask_again_at": moment(chance)}
    if state == "done":
        row["done_at"] = later(chance, row["sent_at"])
    return row


def _add(made: Rows, table: str, **row: Any) -> None:
    made[table].append({"id": len(made[table]) + 1, **row})
