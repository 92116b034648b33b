"""Announcing: who may, how often at once, and stopping what is under way. The sending itself is `bot.broadcast`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.actions import permitting, wording
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.announcements import AGAIN, ARRIVED, Announcement, Report
from bot.core.audience import EVERYBODY, Audience
from bot.core.keeping import DAY_MS
from bot.errors import Refused
from storage import announcements, audit
from storage.announcements import Plan
from storage.audit import Act

TEXT_MOST = 3500  # characters, so that every channel carries it with its footer
LIFETIME_MS = 7 * DAY_MS  # after that it is no news any more
URGENT_MOST, URGENT_MS = 2, 31 * DAY_MS  # in no month, whichever day it begins on, are there more


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be announced: Indonesian words, for whom, from when (UTC ms; 0: now)."""

    text: str
    audience: Audience = EVERYBODY
    at: int = 0
    urgent: bool = False
    reason: str = ""
    cap: int = 0


async def announce(actor: Actor, wish: Wish) -> int:
    """Schedules an announcement; its id. Raises Refused: no right, no words, too long, too many urgent ones."""
    permitting.check(actor, "announce")
    text = wish.text.strip()
    if not text:
        raise Refused("announcement.empty")
    if len(text) > TEXT_MOST:
        raise Refused("announcement.long", most=TEXT_MOST)
    at = max(wish.at, actor.now)
    if wish.urgent:
        await check_urgent(actor, wish.reason, at)
    plan = Plan(
        texts={"id": text}, audience=wish.audience, at=at, expires_at=at + LIFETIME_MS, created_by=actor.name,
        urgent=wish.urgent, reason=wish.reason.strip(), cap=wish.cap,
    )  # fmt: skip
    announcement_id = await announcements.add(actor.tx, plan, actor.now)
    after = {"audience": wish.audience.to_json(), "urgent": wish.urgent, "at": at}
    await log(actor, "announce", announcement_id, after, wish.reason)
    return announcement_id


async def check_urgent(actor: Actor, reason: str, at: int) -> None:
    """Raises Refused: no right to urgent ones, no reason, or too many with one at `at`, those to come counted in."""
    permitting.check(actor, "urgent")
    if not reason.strip():
        raise Refused("announcement.no_reason")
    if crowded(sorted([at, *await announcements.urgent(actor.tx, at - URGENT_MS, at + URGENT_MS)])):
        raise Refused("announcement.urgent_often", most=URGENT_MOST)


def crowded(moments: Sequence[int]) -> bool:
    """Whether more than URGENT_MOST of these, in order, lie within URGENT_MS."""
    return any(last - first < URGENT_MS for first, last in zip(moments, moments[URGENT_MOST:], strict=False))


async def again(actor: Actor, announcement_id: int) -> int:
    """A draft of the same for those alone whom it did not reach (failed or dead); its id."""
    one = await of(actor, announcement_id)
    plan = Plan(
        texts=one.texts, audience=one.audience, at=actor.now, expires_at=actor.now + LIFETIME_MS,
        created_by=actor.name, only_of=one.id, only_states=AGAIN, state="draft", opportunity_id=one.opportunity_id,
        poster_id=one.poster_id, windowed=True,
    )  # fmt: skip
    return await _follow(actor, one, plan, "announce.again")


async def correct(actor: Actor, announcement_id: int, text: str) -> int:
    """A draft of other words for those alone who got it; its id. Raises Refused: none, or too many of them."""
    one = await of(actor, announcement_id)
    if not text.strip():
        raise Refused("announcement.empty")
    if len(text.strip()) > TEXT_MOST:
        raise Refused("announcement.long", most=TEXT_MOST)
    plan = Plan(
        texts={"id": text.strip()}, audience=one.audience, at=actor.now, expires_at=actor.now + LIFETIME_MS,
        created_by=actor.name, only_of=one.id, only_states=ARRIVED, state="draft", windowed=True,
    )  # fmt: skip
    return await _follow(actor, one, plan, "announce.correct")


