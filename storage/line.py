"""One PostgreSQL connection beside the pool: other processes are heard on it, and names are held on it.

A name is a session advisory lock: it is free again the moment its process or its connection is gone. Who queued
something tells the others after the commit, at most every 20 ms and not in the transaction: NOTIFY makes the commits
that carry it wait for each other's disk.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncpg

from bot.errors import StoreDown
from storage.postgres_errors import our_names
from storage.sql import Query

CHANNEL = "kekraf"
TELL_EVERY = 0.02  # seconds
Connection = Any  # asyncpg's stubs know it by several names


class Line:
    """Connects when first needed, and again after it was lost."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], queries_by_name: dict[str, Query]) -> None:
        self._connect = connect
        self._named = queries_by_name
        self._connection: Connection = None
        self._turn = asyncio.Lock()
        self._held: set[str] = set()
        self._heard = asyncio.Event()
        self._lost_once = False
        self._untold = False
        self._telling: asyncio.Task[None] | None = None

    async def hold(self, name: str) -> bool:
        """Takes a name or makes sure of it; False if another one has it. Ask again before each use of it."""
        if name in self._held and await self._ask("locks.still") and name in self._held:
            return True
        if await self._ask("locks.take", key=_key(name)):
            self._held.add(name)
            return True
        return False

    async def free(self, name: str) -> None:
        """Gives a name back."""
        if name in self._held:
            self._held.discard(name)
            await self._ask("locks.free", key=_key(name))

    async def alive(self, name: str) -> bool:
        """Whether anybody holds this name."""
        return bool(await self._ask("locks.alive", key=_key(name)))

    def tell(self) -> None:
        """Something was queued: soon tells the other processes."""
        self._untold = True
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        while self._untold:
            self._untold = False
            with suppress(StoreDown):  # they look by themselves now and then
                await self._ask("locks.tell", channel=CHANNEL)
            await asyncio.sleep(TELL_EVERY)

    async def changed(self) -> bool:
        """Whether another process queued something since this was last asked, or may have while we did not hear."""
        return await self.wait(0)

    async def wait(self, seconds: float) -> bool:
        """As `changed`, but waits for it so long."""
        try:
            async with self._turn:
                await self._opened()
        except StoreDown:
            await asyncio.sleep(seconds)
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._heard.wait()
        heard = self._heard.is_set()
        self._heard.clear()
        return heard

    async def close(self) -> None:
        """Tells what is untold, and gives every name back."""
        if self._telling is not None:
            await self._telling
        async with self._turn:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.remove_termination_listener(self._lost)
                with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    await connection.close(timeout=2)
            self._held.clear()

    async def _ask(self, query: str, **params: Any) -> Any:
        """The answer of a query. All of them may be asked again: of a new connection, if the old one was dead."""
        known = self._named[query]
        values = [params[name] for name in known.order]
        async with self._turn:
            connection = await self._opened()
            try:
                with our_names():
                    return await connection.fetchval(known.text, *values, timeout=5)
            except StoreDown:
                if not connection.is_closed():
                    raise
            with our_names():
                return await (await self._opened()).fetchval(known.text, *values, timeout=5)

    async def _opened(self) -> Connection:
        if self._connection is not None and not self._connection.is_closed():
            return self._connection
        with our_names():
            connection = await self._connect()
            connection.add_termination_listener(self._lost)
            await connection.add_listener(CHANNEL, self._told)
        self._connection = connection
        if self._lost_once:
            self._heard.set()
        return connection

    def _told(self, _connection: Connection, pid: int, _channel: str, _payload: object) -> None:
        if self._connection is not None and pid != self._connection.get_server_pid():
            self._heard.set()

    def _lost(self, _connection: Connection) -> None:
        self._lost_once = True
        self._held.clear()


def _key(name: str) -> int:
    """64 bits of a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
