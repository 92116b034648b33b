"""Preparing an announcement in chat: a draft, counted before it goes; when it goes, and thinking better of it."""

from dataclasses import dataclass, replace
from typing import Literal

from bot.actions import announcing, permitting, quieting, wording
from bot.actions.announcing import LIFETIME_MS, TEXT_MOST
from bot.actions.permitting import Actor
from bot.core.announcements import Announcement
from bot.core.audience import EVERYBODY, Audience
from bot.core.flow import Says
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import announcements, opportunities, threads
from storage.announcements import Plan
from storage.ports import Tx

UNDO_MS = 60_000  # between the tap and the first message
TYPED_ABOVE = 200  # recipients; above, their number is typed
POSTER_TEXT_MOST = 900  # characters beside a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be said to whom: Indonesian words, perhaps with a picture, or an opportunity."""

    text: str = ""
    audience: Audience = EVERYBODY
    opportunity_id: int | None = None
    poster_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """How a draft goes: from when (UTC ms; 0: now), urgent with its reason, and the number of recipients as typed."""

    at: int = 0
    urgent: bool = False
    reason: str = ""
    typed: int = 0


async def draft(actor: Actor, wish: Draft) -> int:
    """A new draft; its id. It is counted by itself, soon. Raises Refused: no right, no words, too long, not open."""
    plan = await _plan(actor, wish)
    announcement_id = await announcements.add(actor.tx, plan, actor.now)
    await announcements.watch(actor.tx, announcement_id, actor.id)
    await announcing.log(actor, "announce.draft", announcement_id, {"audience": wish.audience.to_json()})
    return announcement_id


async def redraft(actor: Actor, announcement_id: int, wish: Draft) -> None:
    """Other words, or for others. Raises as `draft`, and where it is no draft any more."""
    one = await announcing.of(actor, announcement_id)
    plan = await _plan(actor, replace(wish, opportunity_id=one.opportunity_id))
    plan = replace(plan, cap=_cap(actor, one))
    if not await announcements.rewrite(actor.tx, announcement_id, plan):
        raise Refused("announcement.no_draft", id=announcement_id)
    await announcements.watch(actor.tx, announcement_id, actor.id)


async def schedule(actor: Actor, announcement_id: int, when: When) -> Announcement:
    """A draft goes a minute from now, or at its time; what is not urgent waits for the hours of news.

    Raises Refused: not counted yet, nobody would get it, another number was typed, no right to or too many urgent
    ones, the opportunity closes before.
    """
    one = await _counted(actor, announcement_id, when)
    offer = await offer_of(actor.tx, one)
    at = max(when.at, actor.now + UNDO_MS)
    if when.urgent:
        await announcing.check_urgent(actor, when.reason, at)
    else:
        at = quieting.windows(actor.house).next(at, await quieting.declared(actor.tx, actor.house, at))
    expires_at = at + LIFETIME_MS
    if offer is not None and offer.closes_at is not None:
        expires_at = min(expires_at, offer.closes_at)
    if expires_at <= at or (offer is not None and offer.state != "published"):
        raise Refused("announcement.offer_closed")
    plan = Plan(
        texts=one.texts, audience=one.audience, at=at, expires_at=expires_at, created_by=actor.name,
        urgent=when.urgent, reason=when.reason.strip(), cap=0 if when.urgent else _cap(actor, one),
        windowed=not when.urgent,
    )  # fmt: skip
    if not await announcements.schedule(actor.tx, announcement_id, plan):
        raise Refused("announcement.no_draft", id=announcement_id)
    after = {"at": at, "urgent": when.urgent, "audience": one.audience.to_json()}
    await announcing.log(actor, "announce", announcement_id, after, when.reason)
    return await announcing.of(actor, announcement_id)


async def _counted(actor: Actor, announcement_id: int, when: When) -> Announcement:
    """A draft that may go to as many as it says."""
    one = await announcing.of(actor, announcement_id)
    if one.state != "draft":
        raise Refused("announcement.no_draft", id=announcement_id)
    if one.preview is None:
        raise Refused("announcement.uncounted")
    reached = one.preview.goes_to(urgent=when.urgent)
    if not reached:
        raise Refused("announcement.nobody")
    if reached > TYPED_ABOVE and when.typed != reached:
        raise Refused("announcement.number", n=reached)
    return one


