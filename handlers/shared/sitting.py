"""A sitting at the queue: what comes next by itself, and what goes with it from one request to the next."""

from bot.actions import permitting, queueing
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Answers, Says, Start
from bot.core.message import Say
from handlers.shared.menu import choices
from storage.queue import START, Place

FLOW = "queue"  # of handlers.queue
KEPT = ("done", "place", "n", "of", "due")


async def begun(desk: Desk) -> Says | Start:
    """The queue from its beginning."""
    return await following(desk, {"done": 0, "place": [START.due_at, START.id]})


async def following(desk: Desk, sitting: Answers, says: Says = ()) -> Says | Start:
    """The next request after `says`; with none left what waits elsewhere. Outside of a sitting only what is said.

    `sitting` has `done` (so many left the queue by now) and `place` ([due_at, id] to go on after).
    """
    if "place" not in sitting:
        return says
    actor = await permitting.actor(desk)
    place = Place(*sitting["place"])
    found = await queueing.next_for(actor, place)
    if found is None:
        return (*says, *await _over(desk, actor, place))
    done, request = int(sitting["done"]), found.card.request
    given = {
        "done": done, "place": [place.due_at, place.id], "due": found.place.due_at, "seen": request.version,
        "n": done + found.passed + 1, "of": done + found.passed + found.left,
    }  # fmt: skip
    return Start(FLOW, key=str(request.id), given=given, says=says)


def kept(answers: Answers) -> Answers:
    """What goes on with a sitting while its request stays the same."""
    return {name: answers[name] for name in KEPT if name in answers}


def one_more(answers: Answers) -> Answers:
    """After a request has left the queue."""
    return {**answers, "done": int(answers.get("done", 0)) + 1}


async def _over(desk: Desk, actor: Actor, place: Place) -> Says:
    """Nothing is left: those that were skipped, or whose turn it is elsewhere."""
    if skipped := await queueing.size(actor) if place != START else 0:
        return (Say("queue.skipped_left", {"n": skipped}, choices(desk, "queue.menu", ("queue", "menu"))),)
    open_elsewhere = await queueing.elsewhere(actor)
    return (Say("queue.empty", {str(turn): n for turn, n in open_elsewhere.items()}),)
