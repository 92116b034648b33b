"""The letter that goes to a partner with a request: what may stand in it, and nothing else of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.actions import permitting, viewing
from bot.actions.desk import House
from bot.actions.routing import ASK_AGAIN_DAYS
from bot.core.requests import veiled
from bot.errors import Refused
from storage import partners, referrals, requests
from storage.ports import Tx

AGREED = ("agreed", "sent", "accepted")  # the states in which the requester's consent for that body stands


@dataclass(frozen=True, slots=True)
class Letter:
    """`name` is what the requester wants to be called, "" for who has none or is anonymous; no number or chat of it.

    `dated` is the day it was sent, today before that; `answer_by` when the partner's answer is asked for.
    """

    reference: str
    partner: str
    addressee: str
    address: str
    kind: str
    name: str
    filed: date
    story: str
    answers: Mapping[str, Any]
    dated: date
    answer_by: date


async def letter(tx: Tx, house: House, referral_id: int, now: int) -> Letter:
    """The letter of a referral. Raises Refused where the requester does not agree (any more), or is gone."""
    referral = await referrals.by_id(tx, referral_id)
    request = await requests.by_id(tx, referral.request_id) if referral is not None else None
    if referral is None or request is None or request.hidden or request.emptied:
        raise Refused("request.unknown")
    if referral.state not in AGREED:
        raise Refused("request.partner.not_now", partner=referral.partner)
    partner = await partners.by_id(tx, referral.partner_id)
    name = await viewing.name_of(permitting.clock(tx, house, now), request)
    request, calendar = veiled(request), house.calendar
    at = referral.sent_at or now
    return Letter(
        reference=request.reference, partner=referral.partner,
        addressee=partner.addressee if partner is not None else "",
        address=partner.address if partner is not None else "",
        kind=request.kind, name=name, filed=calendar.day(request.filed_at), story=request.story,
        answers=request.answers, dated=calendar.day(at), answer_by=calendar.day(calendar.due(at, ASK_AGAIN_DAYS)),
    )  # fmt: skip
