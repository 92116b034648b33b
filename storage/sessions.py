"""Sessions: where each contact's conversation stands."""

from bot.core.session import Session
from storage.jsontext import to_text
from storage.ports import Tx


async def save(tx: Tx, contact_id: int, session: Session, version: int, now: int) -> None:
    """Keeps a session under its next version."""
    body = to_text(session.to_json())
    await tx.run("sessions.save", contact_id=contact_id, version=version, body=body, at=now)


async def clear(tx: Tx, contact_id: int, now: int) -> None:
    """Forgets what was being talked about."""
    await tx.run("sessions.clear", contact_id=contact_id, now=now)
