"""What reached staff beside requests: a voice note told while registering, a chat that is somebody else's."""

from typing import Literal

from bot.core.records import Contact
from storage.ports import Row, Tx

Cause = Literal["voice", "not_me"]


async def add(tx: Tx, contact: Contact, cause: Cause, text: str, now: int) -> int:
    """Keeps a message for staff; its id."""
    row = await tx.one(
        "desk_messages.add", contact_id=contact.id, person_id=contact.person_id, cause=cause, text=text, now=now
    )
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def of_contact(tx: Tx, contact_id: int) -> list[Row]:
    """`id, cause, text, at` of everything a contact left for staff, oldest first."""
    return await tx.all("desk_messages.of_contact", contact_id=contact_id)
