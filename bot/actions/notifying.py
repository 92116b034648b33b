"""Telling the requester what happened, wherever it can be reached; a reply to that message belongs to the request."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.actions import telling
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.actions.telling import SaysIn, day_text
from bot.core.changing import changed
from bot.core.flow import Says
from bot.core.message import Choice, Message, Say
from bot.core.reading import Option
from bot.core.records import Contact
from bot.core.requests import SupportRequest
from bot.i18n import Speech
from storage import contacts, outbox, threads

CHOICES: Mapping[str, tuple[str, ...]] = {
    "confirm": ("yes", "no", "elsewhere"), "consent": ("yes", "no", "first"),
}  # fmt: skip
"""What a requester may tap under a question that came by itself. The ids are `do:request_<what>:<id>.<answer>`."""
WAYS = ("request_add", "request")
"""What it may tap under any other message about its request. The ids are `do:<command>:<id>`."""
_ASKED = re.compile(r"do:request_(confirm|consent):\d+\.(yes|no|elsewhere|first)")
_PLACE = re.compile(r"do:place:\d+\.(yes|no|cannot)")
LOOK_BACK, LOOK_FAR = 12, 400  # bubbles of a chat, both ways


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


def said(key: str, request: SupportRequest, ways: tuple[str, ...] = WAYS, **values: str | int) -> SaysIn:
    """A sentence about a request, with `{reference}`, and the ways on."""
    return lambda speech: (_about(speech, key, request, ways, values),)


def dated(key: str, request: SupportRequest, days: Mapping[str, date], **values: str | int) -> SaysIn:
    """As `said`, with days in the words of the language."""

    def says(speech: Speech) -> Says:
        told = {name: day_text(day, speech.language) for name, day in days.items()}
        return (_about(speech, key, request, WAYS, {**told, **values}),)

    return says


def _about(
    speech: Speech, key: str, request: SupportRequest, ways: tuple[str, ...], values: Mapping[str, str | int]
) -> Say:
    choices = tuple(Choice(f"do:{way}:{request.id}", speech.text(f"request.menu.{way}")) for way in ways)
    return Say(key, {"reference": request.short, **values}, choices)


def asked(what: str, about: int, values: Mapping[str, str | int]) -> Callable[[Speech], Say]:
    """A question that came by itself, with its buttons: `what` is one of CHOICES, `about` the id it is about."""
    return lambda speech: Say(f"request.{what}.ask", values, choices(speech, what, about), role="question")


def choices(speech: Speech, what: str, about: int) -> tuple[Choice, ...]:
    """The buttons of such a question."""
    return tuple(
        Choice(f"do:request_{what}:{about}.{answer}", speech.text(f"request.{what}.{answer}"))
        for answer in CHOICES[what]
    )


def option(speech: Speech, choice: str, label: str) -> Option:
    """A button as it may be typed; the answers to the questions above have near words too."""
    if (place := _PLACE.fullmatch(choice)) is not None:
        return changed(speech.option(f"place.answer.{place[1]}", choice), label=label)
    found = _ASKED.fullmatch(choice)
    if found is None:
        return Option(choice, label)
    return changed(speech.option(f"request.{found[1]}.{found[2]}", choice), label=label)


async def offered(desk: Desk) -> list[Option]:
    """What stands under the last message of the chat, if all of it may be tapped at any time; else nothing."""
    last = next((message for message in await _shown(desk, LOOK_BACK)), Message())
    if not all(choice.id.startswith("do:") for choice in last.choices):
        return []
    return [option(desk.speech, choice.id, choice.label) for choice in last.choices]


async def as_read(desk: Desk, what: str, about: int) -> str | None:
    """The words of a question as this chat was last shown them; None if it was not, or long ago."""
    mark = f"do:request_{what}:{about}."
    found = await _shown(desk, LOOK_FAR)
    return next((each.question for each in found if any(c.id.startswith(mark) for c in each.choices)), None)


async def _shown(desk: Desk, most: int) -> list[Message]:
    """What the bot last said in this chat and was delivered, the newest first."""
    bubbles = await outbox.transcript(desk.tx, desk.contact.id, max(0, desk.contact.last_n - most), most)
    return [Message.from_json(bubble.body) for bubble in reversed(bubbles) if bubble.sender == "bot"]