def _cap(actor: Actor, one: Announcement) -> int:
    """The most a week anybody may get; one that follows another is no news."""
    return 0 if one.only_of is not None else actor.house.city.alerts.most_a_week


async def undo(actor: Actor, announcement_id: int) -> None:
    """What was to go is a draft again. Raises Refused where it has begun."""
    one = await announcing.of(actor, announcement_id)
    back: Literal["draft", "cancelled"] = "cancelled" if one.preview is None else "draft"
    if not await announcements.turn(actor.tx, announcement_id, ("scheduled",), back, actor.now):
        raise Refused("announcement.begun", id=announcement_id)
    await announcing.log(actor, "announce.undo", announcement_id, {})


async def revive(actor: Actor, announcement_id: int) -> None:
    """One that could not begin in time is a draft again, counted anew. Raises Refused where it is none."""
    one = await announcing.of(actor, announcement_id)
    wish = Draft(
        text=one.texts.get("id", ""), audience=one.audience, opportunity_id=one.opportunity_id, poster_id=one.poster_id
    )
    plan = await _plan(actor, wish)
    if not await announcements.turn(actor.tx, announcement_id, ("missed",), "draft", actor.now):
        raise Refused("announcement.not_missed", id=announcement_id)
    await announcements.rewrite(actor.tx, announcement_id, replace(plan, cap=_cap(actor, one)))
    await announcements.watch(actor.tx, announcement_id, actor.id)
    await announcing.log(actor, "announce.revive", announcement_id, {})


async def drop(actor: Actor, announcement_id: int) -> None:
    """A draft is thrown away. Raises Refused where it is none."""
    await announcing.of(actor, announcement_id)
    if not await announcements.turn(actor.tx, announcement_id, ("draft",), "cancelled", actor.now):
        raise Refused("announcement.no_draft", id=announcement_id)
    await announcements.filled(actor.tx, announcement_id)
    await announcing.log(actor, "announce.drop", announcement_id, {})


async def sample(actor: Actor, announcement_id: int, language: str) -> Says:
    """What it will look like. Raises as `announcing.of`."""
    one = await announcing.of(actor, announcement_id)
    speech = actor.house.speeches[language]
    return wording.says(actor.house, speech, one, await offer_of(actor.tx, one), actor.now)


async def offer_of(tx: Tx, one: Announcement) -> Opportunity | None:
    """The opportunity it shows, None for free words."""
    return await opportunities.by_id(tx, one.opportunity_id) if one.opportunity_id is not None else None


async def open_offers(actor: Actor, most: int = 100) -> list[Opportunity]:
    """What may be announced now. Raises Refused: no right."""
    permitting.check(actor, "announce")
    found = await opportunities.in_states(actor.tx, ("published",), most)
    return [one for one in found if one.is_open(actor.now)]


async def _plan(actor: Actor, wish: Draft) -> Plan:
    """The draft as it is kept; its picture outlives the chat in which it came."""
    permitting.check(actor, "announce")
    text = wish.text.strip()
    if wish.opportunity_id is None and not text:
        raise Refused("announcement.empty")
    most = POSTER_TEXT_MOST if wish.poster_id is not None else TEXT_MOST
    if len(text) > most:
        raise Refused("announcement.long", most=most)
    if wish.opportunity_id is not None:
        offer = await opportunities.by_id(actor.tx, wish.opportunity_id)
        if offer is None or not offer.is_open(actor.now):
            raise Refused("announcement.offer_closed")
    if wish.poster_id is not None and actor.id is not None:
        await threads.keep_media(actor.tx, actor.id, [wish.poster_id])
    return Plan(
        texts={"id": text} if text else {}, audience=wish.audience, at=actor.now, expires_at=actor.now + LIFETIME_MS,
        created_by=actor.name, cap=actor.house.city.alerts.most_a_week, state="draft",
        opportunity_id=wish.opportunity_id, poster_id=wish.poster_id, windowed=True,
    )  # fmt: skip
