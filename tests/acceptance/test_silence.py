"""The bot was away for over ten minutes: the admin is told from when to when, and what was caught up."""

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.acceptance.city import city, talker

HOURS_MS = 3 * 3_600_000


def clock(at: int) -> str:
    """A moment as Palembang's clocks show it."""
    return f"{datetime.fromtimestamp(at / 1000, ZoneInfo('Asia/Jakarta')):%H.%M}"


async def test_the_admin_is_told_from_when_to_when(tmp_path: Path) -> None:
    async with city(tmp_path, admins="telegram:700") as here:
        admin, ratna = talker(here.tg, 700, "Dewi"), talker(here.tg, 501)
        await admin.asks("/start", "sudah 18 tahun?")
        await here.bot.stop()
        gone = int(time.time() * 1000) - HOURS_MS
        await here.records.run(f"UPDATE marks SET value = '{gone}' WHERE name = 'alive'")  # noqa: S608 - a number
        await ratna.says("/start")
        await here.bot.start()
        back = int(time.time() * 1000)
        await ratna.hears("sudah 18 tahun?")
        told = (await admin.person.reply(60)).text
        assert clock(gone) in told
        assert any(clock(back + ms) in told for ms in (-60_000, 0, 60_000))
        assert "1 pesan" in told
        await here.records.settled()
        await here.bot.restart()  # told once
        await ratna.asks("[Setuju, saya 18+]", "membuat apa")
        await here.records.settled()
        assert len(admin.heard) == 2


async def test_a_short_stop_is_nobodys_business(tmp_path: Path) -> None:
    async with city(tmp_path, admins="telegram:700") as here:
        admin = talker(here.tg, 700, "Dewi")
        await admin.asks("/start", "sudah 18 tahun?")
        await here.records.settled()
        await here.bot.restart()
        await admin.asks("[Setuju, saya 18+]", "membuat apa")
        assert await here.records.count("marks", "name = 'silence.untold' AND value <> ''") == 0
