"""Reads the day that somebody means: "5 desember", "5/12", "besok", "Jumat depan", "minggu depan", "3 hari lagi".

Pure: what day it is, is passed in. A day without a year is the next one; of a span its first day counts, because who
has to be ready is ready then.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.core.amounts import in_figures
from bot.core.spelling import fold

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("januari", "jan", "january"), ("februari", "feb", "pebruari", "february"), ("maret", "mar", "march"),
    ("april", "apr"), ("mei", "may"), ("juni", "jun", "june"), ("juli", "jul", "july"),
    ("agustus", "agu", "ags", "agust", "aug", "august"), ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"), ("november", "nov", "nopember"), ("desember", "des", "december", "dec"),
)  # fmt: skip
_WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("senin", "monday"), ("selasa", "tuesday"), ("rabu", "wednesday"), ("kamis", "thursday"), ("jumat", "friday"),
    ("sabtu", "saturday"), ("minggu", "ahad", "sunday"),
)  # fmt: skip
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_NEAR = {
    "hari ini": 0, "malam ini": 0, "sore ini": 0, "siang ini": 0, "nanti malam": 0, "today": 0, "tonight": 0,
    "besok": 1, "tomorrow": 1, "lusa": 2, "besok lusa": 2,
}  # fmt: skip
_UNITS = {"hari": 1, "day": 1, "days": 1, "minggu": 7, "week": 7, "weeks": 7, "bulan": 30, "month": 30, "months": 30}
_PARTS = {"awal": 1, "early": 1, "pertengahan": 15, "tengah": 15, "mid": 15, "akhir": 31, "late": 31, "end": 31}
_ISO = re.compile(r"(?<![\d.:/-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d:])")
_WRITTEN = re.compile(r"(?<![\d.:/-])(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?![\d:])")
_SHORT = re.compile(r"(?<![\d.:/-])(\d{1,2})\s*[/-]\s*(\d{1,2})(?![\d.:/-])")
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"\b(\d{{1,2}})(?: (?:sampai|sampe|s d|sd|hingga|dan|to|until|and))?(?: \d{{1,2}})?"
    rf" (?:of )?({_NAMES})\b(?: (\d{{4}}))?"
)
_ENGLISH = re.compile(rf"\b({_NAMES}) (\d{{1,2}})\b(?: (\d{{4}}))?")
_IN_MONTH = re.compile(rf"(?<!\d )\b(?:({'|'.join(_PARTS)})(?: of)?(?: bulan)? )?({_NAMES})\b(?: (\d{{4}}))?")
_AWAY = re.compile(rf"\b(?:(\d{{1,3}}) |se|a )({'|'.join(_UNITS)})(?: (?:lagi|ke depan|kedepan|from now)|$)")
_IN = re.compile(rf"\b(?:dalam|in) (\d{{1,3}}) ({'|'.join(_UNITS)})\b")
_NEXT_WEEK = re.compile(r"(?<!hari )\b(?:minggu|pekan) (?:depan|besok)\b|\bnext week\b")
_THIS_WEEK = re.compile(r"(?<!hari )\b(?:minggu|pekan) ini\b|\bthis week\b")
_NEXT_MONTH = re.compile(rf"(?:\b({'|'.join(_PARTS)}) )?\b(?:bulan depan|next month)\b")
_THIS_MONTH = re.compile(r"\b(?:bulan ini|akhir bulan|this month|end of the month)\b")
_DATED = re.compile(rf"\b(?:tanggal|tgl|tg|date|the) (\d{{1,2}})\b(?! (?:{_NAMES})\b)|^(\d{{1,2}})$")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b")
_NEXT = re.compile(r"\b(?:depan|next)\b")
_FRIDAY = 4

Reading = Callable[[str, str, date], date | None]


def read_day(text: str, today: date, spellings: Mapping[str, str] | None = None) -> date | None:
    """The day a text names, None if it names none. A day with its year may lie in the past.

    `spellings` as for `fold`.
    """
    raw = _ORDINAL.sub(r"\1", text.lower())
    words = " ".join(in_figures(fold(raw, spellings).split()))
    for reading in _READINGS:
        if (day := reading(raw, words, today)) is not None:
            return day
    return None


def _in_figures(raw: str, words: str, today: date) -> date | None:
    if match := _ISO.search(raw):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WRITTEN.search(raw):
        year = int(match[4]) if len(match[4]) == 4 else 2000 + int(match[4])
        return _either(year, int(match[1]), int(match[3]))
    return None


def _with_month(raw: str, words: str, today: date) -> date | None:
    if match := _SPOKEN.search(words):
        return _coming(today, _MONTH[match[2]], int(match[1]), _year(match[3], words, today))
    if match := _ENGLISH.search(words):
        return _coming(today, _MONTH[match[1]], int(match[2]), _year(match[3], words, today))
    return None


def _month_alone(raw: str, words: str, today: date) -> date | None:
    """ "akhir Desember", "Januari": a part of it, else its first day."""
    match = _IN_MONTH.search(words)
    if match is None:
        return None
    return _coming(today, _MONTH[match[2]], _PARTS.get(match[1], 1), _year(match[3], words, today), last=True)


def _short(raw: str, words: str, today: date) -> date | None:
    match = _SHORT.search(raw)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    return _coming(today, *((day, month) if month > 12 else (month, day)), None)


def _away(raw: str, words: str, today: date) -> date | None:
    near = [name for name in _NEAR if re.search(rf"\b{name}\b", words) and f"minggu {name}" not in words]
    if near:
        return today + timedelta(_NEAR[max(near, key=len)])
    if match := _AWAY.search(words) or _IN.search(words):
        return today + timedelta(int(match[1] or 1) * _UNITS[match[2]])
    return None


def _of_week(raw: str, words: str, today: date) -> date | None:
    monday = today - timedelta(today.weekday())
    next_week, this_week = _NEXT_WEEK.search(words), _THIS_WEEK.search(words)
    rest = _THIS_WEEK.sub(" ", _NEXT_WEEK.sub(" ", words))
    named = next((_WEEKDAY[word] for word in rest.split() if word in _WEEKDAY), None)
    if next_week or (named is not None and _NEXT.search(rest)):
        return monday + timedelta(7 + (named or 0))
    if this_week and named is None:
        return max(today, monday + timedelta(_FRIDAY))
    return None if named is None else today + timedelta((named - today.weekday() - 1) % 7 + 1)


def _of_month(raw: str, words: str, today: date) -> date | None:
    following = today.replace(day=1) + timedelta(32)
    if match := _NEXT_MONTH.search(words):
        return _clamped(following.year, following.month, _PARTS.get(match[1], 1))
    if _THIS_MONTH.search(words):
        return _clamped(today.year, today.month, 31)
    if re.search(r"\b(?:akhir tahun|end of the year)\b", words):
        return date(today.year, 12, 31)
    if match := _DATED.search(words):
        number = int(match[1] or match[2])
        this = _day(today.year, today.month, number)
        return this if this is not None and this >= today else _day(following.year, following.month, number)
    return None


_READINGS: tuple[Reading, ...] = (_in_figures, _with_month, _short, _away, _of_week, _month_alone, _of_month)


def _year(written: str | None, words: str, today: date) -> int | None:
    if written:
        return int(written)
    return today.year + 1 if re.search(r"\b(?:tahun depan|next year)\b", words) else None


def _coming(today: date, month: int, day: int, year: int | None, *, last: bool = False) -> date | None:
    """That day in its year, or the next there is; `last`: a day the month lacks is its last, and one just past is now.

    Looks eight years ahead: the 29th of February skips a century.
    """
    make = _clamped if last else _day
    if year is not None:
        return make(year, month, day)
    if last and month == today.month:
        return max(today, date(today.year, month, min(day, monthrange(today.year, month)[1])))
    days = (make(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in days if found is not None and found >= today), None)


def _either(year: int, first: int, second: int) -> date | None:
    """Day and month, or, where that cannot be, month and day."""
    return _day(year, second, first) or _day(year, first, second)


def _clamped(year: int, month: int, day: int) -> date | None:
    """That day, or the last of its month."""
    return _day(year, month, min(day, monthrange(year, month)[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
