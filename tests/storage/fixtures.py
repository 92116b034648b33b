"""Fixtures over `stores`; a conftest that wants them imports them by name."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.ports import Store
from tests.storage.stores import Server, clean_up, postgres_store, server, sqlite_store


@pytest.fixture(scope="session")
def databases() -> Iterator[None]:
    """Whoever uses `stores` needs this, so that nothing is left behind."""
    yield
    clean_up()


@pytest.fixture
def postgres_server(databases: None) -> Server:
    """The PostgreSQL server of this test process."""
    return server()


@pytest.fixture(params=["sqlite", "postgres"])
async def store(request: pytest.FixtureRequest, tmp_path: Path, databases: None) -> AsyncIterator[Store]:
    """An empty, migrated store of each kind."""
    async with sqlite_store(tmp_path) if request.param == "sqlite" else postgres_store() as opened:
        yield opened
