"""SQLite: one writer, one crossing to its thread a transaction, waiting transactions sharing a commit.

Crossing to the thread costs more than the SQL, and a commit (synchronous=FULL) more than both: so each transaction is
driven to its end on the thread in a savepoint, and everything that waited meanwhile is committed together.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from bot.errors import StoreDown
from storage.alone import Alone
from storage.driving import to_the_end
from storage.ports import Row, Work
from storage.sql import Query, queries

T = TypeVar("T")

BUSY_MS = 100
PATIENCE = 5.0  # seconds of trying again while another process writes
LEAST = 1.0  # of it for whoever has waited so long already behind others
TOGETHER = 64  # transactions a commit
READERS = 2
DOWN = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
})  # fmt: skip  # what waiting, room or a volunteer mends; anything else is our mistake
PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}", "cache_size=-16000",
    "secure_delete=ON",  # what is deleted is overwritten: nothing of an erased person stays in free pages
)  # fmt: skip


class _Connection(aiosqlite.Connection):
    """Runs a function of ours on the connection's thread."""

    async def on_thread(self, do: Callable[[sqlite3.Connection], T]) -> T:
        return cast("T", await self._execute(do, self._conn))  # type: ignore[no-untyped-call]


class SqliteTx:
    """A transaction's queries. Written `async`, never suspends. `fault` is what the first that failed said."""

    __slots__ = ("_connection", "_named", "fault")

    def __init__(self, connection: sqlite3.Connection, named: dict[str, Query]) -> None:
        self._connection = connection
        self._named = named
        self.fault: sqlite3.Error | None = None

    async def all(self, query: str, /, **params: Any) -> list[Row]:
        try:
            return self._connection.execute(self._named[query].text, params).fetchall()
        except sqlite3.Error as error:
            raise self._failed(error) from None

    async def one(self, query: str, /, **params: Any) -> Row | None:
        try:
            cursor = self._connection.execute(self._named[query].text, params)
            row: Row | None = cursor.fetchone()
            cursor.close()
        except sqlite3.Error as error:
            raise self._failed(error) from None
        return row

    async def run(self, query: str, /, **params: Any) -> int:
        try:
            return self._connection.execute(self._named[query].text, params).rowcount
        except sqlite3.Error as error:
            raise self._failed(error) from None

    async def many(self, query: str, rows: list[dict[str, Any]], /) -> None:
        try:
            self._connection.executemany(self._named[query].text, rows)
        except sqlite3.Error as error:
            raise self._failed(error) from None

    def _failed(self, error: sqlite3.Error) -> sqlite3.Error:
        self.fault = self.fault or error
        return error


class _Waiting:
    """A transaction that waits for the writer since `since` (loop time), and the future that waits for it."""

    __slots__ = ("future", "result", "since", "work")

    def __init__(self, work: Work[Any], future: "asyncio.Future[Any]") -> None:
        self.work = work
        self.future = future
        self.since = future.get_loop().time()
        self.result: Any = None


