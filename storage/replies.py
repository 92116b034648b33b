"""Saved replies: answers kept for the next time, by kind."""

from dataclasses import dataclass

from storage.ports import Row, Tx

MOST = 50


@dataclass(frozen=True, slots=True)
class SavedReply:
    """An answer with `{nama}`, `{nomor}`, `{tanggal}` to be filled. `kind` "": for every kind."""

    id: int
    kind: str
    title: str
    text: str
    uses: int = 0
    active: bool = True
    version: int = 1


async def of_kind(tx: Tx, kind: str) -> list[SavedReply]:
    """Those for a kind and for every kind, the most used first."""
    return [_reply(row) for row in await tx.all("replies.of_kind", kind=kind, most=MOST)]


async def offered(tx: Tx) -> list[SavedReply]:
    """Every reply that is offered, by kind and title."""
    return [_reply(row) for row in await tx.all("replies.offered")]


async def by_id(tx: Tx, reply_id: int) -> SavedReply | None:
    """A saved reply by its id."""
    row = await tx.one("replies.by_id", reply_id=reply_id)
    return _reply(row) if row is not None else None


async def codes(tx: Tx) -> frozenset[str]:
    """The city pack's ids of those that came from there, also of those no longer offered."""
    return frozenset(row["code"] for row in await tx.all("replies.codes"))


async def add(tx: Tx, kind: str, title: str, text: str, code: str = "") -> int:
    """A new one; its id. `code`: the city pack's id."""
    row = await tx.one("replies.add", code=code, kind=kind, title=title, text=text)
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def save(tx: Tx, reply: SavedReply) -> bool:
    """Writes what changed; False if somebody else was first."""
    return bool(await tx.run(
        "replies.save",
        reply_id=reply.id, kind=reply.kind, title=reply.title, text=reply.text, active=int(reply.active),
        version=reply.version,
    ))  # fmt: skip


async def used(tx: Tx, reply_id: int) -> None:
    """It was sent once more."""
    await tx.run("replies.used", reply_id=reply_id)


def _reply(row: Row) -> SavedReply:
    return SavedReply(
        row["id"], row["kind"], row["title"], row["text"], row["uses"], bool(row["active"]), row["version"]
    )  # fmt: skip
