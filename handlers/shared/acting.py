"""What all acts of staff on one request share: the card they look at, its version, and what a stale one comes to.

After an act its receipt is all that is said: the card it was begun from lies below and is asked again.
"""

from collections.abc import Mapping
from typing import cast

from bot.actions import permitting, viewing
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.actions.viewing import Card
from bot.core.flow import Facts, Says, Start
from bot.core.message import Say, Word
from bot.core.requests import SupportRequest
from bot.core.vocabulary import City
from bot.errors import Refused

ACT = "act"
LONGEST_ID = 18  # digits; no record has a longer one


async def reached(desk: Desk, key: str) -> Card | None:
    """The card of the request a flow is about, for the officer who speaks; None where it may not see it any more."""
    try:
        return await viewing.card(await permitting.actor(desk), seen(key).id)
    except Refused:
        return None


async def begun(desk: Desk, flow: str, request: str, says: Says = ()) -> Says | Start:
    """Begins a flow about a request (its id) as it is now; or says why that may not be."""
    if not request.isdecimal() or len(request) > LONGEST_ID:
        return (*says, Say("act.none"))
    try:
        card = await viewing.card(await permitting.actor(desk), int(request))
    except Refused as refused:
        return (*says, Say(refused.key, refused.values))
    return Start(flow, key=f"{card.request.id}@{card.request.version}", says=says)


async def refused(desk: Desk, flow: str, key: str, why: Refused) -> Says | Start:
    """Nothing was done: why, and the flow from its beginning, with the request as it is now."""
    told = (Say(why.key, why.values),)
    return told if await reached(desk, key) is None else await begun(desk, flow, str(seen(key).id), told)


def seen(key: str) -> Seen:
    """The request as it lay before the officer when the talk began: a flow's key is "<id>@<version>"."""
    id, _, version = key.partition("@")
    return Seen(int(id), int(version))


def is_stale(key: str, request: SupportRequest) -> bool:
    """Whether somebody has changed it since. All that could be done then is still offered, and refused with who did."""
    return request.version != seen(key).version


def card_of(facts: Facts) -> Card:
    """The card that `load` brought."""
    return cast(Card, facts.extra["card"])


def kind_name(kind: str, city: City, language: str) -> str:
    """What a kind is called on buttons."""
    return city.support.kind(kind).short[language] if city.support.has_kind(kind) else Word("request.unsorted")


def named(card: Card) -> str:
    """What the requester is called, also where it gave no name."""
    return card.name or Word("act.nameless")


def holder(names: Mapping[int, str], request: SupportRequest, actor: Actor) -> str:
    """Who has a request, as the officer who reads it would say."""
    if request.assignee_id is None:
        return Word("act.holder.nobody")
    if request.assignee_id == actor.id:
        return Word("act.holder.you")
    return names.get(request.assignee_id) or Word("request.who.staff")
