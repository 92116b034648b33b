"""When staff owe the next step, in words."""

from datetime import datetime, timedelta

from bot.actions.telling import day_text
from bot.core.calendar import Calendar
from bot.core.keeping import HOUR_MS
from bot.i18n import Speech


def spoken(at: int, now: int, calendar: Calendar, speech: Speech) -> str:
    """ "paling lambat hari ini 16.00", "terlambat 2 hari". Times are UTC milliseconds."""
    today, day = calendar.day(now), calendar.day(at - 1)  # what ends at midnight ends on the day before
    if at < now:
        days = (today - day).days
        if days:
            return speech.text("queue.due.late_days", {"n": days})
        return speech.text("queue.due.late_hours", {"n": max(1, (now - at) // HOUR_MS)})
    clock = datetime.fromtimestamp(at / 1000, calendar.zone).strftime("%H.%M")
    values = {"time": "24.00" if clock == "00.00" else clock}
    if day == today:
        return speech.text("queue.due.today", values)
    if day == today + timedelta(days=1):
        return speech.text("queue.due.tomorrow", values)
    return speech.text("queue.due.day", {**values, "day": day_text(day, speech.language)})
