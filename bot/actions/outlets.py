"""Channels and groups of Telegram where announcements are put too: tied by an admin, posted to by a tap, each once."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import announcing, linking, permitting, preparing, telling, wording
from bot.actions.permitting import Actor
from bot.core.announcements import Announcement
from bot.core.message import Chat, Choice, Message, Say
from bot.core.opportunities import Opportunity
from bot.core.records import Contact
from bot.errors import Refused
from storage import announcements, audit, contacts
from storage.announcements import Outlet
from storage.audit import Act
from storage.ports import Row, Tx

NAME = re.compile(r"@[a-z]\w{3,31}|-\d{5,15}")
PLACE = "kanal"
POST = "outlet.post"
_SHORT = re.compile(r"(?:https?://)?t\.me/", re.IGNORECASE)
_LOST = frozenset({"failed", "dead", "expired", "cancelled"})


@dataclass(frozen=True, slots=True)
class Posted:
    """Names: where it is put now, and where it was already."""

    fresh: tuple[str, ...]
    there: tuple[str, ...]


def named(text: str) -> str:
    """A channel's name as it is kept: "@kekrafcontoh", also of a link to it; or its number."""
    plain = text.strip()
    return (f"@{_SHORT.sub('', plain, count=1)}" if _SHORT.match(plain) else plain).lower()


async def tie(actor: Actor, text: str) -> str:
    """A channel or group in which the bot may write; its name. Raises Refused: no right, no name."""
    permitting.check(actor, "staff")
    if actor.contact is None or actor.contact.channel != "telegram":
        raise Refused("outlet.elsewhere")
    name = named(text)
    if NAME.fullmatch(name) is None:
        raise Refused("outlet.unread")
    chat = Chat("telegram", actor.contact.account, name, group=True)
    known = await contacts.meet(actor.tx, chat, "id", "", actor.now)
    await contacts.set_reach(actor.tx, known.contact.id, "active")
    await announcements.tie(actor.tx, Outlet(known.contact.id, name), actor.name, actor.now)
    await audit.add(actor.tx, Act(actor.name, "outlet.tie", "outlets", known.contact.id), actor.now)
    return name


async def untie(actor: Actor, text: str) -> str:
    """Nothing is put there any more; its name. Raises Refused: no right, or none of that name."""
    permitting.check(actor, "staff")
    found = next((each for each in await every(actor) if each.name == named(text)), None)
    if found is None:
        raise Refused("outlet.unknown")
    await announcements.untie(actor.tx, found.contact_id)
    await audit.add(actor.tx, Act(actor.name, "outlet.untie", "outlets", found.contact_id), actor.now)
    return found.name


async def every(actor: Actor) -> Sequence[Outlet]:
    """Those there are."""
    return await announcements.outlets(actor.tx)


async def post(actor: Actor, announcement_id: int) -> Posted:
    """Puts an announcement that has begun into all of them, where it is not yet, with a link in place of its buttons.

    Raises Refused: no right, it has not begun, is too old or shows what is closed, or there is no outlet.
    """
    await announcing.of(actor, announcement_id)
    one = await announcements.locked(actor.tx, announcement_id)
    if one is None or one.state not in ("running", "paused", "done"):
        raise Refused("outlet.draft")
    offer = await preparing.offer_of(actor.tx, one)
    if actor.now >= one.expires_at or (offer is not None and not offer.is_open(actor.now)):
        raise Refused("outlet.late")
    found = await every(actor)
    if not found:
        raise Refused("outlet.none")
    there = {each.contact_id for each in found if await _is_there(actor.tx, each, announcement_id)}
    fresh = [each for each in found if each.contact_id not in there]
    for outlet in fresh:
        contact = await contacts.by_id(actor.tx, outlet.contact_id)
        if contact is not None:
            await contacts.set_reach(actor.tx, contact.id, "active")
            message = _message(actor, contact, one, offer)
            n = await telling.post(actor.tx, actor.house, contact, message, actor.now)
            act = Act(actor.name, POST, "outlets", contact.id, after={"announcement": announcement_id, "n": n})
            await audit.add(actor.tx, act, actor.now)
    return Posted(tuple(each.name for each in fresh), tuple(each.name for each in found if each not in fresh))


async def _is_there(tx: Tx, outlet: Outlet, announcement_id: int) -> bool:
    """Whether it was put there and arrived, or is on its way."""
    for act in await audit.of_subject(tx, "outlets", outlet.contact_id):
        after = _after(act)
        if after.get("announcement") == announcement_id:
            state, _ = await announcements.bubble(tx, outlet.contact_id, after["n"])
            if state not in _LOST:
                return True
    return False


def _after(act: Row) -> dict[str, int]:
    found: dict[str, int] = json.loads(act["after"]) if act["action"] == POST else {}
    return found


def _message(actor: Actor, contact: Contact, one: Announcement, offer: Opportunity | None) -> Message:
    """As everybody has it, without what only somebody in a chat with the bot can do."""
    speech = actor.house.speeches[contact.language]
    link = linking.link(actor.house, offer.code, PLACE) if offer is not None else actor.house.links.get("telegram", "")
    choices = (Choice(f"link:{link}", speech.text("outlet.open")),) if link else ()
    (say,) = wording.says(actor.house, speech, one, offer, actor.now)
    key = "outlet.offer" if offer is not None else "outlet.text"
    return speech.message((Say(key, say.values, choices, media=say.media),))


async def poster(tx: Tx, contact_id: int, n: int) -> tuple[int, int]:
    """The announcement that is bubble `n` of an outlet, and the chat of who put it there; 0 for none."""
    for act in await audit.of_subject(tx, "outlets", contact_id):
        after = _after(act)
        if after.get("n") == n:
            kind, _, number = act["actor"].partition(":")
            return after["announcement"], int(number) if kind == "contact" else 0
    return 0, 0
