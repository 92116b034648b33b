"""The life of an opportunity: written by staff, looked at by somebody else, published, and what ends it.

    draft -> in_review -> published -> closed -> archived
      ^---------'  ^---------'  '--> cancelled --^

Four eyes: whoever approves has neither begun it, nor written in it, nor handed it in, nor has anybody of the same
person. What costs the applicant something needs one more, who is none of them. Whatever is edited in review is approved
anew.
"""

import secrets
from dataclasses import replace
from datetime import date
from typing import Any

from bot.actions import offer_changes, offer_notices, permitting
from bot.actions.changing import Seen
from bot.actions.partnering import is_private
from bot.actions.permitting import Actor, Right
from bot.core import offers
from bot.core.applications import HOLDING
from bot.core.opportunities import ALPHABET, CODE_LENGTH, Offer, Opportunity, State
from bot.core.records import Contact
from bot.errors import Refused
from storage import applications, audit, contacts, opportunities
from storage import publishing as kept
from storage.audit import Act
from storage.opportunities import Begun

TRIES = 20  # codes; there are 28 million
REASON_MOST = 300
WORKED_ON: tuple[State, ...] = ("draft", "in_review")
OUT: tuple[State, ...] = ("published", "closed")
AMENDED = ("opens_on", "last_day", "starts_on", "ends_on", "results_on", "place", "district", "online")
SHOWN_MOST = 50
FRESH = Offer()


async def draft(actor: Actor, offer: Offer = FRESH, poster_id: int | None = None) -> Opportunity:
    """A new draft by staff. Raises Refused: no right, or not fit to be kept."""
    permitting.check(actor, "offer")
    return await begin(actor, offer, poster_id)


async def begin(
    actor: Actor, offer: Offer, poster_id: int | None = None, proposed_by: int | None = None
) -> Opportunity:
    """A new draft, whoever it comes from; a poster that is no picture is left out. Raises Refused: unfit."""
    _check(offer)
    if poster_id is not None and not await kept.is_picture(actor.tx, poster_id):
        poster_id = None
    closes_at = _closes_at(actor, offer)
    for _ in range(TRIES):
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        made = Begun(
            code=code, offer=offer, created_by=actor.name, closes_at=closes_at, poster_id=poster_id,
            proposed_by=proposed_by,
        )  # fmt: skip
        if (one := await opportunities.add(actor.tx, made, actor.now)) is not None:
            if poster_id is not None:
                await kept.keep_poster(actor.tx, poster_id)
            await _log(actor, "draft", None, one)
            return one
    raise RuntimeError("no code is free")


async def copy(actor: Actor, opportunity_id: int) -> Opportunity:
    """A new draft after an old one, without its days; its poster comes along. Raises Refused."""
    old = await access(actor, opportunity_id)
    return await draft(actor, offers.copied(old.offer, actor.house.city), old.poster_id)


async def access(actor: Actor, opportunity_id: int, right: Right = "offer", *, lock: bool = False) -> Opportunity:
    """One in any state, for staff. Raises Refused: not allowed, or unknown."""
    permitting.check(actor, right)
    one = await (opportunities.locked if lock else opportunities.by_id)(actor.tx, opportunity_id)
    if one is None:
        raise Refused("offer.unknown")
    return one


async def worked_on(actor: Actor) -> list[Opportunity]:
    """What staff still write or look at, in review first. Raises Refused."""
    permitting.check(actor, "offer")
    found = await opportunities.in_states(actor.tx, WORKED_ON, SHOWN_MOST)
    return sorted(found, key=lambda one: (one.state != "in_review", one.closes_at or 0, one.id))


async def in_states(actor: Actor, states: tuple[State, ...]) -> list[Opportunity]:
    """Those in some states, for staff: to copy from, to look after. Raises Refused."""
    permitting.check(actor, "offer")
    return await opportunities.in_states(actor.tx, states, SHOWN_MOST)


async def to_copy(actor: Actor) -> list[Opportunity]:
    """What is or was out, the newest first. Raises Refused."""
    permitting.check(actor, "offer")
    found = [await opportunities.by_id(actor.tx, id) for id in await kept.newest(actor.tx, SHOWN_MOST)]
    return [one for one in found if one is not None]


def lacking(actor: Actor, one: Opportunity) -> tuple[str, ...]:
    """What has to be said before it may go out (`bot.core.offers.lacking`)."""
    return offers.lacking(actor.house.city, one.offer, actor.house.calendar.day(actor.now))


async def edit(actor: Actor, seen: Seen, offer: Offer, poster_id: int | None = None) -> Opportunity:
    """Other words, or another poster (None: as it was), for what is not out yet. Raises Refused.

    In review whoever edits takes its author's place, and nobody has approved it any more.
    """
    one = await _held(actor, seen, "offer", WORKED_ON)
    _check(offer)
    await _seats(actor, one, offer)
    changes: dict[str, Any] = {} if poster_id is None else {"poster_id": poster_id}
    if poster_id is not None:
        await kept.keep_poster(actor.tx, poster_id)
    if one.state == "in_review":
        changes |= {"submitted_by": actor.name, "approved_by": "", "fee_approved_by": ""}
    return await _keep(actor, one, "edit", offer=offer, **changes)


