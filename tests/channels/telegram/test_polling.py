"""Polling: nothing lost, nothing doubled, each chat in order, and trouble waited out."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.http import Http
from bot.channels.telegram import Poller, TelegramChannel
from bot.channels.telegram.polling import Pace
from bot.core.message import Heard
from bot.errors import ConfigFault, StoreDown
from tests.channels.telegram.desk import COMMANDS, Desk, now
from tests.fakes.telegram import FakeTelegram, cut_before, refusal, server_error, too_many
from tests.fakes.telegram.faults import Fault

FAST = Pace(poll=20, first=0.01, most=0.02, conflict=0.01)


class Offset:
    """Where the poller begins."""

    def __init__(self) -> None:
        self.saved: list[int] = []
        self.down = 0

    async def load(self) -> int:
        self._may()
        return self.saved[-1] if self.saved else 0

    async def save(self, offset: int) -> None:
        self._may()
        self.saved.append(offset)

    def _may(self) -> None:
        if self.down:
            self.down -= 1
            raise StoreDown("penuh")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def offset() -> Offset:
    return Offset()


@asynccontextmanager
async def polling(channel: TelegramChannel, desk: Desk, offset: Offset) -> AsyncIterator[Poller]:
    """A poller that runs until the end of the block."""
    poller = Poller(channel, desk, offset.load, offset.save, FAST)
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        await poller.stop()
        await running


async def test_what_came_before_and_what_comes_while_waiting(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    await tg.user(501).says("sebelum")
    async with polling(channel, desk, offset):
        await desk.heard_so_many(1)
        await tg.polled()
        await tg.user(501).says("sesudah")
        await desk.heard_so_many(2)
    assert desk.texts == ["sebelum", "sesudah"] and offset.saved == [100_002, 100_003]
    (first, *_) = tg.calls("getUpdates")
    assert first.params == {
        "timeout": 20,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_the_next_start_begins_where_it_ended(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    offset.saved = [100_002]
    await tg.user(501).says("sudah")
    await tg.user(501).says("belum")
    async with polling(channel, desk, offset):
        await desk.heard_so_many(1)
    assert desk.texts == ["belum"]


async def test_chats_side_by_side_and_each_in_order(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    for text in ("satu", "dua", "tiga"):
        await tg.user(501).says(text)
        await tg.user(502).says(text)
    both = asyncio.Barrier(2)

    async def slow(heard: Heard) -> str | None:
        async with asyncio.timeout(5):  # two chats meet here, or nobody goes on
            await both.wait()
        return await desk(heard)

    poller = Poller(channel, slow, offset.load, offset.save, FAST)
    running = asyncio.create_task(poller.run())
    await desk.heard_so_many(6)
    await poller.stop()
    await running
    for chat in ("501", "502"):
        assert [one.text for one in desk.heard if one.chat.id == chat] == ["satu", "dua", "tiga"]


async def test_the_offset_waits_for_the_store(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    offset.down = 2
    down = iter([True, True, False])

    def trouble(heard: Heard) -> None:
        if heard.text == "dua" and next(down):
            assert offset.saved == []
            raise StoreDown("penuh")

    desk.trouble = trouble
    for text in ("satu", "dua", "tiga"):
        await tg.user(501).says(text)
    async with polling(channel, desk, offset):
        await desk.heard_so_many(3)
    assert desk.texts == ["satu", "dua", "tiga"] and offset.saved == [100_004]
    assert [call.params.get("offset") for call in tg.calls("getUpdates")][:3] == [None] * 3


async def test_a_batch_whose_end_was_not_noted_comes_again(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    def trouble(heard: Heard) -> None:
        offset.down = len(desk.heard) == 0

    desk.trouble = trouble
    await tg.user(501).says("halo")
    async with polling(channel, desk, offset):
        await tg.called("getUpdates", 2)
        await tg.polled()
    assert desk.texts == ["halo"] and offset.saved == [100_002]


async def test_what_cannot_be_taken_blocks_nobody_for_ever(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset, caplog: pytest.LogCaptureFixture
) -> None:
    def trouble(heard: Heard) -> None:
        if heard.text == "racun":
            raise RuntimeError("isi yang rahasia")

    desk.trouble = trouble
    await tg.user(501).says("racun")
    await tg.user(502).says("halo")
    async with polling(channel, desk, offset):
        await tg.called("getUpdates", 5)
        await tg.polled()
        await tg.user(501).says("lanjut")
        await desk.heard_so_many(2)
    assert desk.texts == ["halo", "lanjut"] and "RuntimeError" in caplog.text
    assert "rahasia" not in caplog.text and "racun" not in caplog.text


async def test_broken_and_unknown_updates_are_passed(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    await tg.user(501).sends_update({"message": {"chat": 5}})
    await tg.user(501).sends_update({"masa_depan": {"id": "1"}})
    await tg.user(501).says("halo")
    async with polling(channel, desk, offset):
        await desk.heard_so_many(1)
    assert desk.texts == ["halo"] and offset.saved == [100_004]


@pytest.mark.parametrize(
    "fault", [cut_before(), server_error(502), too_many(0), refusal(409, "Conflict: x"), refusal(500, "x")]
)
async def test_trouble_is_waited_out(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset, fault: Fault
) -> None:
    tg.plan("getUpdates", fault, times=3)
    await tg.user(501).says("halo")
    async with polling(channel, desk, offset):
        await desk.heard_so_many(1)
    assert desk.texts == ["halo"]


async def test_another_poller_is_named(
    tg: FakeTelegram,
    http: Http,
    channel: TelegramChannel,
    desk: Desk,
    offset: Offset,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = TelegramChannel(tg.token, http, COMMANDS, now, tg.url)
    async with polling(channel, desk, offset):
        await tg.polled()
        assert await other.updates(0, 0) == []
        stolen = asyncio.create_task(other.updates(0, 20))
        await asyncio.gather(stolen, return_exceptions=True)
        await tg.user(501).says("halo")
        await desk.heard_so_many(1)
    assert "another program, or a webhook" in caplog.text


async def test_a_wrong_token_stops_with_a_sentence(tg: FakeTelegram, http: Http, desk: Desk, offset: Offset) -> None:
    channel = TelegramChannel("1000000001:SALAH", http, COMMANDS, now, tg.url)
    poller = Poller(channel, desk, offset.load, offset.save, FAST)
    with pytest.raises(ConfigFault, match="KEKRAF_TELEGRAM_TOKEN") as caught:
        await poller.run()
    assert "SALAH" not in str(caught.value)
    await poller.stop()


async def test_stopping_lets_what_came_be_committed(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset
) -> None:
    begun, may_go = asyncio.Event(), asyncio.Event()

    async def slow(heard: Heard) -> str | None:
        begun.set()
        await may_go.wait()
        return await desk(heard)

    poller = Poller(channel, slow, offset.load, offset.save, FAST)
    running = asyncio.create_task(poller.run())
    await tg.user(501).says("halo")
    await asyncio.wait_for(begun.wait(), 5)
    stopping = asyncio.create_task(poller.stop())
    await tg.user(501).says("nanti")
    may_go.set()
    await stopping
    await running
    assert desk.texts == ["halo"] and offset.saved == [100_002]
    async with polling(channel, desk, offset):
        await desk.heard_so_many(2)
    assert desk.texts == ["halo", "nanti"]


async def test_stopping_before_the_start(channel: TelegramChannel, desk: Desk, offset: Offset) -> None:
    poller = Poller(channel, desk, offset.load, offset.save)
    await poller.stop()
    await poller.run()
    assert desk.heard == [] and offset.saved == []


async def test_taps_are_acknowledged_beside_the_work(
    tg: FakeTelegram, channel: TelegramChannel, desk: Desk, offset: Offset, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    user = tg.user(501, started=True)
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "a"}]]}
    await channel.call("sendMessage", {"chat_id": 501, "text": "?", "reply_markup": keyboard})
    async with polling(channel, desk, offset):
        first = await user.taps("Ya")
        assert first is not None and (await first.answer()).text == ""  # type: ignore[union-attr]  # a Tap
        tg.plan("answerCallbackQuery", server_error(500))
        await user.taps("Ya")
        await user.says("lanjut")
        await desk.heard_so_many(3)
    assert len(user.toasts) == 1 and "not acknowledged" in caplog.text
