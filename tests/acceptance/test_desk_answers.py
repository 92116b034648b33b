"""The desk over Telegram: forty requests cleared by one officer, and twenty answers sent at the same moment."""

import asyncio
from pathlib import Path

from tests.acceptance.city import City, Talker, city, talker
from tests.acceptance.commands import answer
from tests.acceptance.records import until

ASKED, AT_ONCE, MOST_ACTS = 40, 20, 4


async def hired(here: City, id: int, role: str = "desk") -> Talker:
    """Somebody who took an invitation."""
    own = {"KEKRAF_DATA_DIR": str(here.bot.data), "KEKRAF_HTTP_PORT": str(here.bot.port)}
    code, *_ = await answer(
        here.bot.folder / "elsewhere", {**here.bot.settings, **own}, "staff", "invite", "--role", role
    )
    officer = talker(here.tg, id, "Petugas")
    await officer.asks(code, "Selamat datang di tim")
    return officer


async def asks(here: City, id: int) -> Talker:
    """Somebody who asks a person something that nobody else asks."""
    person = talker(here.tg, id, "Rekaan")
    await person.asks("petugas", "tulis pertanyaannya")
    await person.asks(f"zulmi kurapo {id}?", "Sudah kami teruskan ke petugas")
    return person


async def test_forty_are_cleared_each_in_few_acts(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        officer = await hired(here, 900)
        people = [await asks(here, 1000 + n) for n in range(ASKED)]
        card = await officer.asks("antrean", f"1 dari {ASKED}")
        for number in range(ASKED):
            acts = (f"[{card.buttons[0][0]}]", "[Kirim]")
            assert len(acts) <= MOST_ACTS
            await officer.asks(acts[0], "Kirim ke")
            after = "kosong" if number == ASKED - 1 else f"{number + 2} dari {ASKED}"
            card = await officer.asks(acts[1], after)
        for n, person in enumerate(people):
            await person.hears(f"Jawaban kami untuk permohonan D-{n + 1}:")
            await person.person.hears_nothing(0)


async def test_answers_of_one_moment_reach_their_own(tmp_path: Path, database_url: str) -> None:
    async with city(tmp_path, database_url) as here:
        officers = [await hired(here, 900 + n) for n in range(AT_ONCE)]
        people = [await asks(here, 1000 + n) for n in range(AT_ONCE)]
        for n, officer in enumerate(officers):
            await officer.asks(f"cari D-{n + 1}", f"zulmi kurapo {1000 + n}?")
            await officer.asks(f"jawaban untuk {1000 + n}", "Kirim ke")
        await asyncio.gather(*(officer.says("[Kirim]") for officer in officers))
        for n, person in enumerate(people):
            await person.hears(f"jawaban untuk {1000 + n}")

        async def kept() -> bool:
            return await here.records.count("request_messages", "author = 'staff'") == AT_ONCE

        await until(kept, "every answer is kept once")
        for person in people:
            await person.person.hears_nothing(0)
