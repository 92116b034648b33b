"""A registration on Telegram, with the bot killed -9 and started again between every two messages."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.acceptance.city import City, Talker, city, talker
from tests.acceptance.records import until
from tests.fakes.telegram import cut_after, hang, too_many

RATNA = 501
TALK = (
    ("/start", "sudah 18 tahun?"),
    ("[Setuju, saya 18+]", "membuat apa"),
    ("nenun songket tuan kentang", "Nama panggilan"),
    ("[Pakai: Ratna]", "Sudah benar"),
    ("[Benar, simpan]", "Nomor ekraf: PLG-"),
    ("[Ya, kabari]", "Ratna"),
)
TAPS = sum(line.startswith("[") for line, _ in TALK)
Killing = Callable[[City, Talker, str], Awaitable[None]]


async def settled(city: City, ratna: Talker, line: str) -> None:
    """Killed when everything is done and she reads the answer."""
    number = len(ratna.heard)
    await ratna.says(line)

    async def answered() -> bool:
        return len(ratna.heard) > number

    await until(answered, f"an answer to {line}")
    await acknowledged(ratna)
    await city.records.settled()
    await city.bot.restart()


async def uncommitted(city: City, ratna: Talker, line: str) -> None:
    """Killed while it has the message and cannot commit its turn: nobody was told that it was taken."""
    async with city.records.held():
        await ratna.says(line)
        await asyncio.sleep(0.1)  # it may have it by now, or not yet: both must end well
        await city.bot.kill()
    await city.bot.start()


async def committed(city: City, ratna: Talker, line: str) -> None:
    """Killed when the answer is committed, and Telegram wants silence before it is sent."""
    plan = city.tg.plan("sendMessage", too_many(1), chat=RATNA)
    await ratna.says(line)
    await plan.happened(20)
    await acknowledged(ratna)

    async def queued() -> bool:
        return await city.records.count("outbox", "state = 'queued' AND reason <> ''") == 1

    await until(queued, "the answer waits")
    await city.bot.restart()


async def sending(city: City, ratna: Talker, line: str) -> None:
    """Killed while the request with the answer is on its way, not taken yet."""
    plan = city.tg.plan("sendMessage", hang(600), chat=RATNA)
    await ratna.says(line)
    await plan.happened(20)
    await acknowledged(ratna)
    await city.bot.restart()


async def acknowledged(ratna: Talker) -> None:
    """Every tap of hers was answered, so that a kill cannot swallow it."""
    for tap in ratna.taps:
        await tap.answer(20)


MOMENTS: tuple[Killing, ...] = (settled, uncommitted, committed, sending)


@pytest.mark.parametrize(("mode", "first"), [("poll", 0), ("webhook", 1)])
async def test_the_talk_goes_on_whenever_the_bot_is_killed(
    tmp_path: Path, database_url: str, mode: str, first: int
) -> None:
    moments = list(itertools.islice(itertools.cycle(MOMENTS), first, first + len(TALK)))
    async with city(tmp_path, database_url, mode) as here:
        ratna = talker(here.tg, RATNA)
        for kill, (line, words) in zip(moments, TALK, strict=True):
            await kill(here, ratna, line)
            await ratna.hears(words)
        await here.records.settled()
        await ratna.person.hears_nothing()
        await nothing_lost_or_doubled(here, ratna, doubts=moments.count(sending))


async def nothing_lost_or_doubled(here: City, ratna: Talker, doubts: int) -> None:
    """One answer a turn, each tap answered once, one row for each."""
    assert len(ratna.heard) == len(TALK)
    assert sum("Nomor ekraf: PLG-" in text for text in ratna.heard) == 1
    taps = Counter(call.params["callback_query_id"] for call in here.tg.calls("answerCallbackQuery"))
    assert taps == {tap.id: 1 for tap in ratna.taps}
    assert len(taps) == TAPS
    records = here.records
    assert await records.count("inbox") == await records.count("inbox", "state = 'done'") == len(TALK)
    assert await records.states() == {"sent": len(TALK)}
    assert [row["doubts"] for row in await records.rows("SELECT doubts FROM outbox WHERE doubts > 0")] == [1] * doubts
    assert await records.count("people", "status = 'registered'") == await records.count("people") == 1
    assert await records.count("consents") == 2


async def test_what_was_taken_but_never_answered_comes_twice_and_is_marked(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        ratna = talker(here.tg, RATNA)
        plan = here.tg.plan("sendMessage", hang(600, created=True), chat=RATNA)
        await ratna.says("/start")
        await plan.happened(20)
        await ratna.hears("sudah 18 tahun?")
        await here.bot.restart()
        await ratna.hears("sudah 18 tahun?")
        await here.records.settled()
        assert await here.records.rows("SELECT state, doubts FROM outbox") == [{"state": "sent", "doubts": 1}]
        await ratna.asks("[Setuju, saya 18+]", "membuat apa")


async def test_killed_at_any_moment_there_is_one_row_a_turn(tmp_path: Path, database_url: str) -> None:
    delays, mode = (0.0, 0.006, 0.012, 0.03), "poll"
    if database_url.startswith("postgres"):
        delays, mode = delays[::-1], "webhook"
    async with city(tmp_path, database_url, mode) as here:
        ratna = talker(here.tg, RATNA)
        for delay, (line, words) in zip(delays, TALK, strict=False):
            ratna.person.forget_unread()  # a doubt came twice
            await ratna.says(line)
            await asyncio.sleep(delay)
            await here.bot.restart()
            await ratna.hears(words)
            await here.records.settled()
        assert await here.records.count("inbox") == len(delays)
        assert await here.records.states() == {"sent": len(delays)}
        doubts = (await here.records.rows("SELECT coalesce(sum(doubts), 0) AS n FROM outbox"))[0]["n"]
        assert len(delays) <= len(ratna.heard) <= len(delays) + doubts
        taps = Counter(call.params["callback_query_id"] for call in here.tg.calls("answerCallbackQuery"))
        assert set(taps.values()) <= {1}


async def test_a_cut_connection_is_a_doubt_without_any_kill(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        ratna = talker(here.tg, RATNA)
        here.tg.plan("sendMessage", cut_after(), chat=RATNA)
        await ratna.asks("/start", "sudah 18 tahun?")
        await ratna.hears("sudah 18 tahun?")
        await here.records.settled()
        assert await here.records.rows("SELECT state, doubts FROM outbox") == [{"state": "sent", "doubts": 1}]
