"""The store is down for longer than thirty seconds: each contact that writes is told once, past the outbox."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import storage.sqlite
from bot import settings
from bot.app import running
from bot.app.opening import now, opened
from bot.app.running import Bot
from bot.core.message import Chat, Heard
from bot.errors import StoreDown
from tests.fakes.telegram import TOKEN, FakeTelegram

TOLD = "sistem kami sedang terganggu"


@dataclass
class Down:
    """A bot whose parts do not run, so that it is heard one message at a time; its clock, and its database's file."""

    bot: Bot
    tg: FakeTelegram
    file: Path
    ahead: int = 0
    _events: int = 0

    async def hears(self, chat: int, text: str) -> bool:
        """Somebody writes; whether it was taken."""
        self._events += 1
        return await self.again(chat, str(self._events), text)

    async def again(self, chat: int, event: str, text: str) -> bool:
        """An event, perhaps not for the first time."""
        heard = Heard(Chat("telegram", TOKEN.partition(":")[0], str(chat)), event, "text", now(), text=text)
        try:
            return (await self.bot.hear(heard)).new
        except StoreDown:
            return False

    def told(self, chat: int) -> int:
        """How often somebody was told of the outage."""
        return sum(TOLD in call.params["text"] for call in self.tg.calls("sendMessage", chat))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program writes, and does not end."""
        with closing(sqlite3.connect(self.file, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                file.execute("ROLLBACK")


@asynccontextmanager
async def city(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Down]:
    """An empty city on SQLite that gives up at once."""
    monkeypatch.setattr(storage.sqlite, "PATIENCE", 0.05)
    monkeypatch.setattr(storage.sqlite, "LEAST", 0.05)
    async with FakeTelegram() as tg:
        found = settings.read(
            telegram_token=TOKEN, telegram_api_url=tg.url, data_dir=folder, database_url=f"sqlite:///{folder / 'k.db'}"
        )
        async with opened(found) as city:
            bot = Bot(city, lambda _: None)
            down = Down(bot, tg, folder / "k.db")
            monkeypatch.setattr(running, "now", lambda: now() + down.ahead)
            try:
                yield down
            finally:
                assert bot.telegram is not None
                await bot.telegram.stop_sending()
        assert tg.faults == []


async def test_once_an_outage_and_only_after_thirty_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with city(tmp_path, monkeypatch) as down:
        for chat in (501, 502):
            down.tg.user(chat, started=True)
        with down.locked():
            assert not await down.hears(501, "halo")
            down.ahead = 29_000
            assert not await down.hears(501, "halo?")
            assert down.told(501) == 0
            down.ahead = 31_000
            assert not await down.hears(501, "ada orang?")
            assert not await down.hears(501, "halo halo")
            assert not await down.hears(502, "halo")
            assert (down.told(501), down.told(502)) == (1, 1)
        assert await down.again(501, "1", "halo")
        assert not await down.again(501, "1", "halo"), "it comes until it is taken, and is taken once"
        with down.locked():
            assert not await down.hears(501, "lagi")
            assert down.told(501) == 1, "the next outage has its own thirty seconds"
            down.ahead = 62_000
            assert not await down.hears(501, "lagi")
            assert down.told(501) == 2


async def test_somebody_who_cannot_be_told_hurts_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with city(tmp_path, monkeypatch) as down:
        down.tg.user(501)  # never started the bot, or has blocked it since
        with down.locked():
            assert not await down.hears(501, "halo")
            down.ahead = 31_000
            assert not await down.hears(501, "halo")
        assert await down.hears(501, "halo")
