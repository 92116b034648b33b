"""What was said about a request: its two threads, their files, and the bubbles of chats that speak of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.requests import Author, Thread
from storage.ports import Row, Tx

MOST = 200  # messages of one request that anybody reads at once


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be said in a thread, and by whom. `media` are ids of files."""

    thread: Thread
    author: Author
    staff_id: int | None
    text: str
    media: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a thread. `officer` is the staff member's profile name, "" for others; `struck`: words taken out."""

    id: int
    thread: Thread
    author: Author
    staff_id: int | None
    officer: str
    text: str
    media: tuple[int, ...]
    struck: bool
    at: int


async def add(tx: Tx, request_id: int, words: Words, now: int) -> int:
    """Adds to a thread; the id of the message."""
    row = await tx.one(
        "threads.add",
        request_id=request_id, thread=words.thread, author=words.author, staff_id=words.staff_id, text=words.text,
        media=json.dumps(list(words.media)), at=now,
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def of_request(tx: Tx, request_id: int, *, internal: bool, most: int = MOST) -> list[Said]:
    """The latest messages, oldest first; `internal`: also what staff said among themselves."""
    rows = await tx.all("threads.of_request", request_id=request_id, internal=int(internal), most=most)
    return [_said(row) for row in reversed(rows)]


async def by_id(tx: Tx, message_id: int) -> tuple[int, Said] | None:
    """The request a message belongs to, and the message."""
    row = await tx.one("threads.by_id", message_id=message_id)
    return (int(row["request_id"]), _said(row)) if row is not None else None


async def strike(tx: Tx, said: Said, text: str, now: int) -> list[str]:
    """Replaces the words of a message and drops its files; the names of files to remove if nobody else uses them."""
    await tx.run("threads.strike", message_id=said.id, text=text, now=now)
    return await drop_media(tx, said.media)


async def drop_media(tx: Tx, media: Sequence[int]) -> list[str]:
    """Forgets files; the names of those to remove if nobody else uses them."""
    rows = [row for media_id in media for row in await tx.all("threads.drop_media", media_id=media_id)]
    return [name for row in rows for name in (row["sha256"], row["shown"]) if name]


async def keep_media(tx: Tx, contact_id: int, media: Sequence[int]) -> None:
    """Files of a contact stay as long as the request they were sent for."""
    for media_id in media:
        await tx.run("threads.keep_media", media_id=media_id, contact_id=contact_id)


async def files(tx: Tx, media: Sequence[int]) -> list[Row]:
    """`id, kind, name, mime, size, state, sha256, shown` of those files that are still there."""
    found = [await tx.one("threads.file", media_id=media_id) for media_id in media]
    return [row for row in found if row is not None]


async def link(tx: Tx, contact_id: int, n: int, request_id: int) -> None:
    """Bubble `n` of a chat speaks of a request."""
    await tx.run("threads.link", contact_id=contact_id, n=n, request_id=request_id)


async def of_bubble(tx: Tx, contact_id: int, platform_id: str) -> int | None:
    """The request that a message of a chat spoke of, by the platform's id of that message."""
    row = await tx.one("threads.bubble", contact_id=contact_id, platform_id=platform_id)
    return int(row["request_id"]) if row is not None else None


async def seen_in(tx: Tx, contact_id: int, platform_id: str) -> tuple[int, int] | None:
    """As `of_bubble`, with the version the request had when that message was written."""
    row = await tx.one("threads.bubble_seen", contact_id=contact_id, platform_id=platform_id)
    return (int(row["request_id"]), int(row["version"])) if row is not None else None


def _said(row: Row) -> Said:
    return Said(
        row["id"], row["thread"], row["author"], row["staff_id"], row["officer"] or "", row["text"],
        tuple(json.loads(row["media"])), row["struck_at"] is not None, row["at"],
    )  # fmt: skip
