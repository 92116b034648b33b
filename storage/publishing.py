"""What the clock does with opportunities: which are due, which are old, who has not been told."""

import json
from collections.abc import Mapping
from typing import Any

from storage.ports import Row, Tx


async def due(tx: Tx, now: int, most: int) -> list[int]:
    """Ids of what is published and past its last moment."""
    return [row["id"] for row in await tx.all("publishing.due", now=now, most=most)]


async def old(tx: Tx, before: int, most: int) -> list[tuple[int, str]]:
    """What was closed, or cancelled, before a moment: its id, and the last day it speaks of (ISO, "" for none)."""
    rows = await tx.all("publishing.old", before=before, most=most)
    return [(row["id"], _last_day(json.loads(row["offer"]))) for row in rows]


def _last_day(offer: Mapping[str, Any]) -> str:
    return max((offer.get(name) or "" for name in ("starts_on", "ends_on", "results_on")), default="")


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


async def is_picture(tx: Tx, media_id: int) -> bool:
    """Whether a file can be a poster."""
    return await tx.one("publishing.picture", media_id=media_id) is not None


async def keep_poster(tx: Tx, media_id: int) -> None:
    """Keeps a picture for longer than the message it came in."""
    await tx.run("publishing.keep_poster", media_id=media_id)


async def note_change(tx: Tx, note: str, due: int, now: int) -> None:
    """A change that whoever applied has to be told of at a moment; two of one moment stand behind each other."""
    while await tx.one("publishing.note_change", due=due, note=note, now=now) is None:
        due += 1


async def changes(tx: Tx, until: int, most: int) -> list[Row]:
    """`due, note` of the changes due by then that not everybody was told of, the oldest first."""
    return await tx.all("publishing.changes", until=until, most=most)


async def change(tx: Tx, due: int) -> Row | None:
    """One of them, as it stands; None once everybody knows."""
    return await tx.one("publishing.change", due=due)


async def told_so_far(tx: Tx, due: int, note: str, state: str, now: int) -> None:
    """How far the telling has come; `state` "done" ends it."""
    await tx.run("publishing.told_so_far", due=due, note=note, state=state, now=now)


async def live(tx: Tx, opportunity_id: int, after: int, most: int) -> list[Row]:
    """`id, person_id, contact_id` of applications that something may come of, behind the one numbered `after`."""
    return await tx.all("publishing.live", opportunity_id=opportunity_id, after=after, most=most)
