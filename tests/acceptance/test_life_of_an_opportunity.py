"""An opportunity's whole life on Telegram, from somebody's hint to what came of it, in a city whose clock is moved.

The bot is killed -9 after every step; nothing is lost, nobody hears a thing twice.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.acceptance import moved
from tests.acceptance.city import City, Talker, city, talker
from tests.acceptance.test_desk_answers import hired

WIB = ZoneInfo("Asia/Jakarta")
TITLE = "Panggung Sungai Rekaan"
HINT = f"usul {TITLE}\nDibuka 1 slot untuk musik.\nDaftar sampai 8 Desember, acara 14 Desember. Gratis."
REGISTERS = (
    ("/start", "sudah 18 tahun?"), ("[Setuju, saya 18+]", "membuat apa"), ("musik, main gitar di plaju", "panggilan"),
    ("Yuk {name}", "Sudah benar"), ("[Benar, simpan]", "Nomor ekraf: PLG-"), ("[Ya, kabari]", "Yuk {name}"),
)  # fmt: skip
RECEIPT, WORK, OUTCOME = "belum berarti terpilih", "https://contoh.example/lagu", "dapat dua undangan tampil"
HANDS_IN = (("[Lewati]", "Ini yang akan dikirim"), ("[Kirim]", RECEIPT))
COMPLETES = (
    ("Kekraf Rekaan", "Apa syaratnya?"), ("2 lagu karya sendiri", "Siapa yang bisa ditanya?"),
    ("Meja layanan", "Honor"), ("300 ribu", "Kapan dibayar"), ("7 hari setelah tampil", TITLE),
)  # fmt: skip


@dataclass
class Calendar:
    """The city's clock: the bot's and Telegram's, moved together."""

    here: City
    patch: pytest.MonkeyPatch
    ours = staticmethod(time.time)

    async def comes(self, moment: str) -> None:
        """It is this moment, WIB, for everybody; the bot is killed and comes again."""
        await self.here.records.settled()
        by = datetime.fromisoformat(moment).replace(tzinfo=WIB).timestamp() - self.ours()
        self.patch.setattr(time, "time", lambda: self.ours() + by)
        self.here.bot.program = moved.__name__
        self.here.bot.settings[moved.BY] = str(int(by * 1000))
        await self.here.bot.restart()


async def step(here: City, who: Talker, *lines: tuple[str, str]) -> None:
    """Says or taps each, and is answered; then everything dies and comes again."""
    for line, words in lines:
        await who.says(line)
        await who.finds(words)
    await here.records.settled()
    await here.bot.restart()


async def registered(here: City, id: int, name: str) -> Talker:
    """A fictional musician who wants to hear of news."""
    person = talker(here.tg, id, name)
    for line, words in REGISTERS:
        await person.asks(line.format(name=name), words.format(name=name))
    return person


async def written(here: City, desk: Talker, member: Talker, hinter: Talker) -> str:
    """The hint becomes a draft, the desk completes it, the committee publishes it; its code."""
    await step(here, hinter, (HINT, "Terima kasih"))
    await desk.finds("Usulan peluang masuk")
    await step(here, desk, ("[Lihat]", "Masih kurang"), ("[Lengkapi]", "Siapa penyelenggaranya?"))
    for line, words in COMPLETES:
        await step(here, desk, (line, words))
    await step(here, desk, ("[Ajukan]", "diajukan"))
    await member.finds("Perlu ditinjau")
    await step(here, member, ("[Lihat]", "Ditinjau"), ("[Setujui]", "isinya benar?"))
    await member.says("[Ya]")
    await member.finds("terbit dengan kode")
    await hinter.finds("sudah terbit")
    (row,) = await here.records.rows("SELECT code FROM opportunities")
    return str(row["code"])


async def applied(here: City, calendar: Calendar, people: list[Talker], code: str) -> None:
    """Told on Thursday; two hand in at once, the third leaves it half done and is reminded before the deadline."""
    first, second, third = people
    await calendar.comes("2026-12-03T16:00")
    for person in people:
        await person.finds(f"1. {TITLE}")
    await step(here, first, ("[Panggung Sungai Rek…]", "Mau ikut, Kak?"), ("[Saya tertarik]", "Sudah ada semua"))
    await step(
        here, first, ("[Ada semua]", "contoh karya"), ("[Lewati]", "Ini yang akan dikirim"), ("[Kirim]", RECEIPT)
    )
    await step(here, second, (f"ikut {code}", "Sudah ada semua"), ("[Ada semua]", "contoh karya"))
    await step(here, second, (WORK, "1 dari 5"), ("[Selesai]", WORK), ("[Kirim]", RECEIPT))
    await step(here, third, (f"ikut {code}", "Sudah ada semua"), ("[Ada semua]", "contoh karya"))
    await calendar.comes("2026-12-06T09:00")
    await third.finds("belum dikirim")
    await step(
        here, third, ("[Lanjutkan]", "contoh karya"), ("[Lewati]", "Ini yang akan dikirim"), ("[Kirim]", RECEIPT)
    )


