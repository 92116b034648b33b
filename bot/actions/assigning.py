"""Who does it: taking a request, giving it to somebody, giving it back, handing everything over."""

from dataclasses import dataclass

from bot.actions import changing, permitting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.core.requests import State, SupportRequest, veiled
from bot.errors import Refused
from storage import complaints, leaves, requests, staff


@dataclass(frozen=True, slots=True)
class Officer:
    """A member of the staff by its chat, and the name it goes by there."""

    contact_id: int
    name: str


async def officers(actor: Actor, request_id: int) -> list[Officer]:
    """Who may be given a request now, by name: whoever may answer it and is not away, but not who has it."""
    request = await permitting.access(actor, request_id, "decide")
    out = {request.assignee_id, *await leaves.away(actor.tx, actor.now)}
    found = [Officer(*each) for each in (await names(actor)).items() if each[0] not in out]
    return sorted([each for each in found if await _can_have(actor, request, each.contact_id)], key=lambda o: o.name)


async def names(actor: Actor) -> dict[int, str]:
    """What everybody on the staff now goes by, by contact."""
    permitting.check(actor, "read")
    rows = await complaints.staff_names(actor.tx, actor.now)
    return {row["contact_id"]: row["profile_name"] or row["name"] for row in rows}


async def claim(actor: Actor, seen: Seen) -> SupportRequest:
    """The actor takes it. Raises Refused where somebody else has it already."""
    request = await changing.staffed(actor, seen)
    if request.assignee_id == actor.id:
        return veiled(request)
    if request.assignee_id is not None and not permitting.may(actor, "decide"):
        raise Refused("request.taken", reference=request.short)
    return await changing.keep(actor, request, "claim", assignee_id=actor.id, state=_begun(request))


async def assign(actor: Actor, seen: Seen, contact_id: int) -> SupportRequest:
    """The committee gives it to an officer who may have it, and is not away."""
    request = await changing.staffed(actor, seen, "decide")
    await _may_have(actor, request, contact_id)
    return await changing.keep(actor, request, "assign", assignee_id=contact_id, state=_begun(request))


async def release(actor: Actor, seen: Seen) -> SupportRequest:
    """Back to the pool: by whoever has it, or the committee."""
    request = await changing.staffed(actor, seen)
    if request.assignee_id != actor.id:
        permitting.check(actor, "decide")
    return await changing.keep(actor, request, "release", assignee_id=None)


async def pool(actor: Actor, contact_id: int, what: str) -> int:
    """Gives back all open work of an officer; `what` (`leave`, `ended`) is why; asks no permission. How many."""
    return await _move(actor, contact_id, None, what)


async def hand_over(actor: Actor, contact_id: int, to_id: int | None) -> int:
    """All open work of one officer is another's (None: everybody's), but what that one may not have goes to the pool.

    By admins; how many. Raises Refused for somebody who is away.
    """
    permitting.check(actor, "staff")
    if to_id in await leaves.away(actor.tx, actor.now):
        raise Refused("request.officer_away")
    return await _move(actor, contact_id, to_id, "hand_over")


async def _move(actor: Actor, contact_id: int, to_id: int | None, what: str) -> int:
    moved = 0
    for request_id in await requests.assigned(actor.tx, contact_id):
        request = await requests.locked(actor.tx, request_id)
        if request is not None and request.assignee_id == contact_id:
            allowed = to_id is not None and await _can_have(actor, request, to_id)
            await changing.keep(actor, request, what, assignee_id=to_id if allowed else None, reminded_at=None)
            moved += 1
    return moved


async def _may_have(actor: Actor, request: SupportRequest, contact_id: int) -> None:
    if not await _can_have(actor, request, contact_id):
        raise Refused("request.no_officer")
    if contact_id in await leaves.away(actor.tx, actor.now):
        raise Refused("request.officer_away")


async def _can_have(actor: Actor, request: SupportRequest, contact_id: int) -> bool:
    """Whether an officer's roles let it answer this; sealed ones only where it is named."""
    roles = await staff.roles(actor.tx, contact_id, actor.now)
    if request.sealed:
        return "committee" in roles and await complaints.sees(actor.tx, contact_id, request.id, actor.now)
    return not roles.isdisjoint(permitting.RIGHTS["answer"])


def _begun(request: SupportRequest) -> State:
    return "under_review" if request.state == "received" else request.state