async def submit(actor: Actor, seen: Seen) -> Opportunity:
    """To be looked at by the committee, who is told. Raises Refused, with what it lacks."""
    one = await _held(actor, seen, "offer", ("draft",))
    _complete(actor, one)
    changes = {"submitted_by": actor.name, "approved_by": "", "fee_approved_by": "", "reason": ""}
    after = await _keep(actor, one, "submit", state="in_review", **changes)
    await offer_notices.to_review(actor, after, await _authors(actor, after))
    return after


async def approve(actor: Actor, seen: Seen) -> Opportunity:
    """Somebody else has looked: it is out, or waits for who agrees with its fee. Raises Refused."""
    one = await _held(actor, seen, "publish", ("in_review",))
    if one.approved_by:
        raise Refused("offer.approved", title=one.title("id"))
    await _not_own(actor, one, "offer.own")
    _complete(actor, one)
    if not one.offer.fee_idr:
        return await _publish(actor, one, "approve", approved_by=actor.name)
    after = await _keep(actor, one, "approve", approved_by=actor.name)
    await offer_notices.to_agree(actor, after, await _authors(actor, after))
    return after


async def approve_fee(actor: Actor, seen: Seen) -> Opportunity:
    """One more agrees that it costs something: it is out. Raises Refused."""
    one = await _held(actor, seen, "publish", ("in_review",))
    if not one.approved_by:
        raise Refused("offer.not_approved")
    await _not_own(actor, one, "offer.own_fee")
    _complete(actor, one)
    return await _publish(actor, one, "approve_fee", fee_approved_by=actor.name)


async def reject(actor: Actor, seen: Seen, words: str) -> Opportunity:
    """Back to whoever wrote it, with what should be different. Raises Refused."""
    one = await _held(actor, seen, "publish", ("in_review",))
    changes = {"approved_by": "", "fee_approved_by": "", "reason": _reason(words)}
    after = await _keep(actor, one, "reject", state="draft", **changes)
    await offer_notices.sent_back(actor, after)
    return after


async def recall(actor: Actor, seen: Seen) -> Opportunity:
    """Off the list to be put right; it goes out again the same way. Applications stay. Raises Refused."""
    one = await _held(actor, seen, "publish", ("published",))
    return await _keep(actor, one, "recall", state="draft", approved_by="", fee_approved_by="")


async def amend(actor: Actor, seen: Seen, offer: Offer) -> Opportunity:
    """Other days or another place of what is out; whoever applied is told. Raises Refused: anything else."""
    one = await _held(actor, seen, "publish", OUT)
    _check(offer)
    alike = replace(offer, **{name: getattr(one.offer, name) for name in AMENDED})
    if alike != one.offer or (one.state == "closed" and offer.last_day != one.offer.last_day):
        raise Refused("offer.only_days", title=one.title("id"))
    if offer.last_day != one.offer.last_day and (offer.last_day or date.min) < actor.house.calendar.day(actor.now):
        raise Refused("offer.lacking", n=1)
    after = await _keep(actor, one, "amend", offer=offer)
    await offer_changes.note(actor, one, after)
    return after


async def extend(actor: Actor, seen: Seen, last_day: date) -> Opportunity:
    """More time to apply; what was closed is open again. Raises Refused: a day that is no later, or over."""
    one = await _held(actor, seen, "publish", OUT)
    before = one.offer.last_day
    if last_day < actor.house.calendar.day(actor.now) or (before is not None and last_day <= before):
        raise Refused("offer.no_later")
    if one.results_at is not None:
        raise Refused("offer.state", title=one.title("id"))
    offer = offers.extended(one.offer, last_day)
    after = await _keep(actor, one, "extend", state="published", offer=offer, ended_at=None)
    await offer_changes.note(actor, one, after)
    return after


async def close(actor: Actor, seen: Seen) -> Opportunity:
    """No more applications, before its last day. Raises Refused."""
    one = await _held(actor, seen, "publish", ("published",))
    return await _keep(actor, one, "close", state="closed", ended_at=actor.now)


async def cancel(actor: Actor, seen: Seen, words: str) -> Opportunity:
    """It does not take place; the clock tells whoever applied, with these words. Raises Refused: it was never out."""
    one = await _held(actor, seen, "publish", (*OUT, *WORKED_ON))
    if one.published_at is None:
        raise Refused("offer.state", title=one.title("id"))
    after = await _keep(actor, one, "cancel", state="cancelled", reason=_reason(words), ended_at=actor.now)
    await offer_notices.cancelled(actor, after)
    return after


async def drop(actor: Actor, seen: Seen, words: str = "") -> Opportunity:
    """A draft nobody needs; whoever proposed it is told why. Raises Refused: one that was out, or no words for it."""
    one = await _held(actor, seen, "offer", WORKED_ON)
    if one.published_at is not None:
        raise Refused("offer.was_out")
    reason = _reason(words) if one.proposed_by is not None or words else ""
    after = await _keep(actor, one, "drop", state="archived", reason=reason, ended_at=actor.now)
    await offer_notices.not_taken(actor, after)
    return after


