"""MITRA: the committee keeps the directory of partners in its chat."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.actions import partnering
from storage.partners import Partner
from tests.handlers.office import act, officer
from tests.handlers.talk import Talk

SANGGAR = Partner(0, "community", "Sanggar Contoh", ("equipment",), ("kriya",), "Jl. Contoh 1", "Ketua Sanggar")


@pytest.fixture
async def member(talk: Talk) -> AsyncIterator[Talk]:
    """A committee member, with one body in the directory."""
    await talk.says("halo")
    opened = await officer(talk, "2002", "committee", name="Anggota Komite")
    await act(opened, partnering.add, SANGGAR)
    yield opened
    await opened.close()


async def known(member: Talk) -> dict[str, Partner]:
    return {each.name: each for each in await act(member, partnering.every)}


async def to(member: Talk, name: str = "Sanggar Contoh") -> Talk:
    """The card of a body."""
    await member.says("mitra")
    return await member.says(name)


async def test_it_is_listed_by_side_with_what_is_lacking(member: Talk) -> None:
    await act(member, partnering.add, Partner(0, "community", "Komunitas Rekaan", (), ("musik",)))
    await member.says("mitra")
    member.sees("Daftar mitra: 2.", "Belum ada mitra untuk Film", "Belum ada mitra untuk Seni Rupa")
    member.sees("Perlu mitra: Musik, baru 1.").may_tap("Komunitas (2)", "Tambah mitra", "Tutup daftar")
    await member.taps("Komunitas (2)")
    member.may_tap("Sanggar Contoh", "Komunitas Rekaan", "Kembali")
    await member.taps("Sanggar Contoh")
    member.sees(
        "*Sanggar Contoh*", "Pihak: Komunitas", "Jenis: Alat & bahan", "Subsektor: Kriya",
        "Tujuan surat: Ketua Sanggar",        "Alamat: Jl. Contoh 1", "Status: Aktif", "Sudah benar?",
    )  # fmt: skip


@pytest.mark.parametrize("role", ["desk", "viewer", "admin"])
async def test_only_the_committee_keeps_it(talk: Talk, member: Talk, role: str) -> None:
    other = await officer(talk, "2005", role)
    for who in (other, talk):
        await who.says("mitra")
        who.misses("Daftar mitra")
    await other.close()
    await member.says("mitra")
    member.sees("Daftar mitra: 1.")


async def test_a_new_body(member: Talk) -> None:
    await member.says("mitra")
    await member.taps("Tambah mitra")
    await member.says("Kampus Contoh")
    await member.says("akademisi")
    member.sees("jenis dukungan apa saja?")
    await member.says("pelatihan")
    await member.says("selesai")
    await member.says("lewati")
    await member.says("Rektor")
    member.sees("Alamat kantor")
    await member.says("kampus.example, telepon 0711 555 010")
    member.sees("*Kampus Contoh*", "Jenis: Pelatihan", "Subsektor: semua", "Status: Aktif")
    await member.taps("Benar, simpan")
    member.sees("Kampus Contoh masuk daftar mitra.", "Daftar mitra: 2.")
    made = (await known(member))["Kampus Contoh"]
    assert (made.helix, made.kinds, made.sub_sectors, made.addressee) == ("academic", ("training",), (), "Rektor")
    assert made.address == "kampus.example, telepon 0711 555 010"


async def test_a_name_that_is_there_already(member: Talk) -> None:
    await member.says("mitra")
    await member.taps("Tambah mitra")
    for typed in ("Sanggar Contoh", "komunitas", "lewati", "lewati", "kosongkan", "kosongkan"):
        await member.says(typed)
    await member.taps("Benar, simpan")
    member.sees("Sanggar Contoh sudah ada dalam daftar mitra.", "Sudah benar?")
    await member.taps("Ada yang diubah")
    await member.taps("Nama")
    await member.says("Sanggar Contoh Dua")
    await member.taps("Benar, simpan")
    member.sees("Sanggar Contoh Dua masuk daftar mitra.")


@pytest.mark.parametrize(
    "number",
    [
        "0812-3456-7890",
        "+62 812 3456 7890",
        "wa.me/6281234567890",
        "(0812) 34567890",
        "62 0812 3456 789",
        "081234567890",
    ],
)
async def test_nobodys_own_number(member: Talk, number: str) -> None:
    await to(member)
    await member.taps("Ada yang diubah")
    await member.taps("Alamat")
    await member.says(f"hubungi {number}")
    member.sees("Nomor ponsel pribadi tidak disimpan", "Alamat kantor, halaman, atau telepon kantornya?")
    await member.says("telepon kantor (0711) 812-345")
    member.sees("Alamat: telepon kantor (0711) 812-345")
    await member.taps("Benar, simpan")
    assert (await known(member))["Sanggar Contoh"].address == "telepon kantor (0711) 812-345"


async def test_a_body_is_retired_and_comes_back(member: Talk) -> None:
    await to(member)
    await member.taps("Ada yang diubah")
    await member.taps("Status")
    await member.taps("Tidak aktif")
    member.sees("Status: Tidak aktif")
    await member.taps("Benar, simpan")
    member.sees("Sanggar Contoh tidak ditawarkan lagi.").may_tap("Tidak aktif (1)", "Tambah mitra", "Tutup daftar")
    assert not (await known(member))["Sanggar Contoh"].active
    await member.taps("Tidak aktif (1)")
    await member.taps("Sanggar Contoh")
    for label in ("Ada yang diubah", "Status", "Aktif", "Benar, simpan"):
        await member.taps(label)
    member.sees("Data Sanggar Contoh sudah diperbarui.").may_tap("Komunitas (1)", "Tambah mitra", "Tutup daftar")


async def test_who_was_first_is_not_overwritten(member: Talk) -> None:
    await to(member)
    before = (await known(member))["Sanggar Contoh"]
    await act(member, partnering.change, replace(before, address="Jl. Lain 2"))
    await member.taps("Ada yang diubah")
    await member.taps("Tujuan surat")
    await member.says("Pengurus")
    await member.taps("Benar, simpan")
    member.sees("baru saja berubah", "Alamat: Jl. Lain 2", "Tujuan surat: Ketua Sanggar")
    assert (await known(member))["Sanggar Contoh"].addressee == "Ketua Sanggar"
    for typed in ("ada yang diubah", "tujuan surat", "Pengurus", "benar, simpan"):
        await member.says(typed)
    after = (await known(member))["Sanggar Contoh"]
    assert (after.addressee, after.address) == ("Pengurus", "Jl. Lain 2")


async def test_leaving_changes_nothing(member: Talk) -> None:
    before = await known(member)
    await to(member)
    await member.says("batal")
    await member.says("mitra")
    await member.taps("Tutup daftar")
    member.sees("tidak ada yang berubah")
    assert await known(member) == before
