"""The inbox: everything heard, once each by the platform's id."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from bot.core.message import Attachment, Chat, Heard
from storage.jsontext import to_text
from storage.ports import Row, Tx

State = Literal["done", "failed", "passed", "ignored"]


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that could not be handled. It may run again while the session's version is still `version`."""

    id: int
    heard: Heard
    contact_id: int
    error: str
    version: int
    version_now: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event goes: its contact, its number among that contact's bubbles, the session's version before it."""

    contact_id: int
    n: int
    version: int


async def take(tx: Tx, heard: Heard, place: Place, now: int, state: State = "done", error: str = "") -> int | None:
    """The row's id, or None if this event was taken before."""
    row = await tx.one(
        "inbox.take",
        channel=heard.chat.channel, account=heard.chat.account, event=heard.event, contact_id=place.contact_id,
        n=place.n, kind=heard.kind, at=heard.at, received_at=now, state=state,
        body=to_text(heard.body()), error=error, session_version=place.version,
    )  # fmt: skip
    return int(row["id"]) if row is not None else None


async def seen(tx: Tx, chat: Chat, event: str) -> Row | None:
    """`state, body` of an event that was taken before, None if it is new."""
    return await tx.one("inbox.seen", channel=chat.channel, account=chat.account, event=event)


async def failed(tx: Tx) -> list[Failed]:
    """Everything that failed and was not settled since, oldest first."""
    return [
        Failed(r["id"], _heard(r, json.loads(r["body"])), r["contact_id"], r["error"], r["session_version"],
               r["version_now"] or 0)
        for r in await tx.all("inbox.failed")
    ]  # fmt: skip


async def settle(tx: Tx, inbox_id: int, state: State) -> None:
    """A failed event was handled after all (`done`) or its moment has passed (`passed`)."""
    await tx.run("inbox.settle", inbox_id=inbox_id, state=state)


async def recent(tx: Tx, contact_id: int, most: int) -> list[int]:
    """When the last `most` messages of a contact came, newest first."""
    return [int(r["received_at"]) for r in await tx.all("inbox.recent", contact_id=contact_id, most=most)]


def _heard(row: Any, body: dict[str, Any]) -> Heard:
    attachment = Attachment(**body["attachment"]) if "attachment" in body else None
    kept = {k: v for k, v in body.items() if k not in ("attachment", "kind")}
    chat = Chat(row["channel"], row["account"], row["chat"], bool(row["is_group"]))
    return Heard(chat, row["event"], row["kind"], row["at"], attachment=attachment, **kept)
