"""PostgreSQL: any number of equal processes, each with a pool; a transaction suspends only in its own queries."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import asyncpg

from bot.errors import ConfigFault, StoreDown
from storage.driving import Driven
from storage.line import Line
from storage.ports import Row, Tx, Work
from storage.postgres_errors import ADDRESS, ROLLED_BACK, our_names
from storage.sql import Query, queries

T = TypeVar("T")
Connection = Any  # asyncpg's pool hands out a proxy of its own that is typed as neither

CONNECTIONS = 8
CONNECT_S = 5.0
QUERY_S = 60.0
MIGRATION_S = 3600.0
MIGRATING = 0x6B656B726166  # the advisory lock of whoever migrates
SETTINGS = {
    "application_name": "kekraf",
    "lock_timeout": "5000",  # ms; longer than that another one writes: the store is down, as on SQLite
    "idle_in_transaction_session_timeout": "60000",
    "jit": "off",  # costs more than our short queries take
}
WAKES = re.compile(r"INSERT INTO (outbox|media)\b")  # what another process may be waiting for


class PostgresTx:
    """A transaction's queries. `asking` while one is under way; `fault` is what the first that failed said."""

    __slots__ = ("_connection", "_named", "asking", "fault", "wakes")

    def __init__(self, connection: Connection, queries_by_name: dict[str, Query]) -> None:
        self._connection = connection
        self._named = queries_by_name
        self.asking = False
        self.fault: Exception | None = None
        self.wakes = False

    async def all(self, query: str, /, **params: Any) -> list[Row]:
        text, values = self._prepared(query, params)
        rows: list[Row] = await self._ask(self._connection.fetch, text, *values)
        return rows

    async def one(self, query: str, /, **params: Any) -> Row | None:
        text, values = self._prepared(query, params)
        row: Row | None = await self._ask(self._connection.fetchrow, text, *values)
        return row

    async def run(self, query: str, /, **params: Any) -> int:
        text, values = self._prepared(query, params)
        status: str = await self._ask(self._connection.execute, text, *values)
        return int(status.rpartition(" ")[2])  # "UPDATE 3", "INSERT 0 1"

    async def many(self, query: str, rows: list[dict[str, Any]], /) -> None:
        text, _ = self._prepared(query, rows[0] if rows else None)
        order = self._named[query].order
        await self._ask(self._connection.executemany, text, [[row[name] for name in order] for row in rows])

    def _prepared(self, query: str, params: dict[str, Any] | None) -> tuple[str, list[Any]]:
        known = self._named[query]
        self.wakes = self.wakes or WAKES.match(known.text) is not None
        return known.text, [] if params is None else [params[name] for name in known.order]

    async def _ask(self, ask: Callable[..., Awaitable[Any]], *args: Any) -> Any:
        self.asking = True
        try:
            with our_names():
                return await ask(*args)
        except Exception as error:
            self.fault = self.fault or error
            raise
        finally:
            self.asking = False


class PostgresStore:
    """A city's database on a PostgreSQL server."""

    kind = "postgres"

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._named = queries("postgres")
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None
        self._line = Line(lambda: asyncpg.connect(dsn, timeout=CONNECT_S, server_settings=SETTINGS), self._named)

    async def open(self) -> "PostgresStore":
        """Connects. Raises StoreDown if the server cannot be reached, ConfigFault if the address is none."""
        try:
            with our_names():
                self._pool = await asyncpg.create_pool(
                    self._dsn, min_size=1, max_size=CONNECTIONS, timeout=CONNECT_S, command_timeout=QUERY_S,
                    statement_cache_size=1000, max_cached_statement_lifetime=0, init=_init, reset=_keep,
                    server_settings=SETTINGS,
                )  # fmt: skip
        except ValueError as error:
            raise ConfigFault("KEKRAF_DATABASE_URL", "it is no address", ADDRESS) from error
        return self

    async def transact(self, work: Work[T]) -> T:
        try:
            return await self._once("BEGIN", work, "COMMIT")
        except ROLLED_BACK:  # by the server, and nothing of it happened
            try:
                return await self._once("BEGIN", work, "COMMIT")
            except ROLLED_BACK as error:
                raise StoreDown(f"{type(error).__name__}: {error}") from error

    async def read(self, work: Work[T]) -> T:
        return await self._once("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work, "ROLLBACK")

    async def _once(self, begin: str, work: Work[T], end: str) -> T:
        async with self._connection() as connection:
            tx = PostgresTx(connection, self._named)
            await _own(connection.execute, begin)
            try:
                result = await _driven(tx, work)
            except BaseException:
                await _rolled_back(connection)
                raise
            await _own(connection.execute, end)
        if tx.wakes:
            self._line.tell()
        return result

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        if self._pool is None:
            raise StoreDown("the store is closed")
        connection = await _own(self._pool.acquire)
        try:
            yield connection
        finally:
            with suppress(asyncpg.InterfaceError):  # lost, and so the pool has it back already
                if connection.is_in_transaction():  # its end was not heard
                    connection.terminate()
            await self._pool.release(connection)

    async def script(self, text: str) -> None:
        """Runs a migration's statements in one transaction; of several processes one at a time."""
        statements = (
            "BEGIN", "SET LOCAL lock_timeout = 0", f"SELECT pg_advisory_xact_lock({MIGRATING})",
            "SET LOCAL lock_timeout = 30000", text.rstrip().rstrip(";"), "COMMIT",
        )  # fmt: skip
        async with self._connection() as connection:
            try:
                await _own(connection.execute, ";\n".join(statements), timeout=MIGRATION_S)
            except BaseException:
                await _rolled_back(connection)
                raise

    async def changed(self) -> bool:
        return await self._line.changed()

    async def wait_changed(self, seconds: float) -> bool:
        return await self._line.wait(seconds)

    async def hold(self, name: str) -> bool:
        return await self._line.hold(name)

    async def free(self, name: str) -> None:
        await self._line.free(name)

    async def alive(self, name: str) -> bool:
        return await self._line.alive(name)

    async def scrub(self) -> None:
        """The server's log and dead rows are its own (autovacuum)."""

    def hurry(self) -> None:
        """The server answers, or is gone, at once; only rows are waited for, and their locks are short."""

    async def close(self) -> None:
        await self._line.close()
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()


async def _driven(tx: PostgresTx, work: Work[T]) -> T:
    result = await Driven(_called(tx, work), lambda: tx.asking)
    if tx.fault is not None:  # caught by the work, but the server has given the transaction up
        raise tx.fault
    return result


async def _called(tx: Tx, work: Work[T]) -> T:
    return await work(tx)


async def _own(ask: Callable[..., Awaitable[Any]], *args: Any, **options: Any) -> Any:
    """An answer of the server; what goes wrong has our names, also where a lost connection refuses at once."""
    with our_names():
        return await ask(*args, **options)


async def _rolled_back(connection: Connection) -> None:
    with suppress(StoreDown):  # then the server does it by itself
        await _own(connection.execute, "ROLLBACK")


async def _init(connection: Connection) -> None:
    """Sums and averages arrive as Python's numbers, as they do from SQLite."""
    await connection.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text")


async def _keep(connection: Connection) -> None:
    """Nothing to put back: what we set ends with its transaction. asyncpg's own reset costs a round trip."""


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdecimal() else float(text)
