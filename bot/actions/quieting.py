"""Days without news: the committee declares them, and takes them back."""

from datetime import date, timedelta

from bot.actions import permitting
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.core.windows import Windows
from bot.errors import Refused
from storage import audit, quiet_days
from storage.audit import Act
from storage.ports import Tx

REASON_MOST = 200
MOST_DAYS = 366
_BACK = timedelta(days=14)  # a summary may still be late by so much


async def declare(actor: Actor, day: date, reason: str) -> None:
    """A day without news that are not urgent. Raises Refused: no right, a day over or far off, or quiet already."""
    permitting.check(actor, "publish")
    if not 0 <= (day - actor.house.calendar.day(actor.now)).days <= MOST_DAYS:
        raise Refused("quiet.far")
    words = reason.strip()[:REASON_MOST]
    quiet_id = await quiet_days.declare(actor.tx, day, words, actor.name, actor.now)
    if quiet_id is None:
        raise Refused("quiet.already")
    after = {"day": day.isoformat()}
    await audit.add(
        actor.tx, Act(actor.name, "quiet.declare", "quiet_days", quiet_id, after=after, reason=words), actor.now
    )


async def revoke(actor: Actor, day: date) -> bool:
    """A day like any other again; False if it was no quiet day. Raises Refused: no right."""
    permitting.check(actor, "publish")
    row = await quiet_days.revoke(actor.tx, day)
    if row is None:
        return False
    before = {"day": day.isoformat()}
    await audit.add(actor.tx, Act(actor.name, "quiet.revoke", "quiet_days", row["id"], before=before), actor.now)
    return True


async def coming(actor: Actor) -> dict[date, str]:
    """The quiet days from today on, with their reasons. Raises Refused: no right."""
    permitting.check(actor, "publish")
    return await quiet_days.since(actor.tx, actor.house.calendar.day(actor.now))


async def declared(tx: Tx, house: House, now: int) -> frozenset[date]:
    """Every quiet day that still matters: what `Windows` asks for. Anybody may know."""
    return frozenset(await quiet_days.since(tx, house.calendar.day(now) - _BACK))


def windows(house: House) -> Windows:
    """When news may go out."""
    return Windows(house.city.alerts, house.calendar)
