"""Whom a notice to officers goes to: whoever has a right and is at work, nobody who is on leave; and its button."""

from collections.abc import Iterable

from bot.actions import permitting
from bot.core.message import Choice
from bot.i18n import Speech
from storage import leaves, staff
from storage.ports import Tx


async def present(tx: Tx, right: permitting.Right, now: int) -> list[int]:
    """Contacts that have a right and are not on leave."""
    held = await staff.holders(tx, now)
    return await at_work(tx, {row["contact_id"] for row in held if row["role"] in permitting.RIGHTS[right]}, now)


async def at_work(tx: Tx, contact_ids: Iterable[int], now: int) -> list[int]:
    """Those of them who are not on leave."""
    return sorted(set(contact_ids) - (await leaves.away(tx, now)).keys())


def button(speech: Speech, command: str) -> tuple[Choice, ...]:
    """The one button under a notice: it runs a command of the staff."""
    return (Choice(f"do:{command}", speech.text(f"staff.menu.{command}")),)
