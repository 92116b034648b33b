"""What a requester may see of its own requests: where each stands, what was said, what is asked of it."""

from dataclasses import dataclass

from bot.actions import permitting, requesting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.keeping import DAY_MS
from bot.core.requests import SupportRequest
from bot.errors import Refused
from storage import referrals, threads
from storage.referrals import Referral

RESULT_MS = 14 * DAY_MS  # so long words may be what came of a request
CONFIRM_MS = 30 * DAY_MS  # so long "belum" may be about a request that was closed
ALIVE = ("asked", "sent", "accepted")


@dataclass(frozen=True, slots=True)
class Own:
    """One's own request, and the body that is asked about or has it, if there is one."""

    request: SupportRequest
    referral: Referral | None = None


async def see(actor: Actor, request_id: int) -> Own:
    """One's own request. Raises Refused, where it is somebody else's, as if there were none."""
    return await of(actor, await permitting.own(actor, request_id))


async def of(actor: Actor, request: SupportRequest) -> Own:
    """With the body of a request that is the actor's own."""
    found = [each for each in await referrals.of_request(actor.tx, request.id) if each.state in ALIVE]
    return Own(request, found[-1] if found and request.open else None)


async def every(actor: Actor) -> list[SupportRequest]:
    """All of one's own, open ones first, then newest first."""
    return sorted(await requesting.mine(actor), key=lambda request: not request.open)


async def referral(actor: Actor, referral_id: int) -> Own:
    """The own request a body is asked about. Raises Refused, where it is somebody else's, as if there were none."""
    found = await referrals.by_id(actor.tx, referral_id)
    if found is None:
        raise Refused("request.unknown")
    return Own(await permitting.own(actor, found.request_id), found)


async def replied_to(desk: Desk) -> int | None:
    """The request that the message spoke of to which this turn replies; None for any other, and for no reply."""
    replied = desk.heard.reply_to
    return await threads.of_bubble(desk.tx, desk.contact.id, replied) if replied else None


async def unanswered(actor: Actor) -> list[SupportRequest]:
    """Those about which something was asked that words may answer: more details, or what came of it."""
    return [each for each in await requesting.mine(actor) if wants_words(each) or wants_result(each, actor.now)]


async def unconfirmed(actor: Actor) -> list[SupportRequest]:
    """Those closed lately of which the requester has not said whether they are settled."""
    found = await requesting.mine(actor)
    return [each for each in found if wants_word(each) and actor.now - (each.asked_at or 0) < CONFIRM_MS]


def wants_words(request: SupportRequest) -> bool:
    """Whether staff have asked for something more."""
    return request.open and request.turn == "requester"


def wants_word(request: SupportRequest) -> bool:
    """Whether it is asked if the matter is settled."""
    return not request.open and request.asked_at is not None and request.confirmed == ""


def wants_result(request: SupportRequest, now: int) -> bool:
    """Whether it was asked lately what came of it, and nothing was told yet."""
    return request.result_asked_at is not None and not request.result and now - request.result_asked_at < RESULT_MS
