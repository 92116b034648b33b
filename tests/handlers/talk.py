"""A talk in a test: said, answered. Every turn is a restart (the session is stored and read again), and now and
then the whole store is closed and opened.

    await talk.says("halo")
    await talk.taps("Setuju, saya 18+")
    talk.sees("membuat apa")
"""

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from bot.actions.desk import House
from bot.city import load
from bot.core.channel import Limits
from bot.core.message import Attachment, Chat, Choice, Heard, Kind, Message
from bot.core.requests import SupportRequest
from bot.core.session import Session
from bot.i18n import speeches
from bot.reception import Reception, Taken
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import contacts, desk_messages, inbox, outbox, people, requests
from storage.migrate import migrate
from storage.ports import Row
from storage.sqlite import SqliteStore

CHANNELS = {
    "telegram": Limits(text=4096, caption=1024, choices=10, label=64),
    "webchat": Limits(text=4096, caption=4096, choices=12, label=64, edits=False),
    "whatsapp": Limits(text=1024, caption=1024, choices=10, label=20, edits=False),
}
SECOND, DAY = 1_000, 86_400_000
MORNING = 1_763_946_000_000  # Monday, 24 November 2025, 08.00 in Palembang
REOPENED_EVERY = 4  # turns

CITY = load()
SPEECHES = speeches(CITY)


@cache
def house(admins: frozenset[str] = frozenset()) -> House:
    """The city, its languages; every channel delivers with the commit, so that a test sees what was said."""
    return House(CITY, SPEECHES, b"fictional", admins, {"telegram": "https://t.me/x"}, frozenset(CHANNELS))


