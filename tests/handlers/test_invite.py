"""UNDANG PETUGAS: a role, a last day, a message to forward; taken once, in time, and over at its end."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.city import load
from tests.handlers.staff_desk import guest, hold, holders, own_id, roles_of
from tests.handlers.talk import Talk

CHOICES = ("Akhir tahun ini", "6 bulan", "Tanpa batas")


def midnight(text: str) -> int:
    """The end of a day in the city, UTC milliseconds."""
    zone = ZoneInfo(load().identity.timezone)
    return int(datetime.fromisoformat(f"{text} 00:00").replace(tzinfo=zone).timestamp() * 1000)


async def accepted(talk: Talk) -> Talk:
    """Somebody opens the link of the last invitation."""
    payload = talk.text.split("?start=")[1].split("\n")[0]
    return await (await guest(talk, talk.turns)).starts(payload)


async def test_the_last_bubble_is_the_message_to_forward(talk: Talk) -> None:
    await hold(talk, "admin")
    await talk.says("undang petugas")
    talk.sees("Sebagai apa, Kak?", "menjawab permohonan")
    talk.may_tap("Petugas meja", "Anggota komite", "Pengamat", "Pendata", "Admin")
    await talk.taps("Petugas meja")
    talk.sees("Sampai kapan perannya", "sekali pakai, berlaku 24 jam").may_tap(*CHOICES)
    await talk.says("31 januari 2026")
    talk.sees("mengundang Kakak menjadi petugas meja layanan, sampai 31 Januari 2026")
    talk.sees("https://t.me/x?start=s_kekraf-", "Kirim kata ini ke bot kami: kekraf-", "berlaku 24 jam")
    talk.misses("Mau apa sekarang").may_tap("Daftar petugas")


async def test_it_is_taken_once_and_ends_with_its_day(talk: Talk) -> None:
    await hold(talk, "admin")
    await talk.says("undang petugas")
    await talk.says("komite")
    await talk.says("31 januari 2026")
    officer = await accepted(talk)
    officer.sees("Selamat datang di tim", "anggota komite", "membagi tugas", "berlaku sampai 31 Januari 2026")
    (row,) = [row for row in await holders(talk) if row["role"] == "committee"]
    assert row["until"] == midnight("2026-02-01")
    again = await (await guest(talk, 2)).says(talk.text.split("bot kami: ")[1].split("\n")[0])
    again.sees("sudah dipakai")
    officer_id = await own_id(officer)
    talk.now = midnight("2026-02-01") - 1
    assert await roles_of(talk, officer_id) == {"committee"}
    talk.now += 1
    assert await roles_of(talk, officer_id) == set()
    for each in (officer, again):
        await each.close()


async def test_a_new_invitation_to_the_same_role_replaces_its_end(talk: Talk) -> None:
    await hold(talk, "admin")
    officer = await guest(talk)
    for answer in ("akhir tahun ini", "tanpa batas"):
        await talk.says("undang petugas")
        await talk.says("petugas meja")
        await talk.says(answer)
        payload = talk.text.split("?start=")[1].split("\n")[0]
        await officer.starts(payload)
    await officer.close()
    assert [row["until"] for row in await holders(talk) if row["role"] == "desk"] == [None]


@pytest.mark.parametrize(
    ("answer", "ends"),
    [("Akhir tahun ini", "2026-01-01"), ("6 bulan", "2026-05-25"), ("sampai kapan ya", None), ("1 januari 2025", None)],
)
async def test_days(talk: Talk, answer: str, ends: str | None) -> None:
    await hold(talk, "admin")
    await talk.says("undang petugas")
    await talk.says("petugas meja")
    await talk.says(answer)
    if ends is None:
        talk.sees("Sampai kapan perannya").may_tap(*CHOICES)
        return
    await (await accepted(talk)).close()
    assert [row["until"] for row in await holders(talk) if row["role"] == "desk"] == [midnight(ends)]


async def test_whose_role_ends_in_the_middle_goes_no_further(talk: Talk) -> None:
    await hold(talk, "admin", until=talk.now + 60_000)
    await talk.says("undang petugas")
    await talk.says("petugas meja")
    await talk.later(seconds=60)
    await talk.says("tanpa batas")
    talk.sees("sudah tidak dipakai lagi").misses("kekraf-")
