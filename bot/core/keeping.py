"""Periods of the retention table, on the clock: months are those of the calendar where the city lies."""

from calendar import monthrange
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.vocabulary import Keeping

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def cutoff(kept: Keeping, now: int, timezone: str) -> int:
    """What is older than this has been kept long enough. UTC milliseconds, as `now`."""
    return _shifted(kept, now, timezone, -1)


def until(kept: Keeping, now: int, timezone: str) -> int:
    """Until when to keep what begins to be kept now. UTC milliseconds."""
    return _shifted(kept, now, timezone, 1)


def _shifted(kept: Keeping, now: int, timezone: str, sign: int) -> int:
    if kept.unit != "months":
        return now + sign * kept.amount * (HOUR_MS if kept.unit == "hours" else DAY_MS)
    here = datetime.fromtimestamp(now / 1000, ZoneInfo(timezone))
    years, month = divmod(here.year * 12 + here.month - 1 + sign * kept.amount, 12)
    day = min(here.day, monthrange(years, month + 1)[1])
    return round(here.replace(year=years, month=month + 1, day=day).timestamp() * 1000)
