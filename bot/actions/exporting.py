"""What the committee may take out of the store: people, requests, threads, a week's numbers, the figures of a year.

Sealed complaints are shut for everybody, their threads never leave; hidden and erased people are left out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.actions import figures, permitting, summing, viewing
from bot.actions.permitting import Actor
from bot.actions.viewing import Shut
from bot.core.jsonable import to_json
from bot.core.requests import SupportRequest, reference, veiled
from bot.core.support import UNSORTED
from storage import audit, exports
from storage.audit import Act
from storage.exports import Span

PAGE = 500
PEOPLE = (
    "number", "kind", "name", "group_name", "sub_sectors", "district", "district_name", "ward", "place", "story",
    "since",
)  # fmt: skip
REQUESTS = (
    "reference", "sealed", "state", "days", "kind", "kind_name", "filed_at", "person", "name", "sub_sector", "district",
    "district_name", "title", "story", "answers", "wanted_on", "event_on", "officer", "due_at", "promised_at",
    "first_answer_at", "first_answer_minutes", "closed_at", "outcome", "confirmed", "rating", "reopened", "result",
)  # fmt: skip
THREADS = ("reference", "at", "thread", "author", "officer", "text", "files", "struck")
SUMMARY = ("week", "number", "value")
FIGURES = ("what", "by", "key", "name", "count")
_AS_IT_IS = (
    "state", "kind", "name", "sub_sector", "district", "title", "story", "answers", "first_answer_minutes", "outcome",
    "confirmed", "rating", "reopened", "result",
)  # fmt: skip
_MOMENTS = ("filed_at", "due_at", "promised_at", "first_answer_at", "closed_at")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows by column name, and after which id the next page begins (0: there is none). Times are the city's own."""

    rows: Sequence[dict[str, Any]]
    after: int


@dataclass(frozen=True, slots=True)
class Exporting:
    """Who exports; of which year requests are (None: all)."""

    actor: Actor
    year: int | None = None


async def people(of: Exporting, after: int) -> Page:
    """The next practitioners; the year changes nothing."""
    actor = of.actor
    permitting.check(actor, "decide")
    rows = await exports.people(actor.tx, after, PAGE)
    last = int(rows[-1]["id"]) if rows else 0
    does: dict[int, list[str]] = {row["id"]: [] for row in rows}
    for row in await exports.sub_sectors(actor.tx, Span(after, last)):
        if row["person_id"] in does:
            does[row["person_id"]].append(row["sub_sector"])
    plain = ("number", "kind", "name", "group_name", "district", "ward", "place", "story")
    return Page([
        {name: row[name] for name in plain}
        | {"sub_sectors": does[row["id"]], "district_name": _place(actor, row["district"])}
        | {"since": _moment(actor, row["since"])}
        for row in rows
    ], last)  # fmt: skip


async def requests(of: Exporting, after: int) -> Page:
    """The next requests; of a sealed one reference, age and state."""
    page = await viewing.exported(of.actor, after, PAGE)
    askers = await exports.askers(of.actor.tx, Span(after, page.after))
    return Page([_request(of.actor, each, askers) for each in page.found if _in(of, each)], page.after)


async def threads(of: Exporting, after: int) -> Page:
    """What was said about the next requests, notes among staff too; of no sealed one."""
    page = await viewing.exported(of.actor, after, PAGE)
    if not any(_in(of, each) for each in page.found):
        return Page((), page.after)
    rows = await exports.messages(of.actor.tx, Span(after, page.after))
    return Page([
        {name: row[name] for name in ("thread", "author", "officer", "text")}
        | {"reference": reference(row["year"], row["n"]), "at": _moment(of.actor, row["at"])}
        | {"files": len(json.loads(row["media"])), "struck": row["struck_at"] is not None}
        for row in rows if of.year in (None, row["year"])
    ], page.after)  # fmt: skip


async def summary(of: Exporting, after: int) -> Page:
    """The numbers of the last complete week, a row each ("requests.by_kind.legality.new"): one page."""
    actor = of.actor
    permitting.check(actor, "decide")
    week = summing.last_week(actor.house, actor.now)
    page = await summing.summary_of(actor.tx, actor.house, week, actor.now)
    return Page([{"week": page.week, "number": name, "value": value} for name, value in figures.flat(to_json(page))], 0)


async def of_year(of: Exporting, after: int) -> Page:
    """What was filed and closed in the year, by kind, sub-sector, district, month and outcome: one page."""
    permitting.check(of.actor, "decide")
    year = of.year or of.actor.house.calendar.day(of.actor.now).year
    return Page(await figures.of_year(of.actor, year), 0)


async def log(of: Exporting, what: str, count: int) -> None:
    """The audit row of an export: who, what, how many, of which year."""
    permitting.check(of.actor, "decide")
    year = {"year": of.year} if of.year is not None else {}
    act = Act(of.actor.name, f"export.{what}", "exports", 0, after={"count": count, **year})
    await audit.add(of.actor.tx, act, of.actor.now)


def _in(of: Exporting, found: SupportRequest | Shut) -> bool:
    return of.year is None or found.reference.startswith(f"D-{of.year}-")


def _request(actor: Actor, found: SupportRequest | Shut, askers: dict[int, tuple[str, str]]) -> dict[str, Any]:
    if isinstance(found, Shut):
        return {"reference": found.reference, "sealed": True, "state": found.state, "days": found.days}
    request = veiled(found)
    number, officer = askers.get(request.id, ("", ""))
    return {
        **{name: getattr(request, name) for name in _AS_IT_IS},
        **{name: _moment(actor, getattr(request, name)) for name in _MOMENTS},
        "reference": request.reference, "sealed": False, "days": permitting.age_days(request.filed_at, actor.now),
        "kind_name": kind_name(actor, request.kind), "person": "" if request.anonymous else number, "officer": officer,
        "district_name": _place(actor, request.district),
        "wanted_on": _day(request.wanted_on), "event_on": _day(request.event_on),
    }  # fmt: skip


def kind_name(actor: Actor, kind: str) -> str:
    """A kind as the committee calls it."""
    support = actor.house.city.support
    return support.kind(kind).label["id"] if support.has_kind(kind) else UNSORTED


def _place(actor: Actor, code: str) -> str:
    city = actor.house.city
    return city.place_label(code) if city.has_place(code) else ""


def _moment(actor: Actor, at: int | None) -> str:
    """ "2026-11-24 09:00:00" by the clock on the city's walls; "" for never."""
    return datetime.fromtimestamp(at // 1000, actor.house.calendar.zone).isoformat(" ")[:19] if at is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
