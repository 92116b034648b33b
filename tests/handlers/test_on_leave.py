"""CUTI SAMPAI SENIN: work goes back to the pool, notices stop; back at work by a word."""

import pytest

from storage import leaves
from tests.handlers.staff_desk import held_by, hold, own_id
from tests.handlers.talk import Talk


async def away(talk: Talk) -> bool:
    own = await own_id(talk)
    return own in await talk.store.read(lambda tx: leaves.away(tx, talk.now))


@pytest.mark.parametrize(
    ("typed", "until", "back"),
    [
        ("cuti sampai senin", "Senin, 1 Desember", "Selasa, 2 Desember"),
        ("CUTI sampai 5 Desember", "Jumat, 5 Desember", "Senin, 8 Desember"),
        ("cuti sampe besok", "Selasa, 25 November", "Rabu, 26 November"),
        ("cuti s.d. 31 desember", "Rabu, 31 Desember", "Jumat, 2 Januari"),
        ("cuti besok", "Selasa, 25 November", "Rabu, 26 November"),
    ],
)
async def test_in_one_line(talk: Talk, typed: str, until: str, back: str) -> None:
    await hold(talk, "desk")
    await held_by(talk, await own_id(talk), 2)
    await talk.says(typed)
    talk.sees(f"Kakak cuti sampai {until}, masuk lagi {back}. 2 permohonan kembali ke antrean")
    talk.may_tap("Cuti selesai")
    assert await away(talk)


async def test_asked_until_when(talk: Talk) -> None:
    await hold(talk, "committee")
    await talk.says("cuti")
    talk.sees("Cuti sampai kapan").may_tap("Besok", "Satu minggu", "Dua minggu")
    await talk.says("seminggu")
    talk.sees("Kakak cuti sampai Senin, 1 Desember", "Tidak ada permohonan yang perlu dikembalikan")
    assert await away(talk)


@pytest.mark.parametrize("typed", ["cuti sampai kapan-kapan", "cuti sampai 31 desember 2030", "cuti sampai 1 mei 2020"])
async def test_a_day_that_cannot_be(talk: Talk, typed: str) -> None:
    await hold(talk, "desk")
    await talk.says(typed)
    talk.sees("Cuti sampai kapan").may_tap("Besok", "Satu minggu", "Dua minggu")
    assert not await away(talk)
    await talk.says("besok")
    assert await away(talk)


@pytest.mark.parametrize("word", ["cuti selesai", "masuk lagi"])
async def test_back_at_work(talk: Talk, word: str) -> None:
    await hold(talk, "desk")
    await talk.says(word)
    talk.sees("memang sedang tidak cuti")
    await talk.says("cuti sampai senin")
    await talk.says(word)
    talk.sees("Selamat datang kembali")
    assert not await away(talk)


async def test_a_choice_gives_way_to_it_and_free_words_do_not(talk: Talk) -> None:
    await hold(talk, "desk")
    await talk.says("bahasa")
    await talk.says("cuti sampai senin")
    talk.sees("Kakak cuti sampai Senin")
    await talk.says("masuk lagi")
    await talk.says("batal")
    await talk.says("petugas")
    await talk.says("cuti sampai senin")
    talk.sees("Sudah kami teruskan ke petugas, nomor D-1")
    assert not await away(talk)
