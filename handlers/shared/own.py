"""One's own requests in talk: which one a button or a word means, how it is shown, what can be done with it."""

import re
from collections.abc import Callable

from bot.actions import answering, notifying, owning, permitting
from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.core.flow import Says
from bot.core.message import Choice, Say
from bot.core.requests import SupportRequest
from bot.errors import Refused
from handlers.shared import standing

MOST = 6  # requests to choose from at once
MOST_DIGITS = 4
_ARGUMENT = re.compile(r"(\d{1,15})(?:\.(\w{1,20}))?")


def argument(text: str) -> tuple[int, str]:
    """The id of a button's argument and what comes after it ("12.yes"). Raises Refused for anything else."""
    found = _ARGUMENT.fullmatch(text)
    if found is None:
        raise Refused("request.unknown")
    return int(found[1]), found[2] or ""


def page(text: str) -> int | None:
    """A page's number; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


async def meant(desk: Desk, name: str, text: str, fits: Callable[[SupportRequest], bool]) -> Own | Says:
    """The own request of a button's argument; of words alone, the only one that fits, else the question which one.

    Raises Refused for what is nobody's or somebody else's.
    """
    actor = await permitting.actor(desk)
    if text:
        return await owning.see(actor, argument(text)[0])
    found = [request for request in await owning.every(actor) if fits(request)]
    if len(found) == 1:
        return await owning.of(actor, found[0])
    if not found:
        return (Say("own_request.no_such"),)
    choices = tuple(Choice(f"do:{name}:{each.id}", label(desk, each)) for each in found[:MOST])
    return (Say("own_request.which", choices=choices, role="question"),)


def label(desk: Desk, request: SupportRequest) -> str:
    """A button for a request: its number, and its kind where the channel has room."""
    support = desk.house.city.support
    kind = support.kind(request.kind).short[desk.language] if support.has_kind(request.kind) else ""
    whole = f"{request.short} {kind}".strip()
    return whole if len(whole) <= desk.limits.label else request.short


def button(desk: Desk, name: str, about: str | int, key: str = "") -> Choice:
    """A button that runs a command for a request; its label is `own_request.menu.<key>`, or that of the command."""
    return Choice(f"do:{name}:{about}", desk.speech.text(f"own_request.menu.{key or name}"))


def ways(desk: Desk, own: Own) -> tuple[Choice, ...]:
    """What can be done with a request now, what is asked of the requester first."""
    request = own.request
    if owning.wants_word(request):
        return notifying.choices(desk.speech, "confirm", request.id)
    names = ["request_add", "request_withdraw"] if request.open else ["request_reopen"]
    if request.open and request.open_questions and "complete" in desk.commands:
        names = ["complete", *names]
    found = tuple(button(desk, name, request.id) for name in names)
    if own.referral is not None and own.referral.state == "asked":
        return (*notifying.choices(desk.speech, "consent", own.referral.id), *found)
    return found


async def told(desk: Desk, request: SupportRequest, says: Says) -> Says:
    """Says something of a request: a reply to that bubble belongs to it."""
    await answering.shown(await permitting.actor(desk), desk.contact.last_n + 1, request.id)
    return says


def then(desk: Desk, request: SupportRequest, *names: str) -> Say:
    """The ways on at the end of an answer: to the request, and what else is named."""
    choices = tuple(button(desk, name, request.id) for name in (*names, "request"))
    return Say("own_request.more", choices=choices, role="question")


async def changed(desk: Desk, key: str, request: SupportRequest) -> Says:
    """Something of the requester has come in (`key` says what), and whose turn it is now."""
    values = {"reference": request.short, "date": standing.spoken(desk, request.due_at)}
    return await told(desk, request, (Say(key, values), then(desk, request, "request_add")))
