"""Telling somebody something outside a turn: in the language of the chat, as one bubble, queued with what caused it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from bot.actions.desk import House
from bot.core.flow import Says
from bot.core.message import Message
from bot.core.records import Contact
from bot.i18n import Speech
from storage import contacts, outbox, silence, staff
from storage.outbox import NOTICE, Terms
from storage.ports import Tx

FIRST = 1  # before whatever else waits in the lane
EDIT_MS = 15_000  # after that there is a newer one
SaysIn = Callable[[Speech], Says]
"""What to say, in a language that is known only when the chat is."""


async def tell(tx: Tx, house: House, contact: Contact, says: Says, now: int) -> int:
    """Queues a notice (where the commit delivers, it is there with this transaction); the number of its bubble."""
    return await post(tx, house, contact, house.speeches[contact.language].message(says), now)


async def post(tx: Tx, house: House, contact: Contact, message: Message, now: int) -> int:
    """As `tell`, of what is rendered already."""
    counted = replace(contact, last_n=await contacts.count_bubble(tx, contact.id))
    await outbox.add(tx, counted, message, now, Terms(NOTICE, delivered=contact.channel in house.instant))
    return counted.last_n


async def edit(tx: Tx, house: House, contact: Contact, message: Message, now: int) -> int:
    """Puts a message, whose `edits` names a bubble, in that one's place; soon, or not at all. Its own number."""
    counted = replace(contact, last_n=await contacts.count_bubble(tx, contact.id))
    delivered = contact.channel in house.instant
    await outbox.add(tx, counted, message, now, Terms(NOTICE, delivered, not_before=FIRST, expires_at=now + EDIT_MS))
    return counted.last_n


async def tell_contact_id(tx: Tx, house: House, contact_id: int, says_in: SaysIn, now: int) -> int:
    """Tells a chat in its language; the number of the bubble, 0 if it cannot be reached."""
    contact = await contacts.by_id(tx, contact_id)
    if contact is None or contact.reach != "active":
        return 0
    return await tell(tx, house, contact, says_in(house.speeches[contact.language]), now)


async def tell_person(tx: Tx, house: House, person_id: int, says: Says, now: int) -> Contact | None:
    """Tells a person on the chat last heard of those that can be reached; None if there is none."""
    contact = await reachable(tx, person_id)
    if contact is not None:
        await tell(tx, house, contact, says, now)
    return contact


async def reachable(tx: Tx, person_id: int) -> Contact | None:
    """The chat on which a person is told: the one last heard of those that can be reached."""
    return next((each for each in await contacts.of_person(tx, person_id) if each.reach == "active"), None)


async def tell_admins(
    tx: Tx, house: House, says_in: Callable[[str], Says], now: int, but: int | None = None
) -> int:  # fmt: skip
    """Tells every admin who ever wrote, on each chat once but `but`, what `says_in(language)` says; how many chats."""
    held = [row["contact_id"] for row in await staff.holders(tx, now) if row["role"] == "admin"]
    named = [await silence.contact_at(tx, address) for address in sorted(house.admins)]
    told = 0
    for contact_id in dict.fromkeys((*held, *named)):
        contact = await contacts.by_id(tx, contact_id) if contact_id not in (None, but) else None
        if contact is not None and contact.reach == "active":
            await tell(tx, house, contact, says_in(contact.language), now)
            told += 1
    return told


def date_text(day: date, language: str) -> str:
    """ "30 November 2026"."""
    return str(format_date(day, "d MMMM yyyy", locale=language))


def day_text(day: date, language: str) -> str:
    """ "Senin, 30 November"."""
    return str(format_date(day, "EEEE, d MMMM", locale=language))
