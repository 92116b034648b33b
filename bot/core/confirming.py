"""Until when somebody who was chosen may say that it comes, and when it is told about it. Pure; UTC milliseconds."""

from datetime import date, timedelta

from bot.core.calendar import Calendar
from bot.core.keeping import HOUR_MS

USUAL_HOURS = 48
EARLIEST, USUAL, LATEST = 10 * 60, 16 * 60, 16 * 60 + 45  # minutes of a day: an end while there is still somebody
WAKES, RESTS, EVENING = 7 * 60, 20 * 60, 19 * 60
LAST_CALL_MS, LIST_MS = 6 * HOUR_MS, 12 * HOUR_MS
_DAY = timedelta(days=1)


def confirm_by(calendar: Calendar, at: int, hours: int = 0) -> int:
    """The end of a time to confirm that begins at a moment.

    At least 48 hours that hold a whole working day, ending at 16.00 of a working day (a little later where only that
    makes up the hours). Fewer `hours` count only where the conditions said so; even those end by day, from 10.00 to
    16.45, and never on a holiday.
    """
    needed = at + (hours or USUAL_HOURS) * HOUR_MS
    if 0 < hours < USUAL_HOURS:
        return _by_day(calendar, needed)
    needed = max(needed, _worked_through(calendar, at))
    day = calendar.working_day(calendar.day(needed))
    day = day if calendar.moment(day, LATEST) >= needed else calendar.working_day(day, 1)
    return max(needed, calendar.moment(day, USUAL))


def _worked_through(calendar: Calendar, at: int) -> int:
    """The end of the first working day that begins at a moment or later."""
    day = calendar.working_day(calendar.day(at))
    opening = calendar.next_working(calendar.moment(day, 0))
    return calendar.closing(day if opening >= at else calendar.working_day(day, 1))


def _by_day(calendar: Calendar, needed: int) -> int:
    day = calendar.day(needed)
    while day in calendar.holidays or calendar.moment(day, LATEST) < needed:
        day += _DAY
    return max(needed, calendar.moment(day, EARLIEST))


def half_time(begins: int, ends: int) -> int:
    """When the first reminder falls due."""
    return begins + (ends - begins) // 2


def horizon(calendar: Calendar, now: int) -> int | None:
    """Up to which moment what falls due is told now; None at night (20.00 to 07.00), when nobody is told anything.

    What falls due in the night is told in the hour before it: a reminder never comes too late.
    """
    day = calendar.day(now)
    if not calendar.moment(day, WAKES) <= now < calendar.moment(day, RESTS):
        return None
    return now if now < calendar.moment(day, EVENING) else calendar.moment(day + _DAY, WAKES)


def comes_before(calendar: Calendar, ends: int, day: date | None) -> bool:
    """Whether a time to confirm ends before the day on which it begins that it is about; None: no day is named."""
    return day is None or calendar.day(ends) < day
