"""Where one's own request stands, in words that say who acts next."""

from datetime import date

from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.actions.reminding import kind_name
from bot.actions.telling import day_text
from bot.core.flow import Values
from bot.core.message import Say, Word
from bot.core.requests import SupportRequest

ENDED = {
    "yes": "own_request.settled", "elsewhere": "own_request.elsewhere", "silent": "own_request.done",
    "": "own_request.unconfirmed",
}  # fmt: skip


def line(desk: Desk, own: Own) -> Say:
    """Number, kind, and whose turn it is until when."""
    request = own.request
    key = _ended(request) if not request.open else _open(desk, own)
    at = own.referral.ask_again_at if own.referral is not None else None
    values = {
        **named(desk, request),
        "date": spoken(desk, at or request.promised_at or request.due_at),
        "partner": own.referral.partner if own.referral is not None else Word("own_request.partner"),
    }
    return Say(key, values)


def named(desk: Desk, request: SupportRequest) -> Values:
    """Its number and its kind in words."""
    return {"reference": request.short, "kind": kind_name(desk.house, request.kind, desk.language)}


def spoken(desk: Desk, at: int) -> str:
    """The city's day of a moment, in words."""
    return day_text(day(desk, at), desk.language)


def day(desk: Desk, at: int) -> date:
    """The city's day of a moment."""
    return desk.house.calendar.day(at)


def _ended(request: SupportRequest) -> str:
    if request.state == "withdrawn":
        return "own_request.withdrawn"
    if request.state == "declined" and request.confirmed in ("", "silent"):
        return "own_request.declined"
    return ENDED[request.confirmed]


def _open(desk: Desk, own: Own) -> str:
    request = own.request
    if own.referral is not None and own.referral.state == "asked":
        return "own_request.consent"
    match request.turn:
        case "requester":
            return "own_request.needs_info"
        case "partner":
            return "own_request.routed" if request.state == "routed" else "own_request.accepted"
    if request.due_at < desk.now:
        return "own_request.late"
    if request.promised_at is not None:
        return "own_request.promised"
    return "own_request.answered" if request.wake_at > desk.now else "own_request.staff"
