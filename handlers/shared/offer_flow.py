"""What the talks about an opportunity share: their names, the one a talk is about, and which question comes next.

Each answer is kept in the draft at once, so that leaving, a restart or another officer going on loses nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import permitting, publishing
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Says, Start
from bot.core.message import Say
from bot.core.offers import ELSEWHERE, OWN
from bot.core.opportunities import Offer, Opportunity
from bot.errors import Refused
from handlers.shared import acting
from handlers.shared.offer_fields import GUIDED, POSTER, asked_as

NEW, FIELD, CARD, LIST = "offer_new", "offer_field", "offer", "offers"
ALL, LACKING = "all", "lacking"
"""How a talk goes on after an answer: through everything not said yet, or through what lacks; "" back to the card."""


def key_of(one: Opportunity) -> str:
    """The key of a talk about it: "<id>@<version>"."""
    return f"{one.id}@{one.version}"


def parted(key: str) -> tuple[Seen, str]:
    """The key of a question apart: what was seen, and the name of its field."""
    head, _, name = key.partition(".")
    return acting.seen(head), name


async def reached(desk: Desk, opportunity_id: int) -> Opportunity | None:
    """The one of that id, for staff; None for anybody else."""
    try:
        return await publishing.access(await permitting.actor(desk), opportunity_id)
    except Refused:
        return None


async def carded(desk: Desk, opportunity_id: int, says: Says = ()) -> Says | Start:
    """Its card as it is now, or why there is none."""
    try:
        one = await publishing.access(await permitting.actor(desk), opportunity_id)
    except Refused as refused:
        return (*says, Say(refused.key, refused.values))
    return Start(CARD, key_of(one), says=says)


def asked(one: Opportunity, name: str, mode: str, says: Says = ()) -> Start:
    """The question of a field."""
    return Start(FIELD, f"{key_of(one)}.{name}", given={"mode": mode}, says=says)


def following(actor: Actor, one: Opportunity, name: str, mode: str, says: Says = ()) -> Start:
    """What comes after a question ("" before the first): the next one that is open, or the card."""
    if mode == LACKING:
        lacks = {asked_as(each) for each in publishing.lacking(actor, one)}
        left = [each for each in _after(_required(actor, one), name) if each in lacks]
    else:
        order = _order(actor, one) if mode == ALL else ()
        left = [each for each in _after(order, name) if not is_filled(one, each)]
    return asked(one, left[0], mode, says) if left else Start(CARD, key_of(one), says=says)


def _after(order: Sequence[str], name: str) -> Sequence[str]:
    return order[order.index(name) + 1 :] if name in order else order


def _required(actor: Actor, one: Opportunity) -> tuple[str, ...]:
    """The questions that any of its kind has to answer, in order: whatever is passed over does not come again."""
    bare = replace(one, offer=Offer(kind=one.offer.kind, apply_via=one.offer.apply_via))
    return tuple(dict.fromkeys(asked_as(each) for each in publishing.lacking(actor, bare)))


def _order(actor: Actor, one: Opportunity) -> tuple[str, ...]:
    kind = actor.house.city.opportunities.kind(one.offer.kind)
    fields = kind.fields if kind is not None else ()
    own = tuple(ELSEWHERE.get(field.key) or f"{OWN}{field.key}" for field in fields if field.required)
    at = GUIDED.index("sub_sectors")
    return (*GUIDED[:at], *own, *GUIDED[at:])


def is_filled(one: Opportunity, name: str) -> bool:
    """Whether the question of a field needs no asking."""
    if name == POSTER:
        return one.poster_id is not None
    if name.startswith(OWN):
        return one.offer.fields.get(name.removeprefix(OWN)) not in (None, "")
    return bool(_said(one.offer, name))


def _said(offer: Offer, name: str) -> object:
    match name:
        case "text":
            return offer.title.get("id")
        case "summary":
            return offer.summary.get("id")
        case "days":
            return offer.last_day
        case "seats":
            return offer.fee_idr is not None
        case "sub_sectors":
            return offer.audience.sub_sectors
    return getattr(offer, name)
