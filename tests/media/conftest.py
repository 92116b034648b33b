"""A store, the files of a fictional city, a channel that gives what a test says, and the worker between them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.filing import Files
from bot.media import MediaWorker
from storage.ports import Store
from tests.clock.world import HOUSE, Time
from tests.media.platform import Platform
from tests.storage.fixtures import databases, postgres_server
from tests.storage.people import NOW
from tests.storage.stores import sqlite_store

__all__ = ["databases", "postgres_server"]


@pytest.fixture
async def store(tmp_path: Path, databases: None) -> AsyncIterator[Store]:
    """An empty store. What differs between databases is tested in `tests/storage`."""
    async with sqlite_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def files(store: Store, tmp_path: Path) -> Files:
    """An empty data folder."""
    return Files(store, tmp_path / "data")


@pytest.fixture
def time() -> Time:
    """A time that stands still, a moment after what was sent."""
    return Time(NOW + 10)


@pytest.fixture
def platform() -> Platform:
    """A platform without any file."""
    return Platform()


@pytest.fixture
def worker(store: Store, files: Files, time: Time, platform: Platform) -> MediaWorker:
    """The worker on that platform and the web chat."""
    return MediaWorker(store, {"telegram": platform}, files, HOUSE, time)
