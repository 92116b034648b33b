"""Everything in this folder may ask for a store of each kind, for an empty one, and for a backup."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.backup import backup
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from tests.clock.fixtures import files, time
from tests.storage.fixtures import databases, postgres_server, store
from tests.storage.people import NOW, fill
from tests.storage.stores import empty_postgres, empty_sqlite, sqlite_store

Both = SqliteStore | PostgresStore
__all__ = ["databases", "files", "postgres_server", "store", "time"]


@pytest.fixture(params=["sqlite", "postgres"])
async def empty(
    request: pytest.FixtureRequest, tmp_path: Path, databases: None
) -> AsyncIterator[SqliteStore | PostgresStore]:
    """A store without any table, to restore into."""
    async with empty_sqlite(tmp_path / "other") if request.param == "sqlite" else empty_postgres() as opened:
        yield opened


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A media folder with two files, one below another folder, and something unfinished."""
    folder = tmp_path / "media"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "abcd").write_bytes(bytes(range(256)) * 5000)
    (folder / "empty").write_bytes(b"")
    (folder / ".unfinished").write_bytes(b"x")
    return folder


@pytest.fixture
async def taken(tmp_path: Path, media: Path, databases: None) -> Path:
    """A backup of a small city."""
    (tmp_path / "source").mkdir()
    async with sqlite_store(tmp_path / "source") as store:
        await fill(store)
        await backup(store, tmp_path / "b.tar", media, NOW)
    return tmp_path / "b.tar"
