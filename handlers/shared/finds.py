"""What a number that staff look for leads to: a request, a closed door, or the requests of a person."""

from bot.actions import permitting, viewing
from bot.actions.desk import Desk
from bot.actions.reminding import kind_name
from bot.actions.viewing import Shut
from bot.core.flow import Answers, Says, Start
from bot.core.message import Choice, Say, Word
from bot.core.requests import SupportRequest
from handlers.shared import sitting
from handlers.shared.seeking import is_person

LISTED = 8


async def found(desk: Desk, number: str, kept: Answers) -> Says | Start:
    """The request of a number, in the sitting that goes on after it (`kept`); or what may be said instead."""
    actor = await permitting.actor(desk)
    if is_person(number, desk.house.city.identity.number_prefix):
        requests = await viewing.of_person(actor, number, LISTED)
        if len(requests) != 1:
            return _listed(desk, number, requests)
        return opened(requests[0], kept)
    request = await viewing.find(actor, number)
    if request is None:
        return (Say("find.none", {"number": number}),)
    if isinstance(request, Shut):
        state = Word(f"request.state.{request.state}")
        return (Say("request.sealed", {"reference": request.reference, "days": request.days, "state": state}),)
    return opened(request, kept)


def opened(request: SupportRequest, kept: Answers, **given: str | int) -> Start:
    """The card of a request; `given` are answers to its questions."""
    carried = {name: value for name, value in kept.items() if name in ("done", "place")}
    return Start(sitting.FLOW, str(request.id), {**carried, "seen": request.version, **given})


def _listed(desk: Desk, number: str, requests: list[SupportRequest]) -> Says:
    """The latest requests of a person, each with a button."""
    if not requests:
        return (Say("find.none", {"number": number}),)
    return (Say("find.of", {"number": number.upper(), "n": len(requests)}, tuple(_button(desk, r) for r in requests)),)


def _button(desk: Desk, request: SupportRequest) -> Choice:
    kind = kind_name(desk.house, request.kind, desk.language)
    label = f"{request.short} {desk.speech.text(kind) if isinstance(kind, Word) else kind}"
    return Choice(f"do:find:{request.id}", label)
