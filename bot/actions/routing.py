"""Passing a request on to a partner: consent for that body first, then the text, then what the body says."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from bot.actions import changing, notifying, permitting, telling, viewing
from bot.actions.changing import Seen
from bot.actions.notifying import Told
from bot.actions.permitting import Actor
from bot.core.message import Choice, Say, Word
from bot.core.requests import ReferralState, SupportRequest
from bot.errors import Refused
from storage import contacts, partners, referrals
from storage.referrals import Referral

ASK_AGAIN_DAYS = 5  # working days until a partner is asked again


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What staff send to a partner today: a text of its own, without any contact but what the requester agreed to.

    `text` is Indonesian, as people read it: it holds no marks.
    """

    referral: Referral
    text: str


async def ask_consent(actor: Actor, seen: Seen, partner_id: int) -> Told:
    """Asks the requester whether this body may have the request. Raises Refused where that is under way already."""
    request = await changing.staffed(actor, seen, "decide")
    partner = await partners.by_id(actor.tx, partner_id)
    if partner is None or not partner.active:
        raise Refused("request.partner.unknown")
    referral = await referrals.ask(actor.tx, request.id, partner_id, actor.now)
    if referral is None:
        raise Refused("request.partner.asked", reference=request.short, partner=partner.name)
    asked = notifying.asked("consent", referral.id, {"reference": request.short, "partner": partner.name})
    calendar = actor.house.calendar
    rests = calendar.moment(calendar.day(request.due_at), 0)  # it is owed as before, but not shown till that morning
    holder = request.assignee_id or actor.id
    after = await changing.keep(actor, request, "ask_consent", wake_at=rests, assignee_id=holder)
    key = consent_key(request)
    return await notifying.told(actor, request, after, lambda speech: (replace(asked(speech), key=key),))


def consent_key(request: SupportRequest) -> str:
    """The sentence by which a requester is asked, with `{reference}` and `{partner}`: complaints have their own."""
    if not request.sealed:
        return "request.consent.ask"
    return "request.consent.nameless" if request.anonymous else "request.consent.sealed"


async def consent(actor: Actor, referral_id: int, answer: Literal["yes", "no"], text: str) -> SupportRequest:
    """What the requester says to that; `text` is exactly what it read. The same answer twice is one."""
    referral = await referrals.by_id(actor.tx, referral_id)
    if referral is None:
        raise Refused("request.unknown")
    request = await permitting.own(actor, referral.request_id, lock=True)
    state: ReferralState = "agreed" if answer == "yes" else "refused"
    if referral.state == state:
        return request
    if referral.state not in ("asked", "agreed") or not request.open:
        raise Refused("request.partner.too_late", reference=request.short)
    await _save(replace(referral, state=state, consent=text, consent_at=actor.now), actor)
    after = await changing.keep(actor, request, "consent", wake_at=0)
    await _tell_holder(actor, request, referral.partner, answer)
    return after


async def _tell_holder(actor: Actor, request: SupportRequest, partner: str, answer: Literal["yes", "no"]) -> None:
    """Whoever has the request hears of it in working hours; at any time it is in the queue."""
    holder = await contacts.by_id(actor.tx, request.assignee_id) if request.assignee_id is not None else None
    if holder is None or holder.reach != "active" or not actor.house.calendar.is_working(actor.now):
        return
    values = {"reference": request.short, "partner": partner, "answer": Word(f"request.consent.said_{answer}")}
    label = actor.house.speeches[holder.language].text("request.partner.open")
    says = (Say("request.partner.consented", values, (Choice(f"do:act:{request.id}", label),)),)
    await telling.tell(actor.tx, actor.house, holder, says, actor.now)


async def forward(actor: Actor, referral_id: int) -> Forwarded:
    """The text ready to forward. Raises Refused without consent."""
    referral, request = await _of(actor, referral_id, "decide")
    _in(referral, "agreed", "sent")
    speech = actor.house.speeches["id"]
    name = "" if request.anonymous else await viewing.name_of(actor, request)
    values = {
        "reference": request.reference, "partner": referral.partner, "story": request.story,
        "name": name or speech.text("request.forward.nameless"), "committee": actor.house.city.identity.committee_full,
    }  # fmt: skip
    return Forwarded(referral, speech.plain("request.forward.text", values))


async def sent(actor: Actor, seen: Seen, referral_id: int) -> Told:
    """It has gone to the partner: the partner's turn, asked again in five working days; the requester is told."""
    return await _record(actor, seen, referral_id, "sent", None)


