"""What a silence of the bot left to be done, and who is to be told of it."""

from storage.ports import Tx


async def caught_up(tx: Tx, since: int, until: int) -> int:
    """Messages written between `since` and `until` that were read after it."""
    return await _count(tx, "silence.caught_up", since=since, until=until)


async def waiting(tx: Tx, until: int) -> int:
    """Messages queued before `until` that are still to be sent."""
    return await _count(tx, "silence.waiting", until=until)


async def due(tx: Tx, now: int) -> int:
    """Messages that should be on their way by now, on any channel."""
    return await _count(tx, "silence.due", now=now)


async def contact_at(tx: Tx, address: str) -> int | None:
    """The contact of `channel:chat`, None if it never wrote."""
    channel, _, chat = address.partition(":")
    row = await tx.one("silence.contact_at", channel=channel, chat=chat)
    return int(row["contact_id"]) if row is not None else None


async def _count(tx: Tx, query: str, **params: int) -> int:
    row = await tx.one(query, **params)
    return int(row["n"]) if row is not None else 0
