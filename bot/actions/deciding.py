"""What only the committee can decide, and which partners are silent: the rules of `bot.core.summary.Rule`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.desk import House
from bot.actions.permitting import age_days
from bot.core.requests import reference
from bot.core.summary import DECISIONS_EACH, DECISIONS_MOST, Body, Decision, Decisions, Rule, RuleCount
from storage import summary as counts
from storage.ports import Row, Tx
from storage.summary import Span

NO_PARTNER_DAYS = 10  # working days
SLOWEST_MOST = 10
USUAL_DAYS = 10  # working days a complaint may take in a city without a sealed kind
RULES: tuple[Rule, ...] = ("legal_missed", "sealed_late", "reopened", "no_partner", "partner_silent")


@dataclass(frozen=True, slots=True)
class _Found:
    """A request and the rule it falls under; `at` is since when it waits."""

    rule: Rule
    row: Row
    at: int


async def decisions(tx: Tx, house: House, span: Span, now: int) -> Decisions:
    """Everything to be decided, the most urgent first; each request once."""
    found = _once([
        *await _legal_missed(tx, house, span, now), *await _sealed(tx, house, span), *await _reopened(tx, span),
        *await _no_partner(tx, house, span), *await _silent(tx, span),
    ])  # fmt: skip
    entries = [entry for rule in RULES for entry in _entries([each for each in found if each.rule == rule])]
    rows = tuple(_decision(house, entry, now) for entry in _kept(entries))
    by_rule = tuple(RuleCount(rule=rule, count=sum(each.rule == rule for each in found)) for rule in RULES)
    return Decisions(total=len(entries), rows=rows, by_rule=by_rule)


async def slowest(tx: Tx, until: int, now: int) -> tuple[Body, ...]:
    """The partners with the most requests past their date, then those that are silent for longest."""
    by_partner: dict[int, list[Row]] = {}
    for row in await counts.partner_silent(tx, until):
        by_partner.setdefault(row["partner_id"], []).append(row)
    bodies = [_body(rows, now) for rows in by_partner.values()]
    return tuple(sorted(bodies, key=lambda body: (-body.silent, -body.days, body.name))[:SLOWEST_MOST])


def complaint_limit(house: House, until: int) -> int:
    """A sealed complaint filed before this has been open for longer than its kind may take."""
    days = min((kind.target_days for kind in house.city.support_kinds if kind.sealed), default=USUAL_DAYS)
    return _days_before(house, until, days)


def _days_before(house: House, until: int, days: int) -> int:
    """What happened before this is so many whole working days ago."""
    calendar = house.calendar
    return calendar.moment(calendar.working_day(calendar.day(until), -days), 0)


async def _legal_missed(tx: Tx, house: House, span: Span, now: int) -> list[_Found]:
    today = house.calendar.day(now).isoformat()
    rows = await counts.legal_missed(tx, span.until, today)
    soonest = sorted(rows, key=lambda row: (row["event_on"] or "9999", row["legal_at"], row["id"]))
    return [_Found("legal_missed", row, row["at"]) for row in soonest]


async def _sealed(tx: Tx, house: House, span: Span) -> list[_Found]:
    rows = await counts.complaints_late(tx, complaint_limit(house, span.until))
    return [_Found("sealed_late", row, row["at"]) for row in rows]


async def _reopened(tx: Tx, span: Span) -> list[_Found]:
    rows = [row for row in await counts.waiting_again(tx) if row["at"] is not None and row["at"] < span.until]
    return [_Found("reopened", row, row["at"]) for row in sorted(rows, key=lambda row: (row["at"], row["id"]))]


async def _no_partner(tx: Tx, house: House, span: Span) -> list[_Found]:
    support, before = house.city.support, _days_before(house, span.until, NO_PARTNER_DAYS)
    return [
        _Found("no_partner", row, row["at"])
        for row in await counts.no_partner(tx, before)
        if not support.has_kind(row["kind"]) or support.kind(row["kind"]).partner_types
    ]


async def _silent(tx: Tx, span: Span) -> list[_Found]:
    return [_Found("partner_silent", row, row["at"]) for row in await counts.partner_silent(tx, span.until)]


def _once(found: Sequence[_Found]) -> list[_Found]:
    """Each request under the first rule it was found by."""
    first: dict[int, _Found] = {}
    for each in found:
        first.setdefault(each.row["id"], each)
    return list(first.values())


def _entries(found: Sequence[_Found]) -> Iterable[list[_Found]]:
    """One entry a request; a silent partner's requests are one, where its oldest stands."""
    groups: dict[int, list[_Found]] = {}
    for each in found:
        silent = each.rule == "partner_silent"
        groups.setdefault(each.row["partner_id"] if silent else each.row["id"], []).append(each)
    return groups.values()


def _kept(entries: Sequence[list[_Found]]) -> list[list[_Found]]:
    """Those that are shown, in their order: some of every rule, and the first of the others."""
    seen = dict.fromkeys(RULES, 0)
    first: list[bool] = []
    for entry in entries:
        seen[entry[0].rule] += 1
        first.append(seen[entry[0].rule] <= DECISIONS_EACH)
    room = DECISIONS_MOST - sum(first)
    others = [place for place, is_first in enumerate(first) if not is_first][:room]
    kept = {*others, *(place for place, is_first in enumerate(first) if is_first)}
    return [entry for place, entry in enumerate(entries) if place in kept]


def _decision(house: House, entry: Sequence[_Found], now: int) -> Decision:
    first = entry[0]
    row, days = first.row, age_days(min(each.at for each in entry), now)
    partner = {"helix": row["helix"], "partner": _name(row)} if first.rule == "partner_silent" else {}
    if len(entry) > 1:
        return Decision(
            rule=first.rule, reference="", short="", kind="", district="", days=days, requests=len(entry), **partner
        )  # fmt: skip
    sealed, legal = first.rule == "sealed_late", first.rule == "legal_missed"
    return Decision(
        rule=first.rule, reference=reference(row["year"], row["n"]), short=f"D-{row['n']}",
        kind="" if sealed else row["kind"], district="" if sealed else row["district"], days=days,
        event_on=date.fromisoformat(row["event_on"]) if legal and row["event_on"] else None,
        legal_on=house.calendar.day(row["legal_at"] - 1) if legal else None, **partner,
    )  # fmt: skip


def _body(rows: Sequence[Row], now: int) -> Body:
    return Body(
        name=_name(rows[0]), helix=rows[0]["helix"], silent=len(rows),
        days=age_days(min(row["at"] for row in rows), now),
    )  # fmt: skip


def _name(row: Row) -> str:
    """The name of a body of the city pack; what the committee added may be called after a person."""
    return str(row["name"]) if row["code"] else ""
