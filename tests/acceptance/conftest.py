"""Fixtures for tests from outside: a database of each kind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.city import sqlite_url
from tests.storage.fixtures import databases, postgres_server
from tests.storage.stores import server

__all__ = ["databases", "postgres_server"]


@pytest.fixture(params=["sqlite", "postgres"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path, databases: None) -> AsyncIterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    async with server().database(await server().template()) as dsn:
        yield dsn
