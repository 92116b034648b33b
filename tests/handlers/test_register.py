"""Registration as it was worked out: B1 to B6."""

import pytest

from tests.handlers.talk import Talk


async def test_shortest_way(anywhere: Talk) -> None:
    talk = anywhere
    await talk.says("Halo Kekraf, saya mau daftar")
    talk.sees("Ini bot Kekraf Palembang", "OTP", "sudah 18 tahun").may_tap(
        "Setuju, saya 18+", "Tidak / belum 18", "Baca lengkap"
    )
    await talk.taps("Setuju, saya 18+")
    talk.sees("membuat apa").may_tap("Pilih dari daftar")
    await talk.says("nenun songket tuan kentang")
    talk.sees("Nama panggilan").may_tap("Pakai: Ratna")
    await talk.taps("Pakai: Ratna")
    talk.sees("Ini yang kami catat, Ratna:", 'Karya: "nenun songket tuan kentang"', "Bidang: Kriya (kerajinan)")
    talk.sees("Tempat: Tuan Kentang, Jakabaring", "Sebagai: Perorangan", "Sudah benar").may_tap(
        "Benar, simpan", "Ada yang salah", "Kelompok/usaha"
    )
    assert len(talk.answers) == 4
    await talk.taps("Benar, simpan")
    person = await talk.person()
    talk.sees(f"Nomor ekraf: {person.number}", "ketik BERHENTI").may_tap("Ya, kabari", "Tidak usah")
    await talk.taps("Ya, kabari")
    talk.sees("Siap, Ratna.").may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")
    assert len(talk.answers) == 6
    assert talk.tapped == 4
    assert talk.words_shown <= 220
    assert (await talk.person()).alerts


async def test_long_way(anywhere: Talk) -> None:
    talk = anywhere
    await talk.says("daftar")
    await talk.says("setuju")
    await talk.says("macem-macem lah pokoknyo")
    talk.sees("yang mana")
    await talk.taps("Budaya & kriya")
    talk.sees("Budaya & kriya. Yang paling dekat yang mana?")
    await talk.taps("Kuliner")
    talk.sees("kelurahan atau kecamatan")
    await talk.says("13 ulu")
    await talk.says("Ani")
    await talk.says("ya")
    talk.sees("Nomor ekraf: PLG-")
    await talk.says("tidak usah")
    talk.sees("kami tidak mengirim kabar", "KABARI")
    assert len(talk.answers) <= 10
    person = await talk.person()
    assert (person.name, person.sub_sectors, person.ward != "") == ("Ani", ("kuliner",), True)
    assert not person.alerts


@pytest.mark.parametrize("word", ["halo", "p", "Assalamualaikum", "selamat pagi kak", "/mulai", "Halo Kak 👋"])
async def test_a_greeting_opens_the_door(talk: Talk, word: str) -> None:
    await talk.says(word)
    talk.sees("sudah 18 tahun")
    assert ("Waalaikumsalam" in talk.text) == (word == "Assalamualaikum")
