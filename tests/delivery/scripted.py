"""A channel that answers from a script, and a desk around it: queue, clock, dispatcher."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.channels.channel import Files, Reaction, Sent
from bot.core.channel import Limits
from bot.core.message import Chat, Heard, Media, Message
from bot.delivery import Dispatcher
from bot.errors import Rejected, SendError
from storage import contacts, outbox
from storage.outbox import Queue, Terms
from storage.ports import Store

Answer = SendError | None
GONE = "shown:404"
REACTIONS: dict[str, Reaction] = {
    "slow": Reaction("wait", seconds=2.0),
    "slow here": Reaction("wait", seconds=2.0, here=True),
    "later": Reaction("again"),
    "blocked": Reaction("blocked"),
    "gone": Reaction("closed"),
    "not found": Reaction("anew"),
    "marks": Reaction("plain"),
    "moved": Reaction("moved", chat="-1002"),
    "same": Reaction("done"),
    "token": Reaction("stop"),
    "bug": Reaction("failed"),
}


class Scripted:
    """Takes every message, unless the script has an error for it; keeps what arrived."""

    name = "telegram"
    account = "1"
    limits = Limits()

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.always: dict[str, SendError] = {}
        self.arrived: list[tuple[str, str]] = []
        self.plain: list[bool] = []
        self.lacks: dict[str, Exception] = {}
        self.opened: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, chat: str, message: Message, files: Files, *, plain: bool = False) -> Sent:
        for media in message.media:
            self.opened.append(media.source)
            await files(media)
        answer = self.always.get(message.text) or (self.script.pop(0) if self.script else None)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.gate.wait()
        self.at_once -= 1
        if answer is not None:
            raise answer
        for media in message.media:
            await files(media)
        self.arrived.append((chat, message.text))
        self.plain.append(plain)
        return Sent(f"m{len(self.arrived)}", {})

    def react(self, error: Rejected) -> Reaction:
        return REACTIONS[error.reason]

    async def acknowledge(self, heard: Heard, toast: str) -> None:
        """Nothing to do."""

    async def fetch(self, ref: str, most: int) -> bytes:
        return b""

    async def close(self) -> None:
        """Nothing to let go."""


@dataclass
class Post:
    """A store, a scripted platform, a clock that moves by hand, and the dispatcher between them."""

    store: Store
    platform: Scripted
    dispatcher: Dispatcher
    time: list[int]
    _contacts: dict[str, Any] = field(default_factory=dict)

    async def queue(self, chat: str, text: str, terms: Terms = outbox.REPLIES, **message: Any) -> int:
        """Queues a message to a chat; the row's id."""

        async def work(tx: Any) -> int:
            known = await contacts.meet(tx, Chat("telegram", "1", chat), "id", "", self.time[0])
            await contacts.count_bubble(tx, known.contact.id)
            return await outbox.add(tx, known.contact, Message(text, **message), self.time[0], terms)

        row = await self.store.transact(work)
        self.dispatcher.wake()
        return row

    async def states(self) -> list[str]:
        """The state of each row, in the order they were queued."""
        rows = await self.store.read(lambda tx: tx.all("outbox.rows"))
        return [row["state"] for row in rows]

    async def row(self, row_id: int) -> Any:
        rows = await self.store.read(lambda tx: tx.all("outbox.rows"))
        return next(row for row in rows if row["id"] == row_id)

    def move(self, seconds: float) -> None:
        """Moves the clock."""
        self.time[0] += int(seconds * 1000)
        self.dispatcher.wake()

    async def until(self, done: Callable[[list[str]], bool], patience: float = 5.0) -> list[str]:
        """Waits until the states are as wanted."""
        async with asyncio.timeout(patience):
            while not done(states := await self.states()):
                self.time[0] += 60  # slots and back-offs pass
                self.dispatcher.wake()
                await asyncio.sleep(0.005)
        return states


@asynccontextmanager
async def post(store: Store, rate: float = 1000.0, contact_rate: float = 0.0) -> AsyncIterator[Post]:
    """A running dispatcher over a scripted platform."""
    time = [1_700_000_000_000]
    platform = Scripted()

    async def read(media: Media) -> bytes:
        if (error := platform.lacks.get(media.source)) is not None:
            raise error
        return b"file"

    queue = Queue("telegram", "1", rate, contact_rate)
    dispatcher = Dispatcher(store, platform, queue, "us", lambda: time[0], read, "without ({})".format)
    running = asyncio.create_task(dispatcher.run())
    try:
        yield Post(store, platform, dispatcher, time)
    finally:
        platform.gate.set()
        await dispatcher.stop()
        await running
