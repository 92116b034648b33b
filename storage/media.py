"""Files that came in: `wanted -> kept | refused | lost`; and files a platform already holds."""

from dataclasses import dataclass
from typing import Literal

from bot.core.message import Attachment, Heard
from bot.core.records import Contact
from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be fetched. `size` in bytes as stated (0: not), `tries` so far."""

    id: int
    contact_id: int
    kind: str
    ref: str
    name: str
    mime: str
    size: int
    tries: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file: `sha256` names the original, `shown` the re-encoded copy, both "" if not kept."""

    state: Literal["kept", "refused", "lost"]
    reason: str = ""
    sha256: str = ""
    shown: str = ""
    mime: str = ""
    size: int = 0


async def want(tx: Tx, contact: Contact, inbox_id: int, heard: Heard, now: int, reason: str = "") -> int:
    """Notes the file that came with a message; with a `reason` it is refused at once. Its id."""
    attachment = heard.attachment or Attachment("")
    row = await tx.one(
        "media.want",
        contact_id=contact.id, person_id=contact.person_id, inbox_id=inbox_id, kind=heard.kind, ref=attachment.ref,
        name=attachment.name, mime=attachment.mime, size=attachment.size, now=now,
        state="refused" if reason else "wanted", reason=reason,
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def wanted(tx: Tx, channel: str, now: int, most: int) -> list[Wanted]:
    """What is to be fetched now from a channel, oldest first."""
    rows = await tx.all("media.wanted", channel=channel, now=now, most=most)
    names = ("id", "contact_id", "kind", "ref", "name", "mime", "size", "tries")
    return [Wanted(**{name: row[name] for name in names}) for row in rows]


async def settle(tx: Tx, media_id: int, result: Result) -> bool:
    """Writes down what became of a file; False if that was written already, or the file was erased meanwhile."""
    return bool(await tx.run(
        "media.settle",
        media_id=media_id, state=result.state, reason=result.reason, sha256=result.sha256, shown=result.shown,
        mime=result.mime, size=result.size,
    ))  # fmt: skip


async def later(tx: Tx, media_id: int, not_before: int) -> None:
    """The platform could not give it now."""
    await tx.run("media.later", media_id=media_id, not_before=not_before)


async def used(tx: Tx, contact_id: int) -> tuple[int, int]:
    """Files and bytes that are kept of a contact."""
    row = await tx.one("media.used", contact_id=contact_id)
    return (row["files"], row["bytes"]) if row is not None else (0, 0)


async def others(tx: Tx, contact_id: int, media_id: int) -> tuple[int, int]:
    """Files and bytes that are kept of a contact and of whoever it speaks for, beside the file in question."""
    row = await tx.one("media.others", contact_id=contact_id, media_id=media_id)
    return (row["files"], row["bytes"]) if row is not None else (0, 0)


async def wanted_refs(tx: Tx) -> frozenset[str]:
    """The platforms' names of the files that are still to be fetched."""
    return frozenset(row["ref"] for row in await tx.all("media.wanted_refs"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept: under which names, and what it is."""

    kind: str
    name: str
    mime: str
    sha256: str
    shown: str


async def kept(tx: Tx, media_id: int) -> Kept | None:
    """A file by its id, None if it was not kept."""
    return _kept(await tx.one("media.kept", media_id=media_id))


async def kept_as(tx: Tx, sha256: str) -> Kept | None:
    """The last file that was kept with that content."""
    return _kept(await tx.one("media.kept_as", sha256=sha256))


async def is_used(tx: Tx, sha256: str) -> bool:
    """Whether any row names a file."""
    row = await tx.one("media.still_used", sha256=sha256)
    return row is not None and row["n"] > 0


async def names(tx: Tx, after: int, most: int) -> tuple[list[str], int]:
    """The names of the files of `most` rows with ids above `after`, and the last of these ids (0: there are none)."""
    rows = await tx.all("media.kept_after", after=after, most=most)
    found = [name for row in rows for name in (row["sha256"], row["shown"]) if name]
    return found, rows[-1]["id"] if rows else 0


async def of_contact(tx: Tx, contact_id: int) -> list[Row]:
    """Every file of a contact, oldest first."""
    return await tx.all("media.of_contact", contact_id=contact_id)


async def platform_id(tx: Tx, sha256: str, channel: str, account: str) -> str | None:
    """The platform's own id of a file it already holds."""
    row = await tx.one("media.platform_id", sha256=sha256, channel=channel, account=account)
    return str(row["platform_id"]) if row is not None else None


async def remember(tx: Tx, sha256: str, channel: str, account: str, platform_id: str) -> None:
    """The platform holds this file under its own id."""
    await tx.run("media.remember", sha256=sha256, channel=channel, account=account, platform_id=platform_id)


def _kept(row: Row | None) -> Kept | None:
    return Kept(row["kind"], row["name"], row["mime"], row["sha256"], row["shown"]) if row is not None else None