async def accepted(actor: Actor, seen: Seen, referral_id: int, on: date | None) -> Told:
    """The partner takes it, until a day it named. Raises Refused for a day that is over."""
    if on is not None and on < actor.house.calendar.day(actor.now):
        raise Refused("request.partner.day")
    return await _record(actor, seen, referral_id, "accepted", on)


async def _record(
    actor: Actor, seen: Seen, referral_id: int, what: Literal["sent", "accepted"], on: date | None
) -> Told:
    """Writes down that it is the partner's turn, and tells the requester until when."""
    referral, request = await _staffed(actor, seen, referral_id, "decide" if what == "sent" else "answer")
    _in(referral, *(("agreed",) if what == "sent" else ("sent",)))
    calendar = actor.house.calendar
    again = calendar.ending(on) if on is not None else calendar.due(actor.now, ASK_AGAIN_DAYS)
    named: dict[str, Any] = {f"{what}_at": actor.now}
    named |= {"accepted_for": again if on is not None else None} if what == "accepted" else {}
    referral = replace(referral, state=what, ask_again_at=again, **named)
    await _save(referral, actor)
    after = await changing.keep(
        actor, request, f"partner_{what}", state="routed" if what == "sent" else "partner_accepted",
        assignee_id=request.assignee_id or actor.id, **changing.sleeping(actor, again),
    )  # fmt: skip
    days = {"today": calendar.day(actor.now), "date": calendar.day(again)}
    says = notifying.dated(f"request.partner.{what}", after, days, partner=referral.partner)
    return await notifying.told(actor, request, after, says)


async def unable(actor: Actor, seen: Seen, referral_id: int, reason: str, better_address: str = "") -> Told:
    """The partner cannot: why, and who might. Staff's turn again, at once; the requester is told."""
    referral, request = await _staffed(actor, seen, referral_id, "answer")
    _in(referral, "sent", "accepted")
    reason = changing.spoken(reason)
    changes: dict[str, Any] = {"reason": reason, "better_address": better_address.strip(), "unable_at": actor.now}
    await _save(replace(referral, state="unable", **changes), actor)
    after = await changing.keep(actor, request, "partner_unable", state="under_review", **changing.waking(actor))
    says = notifying.said("request.partner.unable", after, partner=referral.partner, reason=reason)
    return await notifying.told(actor, request, after, says)


async def done(actor: Actor, seen: Seen, referral_id: int) -> SupportRequest:
    """The partner has helped: staff close it with an answer next."""
    referral, request = await _staffed(actor, seen, referral_id, "answer")
    _in(referral, "sent", "accepted")
    await _save(replace(referral, state="done", done_at=actor.now), actor)
    return await changing.keep(actor, request, "partner_done", state="in_progress", **changing.waking(actor))


async def ask_again(actor: Actor, seen: Seen, referral_id: int) -> SupportRequest:
    """Staff have asked the partner once more: another five working days."""
    referral, request = await _staffed(actor, seen, referral_id, "answer")
    _in(referral, "sent", "accepted")
    again = actor.house.calendar.due(actor.now, ASK_AGAIN_DAYS)
    await _save(replace(referral, ask_again_at=again), actor)
    return await changing.keep(actor, request, "partner_asked", **changing.sleeping(actor, again))


async def of_request(actor: Actor, request_id: int) -> list[Referral]:
    """Every referral of a request, for staff who may read it."""
    await permitting.access(actor, request_id)
    return await referrals.of_request(actor.tx, request_id)


async def _of(actor: Actor, referral_id: int, right: permitting.Right) -> tuple[Referral, SupportRequest]:
    permitting.check(actor, right)
    referral = await referrals.by_id(actor.tx, referral_id)
    if referral is None:
        raise Refused("request.unknown")
    return referral, await permitting.access(actor, referral.request_id, right)


async def _staffed(
    actor: Actor, seen: Seen, referral_id: int, right: permitting.Right
) -> tuple[Referral, SupportRequest]:
    request = await changing.staffed(actor, seen, right)
    referral = await referrals.by_id(actor.tx, referral_id)
    if referral is None or referral.request_id != request.id:
        raise Refused("request.unknown")
    return referral, request


def _in(referral: Referral, *states: ReferralState) -> None:
    if referral.state not in states:
        raise Refused("request.partner.not_now", partner=referral.partner)


async def _save(referral: Referral, actor: Actor) -> None:
    if not await referrals.save(actor.tx, referral):
        raise Refused("request.partner.not_now", partner=referral.partner)
