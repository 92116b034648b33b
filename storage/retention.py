"""How long things are kept, carried out in small steps, each in a transaction of its own: at most `most` rows go."""

from dataclasses import dataclass, field
from typing import Literal

from storage import emptying
from storage.erasing import ASKED
from storage.ports import Row, Tx

Kind = Literal[
    "failed", "passed", "inbox", "outbox", "desk_messages", "web_sessions", "proofs", "requests", "complaints",
    "announcements",
]  # fmt: skip
EMPTIED_AT_ONCE = 50  # requests, each a handful of statements
WITH_FILES = ("failed", "passed", "inbox")


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many rows went, and the names of files to remove if nobody else uses them."""

    rows: int
    files: list[str] = field(default_factory=list)


async def drop(tx: Tx, what: Kind, before: int, most: int) -> Dropped:
    """Rows of one kind of until then.

    `failed`, `passed`: payloads that came in; `inbox`: all that came in; `web_sessions`: those of silent chats;
    `proofs`: those that were to be kept until then; `requests`, `complaints`: closed until then, now without a word;
    `announcements`: those over until then, with their ledger.
    """
    if what == "announcements":
        return Dropped(await _announcements(tx, before, most))
    if what in ("requests", "complaints"):
        sealed = what == "complaints"
        return Dropped(*await emptying.over(tx, before, sealed=sealed, most=min(most, EMPTIED_AT_ONCE)))
    files = await tx.all(f"retention.drop_{what}_media", before=before, most=most) if what in WITH_FILES else []
    return Dropped(await tx.run(f"retention.drop_{what}", before=before, most=most), _names(files))


async def _announcements(tx: Tx, before: int, most: int) -> int:
    for part in ("announced", "recipients"):
        if rows := await tx.run(f"retention.drop_{part}", before=before, most=most):
            return rows
    await tx.run("retention.drop_bodies", before=before)
    return await tx.run("retention.drop_announcements", before=before)


async def declined(tx: Tx, before: int, most: int) -> list[int]:
    """Contacts that declined before then and of whom something is left."""
    return [int(row["id"]) for row in await tx.all("retention.declined", before=before, most=most)]


async def clear_declined(tx: Tx, contact_id: int, before: int, most: int) -> Dropped:
    """Forgets what a contact that declined said and was told until then; the bare contact stays."""
    where = {"contact_id": contact_id, "before": before}
    files = await tx.all("retention.clear_declined_media", **where)
    rows = await tx.run("retention.clear_declined_inbox", **where, most=most)
    rows += await tx.run("retention.clear_declined_outbox", **where, most=most)
    await tx.run("retention.clear_declined_session", **where)
    await tx.run("retention.clear_declined_desk_messages", contact_id=contact_id)
    await tx.run("retention.clear_declined_name", **where)
    return Dropped(rows, _names(files))


@dataclass(frozen=True, slots=True)
class Silent:
    """A person, and when it was last active; the place to go on from."""

    id: int
    last_active: int


async def unasked(tx: Tx, before: int, after: Silent, most: int) -> list[Silent]:
    """People last active before then, and not asked since whether they are still there; those after one, in order."""
    rows = await tx.all("retention.unasked", asked=f"{ASKED}:", **_from(before, after, most))
    return [Silent(row["id"], row["last_active"]) for row in rows]


async def gone(tx: Tx, before: int, after: Silent, most: int) -> list[Silent]:
    """People last active before then; those after one, in order."""
    rows = await tx.all("retention.gone", **_from(before, after, most))
    return [Silent(row["id"], row["last_active"]) for row in rows]


def _from(before: int, after: Silent, most: int) -> dict[str, int]:
    return {"before": before, "last_active": after.last_active, "after": after.id, "most": most}


@dataclass(frozen=True, slots=True)
class Page:
    """Of the next contacts those that are to be forgotten, and where to go on (0: nowhere)."""

    gone: list[int]
    after: int


async def strangers(tx: Tx, page: Page, before: int, now: int, most: int) -> Page:
    """The page after this one: contacts silent since `before` that speak for nobody and hold no role."""
    rows = await tx.all("retention.strangers", after=page.after, before=before, now=now, most=most)
    return Page([row["id"] for row in rows if row["gone"]], rows[-1]["id"] if rows else 0)


def _names(rows: list[Row]) -> list[str]:
    return [name for row in rows for name in (row["sha256"], row["shown"]) if name]