async def chosen(here: City, calendar: Calendar, member: Talker, people: list[Talker], code: str) -> None:
    """One is chosen and cannot come, the next one takes the place, the last one hears a reason."""
    first, second, third = people
    await calendar.comes("2026-12-09T09:00")
    await step(here, member, (f"pelamar {code}", "3 pelamar untuk 1 tempat"), ("[Satu per satu]", "belum diputuskan"))
    await step(here, member, ("[Pilih]", "ditandai terpilih"), ("[Cadangan]", "masuk cadangan"))
    await step(here, member, ("[Belum terpilih]", "Mengapa"), ("karyanya belum sesuai tema", "Ada kata"))
    await step(here, member, ("[Cukup alasannya]", "sudah diputuskan"), ("[Kirim hasil (3)]", "ke 3 orang?"))
    await step(here, member, ("[Kirim]", "sedang dikirim"))
    await first.finds("Kakak terpilih")
    await second.finds("urutan 1 daftar tunggu")
    await third.finds("belum sesuai tema")
    await step(here, first, ("[Tidak bisa]", "kami lepas untuk yang lain"))
    await calendar.comes("2026-12-09T09:30")
    await second.finds("Mohon kabari sampai")
    await step(here, second, ("[Saya hadir]", "sudah pasti"))


async def came(here: City, calendar: Calendar, desk: Talker, second: Talker) -> None:
    """Checked in by number, asked the day after."""
    number = next(text for text in second.heard if "Nomor ekraf: PLG-" in text).partition("PLG-")[2][:6]
    await calendar.comes("2026-12-14T16:00")
    await step(here, desk, (f"hadir PLG-{number}", "1 dari 1"))
    await calendar.comes("2026-12-15T10:00")
    await second.finds("Apa hasilnya buat Kakak")
    await step(here, second, ("[Cerita hasilnya]", "Apa hasil dari"), (OUTCOME, "Sudah kami catat"))


@pytest.mark.slow
async def test_from_a_hint_to_what_came_of_it(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with city(tmp_path, database_url) as here:
        calendar = Calendar(here, monkeypatch)
        desk, member = await hired(here, 900, "desk"), await hired(here, 901, "committee")
        await calendar.comes("2026-11-30T09:00")
        people = [await registered(here, 1001 + n, name) for n, name in enumerate(("Satu", "Dua", "Tiga"))]
        code = await written(here, desk, member, talker(here.tg, 990, "Pemberi"))
        await applied(here, calendar, people, code)
        await chosen(here, calendar, member, people, code)
        await came(here, calendar, desk, people[1])
        ended = [("unable", ""), ("confirmed", OUTCOME), ("not_chosen", "")]
        assert await nothing_lost_or_doubled(here, people) == ended


async def nothing_lost_or_doubled(here: City, people: list[Talker]) -> list[tuple[str, str]]:
    """How each application ended; each of the great words was said once to whom it was for."""
    kept = await here.records.rows("SELECT state, outcome, told_at FROM applications ORDER BY id")
    assert all(row["told_at"] for row in kept)
    await here.records.settled()
    assert set(await here.records.states()) == {"sent"}
    for words, times in (
        (f"1. {TITLE}", (1, 1, 1)), (RECEIPT, (1, 1, 1)), ("Kakak terpilih", (1, 1, 0)),
        ("urutan 1 daftar tunggu", (0, 1, 0)),
        ("Mohon kabari sampai", (1, 1, 0)), ("sudah pasti", (0, 1, 0)), ("belum sesuai tema", (0, 0, 1)),
        ("Apa hasilnya buat Kakak", (0, 1, 0)),
    ):  # fmt: skip
        assert tuple(sum(words in text for text in person.heard) for person in people) == times, words
    return [(row["state"], row["outcome"] or "") for row in kept]
