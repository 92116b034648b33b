"""Both databases for the clock too, a data folder, and a time that moves when a test moves it."""

from pathlib import Path

import pytest

from bot.filing import Files
from storage.ports import Store
from tests.clock.world import Time
from tests.storage.fixtures import databases, postgres_server, store

__all__ = ["databases", "postgres_server", "store"]


@pytest.fixture
def time() -> Time:
    """A time that stands still."""
    return Time()


@pytest.fixture
def files(store: Store, tmp_path: Path) -> Files:
    """An empty data folder."""
    return Files(store, tmp_path / "data")
