"""Telling the requester what happened, wherever it can be reached; a reply to that message belongs to the request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.actions import telling
from bot.actions.permitting import Actor
from bot.actions.telling import SaysIn, day_text
from bot.core.flow import Says
from bot.core.message import Choice, Say
from bot.core.records import Contact
from bot.core.requests import SupportRequest
from bot.i18n import Speech
from storage import contacts, threads

CHOICES: Mapping[str, tuple[str, ...]] = {
    "confirm": ("yes", "no", "elsewhere"), "consent": ("yes", "no", "first"),
}  # fmt: skip
"""What a requester may tap under a message that came by itself. The ids are `do:request_<what>:<id>.<answer>`."""


@dataclass(frozen=True, slots=True)
class Told:
    """A request after an act, and whether the requester could be told of it."""

    request: SupportRequest
    told: bool


async def told(actor: Actor, before: SupportRequest, after: SupportRequest, says_in: SaysIn) -> Told:
    """Tells whoever asked what has just been done."""
    return Told(after, await tell(actor, before, says_in))


async def tell(actor: Actor, request: SupportRequest, says_in: SaysIn) -> bool:
    """Tells whoever asked, on the chat last heard of; False if nobody can be reached."""
    for contact in await _chats(actor, request):
        if contact.reach == "active":
            await tell_contact(actor, contact, request.id, says_in)
            return True
    return False


async def tell_contact(actor: Actor, contact: Contact, request_id: int, says_in: SaysIn) -> None:
    """Tells one chat about a request."""
    says = says_in(actor.house.speeches[contact.language])
    n = await telling.tell(actor.tx, actor.house, contact, says, actor.now)
    await threads.link(actor.tx, contact.id, n, request_id)


async def _chats(actor: Actor, request: SupportRequest) -> list[Contact]:
    if request.person_id is not None:
        return await contacts.of_person(actor.tx, request.person_id)
    found = await contacts.by_id(actor.tx, request.contact_id) if request.contact_id is not None else None
    return [found] if found is not None else []


def said(key: str, request: SupportRequest, **values: str | int) -> SaysIn:
    """A sentence about a request, with `{reference}`."""
    return lambda speech: (Say(key, {"reference": request.short, **values}),)


def dated(key: str, request: SupportRequest, days: Mapping[str, date], **values: str | int) -> SaysIn:
    """As `said`, with days in the words of the language."""

    def says(speech: Speech) -> Says:
        told = {name: day_text(day, speech.language) for name, day in days.items()}
        return (Say(key, {"reference": request.short, **told, **values}),)

    return says


def asked(what: str, about: int, values: Mapping[str, str | int]) -> Callable[[Speech], Say]:
    """A question that came by itself, with its buttons: `what` is one of CHOICES, `about` the id it is about."""

    def say(speech: Speech) -> Say:
        choices = tuple(
            Choice(f"do:request_{what}:{about}.{answer}", speech.text(f"request.{what}.{answer}"))
            for answer in CHOICES[what]
        )
        return Say(f"request.{what}.ask", values, choices, role="question")

    return say
