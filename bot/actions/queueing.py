"""The queue as an officer works it off: one by one, earliest due first, the next by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import permitting, replying, viewing
from bot.actions.permitting import Actor
from bot.actions.viewing import Card
from bot.core.requests import TURNS, Turn
from bot.errors import Refused
from storage import queue
from storage.queue import START, Looker, Place
from storage.replies import SavedReply


@dataclass(frozen=True, slots=True)
class Next:
    """The next request, its likeliest saved replies, and where it stands.

    `passed` lie before it (skipped), `left` from it on: with what an officer has done in this sitting,
    "7 dari 40" is done + passed + 1 of done + passed + left. `place` is where to go on when it is skipped.
    """

    card: Card
    replies: Sequence[SavedReply]
    passed: int
    left: int
    place: Place


async def next_for(actor: Actor, place: Place = START) -> Next | None:
    """The first of the actor's queue after a place: its own requests and nobody's. None: there is no more."""
    permitting.check(actor, "answer")
    looker = _looker(actor)
    found = await queue.after(actor.tx, looker, place, actor.now, 1)
    if not found:
        return None
    request = found[0]
    passed, left = await queue.counts(actor.tx, looker, place, actor.now)
    return Next(
        await viewing.of(actor, request), await replying.likeliest(actor, request), passed, left,
        Place(request.due_at, request.id),
    )  # fmt: skip


async def size(actor: Actor) -> int:
    """How many wait in the actor's queue."""
    permitting.check(actor, "answer")
    return (await queue.counts(actor.tx, _looker(actor), START, actor.now))[1]


async def waits(actor: Actor, request_id: int) -> bool:
    """Whether a request is in the actor's queue now."""
    try:
        request = await permitting.access(actor, request_id, "answer")
    except Refused:
        return False
    return request.open and request.wake_at <= actor.now and request.assignee_id in (None, actor.id)


async def elsewhere(actor: Actor) -> dict[Turn, int]:
    """How many open requests are not in the actor's queue, by whose turn it is; `staff`: other officers' or later."""
    permitting.check(actor, "answer")
    turns: dict[Turn, int] = {"staff": 0, "requester": 0, "partner": 0}
    for row in await queue.elsewhere(actor.tx, _looker(actor), actor.now):
        turns[TURNS[row["state"]]] += row["n"]
    return turns


def _looker(actor: Actor) -> Looker:
    return Looker(actor.id or 0, "committee" in actor.roles)
