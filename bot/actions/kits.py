"""The kit to pass an opportunity on by hand: texts, and links that remember where they were put."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions import linking, permitting, shares
from bot.actions.permitting import Actor
from bot.actions.shares import Counts
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from bot.i18n import Speech, kit
from storage import opportunities

PLACES = ("wa", "ig", "fb", "kelurahan", "poster")


@dataclass(frozen=True, slots=True)
class Kit:
    """`links` by place; "" in place of an address where the bot can be reached by none."""

    one: Opportunity
    text: str
    caption: str
    links: Mapping[str, str]
    counts: Mapping[str, Counts]


async def of(actor: Actor, wanted: str, speech: Speech) -> Kit:
    """The kit of an opportunity by id or code. Raises Refused: no right, none of that name, not open."""
    permitting.check(actor, "announce")
    if wanted.isdecimal() and len(wanted) < 16:
        one = await opportunities.by_id(actor.tx, int(wanted))
    else:
        one = await opportunities.by_code(actor.tx, wanted.upper())
    if one is None or not one.is_open(actor.now):
        raise Refused("kit.unknown")
    city, links = actor.house.city, {place: linking.link(actor.house, one.code, place) for place in PLACES}
    spoken = speech.plain("kit.word", {"code": one.code})
    return Kit(
        one, kit.group_text(speech, city, one, links["wa"] or spoken),
        kit.caption(speech, city, one, links["ig"] or spoken), links, await shares.counts(actor.tx, one.id),
    )  # fmt: skip
