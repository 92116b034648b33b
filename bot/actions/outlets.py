"""Channels and groups of Telegram where announcements are put too: tied by an admin, posted to by a tap."""

import re
from collections.abc import Sequence

from bot.actions import announcing, linking, permitting, preparing, telling, wording
from bot.actions.permitting import Actor
from bot.core.changing import changed
from bot.core.flow import Says
from bot.core.message import Chat, Choice
from bot.errors import Refused
from storage import announcements, audit, contacts
from storage.announcements import Outlet
from storage.audit import Act

NAME = re.compile(r"@[A-Za-z]\w{3,31}|-\d{5,15}")
PLACE = "kanal"


async def tie(actor: Actor, name: str) -> None:
    """A channel or group, by @name or number, in which the bot may write. Raises Refused: no right, no name."""
    permitting.check(actor, "staff")
    if actor.contact is None or actor.contact.channel != "telegram":
        raise Refused("outlet.elsewhere")
    if NAME.fullmatch(name) is None:
        raise Refused("outlet.unread")
    chat = Chat("telegram", actor.contact.account, name, group=True)
    known = await contacts.meet(actor.tx, chat, "id", "", actor.now)
    await contacts.set_reach(actor.tx, known.contact.id, "active")
    await announcements.tie(actor.tx, Outlet(known.contact.id, name), actor.name, actor.now)
    await audit.add(actor.tx, Act(actor.name, "outlet.tie", "outlets", known.contact.id), actor.now)


async def untie(actor: Actor, name: str) -> None:
    """Nothing is put there any more. Raises Refused: no right, or none of that name."""
    permitting.check(actor, "staff")
    found = next((each for each in await every(actor) if each.name.lower() == name.lower()), None)
    if found is None:
        raise Refused("outlet.unknown")
    await announcements.untie(actor.tx, found.contact_id)
    await audit.add(actor.tx, Act(actor.name, "outlet.untie", "outlets", found.contact_id), actor.now)


async def every(actor: Actor) -> Sequence[Outlet]:
    """Those there are."""
    return await announcements.outlets(actor.tx)


async def post(actor: Actor, announcement_id: int) -> Sequence[Outlet]:
    """Puts an announcement into all of them, with a link in the place of its buttons; where it was put.

    Raises Refused: no right, it is a draft or over before it began, or there is no outlet.
    """
    one = await announcing.of(actor, announcement_id)
    if one.state not in ("scheduled", "running", "paused", "done"):
        raise Refused("outlet.draft")
    found = await every(actor)
    if not found:
        raise Refused("outlet.none")
    offer = await preparing.offer_of(actor.tx, one)
    link = linking.link(actor.house, offer.code, PLACE) if offer is not None else actor.house.links.get("telegram", "")
    for outlet in found:
        contact = await contacts.by_id(actor.tx, outlet.contact_id)
        if contact is not None:
            speech = actor.house.speeches[contact.language]
            says = wording.says(actor.house, speech, one, offer, actor.now)
            label = speech.text("outlet.open")
            message = speech.message(_linked(says, (Choice(f"link:{link}", label),) if link else ()))
            await telling.post(actor.tx, actor.house, contact, message, actor.now)
    await announcing.log(actor, "outlet.post", announcement_id, {"outlets": [each.name for each in found]})
    return found


def _linked(says: Says, choices: tuple[Choice, ...]) -> Says:
    return tuple(changed(say, choices=choices) for say in says)
