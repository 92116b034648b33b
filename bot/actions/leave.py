"""Leave and the end of a role: open work goes back to the pool."""

from datetime import date

from bot.actions import assigning, changing, permitting, staffing
from bot.actions.permitting import Actor
from bot.errors import Refused
from storage import complaints, leaves, queue, staff
from storage.ports import Row

MOST_DAYS = 366


async def take(actor: Actor, until: date) -> int:
    """On leave to the end of a day: everything the actor has is everybody's again. How many requests."""
    permitting.check(actor, "answer")
    calendar = actor.house.calendar
    today = calendar.day(actor.now)
    if actor.id is None or not 0 <= (until - today).days <= MOST_DAYS:
        raise Refused("request.leave_day")
    await leaves.begin(actor.tx, actor.id, calendar.moment(until, 24 * 60), actor.now)
    await changing.log_staff(actor, "staff.leave", actor.id, {"until": until.isoformat()})
    return await assigning.pool(actor, actor.id, "leave")


async def back(actor: Actor) -> bool:
    """At work again before the day; False if it was not away."""
    permitting.check(actor, "answer")
    return actor.id is not None and await leaves.end(actor.tx, actor.id, actor.now)


async def away(actor: Actor) -> dict[int, int]:
    """Who is on leave now, and until when (UTC ms)."""
    permitting.check(actor, "read")
    return await leaves.away(actor.tx, actor.now)


async def end_role(actor: Actor, role: Row) -> int | None:
    """Ends a role (a row of `storage.staff.holders`), by admins; how many requests went back to the pool.

    None if it was not held any more. Who is no committee member any more is not named for complaints either.
    """
    if not await staffing.end(actor, role):
        return None
    left = await _unnamed(actor, role)
    if not left.isdisjoint(permitting.RIGHTS["answer"]):
        return 0
    return await assigning.pool(actor, role["contact_id"], "ended")


async def part(actor: Actor) -> int:
    """For the clock: those whose role's last day is over are told, and named for complaints no more. How many."""
    ended = await staffing.part(actor)
    for role in ended:
        await _unnamed(actor, role)
    return len(ended)


async def _unnamed(actor: Actor, role: Row) -> frozenset[str]:
    """The roles somebody has left; without that of the committee it handles no complaint, even if it comes back."""
    left = await staff.roles(actor.tx, role["contact_id"], actor.now)
    if "committee" not in left:
        await complaints.unname(actor.tx, role["contact_id"], None, actor.now)
    return left


async def pool_ended(actor: Actor) -> int:
    """For the clock, until it is 0: open work of one who may not answer any more, a role's end date having passed."""
    ended = await queue.ended_roles(actor.tx, actor.now)
    return await assigning.pool(actor, ended[0], "ended") if ended else 0
