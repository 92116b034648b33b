"""Days as people write them: "5 desember", "5/12", "besok", "senin depan"; and no promise read into anything else."""

import re
from datetime import date, timedelta

from bot.core.spelling import fold

_MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "pebruari", "february"),
    ("maret", "mar", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agu", "agt", "ags", "aug", "august"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "oct", "october"),
    ("november", "nov", "nop", "nopember"),
    ("desember", "des", "dec", "december"),
)
_WEEKDAYS = (
    ("senin", "monday"), ("selasa", "tuesday"), ("rabu", "wednesday"), ("kamis", "thursday"),
    ("jumat", "jum at", "friday"), ("sabtu", "saturday"), ("minggu", "ahad", "sunday"),
)  # fmt: skip
_NEAR = {"hari ini": 0, "today": 0, "besok": 1, "esok": 1, "tomorrow": 1, "lusa": 2}
_BEFORE = frozenset({"tanggal", "tgl", "hari", "pada", "on"})
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2}) ([a-z]+)(?: (\d{4}))?")
_CENTURY = 2000


def read_day(text: str, today: date) -> date | None:
    """The day a text means; without a year the next one, today counted. None where it means no day."""
    if iso := _ISO.fullmatch(text.strip()):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := _NUMBERS.fullmatch(text.strip()):
        return _dated(int(numbers[1]), int(numbers[2]), numbers[3], today)
    words = fold(text)
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    words = " ".join(word for word in words.split() if word not in _BEFORE)
    if (weekday := _WEEKDAY.get(words.removesuffix(" depan").removesuffix(" ini"))) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    first, _, rest = words.partition(" ")
    named = _NAMED.fullmatch(rest if first in _WEEKDAY else words)
    if named is None or named[2] not in _MONTH:
        return None
    return _dated(int(named[1]), _MONTH[named[2]], named[3], today)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _day(int(year) + (_CENTURY if len(year) == len("26") else 0), month, day)
    found = _day(today.year, month, day)
    return found if found is None or found >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
