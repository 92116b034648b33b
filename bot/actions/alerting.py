"""Telling officers: whoever has a right and is at work, in the language of its chat; nobody who is on leave."""

from collections.abc import Iterable

from bot.actions import permitting, telling
from bot.actions.desk import House
from bot.core.message import Choice
from bot.i18n import Speech
from storage import contacts, leaves, staff
from storage.ports import Tx


async def present(tx: Tx, right: permitting.Right, now: int) -> list[int]:
    """Contacts that have a right and are not on leave."""
    held = await staff.holders(tx, now)
    return await at_work(tx, {row["contact_id"] for row in held if row["role"] in permitting.RIGHTS[right]}, now)


async def at_work(tx: Tx, contact_ids: Iterable[int], now: int) -> list[int]:
    """Those of them who are not on leave."""
    return sorted(set(contact_ids) - (await leaves.away(tx, now)).keys())


async def tell(tx: Tx, house: House, contact_id: int, now: int, says_in: telling.SaysIn) -> bool:
    """Tells an officer; False if its chat cannot be reached."""
    contact = await contacts.by_id(tx, contact_id)
    if contact is None or contact.reach != "active":
        return False
    await telling.tell(tx, house, contact, says_in(house.speeches[contact.language]), now)
    return True


def button(speech: Speech, command: str) -> tuple[Choice, ...]:
    """The one button under a notice: it runs a command of the staff."""
    return (Choice(f"do:{command}", speech.text(f"staff.menu.{command}")),)
