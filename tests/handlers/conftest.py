"""A talk for every test of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.talk import CHANNELS, Talk, empty
from tests.storage.fixtures import databases

__all__ = ["databases"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("talks") / "template.db"


@pytest.fixture
async def talk(tmp_path: Path, template: Path) -> AsyncIterator[Talk]:
    """A stranger on Telegram."""
    await empty(tmp_path, template)
    opened = await Talk(tmp_path).open()
    yield opened
    await opened.close()


@pytest.fixture(params=sorted(CHANNELS))
async def anywhere(request: pytest.FixtureRequest, tmp_path: Path, template: Path) -> AsyncIterator[Talk]:
    """A stranger, on each channel."""
    await empty(tmp_path, template)
    opened = await Talk(tmp_path, request.param).open()
    yield opened
    await opened.close()
