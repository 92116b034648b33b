"""Everything in this folder may ask for a running web side."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.storage.fixtures import databases
from tests.web.world import Caller, Web, caller, running

__all__ = ["databases"]


@pytest.fixture
async def web(tmp_path: Path, databases: None) -> AsyncIterator[Web]:
    """An empty city on loopback."""
    async with running(tmp_path) as web:
        yield web


@pytest.fixture
async def http(web: Web) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a session."""
    async with web.client() as client:
        yield client


@pytest.fixture
async def program(http: httpx.AsyncClient) -> Caller:
    """A program with a session."""
    return await caller(http)
