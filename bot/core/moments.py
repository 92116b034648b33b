"""Reads the moment somebody means: "besok 09.00", "jam 3 sore", "Jumat 10.30". Pure: the present is passed in."""

import re
from datetime import date, datetime, time, timedelta

from bot.core.dates import read_day

_CLOCK = re.compile(
    r"\b(?:(?:jam|pukul|pkl|at)\s*(\d{1,2})(?:[.:](\d{2}))?|(\d{1,2})[.:](\d{2}))(?!\d)(?:\s*(?:wib|am|pm)\b)?"
    r"(?:\s*(pagi|siang|sore|malam)\b)?",
    re.IGNORECASE,
)
_AFTERNOON = frozenset({"siang", "sore", "malam"})
_NOON, _HOURS, _MINUTES = 12, 24, 60
_LATE = 11  # "jam 11 siang" is before noon


def read_moment(text: str, now: datetime) -> datetime | None:
    """The moment a text names, in the zone of `now`; None where it names no time of a day.

    A time alone is the next one of that clock. The moment may lie in the past if its day is named.
    """
    clock = _clock(text)
    if clock is None:
        return None
    day = read_day(_CLOCK.sub(" ", text), now.date())
    if day is not None:
        return _at(day, clock, now)
    today = _at(now.date(), clock, now)
    return today if today > now else _at(now.date() + timedelta(1), clock, now)


def _clock(text: str) -> time | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    if (match[5] or "").lower() in _AFTERNOON and hour < _NOON and not (match[5].lower() == "siang" and hour >= _LATE):
        hour += _NOON
    return time(hour, minute) if hour < _HOURS and minute < _MINUTES else None


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