async def _follow(actor: Actor, one: Announcement, plan: Plan, what: str) -> int:
    if one.state not in ("done", "cancelled"):
        raise Refused("announcement.not_over", id=one.id)
    announcement_id = await announcements.add(actor.tx, plan, actor.now)
    await announcements.watch(actor.tx, announcement_id, actor.id)
    await log(actor, what, announcement_id, {"of": one.id})
    return announcement_id


async def pause(actor: Actor, announcement_id: int) -> None:
    """Nothing more of it leaves, within a second, but what is on its way."""
    await of(actor, announcement_id)
    if not await announcements.turn(actor.tx, announcement_id, ("running",), "paused", actor.now):
        raise Refused("announcement.not_running", id=announcement_id)
    await announcements.hold(actor.tx, announcement_id)
    await log(actor, "announce.pause", announcement_id, {})


async def resume(actor: Actor, announcement_id: int) -> None:
    """It goes on where it was."""
    one = await of(actor, announcement_id)
    if not await announcements.turn(actor.tx, announcement_id, ("paused",), "running", actor.now):
        raise Refused("announcement.not_paused", id=announcement_id)
    if not one.held:
        await announcements.release(actor.tx, one, actor.now)
    await log(actor, "announce.resume", announcement_id, {})


async def go_on(actor: Actor) -> list[int]:
    """What could not begin in time begins now, unless it is stale; the ids. Raises Refused: no right."""
    permitting.check(actor, "announce")
    found = await announcements.go_on(actor.tx, actor.now)
    for announcement_id in found:
        await log(actor, "announce.go_on", announcement_id, {"at": actor.now})
    return found


async def cancel(actor: Actor, announcement_id: int) -> int:
    """Nobody else gets it; how many waited. The rest of its audience goes into the ledger as `cancelled`."""
    await of(actor, announcement_id)
    open_states: tuple[Literal["scheduled", "running", "paused"], ...] = ("scheduled", "running", "paused")
    if not await announcements.turn(actor.tx, announcement_id, open_states, "cancelled", actor.now):
        raise Refused("announcement.over", id=announcement_id)
    dropped = await announcements.drop(actor.tx, announcement_id, actor.now)
    await log(actor, "announce.cancel", announcement_id, {"waited": dropped})
    return dropped


async def of(actor: Actor, announcement_id: int) -> Announcement:
    """One, as it stands. Raises Refused: no right, or none of that id."""
    permitting.check(actor, "announce")
    one = await announcements.by_id(actor.tx, announcement_id)
    if one is None:
        raise Refused("announcement.unknown", id=announcement_id)
    return one


async def latest(actor: Actor, most: int = 10) -> list[Announcement]:
    """The newest ones, drafts among them. Raises Refused: no right."""
    permitting.check(actor, "announce")
    return await announcements.latest(actor.tx, most)


async def watch(actor: Actor, announcement_id: int, n: int) -> None:
    """Whoever acts sees how it goes in bubble `n` of its chat. Raises as `of`."""
    await of(actor, announcement_id)
    await announcements.watch(actor.tx, announcement_id, actor.id, n)


async def opened(desk: Desk, choice: str) -> str:
    """The choice a button means; one under an announcement counts, once a chat, as opened."""
    plain, announcement_id = wording.came_by(choice)
    if announcement_id:
        await announcements.tap(desk.tx, announcement_id, desk.contact.id, desk.now)
    return plain


async def report(actor: Actor, announcement_id: int) -> Report:
    """How far it is. Raises as `of`."""
    await of(actor, announcement_id)
    return await announcements.report(actor.tx, announcement_id)


async def log(actor: Actor, action: str, announcement_id: int, after: dict[str, object], reason: str = "") -> None:
    """An act on one, in the audit."""
    act = Act(actor.name, action, "announcements", announcement_id, after=after, reason=reason)
    await audit.add(actor.tx, act, actor.now)
