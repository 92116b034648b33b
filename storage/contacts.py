"""Contacts: one chat on one channel and account each."""

import json
from dataclasses import dataclass

from bot.core.message import Chat
from bot.core.records import Contact
from bot.core.session import Session
from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Known:
    """A contact as a turn finds it, with its session and that session's version (0: none yet)."""

    contact: Contact
    session: Session
    version: int
    new: bool = False


async def meet(tx: Tx, chat: Chat, language: str, profile_name: str, now: int) -> Known:
    """The contact of a chat, made if this is its first word, and locked for the rest of the transaction."""
    known = await _locked(tx, chat)
    if known is not None:
        return known
    row = await tx.one(
        "contacts.add",
        channel=chat.channel, account=chat.account, chat=chat.id, is_group=int(chat.group),
        language=language, profile_name=profile_name, now=now,
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    made = await tx.one(
        "contacts.add_address",
        contact_id=row["id"], channel=chat.channel, account=chat.account, value=chat.id, now=now,
    )  # fmt: skip
    if made is None:  # another process met the same chat at the same moment
        await tx.run("contacts.drop", contact_id=row["id"])
    known = await _locked(tx, chat)
    assert known is not None  # noqa: S101 - just made
    return Known(known.contact, known.session, known.version, new=made is not None)


async def _locked(tx: Tx, chat: Chat) -> Known | None:
    """As `find`. The lock is a query of its own: one that waited still sees the sessions of when it began."""
    where = {"channel": chat.channel, "account": chat.account, "chat": chat.id}
    return await find(tx, chat) if await tx.one("contacts.lock", **where) is not None else None


async def find(tx: Tx, chat: Chat) -> Known | None:
    """The contact of a chat, None if it never wrote."""
    row = await tx.one("contacts.known", channel=chat.channel, account=chat.account, chat=chat.id)
    if row is None:
        return None
    body = row["session_body"]
    session = Session.from_json(json.loads(body)) if body else Session()
    return Known(_contact(row), session, row["session_version"] or 0)


async def by_id(tx: Tx, contact_id: int) -> Contact | None:
    """A contact by its id."""
    row = await tx.one("contacts.by_id", contact_id=contact_id)
    return _contact(row) if row is not None else None


async def of_person(tx: Tx, person_id: int) -> list[Contact]:
    """The contacts that speak for a person, the one last heard first."""
    return [_contact(row) for row in await tx.all("contacts.of_person", person_id=person_id)]


async def heard(tx: Tx, contact: Contact, language: str, profile_name: str, at: int) -> None:
    """After a turn: `contact.last_n` bubbles, and what is known now. Whoever writes is reachable again."""
    await tx.run(
        "contacts.heard",
        contact_id=contact.id, last_n=contact.last_n, last_heard=at, language=language, profile_name=profile_name,
    )  # fmt: skip


async def set_reach(tx: Tx, contact_id: int, reach: str) -> None:
    """`active`, `blocked` (until heard again) or `closed` (the address is wrong or gone)."""
    await tx.run("contacts.reach", contact_id=contact_id, reach=reach)


async def move(tx: Tx, contact_id: int, chat: str, now: int) -> None:
    """The platform gave the chat another id (a group became a supergroup); the old address ends."""
    contact = await by_id(tx, contact_id)
    if contact is None:
        return
    await tx.run("contacts.rename", contact_id=contact_id, chat=chat)
    await tx.run("contacts.close_addresses", contact_id=contact_id, now=now)
    await tx.one(
        "contacts.add_address",
        contact_id=contact_id, channel=contact.channel, account=contact.account, value=chat, now=now,
    )  # fmt: skip


async def decline(tx: Tx, contact_id: int, at: int | None) -> None:
    """The service was refused at that time (None: no longer); its chat is kept a day only."""
    await tx.run("contacts.declined", contact_id=contact_id, at=at)


async def count_bubble(tx: Tx, contact_id: int) -> int:
    """The number of one more bubble, written outside a turn."""
    row = await tx.one("contacts.count_bubble", contact_id=contact_id)
    return int(row["last_n"]) if row is not None else 0


def _contact(row: Row) -> Contact:
    return Contact(
        id=row["id"], channel=row["channel"], account=row["account"], chat=row["chat"], language=row["language"],
        profile_name=row["profile_name"], reach=row["reach"], last_n=row["last_n"], last_heard=row["last_heard"],
        person_id=row["person_id"], declined_at=row["declined_at"],
    )  # fmt: skip
