"""A time that stands still, and an empty data folder; whoever wants them imports them by name."""

from pathlib import Path

import pytest

from bot.filing import Files
from storage.ports import Store
from tests.clock.world import Time


@pytest.fixture
def time() -> Time:
    """A time that stands still."""
    return Time()


@pytest.fixture
def files(store: Store, tmp_path: Path) -> Files:
    """An empty data folder."""
    return Files(store, tmp_path / "data")
