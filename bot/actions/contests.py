"""Competitions: which districts have not entered, results with scores, and objections to them."""

from dataclasses import replace
from datetime import timedelta

from bot.actions import browsing, publishing, requesting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core import results
from bot.core.opportunities import Opportunity, State
from bot.core.requests import SupportRequest
from bot.core.results import Entry
from bot.errors import Refused
from storage import applications, audit, opportunities, requests
from storage.audit import Act

ID_MOST = 15  # digits
OVER: tuple[State, ...] = ("published", "closed", "archived")


async def find(actor: Actor, text: str) -> Opportunity:
    """The one of an id or a code that is or was public. Raises Refused."""
    if text.isascii() and text.isdecimal() and len(text) <= ID_MOST:
        return await browsing.one(actor, int(text))
    return await browsing.coded(actor, text.strip())


async def missing(actor: Actor, opportunity_id: int) -> tuple[Opportunity, tuple[str, ...]]:
    """The districts, by code, of which nobody has handed in yet. Raises Refused."""
    one = await publishing.access(actor, opportunity_id)
    entered = await applications.districts(actor.tx, one.id)
    wanted = one.offer.audience.districts or tuple(each.code for each in actor.house.city.districts)
    return one, tuple(code for code in wanted if code not in entered)


async def publish_results(actor: Actor, seen: Seen, entries: tuple[Entry, ...]) -> Opportunity:
    """Places and scores, for everybody to read; once more: corrected. Raises Refused: too early, or stale."""
    one = await publishing.access(actor, seen.id, "publish", lock=True)
    if one.version != seen.version:
        raise Refused("contest.stale")
    if one.state not in OVER or one.is_open(actor.now):
        raise Refused("contest.early")
    after = replace(one, results=results.to_text(entries), results_at=one.results_at or actor.now)
    await opportunities.save(actor.tx, after, actor.now)
    changed = {"results": len(entries), "corrected": one.results_at is not None}
    await audit.add(actor.tx, Act(actor.name, "offer.results", "opportunities", one.id, after=changed), actor.now)
    return after


def objections_until(actor: Actor, one: Opportunity) -> int | None:
    """Until when one may object (exclusive, UTC ms): the end of the last of its days; None where one may not."""
    if one.results_at is None or not one.offer.objection_days:
        return None
    calendar = actor.house.calendar
    return calendar.moment(calendar.day(one.results_at) + timedelta(one.offer.objection_days + 1), 0)


async def objectable(actor: Actor, opportunity_id: int, sent_at: int) -> Opportunity:
    """One whose results may be objected to at a moment. Raises Refused."""
    one = await opportunities.by_id(actor.tx, opportunity_id)
    until = objections_until(actor, one) if one is not None else None
    if one is None or until is None:
        raise Refused("opportunity.unknown")
    if sent_at >= until:
        raise Refused("contest.late", title=one.title("id"))
    return one


async def object_to(actor: Actor, opportunity_id: int, asked: Asked, sent_at: int) -> SupportRequest:
    """Files an objection: sealed, and tied to what it is about. Raises Refused."""
    one = await objectable(actor, opportunity_id, sent_at)
    return await requesting.file(actor, replace(asked, kind=sealed_kind(actor), opportunity_id=one.id))


def sealed_kind(actor: Actor) -> str:
    """The kind of request that is a complaint in this city. Raises Refused where there is none."""
    for kind in actor.house.city.support.kinds:
        if kind.sealed:
            return kind.id
    raise Refused("opportunity.unknown")


async def objections(actor: Actor, opportunity_id: int) -> int:
    """How many there are: all that staff who are not named for complaints may know. Raises Refused."""
    await publishing.access(actor, opportunity_id)
    return await requests.about(actor.tx, opportunity_id)
