"""Reading opportunities: anybody may, what is published; what fits whoever looks comes first, then by deadline."""

from dataclasses import dataclass
from typing import get_args

from bot.actions import shares
from bot.actions.permitting import Actor
from bot.core.fitting import fits
from bot.core.opportunities import Opportunity
from bot.core.opportunity_kinds import Family
from bot.core.vocabulary import City
from bot.errors import Refused
from storage import applications, opportunities
from storage.ports import Tx

MOST = 300  # open at the same time
NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Found:
    """An open opportunity, and whether it is for whoever looks; everything is for somebody of whom nothing is known."""

    one: Opportunity
    fits: bool


async def fitting(actor: Actor, topic: str = "") -> list[Found]:
    """What is open now, about a `topic` as for `is_about`: what fits first, then soonest to close."""
    city, everything = actor.house.city, await opportunities.open_at(actor.tx, actor.now, MOST)
    asked = actor.person is not None and any(one.offer.audience.levels for one in everything)
    level = await applications.level(actor.tx, actor.person.id) if asked and actor.person is not None else ""
    found = [Found(one, _fits(actor, one, level)) for one in everything if is_about(city, one, topic)]
    return sorted(found, key=lambda each: (not each.fits, not _meant(actor, each.one), each.one.closes_at or NEVER))


async def count(actor: Actor) -> int:
    """How many of what is open now fit whoever looks."""
    return sum(each.fits for each in await fitting(actor))


async def one(actor: Actor, opportunity_id: int) -> Opportunity:
    """One that is or was public, by its id. Raises Refused."""
    found = await public_by_id(actor.tx, opportunity_id)
    if found is None:
        raise Refused("opportunity.unknown")
    return found


async def coded(actor: Actor, code: str) -> Opportunity:
    """As `one`, by its code in any letters."""
    found = await public(actor.tx, code)
    if found is None:
        raise Refused("opportunity.unknown")
    return found


async def came(actor: Actor, one: Opportunity, place: str = "") -> None:
    """Whoever acts reads it, and came by a place, if it did: once it is counted."""
    if actor.id is not None:
        await shares.read(actor.tx, one.id, place, actor.id, "read", actor.now)


async def public(tx: Tx, code: str) -> Opportunity | None:
    """One that is or was public, by its code in any letters."""
    if not (code.isascii() and code.isalnum()):  # a database may refuse what is no text at all
        return None
    found = await opportunities.by_code(tx, code.upper())
    return found if found is not None and is_public(found) else None


async def public_by_id(tx: Tx, opportunity_id: int) -> Opportunity | None:
    """The same, by its id."""
    found = await opportunities.by_id(tx, opportunity_id)
    return found if found is not None and is_public(found) else None


def is_public(one: Opportunity) -> bool:
    """Whether anybody may read it: what was published once, however it ended."""
    return one.published_at is not None and one.state not in ("draft", "in_review")


def is_about(city: City, one: Opportunity, topic: str) -> bool:
    """Whether it is of a family ("peluang", "panggung") or a kind (its id), or for a sub-sector (its id); "" asks
    nothing."""
    kind = city.opportunities.kind(one.offer.kind)
    if topic in get_args(Family):
        return kind is not None and kind.family == topic
    if city.opportunities.kind(topic) is not None:
        return one.offer.kind == topic
    wanted = one.offer.audience.sub_sectors
    return not topic or not wanted or topic in wanted


async def last_read(actor: Actor) -> int | None:
    """The id of what this chat read last, lately."""
    return await shares.last_read(actor.tx, actor.id, actor.now) if actor.id is not None else None


def _fits(actor: Actor, one: Opportunity, level: str) -> bool:
    person = actor.person
    return person is None or fits(one.offer, person.sub_sectors, person.district, person.kind, level)


def _meant(actor: Actor, one: Opportunity) -> bool:
    """Whether it is for the very sub-sectors of whoever looks, not for everybody."""
    return actor.person is not None and any(s in one.offer.audience.sub_sectors for s in actor.person.sub_sectors)
