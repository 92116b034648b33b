"""What the clock does with opportunities: which are due, which are old, who has not been told."""

from storage.ports import Tx


async def due(tx: Tx, now: int, most: int) -> list[int]:
    """Ids of what is published and past its last moment."""
    return [row["id"] for row in await tx.all("publishing.due", now=now, most=most)]


async def old(tx: Tx, before: int, most: int) -> list[int]:
    """Ids of what ended, or was cancelled, before a moment."""
    return [row["id"] for row in await tx.all("publishing.old", before=before, most=most)]


async def untold(tx: Tx, most: int) -> list[tuple[int, int]]:
    """(application, opportunity) of those whose opportunity was cancelled and who have not been told."""
    return [(row["id"], row["opportunity_id"]) for row in await tx.all("publishing.untold", most=most)]


async def newest(tx: Tx, most: int) -> list[int]:
    """Ids of what is or was out, the newest first."""
    return [row["id"] for row in await tx.all("publishing.newest", most=most)]


async def proposals(tx: Tx, contact_id: int, since: int) -> int:
    """How many a chat has proposed since a moment."""
    row = await tx.one("publishing.proposals", contact_id=contact_id, since=since)
    return int(row["n"]) if row is not None else 0


async def keep_poster(tx: Tx, media_id: int) -> None:
    """Keeps a picture for longer than the message it came in."""
    await tx.run("publishing.keep_poster", media_id=media_id)
