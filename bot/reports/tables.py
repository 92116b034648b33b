"""The whole summary as tables: what the workbook has a sheet of, and the paper prints. No number is computed here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.core.summary import Cut, PeopleCut, Summary
from bot.core.weeks import Week
from bot.reports import offer_tables
from bot.reports.terms import Terms, Value

Kind = Literal["text", "whole", "mean", "day", "number"]
"""`number`: whole or mean, as the value is."""


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what is under it, and how wide it is in characters."""

    title: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """One part of the page. `grouped`: the first column names groups of rows that follow each other."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    grouped: bool = False


def tables(summary: Summary, terms: Terms) -> tuple[Table, ...]:
    """Every part, in the order of the page."""
    requests = summary.requests
    return (
        _overview(summary, terms),
        _decisions(summary, terms),
        _cuts("kinds", terms, [(terms.kind(cut.id), cut) for cut in requests.by_kind]),
        _cuts("sub_sectors", terms, [(terms.sub_sector(cut.id), cut) for cut in requests.by_sub_sector]),
        _cuts("districts", terms, [(terms.district(cut.id), cut) for cut in requests.by_district]),
        _answers(summary, terms),
        _table("offers", terms, _heads(terms, *offer_tables.OFFERS), offer_tables.offers(summary, terms)),
        _table("places", terms, _heads(terms, *offer_tables.PLACES), offer_tables.places(summary, terms)),
        _partners(summary, terms),
        _people(summary, terms),
        _weeks(summary, terms),
    )


def _table(name: str, terms: Terms, columns: Sequence[Column], rows: Iterable[tuple[Value, ...]]) -> Table:
    return Table(name, terms.say(f"report.sheet.{name}"), tuple(columns), tuple(rows), columns[0].title == _part(terms))


def _part(terms: Terms) -> str:
    return terms.say("report.column.part")


def _heads(terms: Terms, *names: str) -> tuple[Column, ...]:
    """Columns by name; what a name holds is the same in every table."""
    return tuple(Column(terms.say(f"report.column.{name}"), *HELD.get(name, ("text", 12))) for name in names)


HELD: dict[str, tuple[Kind, int]] = {
    "part": ("text", 18), "measure": ("text", 34), "name": ("text", 26), "rule": ("text", 34), "kind": ("text", 20),
    "district": ("text", 20), "helix": ("text", 18), "partner": ("text", 34), "number": ("text", 15),
    "week": ("text", 11), "count": ("number", 10), "new": ("whole", 8), "closed": ("whole", 9),
    "last": ("whole", 12), "mean": ("mean", 13), "days": ("whole", 8), "requests": ("whole", 12),
    "total": ("whole", 11), "event_on": ("day", 13), "legal_on": ("day", 13), "first_day": ("day", 13),
    "last_day": ("day", 13), "published": ("whole", 9), "applicants": ("whole", 10), "chosen": ("whole", 10),
    "first": ("whole", 13), "places": ("whole", 9), "closes_on": ("day", 13),
}  # fmt: skip


def _overview(summary: Summary, terms: Terms) -> Table:
    r, part = summary.requests, terms.say
    requests, sealed = part("report.part.requests"), part("report.part.sealed")
    rows: list[tuple[str, str, int, int | None, float | None]] = [
        (requests, "new", r.new, r.new_last, r.new_mean),
        (requests, "new_answered", r.new_answered, None, None),
        (requests, "closed", r.closed, r.closed_last, r.closed_mean),
        (requests, "withdrawn", r.withdrawn, None, None),
        (requests, "open", r.open, None, None),
        (requests, "late", r.late, r.late_last, None),
        (requests, "reopened", r.reopened, None, None),
        (sealed, "sealed_new", summary.sealed.new, None, None),
        (sealed, "sealed_open", summary.sealed.open, None, None),
        (sealed, "sealed_late", summary.sealed.late, None, None),
        (part("report.part.decisions"), "decisions", summary.decisions.total, None, None),
    ]
    said = [(at, part(f"report.measure.{name}"), *values) for at, name, *values in rows]
    said += [
        (part("report.part.decisions"), part(f"report.rule.{rule.rule}"), rule.count, None, None)
        for rule in summary.decisions.by_rule
    ]
    said += [(part("report.part.elsewhere"), terms.kind(each.id), each.count, None, None) for each in summary.elsewhere]
    return _table("overview", terms, _heads(terms, "part", "measure", "count", "last", "mean"), said)


def _decisions(summary: Summary, terms: Terms) -> Table:
    names = "number rule kind district days requests event_on legal_on helix partner"
    rows = (
        (
            d.reference or None, terms.say(f"report.rule.{d.rule}"), terms.kind(d.kind) if d.kind else None,
            terms.district(d.district) if d.district else None, d.days, d.requests, d.event_on, d.legal_on,
            terms.helix(d.helix) if d.helix else None, d.partner or None,
        )
        for d in summary.decisions.rows
    )  # fmt: skip
    return _table("decisions", terms, _heads(terms, *names.split()), rows)


def _cuts(name: str, terms: Terms, cuts: Iterable[tuple[str, Cut]]) -> Table:
    """A row a kind, sub-sector or district."""
    rows = ((said, cut.new, cut.closed, cut.new_last, cut.new_mean) for said, cut in cuts)
    return _table(name, terms, _heads(terms, "name", "new", "closed", "last", "mean"), rows)


def _answers(summary: Summary, terms: Terms) -> Table:
    a, p, s = summary.answers, summary.promises, summary.said
    parts: dict[str, dict[str, int | float | None]] = {
        "answers": {
            "answers": a.count, "median_minutes": a.median_minutes, "ninth_minutes": a.ninth_minutes,
            "in_time": a.in_time, "limit_minutes": a.limit_minutes,
        },
        "promises": {"promises_due": p.due, "promises_kept": p.kept},
        "said": {
            "said_yes": s.yes, "said_elsewhere": s.elsewhere, "said_silent": s.silent, "ratings": s.ratings,
            "rating_sum": s.rating_sum, "rating": s.rating,
        },
        "outcomes": {f"outcome_{outcome.id}": outcome.count for outcome in summary.requests.outcomes},
    }  # fmt: skip
    rows = (
        (terms.say(f"report.part.{part}"), terms.say(f"report.measure.{name}"), value)
        for part, measures in parts.items()
        for name, value in measures.items()
    )
    return _table("answers", terms, _heads(terms, "part", "measure", "count"), rows)


def _partners(summary: Summary, terms: Terms) -> Table:
    p = summary.partners
    counts = {"sent": p.sent, "accepted": p.accepted, "waiting": p.waiting, "unable": p.unable, "done": p.done}
    part = terms.say
    rows: list[tuple[Value, ...]] = [
        (part("report.part.partners"), part(f"report.measure.{name}"), count, None, None)
        for name, count in counts.items()
    ]
    rows += [(part("report.part.helix"), terms.helix(each.id), each.sent, None, None) for each in p.by_helix]
    rows += [(part("report.part.apart"), terms.sub_sector(each.id), each.routed, each.new, None) for each in p.apart]
    rows += [
        (part("report.part.silent"), body.name or terms.helix(body.helix), body.silent, None, body.days)
        for body in p.slowest
    ]
    return _table("partners", terms, _heads(terms, "part", "name", "count", "new", "days"), rows)


def _people(summary: Summary, terms: Terms) -> Table:
    people, part = summary.people, terms.say
    total = part("report.measure.people")

    def rows(name: str, cuts: Sequence[PeopleCut], said: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        yield from (
            (part(f"report.part.{name}"), each, cut.total, cut.new) for each, cut in zip(said, cuts, strict=True)
        )

    found: list[tuple[Value, ...]] = [(part("report.part.people"), total, people.total, people.new)]
    found += rows("by_sub_sector", people.by_sub_sector, [terms.sub_sector(cut.id) for cut in people.by_sub_sector])
    found += rows("by_district", people.by_district, [terms.district(cut.id) for cut in people.by_district])
    return _table("people", terms, _heads(terms, "part", "name", "total", "new"), found)


def _weeks(summary: Summary, terms: Terms) -> Table:
    rows = ((week.week, *_span(week.week), week.new, week.closed) for week in summary.weeks)
    return _table("weeks", terms, _heads(terms, "week", "first_day", "last_day", "new", "closed"), rows)


def _span(id: str) -> tuple[Value, Value]:
    week = Week.read(id)
    return (week.first_day, week.last_day) if week is not None else (None, None)
