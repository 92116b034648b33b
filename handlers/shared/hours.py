"""Service hours in words."""

from itertools import groupby

from babel.dates import get_day_names

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
        joint = " dan " if language == "id" else " and "
        parts.append(f"{when} {joint.join(f'{_clock(a)}-{_clock(b)}' for a, b in spans)}")
    return ", ".join(parts)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
