"""What staff may look at: a request as a card, its threads and files, found by its number; sealed ones never whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import permitting
from bot.actions.permitting import Actor
from bot.core.requests import State, SupportRequest, read_reference, reference, veiled
from storage import audit, events, people, queue, referrals, requests, threads
from storage.ports import Row
from storage.queue import Place
from storage.referrals import Referral
from storage.threads import Said


@dataclass(frozen=True, slots=True)
class Card:
    """A request as an officer reads it. `name` is "" for an anonymous complaint; `files` those of `thread`."""

    request: SupportRequest
    name: str
    thread: Sequence[Said]
    files: Sequence[Row]
    referrals: Sequence[Referral]


@dataclass(frozen=True, slots=True)
class Shut:
    """All that may be known of a sealed complaint."""

    reference: str
    days: int
    state: State


async def card(actor: Actor, request_id: int) -> Card:
    """A request with everything said. Raises Refused: not allowed, unknown, sealed."""
    return await of(actor, await permitting.access(actor, request_id))


async def of(actor: Actor, request: SupportRequest) -> Card:
    """The card of a request that the actor was given by `permitting.access` or the queue."""
    thread = await threads.of_request(actor.tx, request.id, internal=True)
    files = await threads.files(actor.tx, [media for said in thread for media in said.media])
    sent_to = await referrals.of_request(actor.tx, request.id)
    return Card(veiled(request), await name_of(actor, request), thread, files, sent_to)


async def name_of(actor: Actor, request: SupportRequest) -> str:
    """What the requester wants to be called; "" for an anonymous one, and for who gave no name."""
    if request.anonymous:
        return ""
    if request.person_id is None:
        return request.name
    person = await people.by_id(actor.tx, request.person_id)
    return person.name if person is not None else ""


async def find(actor: Actor, text: str) -> SupportRequest | Shut | None:
    """The request of a number: whole, or shut where it is sealed for the actor; None for what is no number of one."""
    permitting.check(actor, "read")
    number = read_reference(text)
    request = await requests.by_number(actor.tx, *number) if number is not None else None
    if request is None or request.hidden or request.emptied:
        return None
    return veiled(request) if await permitting.sees(actor, request) else _shut(actor, request)


async def of_person(actor: Actor, number: str, most: int = 50) -> list[SupportRequest]:
    """The requests of the practitioner of a number ("PLG-042173"), newest first. That it complained shows nowhere."""
    permitting.check(actor, "read")
    person_id = await people.by_number(actor.tx, number.strip().upper())
    found = await requests.own(actor.tx, 0, person_id, most) if person_id is not None else []
    return [request for request in found if not request.sealed and not request.hidden and not request.emptied]


async def waiting(actor: Actor, place: Place = queue.START, most: int = 20) -> list[SupportRequest]:
    """All open requests, earliest due first, whoever has them; sealed ones are in `sealed_waiting` alone."""
    permitting.check(actor, "read")
    return await queue.page(actor.tx, place, most)


async def sealed_waiting(actor: Actor) -> list[Shut]:
    """The open sealed complaints, oldest first, as anybody on the staff may know them."""
    permitting.check(actor, "read")
    return [
        Shut(reference(row["year"], row["n"]), permitting.age_days(row["filed_at"], actor.now), row["state"])
        for row in await queue.sealed(actor.tx)
    ]


async def history(actor: Actor, request_id: int) -> list[Row]:
    """`at, what, author, staff_id, state_before, state_after, version, minutes, officer` of every act on a request."""
    await permitting.access(actor, request_id)
    return await events.of_request(actor.tx, request_id)


async def audited(actor: Actor, request_id: int) -> list[Row]:
    """`at, actor, action, before, after, reason` of every act on a request, as the audit has them."""
    await permitting.access(actor, request_id)
    return await audit.of_subject(actor.tx, "support_requests", request_id)


@dataclass(frozen=True, slots=True)
class Page:
    """Requests in order of their ids, and where to go on (0: there are no more)."""

    found: Sequence[SupportRequest | Shut]
    after: int


async def exported(actor: Actor, after: int, most: int = 500) -> Page:
    """The next of all requests; sealed ones shut for everybody."""
    permitting.check(actor, "decide")
    rows = await requests.page(actor.tx, after, most)
    found = [_shut(actor, each) if each.sealed else each for each in rows if not each.hidden]
    return Page(found, rows[-1].id if rows else 0)


def _shut(actor: Actor, request: SupportRequest) -> Shut:
    return Shut(request.reference, permitting.age_days(request.filed_at, actor.now), request.state)
