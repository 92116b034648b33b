"""Staff find a request by its number or its requester's; what is sealed opens for nobody else."""

import pytest

from bot.actions import requesting
from tests.handlers.desk import act, asks, both, hears, hired, stands
from tests.handlers.talk import Talk


@pytest.mark.parametrize("typed", ["cari D-2", "Cari d-2", "cari 2", "D-2", "D-2025-000002"])
async def test_a_number_opens_its_card(talk: Talk, typed: str) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker, "pinjam tenda")
        await asks(asker, "izin pameran", kind="permit")
        await officer.says(typed)
        officer.sees("*D-2* · Izin acara", "izin pameran").misses(" dari ")
        await officer.says("Izinnya lewat kepolisian.")
        await officer.taps("Kirim")
        officer.sees("D-2 terkirim ke Yuk Ratna", "Mau apa sekarang")
        (await hears(asker)).sees("Izinnya lewat kepolisian.")


@pytest.mark.parametrize("typed", ["D-24", "24", "cari D-24"])
async def test_in_the_queue_a_number_opens_and_the_queue_goes_on(talk: Talk, typed: str) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker, "pinjam tenda")
        for n in range(23):
            await asks(asker, f"cerita {n}")
        await officer.says("antrean")
        await officer.sees("1 dari 24", "pinjam tenda").says(typed)
        await officer.sees("*D-24*", "cerita 22").says("Sudah kami catat.")
        await officer.taps("Kirim")
        officer.sees("D-24 terkirim", "2 dari 24", "pinjam tenda")


async def test_an_unknown_number_leaves_the_card_open(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.says("D-77")
        officer.sees("Tidak ada permohonan dengan nomor D-77", "1 dari 1", "D-1")


async def test_the_word_alone_asks_the_number(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("menu")
        await officer.taps("Cari")
        await officer.sees("Nomor berapa?").says("entah")
        await officer.sees("belum berupa nomor").says("77")
        officer.sees("Tidak ada permohonan dengan nomor 77")
        await officer.says("cari")
        await officer.says("1")
        officer.sees("*D-1*", "mesin jahit")


async def test_a_practitioners_number_lists_its_requests(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        number = (await asker.person()).number
        await officer.says(f"cari {number}")
        officer.sees(f"Tidak ada permohonan dengan nomor {number}")
        await asks(asker, "pinjam tenda")
        await officer.says(f"cari {number.lower()}")
        officer.sees("*D-1*", "pinjam tenda")
        await officer.says("batal")
        await asks(asker, "izin pameran", kind="permit")
        await asks(asker, "laporan tentang panitia", kind="voice")
        await officer.says(number)
        await (
            officer.sees(f"Permohonan {number} yang terbaru (2)")
            .may_tap("D-2 Izin acara & keramaian", "D-1 Alat & bahan")
            .taps("D-1 Alat & bahan")
        )
        officer.sees("*D-1*", "pinjam tenda")


async def test_a_sealed_one_shows_reference_age_and_state_only(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker, "laporan RAHASIA-77", kind="voice", anonymous=True)
        await officer.later(days=3)
        await officer.says(f"cari {request.short}")
        officer.sees("D-2025-000001 pengaduan tertutup: Diterima, umur 3 hari").misses("RAHASIA", "Ratna", "Kriya")
        await officer.taps_id(f"do:find:{request.id}")
        officer.sees("pengaduan tertutup").misses("RAHASIA", "Ratna")
        await officer.says("antrean")
        officer.sees("kosong").misses("RAHASIA")


async def test_ones_own_number_is_ones_own_request(talk: Talk) -> None:
    """Outside the queue "D-1" is first what somebody asked itself; CARI is always the desk's."""
    async with both(talk) as (officer, asker):
        await officer.registered("Cek Petugas")
        own = await asks(officer, "saya sendiri mau pelatihan", kind="training")
        await asks(asker)
        await officer.says(own.short)
        officer.misses("Cek Petugas, ", "Minta keterangan")
        await officer.says("batal")
        await officer.says(f"cari {own.short}")
        officer.sees("*D-1*", "Cek Petugas, ")
        assert (await act(officer, requesting.mine))[0].id == own.id


@pytest.mark.parametrize("typed", ["cari D-1", "D-1", "antrean", "cari", "alat petugas", "cari PLG-000001"])
async def test_to_anybody_else_these_are_words_as_any(talk: Talk, typed: str) -> None:
    """They are answered as before there was such a request, and by nothing of the staff's."""
    async with both(talk) as (officer, asker):
        await asker.says(typed)
        unknown, labels = asker.text, asker.labels
        await asker.says("batal")
        await asks(officer, "mesin RAHASIA-77")
        await asker.says(typed)
        assert (asker.text, asker.labels) == (unknown, labels)
        asker.misses("RAHASIA", "Antrean", "Nomor berapa")


@pytest.mark.parametrize("role", ["viewer", "admin", "enumerator"])
async def test_other_roles_find_nothing(talk: Talk, role: str) -> None:
    async with both(talk) as (_, asker):
        request = await asks(asker)
        other = talk.other("3001")
        other.now = talk.now
        await other.open()
        await hired(other, role)
        for typed in ("cari D-1", "antrean", "D-1"):
            await other.says(typed)
            other.misses("mesin jahit", "Yuk Ratna", "D-1 ")
        await other.taps_id(f"do:find:{request.id}")
        other.sees("Tombol itu dari pertanyaan sebelumnya")
        await other.close()
        assert (await stands(talk, request)).version == request.version
