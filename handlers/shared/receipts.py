"""What is said when a request is filed: its number, what is due by when, bad news first; and what may come next."""

from bot.actions.desk import Desk
from bot.actions.telling import day_text
from bot.core.deadlines import Days
from bot.core.flow import Says, Start
from bot.core.message import Choice, Say
from bot.core.requests import SupportRequest
from bot.core.support import UNSORTED

NAME = "name"  # after the id of a request: only what to call its asker is asked


def receipt(desk: Desk, request: SupportRequest, days: Days, *, first: bool) -> Says | Start:
    """The answer to a filing. A stranger may register, which is said at its `first`, or be asked for its name."""
    says = _said(desk, request, days)
    if nameless(desk, request):
        return Start("complete", f"{request.id}{NAME}", says=says)
    if desk.person is None and first and not request.sealed:
        says = (*says, Say("support.register"))
    return (*says, more(desk, request)) if request.open_questions else says


def nameless(desk: Desk, request: SupportRequest) -> bool:
    """Whether nobody knows what to call its asker, who has not asked for just that."""
    return desk.person is None and not request.name and not request.anonymous


def more(desk: Desk, request: SupportRequest) -> Say:
    """Offers the questions that are still open."""
    choices = (
        Choice(f"do:complete:{request.id}", desk.speech.text("support.menu.complete")),
        Choice("do:menu", desk.speech.text("support.menu.later")),
    )
    return Say("support.more", choices=choices, role="question")


def _said(desk: Desk, request: SupportRequest, days: Days) -> Says:
    calendar, language = desk.house.calendar, desk.language
    values = {"reference": request.short, "due": day_text(calendar.day(request.answer_due_at), language)}
    if request.kind == UNSORTED:
        return (Say("support.passed_on", values),)
    if request.sealed:
        return (Say("support.sealed", values),)
    told = noted(desk, days)
    if is_late(desk, days):
        return (*told, Say("support.filed_past", values))
    return (Say("support.filed", values), *told)


def is_late(desk: Desk, days: Days) -> bool:
    """Whether the last day for handing papers in is over."""
    return days.papers_by is not None and days.papers_by < desk.house.calendar.day(desk.now)


def noted(desk: Desk, days: Days) -> Says:
    """The days as they were understood, and by when papers must be in."""
    language = desk.language
    if days.event_on is not None and days.papers_by is not None:
        told = {"event": day_text(days.event_on, language), "day": day_text(days.papers_by, language)}
        return (Say("support.papers_past" if is_late(desk, days) else "support.papers", told),)
    return (Say("support.wanted", {"day": day_text(days.wanted_on, language)}),) if days.wanted_on is not None else ()
