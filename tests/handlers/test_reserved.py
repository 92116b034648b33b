"""One meaning each, at every question and outside of all."""

from collections.abc import Awaitable, Callable

import pytest

from tests.handlers.talk import Talk

Where = Callable[[Talk], Awaitable[object]]


async def outside(talk: Talk) -> None:
    await talk.registered()


async def at_edit_list(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")


async def at_free_words(talk: Talk) -> None:
    await at_edit_list(talk)
    await talk.says("nama")


async def at_a_list(talk: Talk) -> None:
    await at_edit_list(talk)
    await talk.says("bidang")


async def at_a_group(talk: Talk) -> None:
    await at_a_list(talk)
    await talk.says("desain")


async def at_an_offer_to_resume(talk: Talk) -> None:
    await at_edit_list(talk)
    await talk.says("karya")
    await talk.says("nyanyi di kafe")
    await talk.says("halo")


async def paused(talk: Talk) -> None:
    await at_an_offer_to_resume(talk)
    await talk.says("nanti saja")


async def lost(talk: Talk) -> None:
    await at_edit_list(talk)
    await talk.says("hmm hmm")
    await talk.says("hmm hmm")


async def asking_staff(talk: Talk) -> None:
    await talk.registered()
    await talk.says("petugas")


async def offered_to_staff(talk: Talk) -> None:
    await talk.registered()
    await talk.says("kapan ado pameran lagi cek")


async def at_language(talk: Talk) -> None:
    await talk.registered()
    await talk.says("bahasa")


async def at_erasing(talk: Talk) -> None:
    await talk.registered()
    await talk.says("hapus")


PLACES = [
    outside, at_edit_list, at_free_words, at_a_list, at_a_group, at_an_offer_to_resume, paused, lost, asking_staff,
    offered_to_staff, at_language, at_erasing,
]  # fmt: skip
WORDS = [
    ("MENU", "Mau apa sekarang"),
    ("BANTUAN", "PETUGAS"),
    ("PETUGAS", "tulis pertanyaannya"),
    ("BERHENTI", "kabar peluang kami hentikan"),
    ("STOP", "kabar peluang kami hentikan"),
    ("KABARI", "Kabar peluang sudah aktif"),
    ("HAPUS", "dihapus permanen setelah 72 jam"),
    ("DAFTAR", "sudah terdaftar"),
    ("DATA SAYA", "Yang kami simpan tentang"),
    ("BUKAN SAYA", "bukan milik orang yang terdaftar"),
    ("BAHASA", "bahasa apa"),
    ("my data", "Yang kami simpan tentang"),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("word", "seen"), WORDS)
async def test_every_word_everywhere(talk: Talk, place: Where, word: str, seen: str) -> None:
    await place(talk)
    await talk.says(word)
    if place is offered_to_staff and word == "PETUGAS":
        seen = "Mau dibantu petugas?"  # asked already
    talk.sees(seen)


@pytest.mark.parametrize("place", PLACES)
async def test_cancel_then_menu(talk: Talk, place: Where) -> None:
    await place(talk)
    await talk.says("BATAL")
    assert talk.text
    await talk.says("MENU")
    talk.sees("Mau apa sekarang")
    assert {"Minta dukungan", "Profil saya"} <= set(talk.labels)


@pytest.mark.parametrize("place", PLACES)
async def test_undo_everywhere(talk: Talk, place: Where) -> None:
    await place(talk)
    await talk.says("BATAL HAPUS")
    talk.sees("Tidak ada yang dihapus")


@pytest.mark.parametrize("word", ["BERHENTI", "stop"])
async def test_stop_at_the_alerts_question_is_a_no(talk: Talk, word: str) -> None:
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    await talk.says("Ani")
    await talk.says("benar")
    talk.sees("Boleh Kekraf Palembang mengirim kabar")
    await talk.says(word)
    talk.sees("kami hentikan", "Mau apa sekarang").misses("Boleh Kekraf")
    assert not (await talk.person()).alerts
    await talk.says("kabari")
    talk.sees("Boleh Kekraf Palembang mengirim kabar", "ke Telegram ini")
    await talk.says("ya")
    talk.sees("Siap, Ani")
    assert (await talk.person()).alerts


async def test_words_for_the_registered_told_to_strangers(talk: Talk) -> None:
    await talk.says("kabari")
    talk.sees("yang sudah terdaftar").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")
    await talk.says("bukan saya")
    talk.sees("tidak terhubung ke data siapa pun")
    await talk.says("data saya")
    talk.sees("Kakak belum terdaftar").may_tap("Hapus")
    assert talk.bubble.media[0].source.startswith("data:")
    await talk.says("profil")
    talk.sees("sudah 18 tahun")
