"""The summary as a paper in words: decisions first, then the charts, then every table. `paper` prints it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.core.summary import Decision, Summary
from bot.reports import pictures
from bot.reports.drawing import Order
from bot.reports.tables import Table, tables
from bot.reports.terms import Terms

DECIDED_MOST = 14  # decisions on the first page
ROWS_MOST = 44  # of one table: it has to fit a column


def order(summary: Summary, terms: Terms) -> Order:
    """What is to be printed."""
    head = asdict(terms.city.identity.letterhead)
    rows = summary.decisions.rows[:DECIDED_MOST]
    left = summary.decisions.total - len(rows)
    return Order("paper", {
        "language": terms.language, "head": head, "title": terms.say("report.paper.title", week=summary.number),
        "days": terms.days(summary.first_day, summary.last_day), "foot": pictures.foot(summary, terms),
        "figures": pictures.figures(summary, terms),
        "decisions_are": terms.say("report.part.decisions"),
        "decisions": [_decision(each, terms) for each in rows] or [terms.say("report.paper.none")],
        "more": terms.say("report.paper.more", count=terms.shown(left)) if left else "",
        "bars": pictures.bars(summary, terms), "tiles": pictures.tiles(summary, terms),
        "tables": [_printed(table, terms) for table in tables(summary, terms) if table.name != "decisions"],
        "cut": terms.say("report.paper.cut"),
    })  # fmt: skip


def _decision(each: Decision, terms: Terms) -> str:
    """One line: which, why, how long."""
    about = [
        each.short, terms.kind(each.kind) if each.kind else "", terms.district(each.district) if each.district else "",
        each.partner or (terms.helix(each.helix) if each.helix else ""),
    ]  # fmt: skip
    dated: dict[str, date | None] = {"event": each.event_on, "legal": each.legal_on}
    days = [terms.say(f"report.paper.{name}", day=terms.shown(day)) for name, day in dated.items() if day is not None]
    waiting = "report.paper.waits.several" if each.requests > 1 else "report.paper.waits"
    waits = terms.say(waiting, days=terms.shown(each.days), requests=terms.shown(each.requests))
    why = terms.say(f"report.rule.{each.rule}")
    return f"{', '.join(filter(None, about))}: {'; '.join((why, *days, waits))}."


def _printed(table: Table, terms: Terms) -> dict[str, Any]:
    """A table with every value as it is read: names to the left, numbers to the right, days left to the workbook."""
    columns = {at: column for at, column in enumerate(table.columns) if column.kind != "day"}
    heads = {at: terms.say("report.paper.mean") for at, column in columns.items() if column.kind == "mean"}
    return {
        "title": table.title, "grouped": table.grouped, "cut": len(table.rows) > ROWS_MOST,
        "columns": [[heads.get(at, column.title), column.kind == "text"] for at, column in columns.items()],
        "rows": [
            ["" if row[at] is None else terms.shown(row[at]) for at in columns] for row in table.rows[:ROWS_MOST]
        ],
    }  # fmt: skip