class Talk:
    """One contact talking to the bot on a channel."""

    def __init__(self, folder: Path, channel: str = "telegram", talks: Talks | None = None) -> None:
        self.file = folder / "talk.db"
        self.chat = Chat(channel, "bot", "1001")
        self.talks = talks or Talks(FLOWS, COMMANDS, CHANNELS)
        self.now = MORNING
        self.profile_name = "Ratna"
        self.bubble = Message()
        self.answers: list[Message] = []
        self.taken: Taken | None = None
        self.turns, self.tapped, self.typed_words = 0, 0, 0
        self._store: SqliteStore | None = None
        self._seen = 0

    async def open(self) -> Self:
        self._store = await SqliteStore(self.file).open()
        return self

    async def close(self) -> None:
        if self._store is not None:
            await self._store.close()
            self._store = None

    @property
    def store(self) -> SqliteStore:
        assert self._store is not None
        return self._store

    # what the person does

    async def says(self, text: str, **more: Any) -> Self:
        """Types a message."""
        self.typed_words += len(text.split())
        return await self.does("text", text=text, **more)

    async def taps(self, label: str) -> Self:
        """Taps a button of the last bubble that had any."""
        self.tapped += 1
        return await self.does("tap", choice=self.choice(label).id, message=f"b{self._seen}")

    async def taps_id(self, choice: str) -> Self:
        """Taps whatever id: an old keyboard's, a forged one."""
        return await self.does("tap", choice=choice, message="b1")

    async def starts(self, payload: str = "") -> Self:
        return await self.does("start", text=payload)

    async def edits(self, message: str, text: str) -> Self:
        return await self.does("edit", message=message, text=text)

    async def sends(self, kind: Kind, size: int = 1000, mime: str = "", caption: str = "", **more: Any) -> Self:
        """A voice note, a photo, a file."""
        return await self.does(kind, attachment=Attachment(f"ref-{self.turns}", mime, size=size), text=caption, **more)

    async def later(self, days: float = 0, seconds: float = 0) -> Self:
        """Time passes."""
        self.now += int(days * DAY + seconds * SECOND)
        return self

    async def does(self, kind: Kind, **fields: Any) -> Self:
        """One thing heard, to its answer: at most one bubble, and never a failure."""
        self.turns += 1
        if self.turns % REOPENED_EVERY == 0:
            await self.close()
            await self.open()
        self.now += 3 * SECOND
        message, at = fields.pop("message", f"m{self.turns}"), fields.pop("at", self.now)
        heard = Heard(
            self.chat, f"{self.chat.id}-{self.turns}", kind, at, message=message,
            profile_name=self.profile_name, **fields,
        )  # fmt: skip
        reception = Reception(self.store, house(), self.talks, lambda: self.now)
        self.taken = await reception.hear(heard)
        assert self.taken.state != "failed", (await self.store.read(inbox.failed))[-1].error
        bubbles = await self._bubbles()
        assert len(bubbles) <= 1, [b.text for b in bubbles]
        self.bubble = bubbles[0] if bubbles else Message()
        self.answers += bubbles
        return self

    async def _bubbles(self) -> list[Message]:
        known = await self.store.read(lambda tx: contacts.find(tx, self.chat))
        assert known is not None
        found = await self.store.read(lambda tx: outbox.transcript(tx, known.contact.id, self._seen, 100))
        self._seen = found[-1].n if found else self._seen
        return [Message.from_json(bubble.body) for bubble in found if bubble.sender == "bot"]

    async def came(self) -> list[Message]:
        """The bubbles that came by themselves since the last one."""
        bubbles = await self._bubbles()
        self.answers += bubbles
        return bubbles

    # what the person sees

    @property
    def seen(self) -> int:
        """The number of the last bubble."""
        return self._seen

    @property
    def text(self) -> str:
        return self.bubble.text

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.bubble.choices]

    def choice(self, label: str) -> Choice:
        """The newest button of that label."""
        for message in reversed(self.answers):
            for choice in message.choices:
                if choice.label == label:
                    return choice
        raise AssertionError(f"no button {label!r}; last: {self.text!r} {self.labels}")

    def sees(self, *parts: str) -> Self:
        for part in parts:
            assert part in self.text, f"{part!r} is not in {self.text!r}"
        return self

    def misses(self, *parts: str) -> Self:
        for part in parts:
            assert part not in self.text, f"{part!r} is in {self.text!r}"
        return self

    def may_tap(self, *labels: str) -> Self:
        assert self.labels == list(labels)
        return self

    def silent(self) -> Self:
        assert self.text == "", self.text
        return self

    @property
    def words_shown(self) -> int:
        return sum(len(message.text.split()) for message in self.answers)

    # what is kept

    async def person(self) -> Any:
        """The record of the contact's person, None if there is none."""
        known = await self.store.read(lambda tx: contacts.find(tx, self.chat))
        if known is None or known.contact.person_id is None:
            return None
        person_id = known.contact.person_id
        return await self.store.read(lambda tx: people.by_id(tx, person_id))

    async def session(self) -> Session:
        known = await self.store.read(lambda tx: contacts.find(tx, self.chat))
        return known.session if known is not None else Session()

    async def for_staff(self) -> list[tuple[str, str]]:
        """(cause, text) of everything kept for staff."""
        known = await self.store.read(lambda tx: contacts.find(tx, self.chat))
        rows: list[Row] = (
            await self.store.read(lambda tx: desk_messages.of_contact(tx, known.contact.id)) if known else []
        )
        return [(row["cause"], row["text"]) for row in rows]

    async def requests(self) -> list[SupportRequest]:
        """What was asked from this chat, oldest first."""
        found: list[SupportRequest] = await self.store.read(lambda tx: requests.page(tx, 0, 100))
        known = await self.store.read(lambda tx: contacts.find(tx, self.chat))
        return [each for each in found if known is not None and each.contact_id == known.contact.id]

    async def asked(self) -> list[tuple[str, str]]:
        """(kind, story) of each of these."""
        return [(each.kind, each.story) for each in await self.requests()]

    def on(self, talks: Talks) -> Self:
        """The same chat after a deploy."""
        self.talks = talks
        return self

    # shortcuts to where a test begins

    async def registered(self, name: str = "Yuk Ratna", alerts: bool = True) -> Self:
        """Registers in the shortest way."""
        await self.says("halo")
        await self.taps("Setuju, saya 18+")
        await self.says("nenun songket tuan kentang")
        await self.says(name)
        await self.taps("Benar, simpan")
        return await self.taps("Ya, kabari" if alerts else "Tidak usah")

    def other(self, chat: str = "1002") -> "Talk":
        """Somebody else, same bot."""
        talk = Talk(self.file.parent, self.chat.channel, self.talks)
        talk.chat = replace(self.chat, id=chat)
        return talk


async def empty(folder: Path, template: Path) -> None:
    """A migrated store's file in `folder`, copied from `template`, which is made when first asked for."""
    if not template.exists():  # noqa: ASYNC240 - a test may wait for its disk
        store = await SqliteStore(template).open()
        await migrate(store)
        await store.close()
    shutil.copyfile(template, folder / "talk.db")
