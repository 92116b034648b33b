"""Competitions: which districts have not entered, results with scores, and objections to them."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.actions import permitting, requesting
from bot.actions.changing import Seen
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core import contests
from bot.core.contests import Results
from bot.core.opportunities import Opportunity
from bot.core.requests import SupportRequest, reference
from bot.errors import Refused
from bot.i18n.contests import last_objection
from storage import audit, opportunities
from storage import contests as store
from storage.audit import Act

LISTED = 50


@dataclass(frozen=True, slots=True)
class Contest:
    """What staff see of one: the districts (codes) nobody has entered from, its results, the numbers of objections."""

    one: Opportunity
    missing: tuple[str, ...]
    results: Results
    objections: tuple[str, ...]


async def look(actor: Actor, opportunity_id: int) -> Contest:
    """One, for staff. Raises Refused: not allowed, or unknown."""
    permitting.check(actor, "offer")
    one = await opportunities.by_id(actor.tx, opportunity_id)
    if one is None:
        raise Refused("contest.unknown")
    entered = await store.entered(actor.tx, one.id)
    rows = await store.objections(actor.tx, one.id, LISTED)
    return Contest(
        one, tuple(each.code for each in actor.house.city.districts if each.code not in entered),
        contests.of(one.results), tuple(reference(row["year"], row["n"]) for row in rows),
    )  # fmt: skip


async def coded(actor: Actor, code: str) -> Opportunity:
    """The one of a public code that is or was out. Raises Refused."""
    one = await opportunities.by_code(actor.tx, code.strip().upper())
    if one is None or one.published_at is None:
        raise Refused("contest.unknown")
    return one


async def publish(actor: Actor, seen: Seen, results: Results) -> Opportunity:
    """Everybody may read the results from now on; published again, they replace those before.

    Raises Refused: no right, unknown, changed meanwhile, still open, or cancelled.
    """
    permitting.check(actor, "choose")
    one = await opportunities.locked(actor.tx, seen.id)
    if one is None:
        raise Refused("contest.unknown")
    if one.version != seen.version:
        raise Refused("contest.stale")
    if one.is_open(actor.now):
        raise Refused("contest.still_open")
    if one.state not in ("published", "closed"):
        raise Refused("contest.over")
    after = replace(one, results=contests.kept(results), results_at=actor.now)
    if not await opportunities.save(actor.tx, after, actor.now):
        raise Refused("contest.stale")
    told = {"results": after.results}
    act = Act(actor.name, "contest.publish", "opportunities", one.id, before={"results": one.results}, after=told)
    await audit.add(actor.tx, act, actor.now)
    return replace(after, version=one.version + 1)


def until(house: House, one: Opportunity) -> int | None:
    """Until when one may object (UTC ms, exclusive): the end of the last of the days; None where one may not."""
    last = last_objection(house.city, one)
    return house.calendar.moment(last + timedelta(days=1), 0) if last is not None and _sealed_kind(house) else None


async def objectionable(actor: Actor, opportunity_id: int) -> Opportunity:
    """One whose results may be objected to now. Raises Refused."""
    one = await opportunities.by_id(actor.tx, opportunity_id)
    if one is None or one.published_at is None:
        raise Refused("contest.unknown")
    ends = until(actor.house, one)
    if ends is None:
        raise Refused("contest.no_objections")
    if actor.now >= ends:
        raise Refused("contest.objections_over", n=one.offer.objection_days)
    return one


async def object_to(actor: Actor, opportunity_id: int, words: str) -> SupportRequest:
    """Files an objection: a sealed request that is tied to the opportunity. Raises Refused as `objectionable`."""
    one = await objectionable(actor, opportunity_id)
    key = f"objection:{one.id}:{actor.now}"
    request = await requesting.file(actor, Asked(key=key, kind=_sealed_kind(actor.house), story=f"{one.code}: {words}"))
    await store.tie(actor.tx, request.id, one.id)
    return request


def _sealed_kind(house: House) -> str:
    return next((kind.id for kind in house.city.support_kinds if kind.sealed), "")
