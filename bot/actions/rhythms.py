"""How often somebody wants news of opportunities: every one at once, a summary a week, or a month."""

from bot.actions.desk import Desk
from bot.errors import Refused
from storage import alerts, audit
from storage.alerts import Rhythm as Rhythm
from storage.audit import Act

RHYTHMS: tuple[Rhythm, ...] = ("each", "weekly", "monthly")
"""From much to little."""


async def of(desk: Desk) -> Rhythm:
    """How often the person wants them now. Raises Refused: not registered, or it wants none."""
    return await alerts.rhythm(desk.tx, _wanting(desk))


async def choose(desk: Desk, rhythm: Rhythm) -> None:
    """From now on so often. Raises as `of`."""
    before = await of(desk)
    if rhythm != before:
        person_id = _wanting(desk)
        await alerts.set_rhythm(desk.tx, person_id, rhythm, desk.now)
        act = Act(desk.actor, "alerts.rhythm", "people", person_id, {"rhythm": before}, {"rhythm": rhythm})
        await audit.add(desk.tx, act, desk.now)


async def reduce(desk: Desk) -> Rhythm | None:
    """One step less; how often that is, None if it was the least already. Raises as `of`."""
    before = await of(desk)
    if before == RHYTHMS[-1]:
        return None
    less = RHYTHMS[RHYTHMS.index(before) + 1]
    await choose(desk, less)
    return less


def _wanting(desk: Desk) -> int:
    if desk.person is None:
        raise Refused("alerts.unregistered")
    if not desk.person.alerts:
        raise Refused("alerts.none")
    return desk.person.id
