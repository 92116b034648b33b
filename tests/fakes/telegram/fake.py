"""FakeTelegram: the whole thing, started and stopped."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from .api import Api
from .bench import Bench
from .chat import Chat
from .control import Control
from .faults import Fault, Plan
from .group import Group
from .journal import Call, Journal
from .person import Person
from .rate import Rate
from .server import Server
from .shapes import Json
from .webhook import WebhookOptions
from .world import World

TOKEN = "1000000001:FICTIONAL-test-token"
_FIRST_SUPERGROUP = -(10**12)


class FakeTelegram:
    """A Bot API on loopback.

        async with FakeTelegram() as tg:
            user = tg.user(501, "Uji", language_code="id")
            await user.says("halo")
            assert (await user.reply()).text == "Halo Kak"
            assert tg.faults == []

    `faults` lists what the documentation does not allow though the real one may overlook it; it must stay empty.
    `bench` keeps no messages and checks little (see bench.py).
    """

    def __init__(self, port: int = 0, token: str = TOKEN, journal: str | None = None, bench: bool = False) -> None:
        self.token = token
        self.url = ""
        self.world = World(token)
        self.journal = Journal(journal, keep=not bench)
        self.api = Api(self.world, self.journal)
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self._port = port
        self.bench = Bench(self.world, self.journal, self.api.rate) if bench else None
        self._server = Server(self.api, token, Control(self).handle, self.bench)

    async def __aenter__(self) -> Self:
        try:
            self.url = f"http://127.0.0.1:{await self._server.start(self._port)}"
        except OSError:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def _stop(self) -> None:
        await self.api.stop()
        await self._server.stop()
        self.journal.close()

    def user(self, id: int, first_name: str = "Uji", started: bool = False, **profile: str) -> Person:
        """A person, made when first asked for. `profile`: language_code, last_name, username.

        With `started` the bot may write to her before she has written.
        """
        if id not in self.people:
            names: Json = {name: profile[name] for name in ("last_name", "username") if name in profile}
            state = "open" if started else "never_started"
            chat = Chat(id, "private", {"first_name": first_name, **names}, state)
            self.world.chats[id] = chat
            who: Json = {"id": id, "is_bot": False, "first_name": first_name, **profile}
            self.people[id] = Person(self.world, chat, who)
        return self.people[id]

    def group(self, id: int, title: str = "Grup Uji") -> Group:
        """A group with the bot in it, made when first asked for."""
        if id not in self.groups:
            kind = "supergroup" if id < _FIRST_SUPERGROUP else "group"
            self.world.chats[id] = Chat(id, kind, {"title": title})
            self.groups[id] = Group(self.world, self.world.chats[id])
        return self.groups[id]

    def channel(self, id: int, username: str, title: str = "Kanal Uji") -> Group:
        """A channel, made when first asked for: nobody writes there but its admins, and the bot is one."""
        if id not in self.groups:
            self.world.chats[id] = Chat(id, "channel", {"title": title, "username": username})
            self.groups[id] = Group(self.world, self.world.chats[id])
        return self.groups[id]

    @property
    def faults(self) -> list[str]:
        return self.world.faults

    @property
    def webhook(self) -> WebhookOptions:
        """How the webhook behaves; change its fields before setWebhook."""
        return self.api.webhook.options

    @property
    def rate(self) -> Rate:
        """The limits on writing, all off at first."""
        return self.api.rate

    def plan(
        self, method: str, fault: Fault, chat: int | str | None = None, times: int | None = 1, skip: int = 0
    ) -> Plan:
        """Let `fault` happen to the next `times` calls of `method` ("*" for any) after `skip`; None: for ever."""
        plan = Plan(method, fault, chat, times, skip)
        self.api.faults.plans.append(plan)
        return plan

    def random_faults(self, seed: int, **shares: float) -> None:
        """Faults of these names at these shares of the writing calls; none: no more of them."""
        self.api.faults.roll(seed, shares)

    def calls(self, method: str | None = None, chat: int | str | None = None) -> list[Call]:
        """Calls that are over, oldest first."""
        return [
            call
            for call in self.journal.entries
            if method in (None, call.method) and chat in (None, call.params.get("chat_id"))
        ]

    async def called(self, method: str, count: int = 1, timeout: float = 5.0) -> None:
        """Wait until `method` was called `count` times since the start. Raises TimeoutError."""
        await self.journal.reach(method, count, timeout)

    async def polled(self, timeout: float = 5.0) -> None:
        """Wait until the bot is there and waits for updates by long poll. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            await self.world.updates.polled.wait()

    async def delivered(self, timeout: float = 5.0) -> None:
        """Wait until the webhook took every update. Raises TimeoutError."""
        await self.api.webhook.idle(timeout)

    def expire_taps(self) -> None:
        """Make every button press too old to be answered."""
        for tap in self.world.taps.values():
            tap.expired = True
