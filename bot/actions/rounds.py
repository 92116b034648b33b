"""Rounds of news: which is due, and the next piece of it. The worker is `bot.alerts`.

The summary of the week goes before everything; news of one opportunity follow it. What closes a window holds what
waits. A summary that could not begin for a day is missed: what it would have told of is still new the week after.
"""

from dataclasses import dataclass, replace
from typing import Literal

from bot.actions import news, permitting, quieting, telling
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.core.calendar import MINUTE_MS
from bot.core.keeping import DAY_MS
from bot.core.message import Say
from storage import alerts, opportunities
from storage.alerts import Begun, Round, Terms
from storage.announcements import Reach
from storage.ports import Tx

SLICE = 200  # chats worked out in one transaction
MOST_OFFERS = 200  # opportunities a summary chooses from
REVISED = 50  # messages put right in one transaction
LATE_MS = DAY_MS
LIFETIME_MS = 7 * DAY_MS
Step = Literal["hold", "missed", "weekly", "each", "last", "go"]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done now. `moment` (UTC ms) is when a summary was due, or when the window opens again."""

    step: Step
    moment: int = 0
    opportunity_id: int | None = None


async def due(tx: Tx, house: House, now: int) -> Due | None:
    """The next thing to do; None if there is nothing. Only reads.

    What would leave within the last minute of a window waits for the next one: pacing and clocks have their seconds.
    """
    actor = permitting.clock(tx, house, now)
    windows, declared = quieting.windows(actor.house), await quieting.declared(actor.tx, actor.house, actor.now)
    if not (windows.open_at(now, declared) and windows.open_at(now + MINUTE_MS, declared)):
        return Due("hold", windows.next(now + MINUTE_MS, declared))
    if await alerts.running(tx) is not None:
        return Due("go")
    weekly = windows.weekly(now)
    begins = windows.next(weekly, declared)
    if begins <= now and not await alerts.settled(tx, weekly):
        return Due("weekly" if now - begins < LATE_MS else "missed", weekly)
    return await _single(tx, await next_summary(actor), now)


async def next_summary(actor: Actor) -> int:
    """When the next summary goes out: in the window, and not on a quiet day."""
    windows, declared = quieting.windows(actor.house), await quieting.declared(actor.tx, actor.house, actor.now)
    weekly = windows.weekly(actor.now)
    begins = windows.next(weekly, declared)
    if begins > actor.now - LATE_MS and not await alerts.settled(actor.tx, weekly):
        return max(begins, actor.now)
    return windows.next(windows.next_weekly(actor.now), declared)


async def _single(tx: Tx, summary: int, now: int) -> Due | None:
    if (opportunity_id := await alerts.next_last(tx, summary, now)) is not None:
        return Due("last", now, opportunity_id)
    if (opportunity_id := await alerts.next_each(tx, now)) is not None:
        return Due("each", now, opportunity_id)
    return None


async def do(tx: Tx, house: House, reach: Reach, what: Due, now: int) -> None:
    """Does it, in this transaction."""
    match what.step:
        case "hold":
            await alerts.hold(tx, what.moment)
            await revise(tx, house, reach, what.moment, now)
        case "go":
            if (one := await alerts.running(tx)) is not None:
                await _go_on(tx, house, reach, one, now)
        case "missed":
            await _miss(tx, house, what.moment, now)
        case kind:
            await _begin(tx, kind, what, now)


async def revise(tx: Tx, house: House, reach: Reach, leaves: int, now: int) -> bool:
    """Of what waits to leave at a moment (UTC ms) what is over by then is told no more; whether there was anything."""
    found = await alerts.over(tx, reach, leaves, REVISED)
    for row in found:
        left = await alerts.untell(tx, row, leaves)
        if left:
            (post,) = await news.posts(tx, house, row["kind"], left, now)
            await alerts.rewrite(tx, row, post)
        else:
            await alerts.unsend(tx, row, now)
    return bool(found)


async def _begin(tx: Tx, kind: Literal["weekly", "each", "last"], what: Due, now: int) -> None:
    """A round of what is open now. It counts for the minute it began in, so that a week later it counts no more."""
    if what.opportunity_id is None:
        offers = await opportunities.open_at(tx, now, MOST_OFFERS)
    else:
        found = await opportunities.by_id(tx, what.opportunity_id)
        offers = [found] if found is not None else []
    closing = offers[0].closes_at if what.opportunity_id is not None and offers else None
    begun = Begun(
        kind=kind, due=what.moment, opportunity_id=what.opportunity_id, at=now - now % MINUTE_MS,
        expires_at=min(closing or now + LIFETIME_MS, now + LIFETIME_MS),
    )  # fmt: skip
    await alerts.begin(tx, begun, [one for one in offers if one.is_open(now)])


async def _miss(tx: Tx, house: House, weekly: int, now: int) -> None:
    """Too late: admins are told, but at a city's first start, when there was nothing to send."""
    before = await alerts.any_before(tx, weekly)
    begun = Begun(kind="weekly", due=weekly, at=now, expires_at=now, state="missed")
    if await alerts.begin(tx, begun, ()) and before:
        await telling.tell_admins(tx, house, lambda _: (Say("alert.missed"),), now)


async def _go_on(tx: Tx, house: House, reach: Reach, one: Round, now: int) -> None:
    """The next slice; the end of the round after the last, or where its news are none any more."""
    one = await _counted(tx, house, one, now)
    part = await alerts.upto(tx, one, SLICE) if now < one.expires_at else None
    if part is None:
        await alerts.turn(tx, one.id, "done")
        return
    told = await alerts.tell(tx, one, part, reach, Terms(now, house.city.alerts.most_a_week))
    posts = await news.posts(tx, house, one.kind, told, now)
    await alerts.queue(tx, one, posts, reach, now)


async def _counted(tx: Tx, house: House, one: Round, now: int) -> Round:
    """A round that goes on in a later window than it began in counts for the minute."""
    closes = quieting.windows(house).closes(one.at, await quieting.declared(tx, house, now))
    return one if now < closes else replace(one, at=now - now % MINUTE_MS)
