"""Rows of a process that vanished are taken over, but only when it was missed twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.opening import now, opened
from bot.app.telegram import TelegramSide
from bot.core.message import Chat, Heard, Message
from bot.filing import Files
from bot.reception import Taken
from bot.settings import read
from storage import contacts, outbox
from storage.outbox import Queue
from storage.ports import Tx

TOKEN = "1000000001:FICTIONAL-test-token"


@pytest.fixture
async def side(tmp_path: Path) -> AsyncIterator[TelegramSide]:
    settings = read(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kekraf.db'}", telegram_token=TOKEN)

    async def hear(heard: Heard) -> Taken:
        raise AssertionError("nobody speaks here")

    async with opened(settings) as city:
        made = TelegramSide(city, hear, Files(city.store, tmp_path), "us")
        yield made
        await made.stop_sending()


async def left_behind(side: TelegramSide, holder: str) -> None:
    """A message that `holder` was about to send."""

    async def work(tx: Tx) -> None:
        known = await contacts.meet(tx, Chat("telegram", "1000000001", "1"), "id", "", now())
        await contacts.count_bubble(tx, known.contact.id)
        await outbox.add(tx, known.contact, Message("halo"), now())
        claim = await outbox.claim(tx, Queue("telegram", "1000000001", 1000), holder, now() + 1)
        assert len(claim.rows) == 1

    await side._city.store.transact(work)


async def row(side: TelegramSide) -> tuple[str, int]:
    (found,) = await side._city.store.read(lambda tx: tx.all("outbox.rows"))
    return found["state"], found["doubts"]


async def test_a_process_missed_once_keeps_its_rows(side: TelegramSide) -> None:
    await left_behind(side, "gone")
    assert await side._recovered(side._seen)
    assert await row(side) == ("sending", 0)


async def test_a_process_missed_twice_leaves_doubts(side: TelegramSide) -> None:
    await left_behind(side, "gone")
    assert await side._recovered(side._seen)
    assert await side._recovered(side._seen)
    assert await row(side) == ("queued", 1)


async def test_a_process_that_came_back_between_keeps_its_rows(side: TelegramSide) -> None:
    await left_behind(side, "late")
    assert await side._recovered(side._seen)
    await side._city.store.hold("late")
    assert await side._recovered(side._seen)
    await side._city.store.free("late")
    assert await side._recovered(side._seen)
    assert await row(side) == ("sending", 0), "the count begins anew"
