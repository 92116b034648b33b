"""SIGTERM while thirty people talk: what came is answered, what comes later waits, and the next start goes on."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.acceptance.city import City, Talker, city, talker
from tests.acceptance.records import until
from tests.acceptance.test_killed_between import TALK, TAPS

PEOPLE = 30


async def walks(person: Talker, progress: Counter[str]) -> None:
    """The whole talk, at the pace of the answers."""
    for line, words in TALK:
        await person.asks(line, words)
        progress[line] += 1


async def reached(progress: Counter[str], turns: int) -> None:
    """Waits until so many answers were heard in all."""

    async def so_many() -> bool:
        return progress.total() >= turns

    await until(so_many, f"{turns} answers")


@pytest.mark.parametrize("mode", ["poll", "webhook"])
async def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path, database_url: str, mode: str) -> None:
    async with city(tmp_path, database_url, mode) as here:
        crowd = [talker(here.tg, 1000 + number) for number in range(PEOPLE)]
        progress: Counter[str] = Counter()
        async with asyncio.TaskGroup() as group:
            for person in crowd:
                group.create_task(walks(person, progress))
            for share in (PEOPLE, PEOPLE * 4):
                await reached(progress, share)
                await here.bot.stop()
                assert await here.records.count("outbox", "state = 'sending'") == 0
                await here.bot.start()
        await here.records.settled()
        await all_registered(here, crowd)


async def all_registered(here: City, crowd: list[Talker]) -> None:
    """Each has heard each answer once, and there is a row for each and no doubt."""
    for person in crowd:
        assert len(person.heard) == len(TALK)
    numbers = {text for person in crowd for text in person.heard if "Nomor ekraf: PLG-" in text}
    assert len(numbers) == PEOPLE
    records = here.records
    assert await records.count("inbox", "state = 'done'") == PEOPLE * len(TALK)
    assert await records.states() == {"sent": PEOPLE * len(TALK)}
    assert await records.count("outbox", "doubts > 0") == 0
    assert await records.count("people", "status = 'registered'") == PEOPLE
    taps = Counter(call.params["callback_query_id"] for call in here.tg.calls("answerCallbackQuery"))
    assert len(taps) == PEOPLE * TAPS
    assert set(taps.values()) == {1}