async def _publish(actor: Actor, one: Opportunity, what: str, **by: Any) -> Opportunity:
    first = one.published_at is None
    changes = {"state": "published", "published_at": actor.now if first else one.published_at, "reason": ""}
    after = await _keep(actor, one, what, **changes, **by)
    if not first:
        await offer_changes.note_recalled(actor, after)
    await offer_notices.published(actor, after, first=first)
    return after


async def _held(actor: Actor, seen: Seen, right: Right, states: tuple[State, ...]) -> Opportunity:
    one = await access(actor, seen.id, right, lock=True)
    if one.version != seen.version:
        raise Refused("offer.stale", title=one.title("id"))
    if one.state not in states:
        raise Refused("offer.state", title=one.title("id"))
    return one


async def _keep(actor: Actor, one: Opportunity, what: str, **changes: Any) -> Opportunity:
    after = replace(one, **changes)
    after = replace(after, closes_at=_closes_at(actor, after.offer))
    if not await opportunities.save(actor.tx, after, actor.now):
        raise Refused("offer.stale", title=one.title("id"))
    await _log(actor, what, one, after)
    return replace(after, version=one.version + 1, changed_at=actor.now)


def _audited(one: Opportunity, other: Opportunity) -> dict[str, Any]:
    """What differs, and of the offer the names of what does."""
    names = ("state", "closes_at", "submitted_by", "approved_by", "fee_approved_by", "poster_id")
    found = {name: getattr(one, name) for name in names if getattr(one, name) != getattr(other, name)}
    if one.offer.fee_idr != other.offer.fee_idr:
        found["fee_idr"] = one.offer.fee_idr
    changed = [
        name for name in one.offer.__dataclass_fields__ if getattr(one.offer, name) != getattr(other.offer, name)
    ]
    return {**found, "offer": changed} if changed else found


async def _log(actor: Actor, what: str, before: Opportunity | None, after: Opportunity) -> None:
    was = _audited(before, after) if before is not None else {}
    now = _audited(after, before) if before is not None else {"state": after.state, "code": after.code}
    act = Act(actor.name, f"offer.{what}", "opportunities", after.id, was, now, after.reason)
    await audit.add(actor.tx, act, actor.now)


def _closes_at(actor: Actor, offer: Offer) -> int | None:
    return actor.house.calendar.moment(offer.last_day, 24 * 60) if offer.last_day is not None else None


async def _seats(actor: Actor, one: Opportunity, offer: Offer) -> None:
    """Raises Refused where fewer places are left than were given."""
    if one.published_at is None or offer.quota is None:
        return
    counts = await applications.counts(actor.tx, one.id)
    held = sum(counts.get(state, 0) for state in HOLDING)
    if held > offer.quota:
        raise Refused("offer.seats_held", n=held)


def _complete(actor: Actor, one: Opportunity) -> None:
    if found := lacking(actor, one):
        raise Refused("offer.lacking", n=len(found))


def _check(offer: Offer) -> None:
    if not offers.is_in_order(offer):
        raise Refused("offer.disorder")
    if not offers.is_within(offer):
        raise Refused("offer.long")
    if any(map(is_private, offers.public_texts(offer))):
        raise Refused("offer.private")
    if (offer.fee_idr or 0) < 0 or (offer.quota is not None and offer.quota < 1):
        raise Refused("offer.number")


def _reason(words: str) -> str:
    plain = " ".join(words.split())
    if not plain:
        raise Refused("offer.no_words")
    if len(plain) > REASON_MOST:
        raise Refused("offer.words_long", most=REASON_MOST)
    if is_private(plain):
        raise Refused("offer.private")
    return plain


async def is_author(actor: Actor, one: Opportunity) -> bool:
    """Whether whoever looks had a hand in it, from this chat or another; it may not approve it then."""
    if actor.name in (names := await _authors(actor, one)):
        return True
    chats = [await _contact_of(actor, name) for name in names]
    return actor.person is not None and any(chat and chat.person_id == actor.person.id for chat in chats)


async def _not_own(actor: Actor, one: Opportunity, key: str) -> None:
    if await is_author(actor, one):
        raise Refused(key)


async def _authors(actor: Actor, one: Opportunity) -> tuple[str, ...]:
    """Whoever began it, wrote in it, handed it in, or has approved it already, as the audit names them."""
    acts = await audit.of_subject(actor.tx, "opportunities", one.id)
    wrote = [row["actor"] for row in acts if row["action"] == "offer.edit"]
    named = (one.created_by, *wrote, one.submitted_by, one.approved_by)
    return tuple(dict.fromkeys(name for name in named if name))


async def _contact_of(actor: Actor, name: str) -> Contact | None:
    kind, _, id = name.partition(":")
    return await contacts.by_id(actor.tx, int(id)) if kind == "contact" else None
