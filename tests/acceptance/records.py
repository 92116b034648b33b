"""What the city's database holds, seen and held from outside of the bot."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import asyncpg

Row = dict[str, Any]
PATIENCE_S = 20.0
LOOK_S = 0.02


async def until(true: Callable[[], Awaitable[bool]], what: str, seconds: float = PATIENCE_S) -> None:
    """Looks again and again. Raises AssertionError, saying what did not come true."""
    end = time.monotonic() + seconds
    while not await true():
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        await asyncio.sleep(LOOK_S)


class Records:
    """One database of either kind, by its `KEKRAF_DATABASE_URL`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None

    async def rows(self, query: str) -> list[Row]:
        """What a query gives."""
        if self._path is None:
            connection = await asyncpg.connect(self.url)
            try:
                return [dict(row) for row in await connection.fetch(query)]
            finally:
                await connection.close()
        with closing(self._sqlite()) as file:
            return [dict(row) for row in file.execute(query).fetchall()]

    async def count(self, table: str, where: str = "1 = 1") -> int:
        """How many rows of a table there are."""
        return int((await self.rows(f"SELECT count(*) AS n FROM {table} WHERE {where}"))[0]["n"])  # noqa: S608

    async def run(self, statement: str) -> None:
        """Changes something behind the bot's back."""
        if self._path is None:
            connection = await asyncpg.connect(self.url)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()
            return
        with closing(self._sqlite()) as file:
            file.execute(statement)

    async def states(self) -> dict[str, int]:
        """How many messages to people are in each state."""
        return {row["state"]: row["n"] for row in await self.rows("SELECT state, count(*) AS n FROM outbox GROUP BY 1")}

    async def settled(self) -> None:
        """Waits until nothing is on its way to anybody."""

        async def nothing() -> bool:
            return not await self.count("outbox", "state IN ('queued', 'sending')")

        await until(nothing, "the outbox is empty")

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Nobody else can take a message while this lasts: another program writes, and does not end."""
        if self._path is None:
            connection = await asyncpg.connect(self.url)
            try:
                async with connection.transaction():
                    await connection.execute("LOCK TABLE inbox, outbox IN ACCESS EXCLUSIVE MODE")
                    yield
            finally:
                await connection.close()
            return
        with closing(self._sqlite()) as file:
            file.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                file.execute("ROLLBACK")

    def _sqlite(self) -> sqlite3.Connection:
        assert self._path is not None
        file = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        file.row_factory = sqlite3.Row
        return file
