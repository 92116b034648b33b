"""The front door: invitations, unknown words, words for staff, groups."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.actions import permitting, staffing
from storage import staff
from tests.handlers.talk import Talk, house


@pytest.mark.parametrize("typed", [True, False])
async def test_a_staff_invitation_counts_once(talk: Talk, typed: bool) -> None:
    code = await talk.store.transact(lambda tx: staffing.invite(permitting.cli(tx, house(), talk.now), "desk"))
    await (talk.says(f" {code.upper()} ") if typed else talk.starts(f"s_{code}"))
    talk.sees("Selamat datang di tim", "petugas meja layanan")
    talk.may_tap(
        "Antrean (0)", "Cari", "Alat petugas", "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas"
    )
    assert [row["role"] for row in await talk.store.read(lambda tx: staff.holders(tx, talk.now))] == ["desk"]
    await talk.says(code)
    talk.sees("sudah dipakai atau lewat 24 jam")


async def test_an_invitation_in_the_middle_of_a_talk(talk: Talk) -> None:
    code = await talk.store.transact(lambda tx: staffing.invite(permitting.cli(tx, house(), talk.now), "admin"))
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    await talk.says(code)
    talk.sees("Selamat datang di tim", "Nama panggilan")


async def test_a_stranger_not_understood(talk: Talk) -> None:
    await talk.says("zzz qqq")
    talk.sees("Ini bot Kekraf Palembang, Kak", "belum kami pahami", "Mau dibantu petugas?", "Senin-Kamis 08.00-16.00")
    await talk.says("qqq zzz")
    talk.sees("Mau dibantu petugas?", "zzz qqq\nqqq zzz").may_tap("Ya, teruskan", "Tidak usah")
    assert await talk.requests() == []
    await talk.taps("Ya, teruskan")
    talk.sees("Sudah kami teruskan ke petugas, nomor D-1. Dijawab paling lambat Rabu, 26 November.")
    assert await talk.asked() == [("unsorted", "zzz qqq\nqqq zzz")]
    await talk.says("menu")
    talk.sees("Mau apa sekarang").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")
    await talk.says("daftar")
    talk.sees("sudah 18 tahun")


async def test_an_identity_number_outside_any_talk(talk: Talk) -> None:
    await talk.says("****************", masked=True)
    talk.sees("nomor KTP tidak perlu").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")


async def test_words_of_the_registered_are_offered_to_staff(talk: Talk) -> None:
    await talk.registered()
    await talk.says("kapan ada pameran lagi ya kak?")
    talk.sees("belum kami pahami", "Mau dibantu petugas?", '"kapan ada pameran lagi ya kak?"')
    talk.may_tap("Ya, teruskan", "Tidak usah")
    await talk.says("yang di BKB")
    talk.sees("kapan ada pameran lagi ya kak?\nyang di BKB")
    await talk.says("iyo")
    talk.sees("Sudah kami teruskan ke petugas").may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")
    assert await talk.asked() == [("unsorted", "kapan ada pameran lagi ya kak?\nyang di BKB")]


async def test_words_not_meant_for_staff(talk: Talk) -> None:
    await talk.registered()
    await talk.says("test test test")
    await talk.taps("Tidak usah")
    talk.sees("Tidak kami teruskan").may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")
    assert await talk.requests() == []


async def test_a_question_too_long_for_staff(talk: Talk) -> None:
    await talk.registered()
    await talk.says("a b " * 600)
    talk.sees("Silakan tulis pertanyaannya")
    await talk.says("a b " * 600)
    talk.sees("terlalu panjang", "2000")
    await talk.says("kapan pameran?")
    talk.sees("Mau dibantu petugas?")
    await talk.says("x" * 1990)
    talk.sees("terlalu panjang")


@pytest.mark.parametrize("text", ["🎉🎉", "...", "😂"])
async def test_signs_alone_need_no_answer(talk: Talk, text: str) -> None:
    await talk.registered()
    await talk.says(text)
    assert talk.text == ""


async def test_a_greeting_of_somebody_known(talk: Talk) -> None:
    await talk.registered()
    await talk.says("Assalamu'alaikum")
    talk.sees("Waalaikumsalam, Yuk Ratna.", "Halo Yuk Ratna").may_tap(
        "Peluang & panggung", "Minta dukungan", "Profil saya"
    )
    await talk.says("assalamualaikum kak, petugas")
    talk.sees("Waalaikumsalam, Yuk Ratna.", "tulis pertanyaannya")


async def test_a_group_hears_one_sentence_a_day(talk: Talk) -> None:
    talk.chat = replace(talk.chat, id="-100", group=True)
    await talk.says("halo semua")
    talk.sees("obrolan sendiri").may_tap("Buka obrolan")
    await talk.says("bikin kue di plaju")
    talk.silent()
    await talk.later(days=1)
    await talk.says("halo")
    talk.sees("obrolan sendiri")


async def test_a_group_s_day_is_the_city_s(talk: Talk) -> None:
    talk.chat = replace(talk.chat, id="-100", group=True)
    zone = ZoneInfo("Asia/Jakarta")
    talk.now = int(datetime(2025, 11, 25, 6, 50, tzinfo=zone).timestamp()) * 1000
    await talk.says("halo semua")
    talk.sees("obrolan sendiri")
    talk.now = int(datetime(2025, 11, 25, 7, 10, tzinfo=zone).timestamp()) * 1000  # midnight in London lies between
    await talk.says("pagi")
    talk.silent()
    talk.now = int(datetime(2025, 11, 26, 0, 5, tzinfo=zone).timestamp()) * 1000
    await talk.says("pagi lagi")
    talk.sees("obrolan sendiri")
