"""What the answers to a kind's questions say of time. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.calendar import Calendar
from bot.core.support import Question, SupportKind


@dataclass(frozen=True, slots=True)
class Days:
    """When something is wanted, when the event is, and the last day on which its papers can be handed in."""

    wanted_on: date | None = None
    event_on: date | None = None
    papers_by: date | None = None


def days(kind: SupportKind | None, answers: Mapping[str, Any], calendar: Calendar) -> Days:
    """The days of a request of that kind (None: unsorted); a date question's answer is an ISO day, or nothing."""
    if kind is None:
        return Days()
    if kind.filing is None:
        return Days(wanted_on=_day(kind.wanted_date, answers))
    event = _day(kind.question(kind.filing.date), answers)
    if event is None:
        return Days()
    return Days(event_on=event, papers_by=calendar.last_filing(event, kind.filing.lead(answers)))


def _day(question: Question | None, answers: Mapping[str, Any]) -> date | None:
    found = answers.get(question.key) if question is not None else None
    return date.fromisoformat(found) if found else None
