"""What the talks of the staff have in common: they are for holders of a role, and they ask for days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.dates import read_day
from bot.core.flow import Facts, Flow, Got, No, Role
from bot.core.message import Choice

DESK: frozenset[Role] = frozenset({"desk", "committee"})
COMMITTEE: frozenset[Role] = frozenset({"committee"})
ADMIN: frozenset[Role] = frozenset({"admin"})
ENDS = ("year", "half", "none")


def only(roles: frozenset[Role], flow: Flow) -> Flow:
    """The flow, which is gone for whoever holds none of these roles, or no longer."""

    async def build(desk: Desk, key: str) -> Flow | None:
        return None if roles.isdisjoint(await desk.roles()) else flow

    return changed(flow, build=build)


def today(facts: Facts) -> date:
    """The city's day."""
    return datetime.fromtimestamp(facts.now / 1000, UTC).astimezone(ZoneInfo(facts.city.identity.timezone)).date()


def coming_day(text: str, facts: Facts) -> Got | No:
    """A day from today on, as text ("2027-01-31")."""
    day = read_day(text, today(facts))
    if day is None:
        return No("unread")
    return Got(day.isoformat()) if day >= today(facts) else No("past")


def last_day(answer: object, facts: Facts) -> date | None:
    """When a role ends: the answer of a step with the choices ENDS and `coming_day`; None for no end."""
    now = today(facts)
    match answer:
        case "year":
            return date(now.year, 12, 31)
        case "half":
            month, year = (now.month + 5) % 12 + 1, now.year + (now.month + 6 > 12)
            return date(year, month, min(now.day, 28))
        case "none" | None:
            return None
    return date.fromisoformat(str(answer))


def spoken_day(day: date, language: str) -> str:
    """ "31 Januari 2027"."""
    return str(format_date(day, "d MMMM yyyy", locale=language))


def end_text(desk: Desk, until: date | None) -> str:
    """ "sampai 31 Januari 2027", or that there is no end."""
    if until is None:
        return desk.speech.text("invite.endless")
    return desk.speech.text("invite.ends", {"date": spoken_day(until, desk.language)})


def to(desk: Desk, *commands: str) -> tuple[Choice, ...]:
    """Buttons that lead to words of the staff."""
    return tuple(Choice(f"do:{name}", desk.speech.text(f"staff.menu.{name}")) for name in commands)
