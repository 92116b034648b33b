"""How every change to a request is made: version, record, words, event, audit, all in the actor's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actions import permitting
from bot.actions.permitting import Actor, Right
from bot.core.message import Word
from bot.core.requests import Author, SupportRequest, veiled
from bot.errors import Refused
from storage import audit, events, promises, requests, threads
from storage.audit import Act
from storage.events import Event
from storage.threads import Words

AUDITED = (
    "kind", "state", "sealed", "anonymous", "assignee_id", "due_at", "promised_at", "closed_at", "outcome",
    "confirmed", "rating", "reopened",
)  # fmt: skip
"""What the audit tells of a change. No words: whatever is struck or erased must be gone with the thread."""
REQUESTERS = frozenset({"file", "add", "complete", "withdraw", "reopen", "confirm", "rate", "result", "consent"})
TEXT_MOST = 3000
ANSWER_DAYS = 2  # working days until the first answer
LOOK_AGAIN_DAYS = 5  # working days until staff look again at what they have answered


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as somebody has it before their eyes: which one, and its version then."""

    id: int
    version: int


async def staffed(actor: Actor, seen: Seen, right: Right = "answer", *, ended: bool = False) -> SupportRequest:
    """The request, locked, for a staff member who is to change it; `ended`: also one that is closed.

    Raises Refused: not allowed, unknown, sealed, closed, or stale with what somebody else did first.
    """
    request = await permitting.access(actor, seen.id, right, lock=True)
    if request.version != seen.version:
        raise await stale(actor, request, seen.version)
    if not request.open and not ended:
        raise Refused("request.ended", reference=request.short)
    return request


async def stale(actor: Actor, request: SupportRequest, version: int) -> Refused:
    """Somebody else was first: who, and what it did."""
    first = await events.first_after(actor.tx, request.id, version)
    if first is None:
        return Refused("request.stale.changed", reference=request.short)
    who: str = first["officer"] if first["author"] == "staff" else ""
    who = who or Word(f"request.who.{first['author']}")
    did = Word(f"request.did.{first['what']}")
    if first["text"]:
        return Refused("request.stale.said", reference=request.short, who=who, did=did, text=first["text"])
    return Refused("request.stale.did", reference=request.short, who=who, did=did)


async def keep(
    actor: Actor, request: SupportRequest, what: str, words: Words | None = None, **changes: Any
) -> SupportRequest:
    """Saves the changes of an act with its words, its event and its audit row; staff get it back veiled.

    Raises Refused if somebody was first.
    """
    if changes.get("due_at", request.due_at) != request.due_at:
        changes |= {"reminded_at": None, "escalated_at": None}
    after = replace(request, **changes)
    if not await requests.save(actor.tx, after):
        raise await stale(actor, request, request.version)
    after = replace(after, version=request.version + 1)
    message_id = await threads.add(actor.tx, request.id, words, actor.now) if words is not None else None
    await note(actor, after, what, before=request, message_id=message_id)
    return after if author_of(actor, what) == "requester" else veiled(after)


async def note(
    actor: Actor, after: SupportRequest, what: str, *, before: SupportRequest, message_id: int | None = None
) -> None:
    """The event and the audit row of an act."""
    author = author_of(actor, what)
    minutes = actor.house.calendar.working_minutes(before.filed_at, actor.now)
    staff_id = actor.id if author == "staff" else None
    event = Event(what, author, staff_id, before.state, after.state, after.version, minutes, message_id)
    await events.add(actor.tx, before.id, event, actor.now)
    await log(actor, after, what, _changed(before, after), _changed(after, before))


async def log(
    actor: Actor, request: SupportRequest, what: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """An audit row. Of a sealed complaint it says what was done and the state, and names nobody but staff."""
    name = "requester" if request.sealed and author_of(actor, what) == "requester" else actor.name
    if request.sealed:
        before, after = ({key: each[key] for key in ("state",) if key in each} for each in (before, after))
    await audit.add(
        actor.tx, Act(name, f"request.{what}", "support_requests", request.id, before, after), actor.now
    )  # fmt: skip


async def log_staff(actor: Actor, action: str, contact_id: int, after: Mapping[str, Any]) -> None:
    """An audit row about a member of the staff."""
    await audit.add(actor.tx, Act(actor.name, action, "contacts", contact_id, after=after), actor.now)


def author_of(actor: Actor, what: str) -> Author:
    """In what part somebody does this."""
    if actor.name == "clock":
        return "clock"
    return "requester" if what in REQUESTERS else "staff"


def is_sealed(actor: Actor, kind: str) -> bool:
    """Whether requests of a kind are complaints, seen by those named for them alone."""
    support = actor.house.city.support
    return support.has_kind(kind) and support.kind(kind).sealed


def spoken(text: str) -> str:
    """Words that are to be kept. Raises Refused if there are none, or more than one message carries."""
    if not (plain := text.strip()):
        raise Refused("request.empty")
    if len(plain) > TEXT_MOST:
        raise Refused("request.text_long", most=TEXT_MOST)
    return plain


async def answered(actor: Actor, request: SupportRequest) -> dict[str, Any]:
    """After staff have spoken: a promise is settled; out of the queue until it is time to look again."""
    await promises.settle(actor.tx, request.id, actor.now)
    later = actor.house.calendar.due(actor.now, LOOK_AGAIN_DAYS)
    return {**sleeping(actor, later), "promised_at": None, **first_answer(actor, request)}


def sleeping(actor: Actor, due_at: int) -> dict[str, Any]:
    """Out of the queue until the morning of the day on which something is due."""
    calendar = actor.house.calendar
    return {"due_at": due_at, "wake_at": calendar.moment(calendar.day(due_at), 0)}


def waking(actor: Actor) -> dict[str, Any]:
    """In the queue at once, due as a new request is."""
    return {"due_at": actor.house.calendar.due(actor.now, ANSWER_DAYS), "wake_at": 0}


def first_answer(actor: Actor, request: SupportRequest) -> dict[str, Any]:
    """When staff spoke to the requester for the first time, after how many working minutes: written down once."""
    if request.first_answer_at is not None:
        return {}
    minutes = actor.house.calendar.working_minutes(request.filed_at, actor.now)
    return {"first_answer_at": actor.now, "first_answer_minutes": minutes}


def _changed(one: SupportRequest, other: SupportRequest) -> dict[str, Any]:
    return {name: getattr(one, name) for name in AUDITED if getattr(one, name) != getattr(other, name)}
