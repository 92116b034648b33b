"""A day to come: a few fixed choices beside whatever is typed."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.actions.telling import day_text
from bot.core.calendar import Calendar
from bot.core.dates import read_day
from bot.core.flow import Facts, Got, No

CHOICES = ("tomorrow", "after", "three", "five", "ten")
WORKING_DAYS = {"three": 3, "five": 5, "ten": 10}
FURTHEST = 366  # days


def calendar(facts: Facts) -> Calendar:
    """The city's."""
    return Calendar.of(facts.city, ZoneInfo(facts.city.identity.timezone))


def working_day(text: str, facts: Facts) -> Got | No:
    """A working day later than today, as an ISO date."""
    found, days = read_day(text, today(facts)), calendar(facts)
    if found is None:
        return No("unread")
    if found <= today(facts) or (found - today(facts)).days > FURTHEST:
        return No("past")
    if not days.is_working_day(found):
        return No("closed", {"date": day_text(found, facts.language)})
    return Got(found.isoformat())


def any_day(text: str, facts: Facts) -> Got | No:
    """Today or any day later, as an ISO date."""
    found = read_day(text, today(facts))
    if found is None:
        return No("unread")
    return Got(found.isoformat()) if 0 <= (found - today(facts)).days <= FURTHEST else No("past")


def today(facts: Facts) -> date:
    """The city's day."""
    return calendar(facts).day(facts.now)


def meant(answer: object, facts: Facts) -> date:
    """The day of an answer: a choice's, moved on to a working day, or the one typed."""
    days, now = calendar(facts), today(facts)
    match answer:
        case "tomorrow":
            return days.working_day(now + timedelta(days=1))
        case "after":
            return days.working_day(now + timedelta(days=2))
        case str() if answer in WORKING_DAYS:
            return days.working_day(now, WORKING_DAYS[answer])
    return date.fromisoformat(str(answer))