class SqliteStore(Alone):
    """A city's database in one file."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._named = queries("sqlite")
        self._waiting: deque[_Waiting] = deque()
        self._writer: _Connection | None = None
        self._readers: asyncio.Queue[_Connection] = asyncio.Queue()
        self._writing: asyncio.Task[None] | None = None
        self._data_version = -1
        self._hurrying = False

    async def open(self) -> "SqliteStore":
        """Opens the file, making it if it is not there. Raises StoreDown if it cannot be."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = await self._connect(query_only=False)
            for _ in range(READERS):
                self._readers.put_nowait(await self._connect(query_only=True))
        except (sqlite3.Error, OSError) as error:
            await self.close()
            raise StoreDown(f"{self._path}: {error}") from error
        return self

    async def _connect(self, *, query_only: bool) -> _Connection:
        def connector() -> sqlite3.Connection:
            connection = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False, cached_statements=512
            )
            try:
                connection.row_factory = sqlite3.Row
                for pragma in (*PRAGMAS, f"query_only={int(query_only)}"):
                    connection.execute(f"PRAGMA {pragma}")
            except BaseException:
                connection.close()
                raise
            return connection

        connection = _Connection(connector, iter_chunk_size=64)
        try:
            return cast("_Connection", await connection)
        except BaseException:
            await asyncio.to_thread(connection._thread.join)  # it would speak to a loop that may be closed by then
            raise

    async def transact(self, work: Work[T]) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(work, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await future

    async def _write(self) -> None:
        """Commits what waits until nothing does."""
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
            try:
                await self._commit(batch)
            except BaseException as error:
                for waiting in batch:
                    if not waiting.future.done():
                        waiting.future.set_exception(_named(error))
                if not isinstance(error, Exception):
                    raise

    async def _commit(self, batch: list[_Waiting]) -> None:
        await self._patiently(lambda connection: self._together(connection, batch), batch[0].since)
        for waiting in batch:
            if waiting.future.done():
                continue
            if isinstance(waiting.result, BaseException):
                waiting.future.set_exception(_named(waiting.result))
            else:
                waiting.future.set_result(waiting.result)

    async def _patiently(self, do: Callable[[sqlite3.Connection], T], since: float | None = None) -> T:
        """Runs it on the writer's thread; while another process writes, again and again, off the thread."""
        if self._writer is None:
            raise StoreDown("the store is closed")
        clock = asyncio.get_running_loop().time
        begun = clock()
        while True:
            try:
                return await self._writer.on_thread(do)
            except sqlite3.OperationalError as error:
                patience = 0.0 if self._hurrying else PATIENCE
                if "locked" not in str(error) or clock() > max((since or begun) + patience, begun + LEAST):
                    raise
                await asyncio.sleep(0.02)

    def _together(self, connection: sqlite3.Connection, batch: list[_Waiting]) -> None:
        """On the writer's thread: each transaction in a savepoint, one commit for all."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            for waiting in batch:
                waiting.result = self._one(connection, SqliteTx(connection, self._named), waiting.work)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @staticmethod
    def _one(connection: sqlite3.Connection, tx: SqliteTx, work: Work[Any]) -> Any:
        connection.execute("SAVEPOINT one")
        try:
            result = to_the_end(work(tx))
            if tx.fault is not None:  # caught by the work; PostgreSQL would have given the transaction up
                raise tx.fault
        except Exception as error:
            if not connection.in_transaction:  # a full disk rolls everything back by itself
                raise
            connection.execute("ROLLBACK TO one")
            connection.execute("RELEASE one")
            return error
        connection.execute("RELEASE one")
        return result

    async def read(self, work: Work[T]) -> T:
        if self._writer is None:
            raise StoreDown("the store is closed")
        reader = await self._readers.get()

        def snapshot(connection: sqlite3.Connection) -> T:
            connection.execute("BEGIN")
            try:
                return to_the_end(work(SqliteTx(connection, self._named)))
            finally:
                connection.execute("ROLLBACK")

        try:
            return await reader.on_thread(snapshot)
        except sqlite3.Error as error:
            raise _named(error) from error
        finally:
            self._readers.put_nowait(reader)

    async def changed(self) -> bool:
        if self._writer is None:
            return False
        version = await self._writer.on_thread(lambda c: int(c.execute("PRAGMA data_version").fetchone()[0]))
        before, self._data_version = self._data_version, version
        return before not in (-1, version)

    async def script(self, text: str) -> None:
        """Runs a migration's statements in one transaction."""

        def run(connection: sqlite3.Connection) -> None:
            try:
                connection.executescript(f"BEGIN IMMEDIATE;\n{text}\nCOMMIT;")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

        try:
            await self._patiently(run)
        except sqlite3.Error as error:
            raise _named(error) from error

    async def scrub(self) -> None:
        if self._writer is not None:
            with suppress(sqlite3.Error):  # somebody reads just now: the next one will do
                await self._writer.on_thread(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())

    def hurry(self) -> None:
        self._hurrying = True

    async def close(self) -> None:
        if self._writing is not None and not self._writing.done():
            await self._writing
        writer, self._writer = self._writer, None
        if writer is not None:
            await writer.close()
        while not self._readers.empty():
            await self._readers.get_nowait().close()


def _named(error: BaseException) -> BaseException:
    """The error by our own name, if it means that the store is down."""
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in DOWN:
        return StoreDown(str(error))
    return error
