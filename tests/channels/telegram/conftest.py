"""The real channel against the fake Bot API."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.http import Http
from bot.channels.telegram import TelegramChannel
from tests.channels.telegram.desk import COMMANDS, now
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    """The shared session."""
    client = Http()
    yield client
    await client.close()


@pytest.fixture
async def channel(tg: FakeTelegram, http: Http) -> TelegramChannel:
    """The account of the fake's token, which knows its name."""
    made = TelegramChannel(tg.token, http, COMMANDS, now, tg.url)
    made.username = "kekraf_fiktif_bot"
    return made
