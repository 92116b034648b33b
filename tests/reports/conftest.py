"""A store and an office over it. What differs between databases is tested in `tests/actions`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.ports import Store
from tests.actions.world import Office
from tests.storage.fixtures import databases, postgres_server
from tests.storage.stores import sqlite_store

__all__ = ["databases", "postgres_server"]


@pytest.fixture
async def store(tmp_path: Path, databases: None) -> AsyncIterator[Store]:
    """An empty store."""
    async with sqlite_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(store: Store) -> Office:
    """An office over an empty store."""
    return Office(store)
