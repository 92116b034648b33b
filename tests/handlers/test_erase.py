"""HAPUS, BATAL HAPUS, BUKAN SAYA."""

import pytest

from storage import consents, contacts
from tests.handlers.talk import Talk


async def closed(talk: Talk) -> Talk:
    await talk.registered()
    await talk.says("HAPUS")
    talk.sees("72 jam").may_tap("Ya, hapus", "Tidak jadi")
    return await talk.taps("Ya, hapus")


async def test_closing_and_undoing(talk: Talk) -> None:
    await closed(talk)
    talk.sees("sudah kami tutup", "dihapus permanen Kamis, 27 November, 08.00 WIB", "BATAL HAPUS")
    talk.may_tap("Batal hapus", "Tanya petugas")
    assert (await talk.person()).status == "closed"
    await talk.says("batal hapus")
    talk.sees("Penghapusan dibatalkan").may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")
    person = await talk.person()
    assert (person.status, person.erase_at) == ("registered", None)
    given = await talk.store.read(lambda tx: consents.of_person(tx, person.id))
    assert [c.withdrawn_at for c in given] == [None, None]


@pytest.mark.parametrize(
    "word", ["halo", "profil", "data saya", "ubah profil", "kabari", "berhenti", "daftar", "hapus", "bukan saya",
             "bahasa", "menu", "bantuan", "apa kabar pameran", "/start", "lewati", "batal"],
)  # fmt: skip
async def test_while_closed_there_are_two_doors(talk: Talk, word: str) -> None:
    await closed(talk)
    await (talk.starts() if word == "/start" else talk.says(word))
    talk.sees("Ketik BATAL HAPUS").may_tap("Batal hapus", "Tanya petugas")
    assert (await talk.person()).status == "closed"


async def test_asking_staff_while_closed(talk: Talk) -> None:
    await closed(talk)
    await talk.taps("Tanya petugas")
    await talk.says("apakah sudah terhapus?")
    talk.sees("Sudah kami teruskan ke petugas", "BATAL HAPUS").may_tap("Batal hapus", "Tanya petugas")
    await talk.taps("Batal hapus")
    talk.sees("Penghapusan dibatalkan")


async def test_an_old_button_while_closed(talk: Talk) -> None:
    await closed(talk)
    await talk.taps("Profil saya")
    talk.sees("BATAL HAPUS").misses("Profil Yuk Ratna")


@pytest.mark.parametrize("answer", ["Tidak jadi", "tidak", "batal", "batal hapus", "jangan"])
async def test_thinking_better_of_it(talk: Talk, answer: str) -> None:
    await talk.registered()
    await talk.says("hapus")
    await talk.says(answer)
    talk.sees("Tidak ada yang dihapus", "Mau apa sekarang")
    assert (await talk.person()).status == "registered"


async def test_closing_ends_running_talks(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")
    await talk.says("hapus")
    await talk.says("ya")
    assert (await talk.session()).stack == ()


async def test_a_stranger_erases_the_chat(talk: Talk) -> None:
    await talk.says("bikin kue di plaju")
    await talk.says("hapus")
    await talk.says("ya hapus")
    talk.sees("Kakak tidak terdaftar", "24 jam")
    assert (await talk.session()).stack == ()
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    assert known.contact.declined_at == talk.now


async def test_not_me(talk: Talk) -> None:
    await talk.registered()
    await talk.says("BUKAN SAYA")
    talk.sees("bukan milik orang yang terdaftar").misses("Ratna")
    await talk.says("tidak jadi")
    talk.sees("Tidak ada yang diubah")
    assert await talk.person() is not None
    await talk.says("bukan saya")
    await talk.taps("Benar, bukan saya")
    talk.sees("sudah kami lepas", "petugas kami beri tahu").may_tap(
        "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas"
    )
    assert await talk.person() is None
    assert await talk.for_staff() == [("not_me", "")]
    await talk.says("profil")
    talk.sees("sudah 18 tahun")
