"""Profil saya and "Ubah profil"."""

from bot.core.records import Profile
from storage import people
from tests.handlers.talk import Talk


async def test_seeing_and_changing(talk: Talk) -> None:
    await talk.registered()
    await talk.says("profil saya")
    person = await talk.person()
    talk.sees("Profil Yuk Ratna", person.number, "Tempat: Tuan Kentang, Jakabaring", "Sebagai: Perorangan")
    talk.may_tap("Permohonan saya", "Lamaran saya", "Ubah profil", "Kabar (atur)", "Data saya", "Bahasa")
    await talk.taps("Ubah profil")
    talk.sees("Yang mana")
    await talk.taps("Nama")
    talk.may_tap("Pakai: Ratna")
    await talk.says("Bu Ratna")
    talk.sees("Ini yang kami catat, Bu Ratna")
    await talk.taps("Kelompok/usaha")
    await talk.says("usaha")
    await talk.says("Songket Ratna")
    await talk.taps("Benar, simpan")
    talk.sees("Profil Bu Ratna sudah diperbarui", "Mau apa sekarang")
    changed = await talk.person()
    assert (changed.name, changed.kind, changed.group_name) == ("Bu Ratna", "business", "Songket Ratna")
    assert (changed.number, changed.sub_sectors) == (person.number, person.sub_sectors)


async def test_cancelling_changes_nothing(talk: Talk) -> None:
    await talk.registered()
    before = await talk.person()
    await talk.says("ubah profil")
    await talk.says("nama")
    await talk.says("Bu Ratna")
    await talk.says("batal")
    talk.sees("Profil tetap seperti semula")
    assert await talk.person() == before


async def test_beginning_again_is_from_the_record(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")
    await talk.says("nama")
    await talk.says("Bu Ratna")
    await talk.says("halo")
    talk.sees("Perubahan profil Kakak tinggal satu langkah")
    await talk.says("ulang dari awal")
    talk.sees("Yang mana")
    assert {c.label: c.description for c in talk.bubble.choices}["Nama"] == "Yuk Ratna"


async def test_a_record_that_changed_meanwhile_is_shown_again(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")
    await talk.says("nama")
    await talk.says("Bu Ratna")
    person = await talk.person()
    elsewhere = Profile("person", "Ratna S.", "", person.story, person.sub_sectors, "", "", "outside")
    assert await talk.store.transact(lambda tx: people.change(tx, person, elsewhere, talk.now))
    await talk.taps("Benar, simpan")
    talk.sees("baru saja diubah dari tempat lain", "Ini yang kami catat, Ratna S.", "Tempat: Luar")
    await talk.says("benar")
    talk.sees("sudah diperbarui")
    assert (await talk.person()).name == "Ratna S."


async def test_strangers_register_first(talk: Talk) -> None:
    await talk.says("ubah profil")
    talk.sees("sudah 18 tahun")
