"""A fictional city for tests of what happens outside a turn: a house, a time that stands still, people, messages."""

import json
from dataclasses import dataclass

from bot.actions.desk import House
from bot.city import load
from bot.core.message import Attachment, Chat, Heard, Kind, Message
from bot.i18n import speeches
from storage import contacts, inbox, media, people
from storage.ports import Row, Store, Tx
from storage.sql import Query, learn
from tests.storage.people import NOW, PROFILE

CITY = load("palembang")
HOUSE = House(CITY, speeches(CITY), b"a fictional secret", frozenset({"telegram:777"}))
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


@dataclass
class Time:
    """`now` as it is passed to everything; it moves when a test moves it."""

    at: int = NOW

    def __call__(self) -> int:
        return self.at

    def pass_(self, milliseconds: int) -> None:
        self.at += milliseconds


async def meet(store: Store, chat: str, now: int, channel: str = "telegram") -> int:
    """A contact that wrote at that time; its id."""
    where = Chat(channel, "42", chat)

    async def work(tx: Tx) -> int:
        known = await contacts.meet(tx, where, "id", "", now)
        await contacts.heard(tx, known.contact, "id", "Cek", now)
        return known.contact.id

    return await store.transact(work)


async def register(store: Store, number: str, contact_ids: list[int], now: int) -> int:
    """A person these contacts speak for; its id."""

    async def work(tx: Tx) -> int:
        person_id = await people.add(tx, number, PROFILE, "", now)
        assert person_id is not None
        for contact_id in contact_ids:
            await people.link(tx, contact_id, person_id, now)
        return person_id

    return await store.transact(work)


@dataclass
class Posted:
    """Something a contact sent, for `send`."""

    contact_id: int
    event: str
    at: int
    kind: Kind = "text"
    attachment: Attachment | None = None
    state: inbox.State = "done"
    received_at: int = 0


async def send(store: Store, posted: Posted) -> int:
    """Writes it to the inbox, and its file as `wanted`; the id of the row, or of the file if there is one."""

    async def work(tx: Tx) -> int:
        contact = await contacts.by_id(tx, posted.contact_id)
        assert contact is not None
        chat = Chat(contact.channel, contact.account, contact.chat)
        heard = Heard(chat, posted.event, posted.kind, posted.at, text="halo", attachment=posted.attachment)
        place = inbox.Place(contact.id, await contacts.count_bubble(tx, contact.id), 0)
        received = posted.received_at or posted.at
        row = await inbox.take(tx, heard, place, received, posted.state)
        assert row is not None
        return await media.want(tx, contact, row, heard, received + 1) if posted.attachment else row

    return await store.transact(work)


async def said(store: Store, contact_id: int) -> list[str]:
    """What the bot has for a contact, sent or not, oldest first."""
    found = await rows(store, f"SELECT body FROM outbox WHERE contact_id = {contact_id} ORDER BY id")  # noqa: S608
    return [Message.from_json(json.loads(row["body"])).text for row in found]


async def rows(store: Store, text: str) -> list[Row]:
    """What a statement of a test's own answers."""
    learn(store.kind, {"test.rows": Query(text)})
    return await store.transact(lambda tx: tx.all("test.rows"))


async def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    found = await rows(store, f"SELECT count(*) AS n FROM {table}")  # noqa: S608 - a name of ours
    return int(found[0]["n"])
