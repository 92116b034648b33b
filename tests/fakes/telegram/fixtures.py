"""Fixtures for tests with the fake in process; a conftest that wants them imports them by name."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from .fake import FakeTelegram
from .person import Person
from .raw import Raw


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    """A fake, whose list of faults must be empty in the end."""
    async with FakeTelegram() as fake:
        yield fake
        assert fake.faults == []


@pytest.fixture
async def tg_bot(tg: FakeTelegram) -> AsyncIterator[Bot]:
    """PTB's client of it."""
    async with Bot(tg.token, base_url=f"{tg.url}/bot", base_file_url=f"{tg.url}/file/bot") as client:
        yield client


@pytest.fixture
async def tg_raw(tg: FakeTelegram) -> AsyncIterator[Raw]:
    """A client that shows status and body."""
    async with Raw(tg) as client:
        yield client


@pytest.fixture
def tg_user(tg: FakeTelegram) -> Person:
    """Uji (fictional), whom the bot may write to."""
    return tg.user(501, "Uji", started=True, language_code="id")
