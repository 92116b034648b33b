"""Pause, go on and cancel, by taps in the chat while an announcement runs: each acts within a second."""

import asyncio
from pathlib import Path

from tests.acceptance.announced import announced, command, copies, known
from tests.acceptance.city import City, city
from tests.acceptance.test_desk_answers import hired

PEOPLE, RATE, OFFICER = 400, 30, 900
WITHIN_S, QUIET_S = 1.0, 2.0


def arrived(here: City) -> int:
    """How many have it by now; nobody has it twice."""
    found = copies(here.tg)
    del found[OFFICER]  # whose cards show its words
    assert set(found.values()) <= {0, 1}
    return sum(found.values())


async def stands_still(here: City) -> int:
    """What has arrived a second from now is all that arrives."""
    await asyncio.sleep(WITHIN_S)
    before = arrived(here)
    await asyncio.sleep(QUIET_S)
    assert arrived(here) == before
    return before


async def test_each_acts_within_a_second(tmp_path: Path, database_url: str) -> None:
    async with city(tmp_path, database_url, telegram_rate=str(RATE)) as here:
        known(here.tg, PEOPLE)
        await command(here.bot, "seed", "--people", str(PEOPLE))
        officer = await hired(here, OFFICER, "committee")
        number = await announced(here.bot)
        await here.tg.called("sendMessage", 60, 20)
        await officer.asks(f"siaran {number}", f"dari {PEOPLE}")
        await officer.asks("[Jeda]", "dijeda")
        paused = await stands_still(here)
        assert 0 < paused < PEOPLE
        await officer.asks("[Lanjut]", f"dari {PEOPLE}")
        await asyncio.sleep(WITHIN_S)
        assert arrived(here) > paused
        await officer.asks("[Hentikan]", "dihentikan")
        cancelled = await stands_still(here)
        assert paused < cancelled < PEOPLE
        assert await here.records.count("outbox", "announcement_id IS NOT NULL AND state IN ('queued', 'sending')") == 0
