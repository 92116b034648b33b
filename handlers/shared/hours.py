"""Hours and moments in words."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_day_names
from babel.lists import format_list

from bot.core.vocabulary import Hours


def spoken(hours: Hours, language: str) -> str:
    """ "Senin-Kamis 08.00-16.00, Jumat 08.00-11.30 dan 13.00-16.30": days of the same hours are drawn together."""
    names = get_day_names("wide", locale=language)
    parts = []
    for spans, group in groupby(range(7), key=lambda day: hours.days[day]):
        days = list(group)
        if not spans:
            continue
        first, last = str(names[days[0]]), str(names[days[-1]])
        when = f"{first}-{last}" if len(days) > 1 else first
        parts.append(f"{when} {format_list([f'{_clock(a)}-{_clock(b)}' for a, b in spans], locale=language)}")
    return ", ".join(parts)


def moment(at: int, timezone: str, language: str) -> str:
    """ "Jumat, 27 November, 10.15 WIB" for UTC milliseconds."""
    when = datetime.fromtimestamp(at / 1000, ZoneInfo(timezone))
    return f"{format_datetime(when, 'EEEE, d MMMM, HH.mm', locale=language)} {when.tzname()}"


def day(at: int, timezone: str, language: str) -> str:
    """ "27 November 2026" for UTC milliseconds."""
    return str(format_date(datetime.fromtimestamp(at / 1000, ZoneInfo(timezone)), "d MMMM yyyy", locale=language))


def stamp(at: int, timezone: str, language: str) -> str:
    """ "27 Nov 10.15" for UTC milliseconds."""
    return str(format_datetime(datetime.fromtimestamp(at / 1000, ZoneInfo(timezone)), "d MMM HH.mm", locale=language))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
