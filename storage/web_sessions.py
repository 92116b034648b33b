"""Web sessions: who holds a token, of which only the hash is kept."""

from bot.core.message import Chat
from storage.ports import Tx


async def add(tx: Tx, token_hash: str, contact_id: int, now: int) -> None:
    """A browser was given a token."""
    await tx.run("web_sessions.add", token_hash=token_hash, contact_id=contact_id, now=now)


async def chat_of(tx: Tx, token_hash: str) -> tuple[int, Chat] | None:
    """The contact and chat of a token, None if it is not ours."""
    row = await tx.one("web_sessions.contact", token_hash=token_hash)
    return (row["id"], Chat(row["channel"], row["account"], row["chat"])) if row is not None else None
