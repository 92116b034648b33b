"""ANTREAN: one request after the other, each act shown before it goes, the next by itself."""

import pytest

from bot.core.changing import changed
from storage import replies as saved
from tests.handlers.desk import asks, both, hears, stands, thread, with_replies
from tests.handlers.talk import Talk

STANDARD = ["Jawab", "Minta keterangan", "Tutup", "Lewati", "Lainnya"]


async def test_a_saved_reply_takes_two_taps(talk: Talk) -> None:
    await with_replies(talk)
    async with both(talk) as (officer, asker):
        first = await asks(asker)
        await asks(asker, "mau pinjam tenda dan kursi untuk pameran")
        await officer.says("antrean")
        officer.sees("1 dari 2", "D-1", "Alat & bahan", "Yuk Ratna, Kriya", "mesin jahit saya rusak", "Diterima")
        officer.sees("paling lambat Rabu, 26 November 16.00")
        assert officer.labels[2:] == STANDARD
        await officer.taps(officer.labels[0])
        officer.sees("Kirim ke *Yuk Ratna* (Kriya", "Alat & bahan)?", "Yuk Ratna, ")
        await officer.may_tap("Kirim", "Kirim & tutup", "Ubah", "Batal").taps("Kirim")
        officer.sees("✅ D-1 terkirim ke Yuk Ratna.", "2 dari 2", "tenda dan kursi")
        (await hears(asker)).sees("Jawaban kami untuk permohonan D-1", "Yuk Ratna")
        assert (await stands(officer, first)).state == "in_progress"
        assert [said.author for said in await thread(officer, first)] == ["requester", "staff"]


async def test_own_words_take_three_acts(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.taps("Jawab")
        await officer.sees("Tulis jawaban untuk Yuk Ratna, D-1:").may_tap("Batal").says("Bisa *Senin*, datang ke sini.")
        await officer.sees('"Bisa \\*Senin\\*, datang ke sini."', "Kirim ke *Yuk Ratna*").taps("Kirim")
        officer.sees("terkirim", "Antrean Kakak kosong", "0 menunggu pemohon", "1 dipegang petugas lain")
        (await hears(asker)).sees("Bisa \\*Senin\\*, datang ke sini.")


async def test_words_typed_at_a_card_are_shown_before_they_go(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap diambil besok pagi.")
        await officer.sees('"Alatnya siap diambil besok pagi."', "Kirim ke *Yuk Ratna*").says("ya")
        officer.sees("D-1 terkirim ke Yuk Ratna")
        (await hears(asker)).sees("Alatnya siap diambil besok pagi.")


async def test_more_words_are_added_and_changed_ones_replace(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap diambil besok pagi.")
        await officer.says("Bawa surat keterangan dari lurah.")
        await officer.sees("besok pagi.\nBawa surat").taps("Ubah")
        await officer.sees("Tulis jawaban untuk").says("Alatnya belum ada.")
        await officer.sees('"Alatnya belum ada."').misses("surat").taps("Kirim")
        (await hears(asker)).sees("Alatnya belum ada.")


async def test_send_and_close_asks_the_outcome(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("Sudah kami pinjamkan hari ini.")
        await officer.taps("Kirim & tutup")
        officer.sees("Ditutup dengan hasil apa untuk *Yuk Ratna*")
        officer.may_tap("Terbantu", "Diberi saran", "Diarahkan ke lain", "Permohonan ganda", "Belum dapat dibantu")
        await officer.says("batal")
        await officer.sees('"Sudah kami pinjamkan hari ini."').taps("Kirim & tutup")
        await officer.taps("Terbantu")
        officer.sees("D-1 ditutup: Terbantu. Yuk Ratna ditanya")
        (await hears(asker)).sees("kami tutup dengan jawaban ini", "Sudah kami pinjamkan", "sudah beres")
        closed = await stands(officer, request)
        assert (closed.state, closed.outcome, closed.open) == ("done", "helped", False)


async def test_closing_takes_four_acts(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.taps("Tutup")
        await officer.sees("Tulis jawaban penutup untuk Yuk Ratna").says("Belum ada alatnya tahun ini.")
        await officer.may_tap("Kirim & tutup", "Ubah", "Batal").taps("Kirim & tutup")
        await officer.taps("Belum dapat dibantu")
        officer.sees("D-1 ditutup: Belum dapat dibantu", "Antrean Kakak kosong")
        (await hears(asker)).sees("D-1 belum dapat dibantu.", "Belum ada alatnya tahun ini.")
        assert (await stands(officer, request)).state == "declined"


async def test_asking_for_more_makes_it_the_requesters_turn(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.taps("Minta keterangan")
        await officer.sees("Tulis satu keterangan yang masih kurang dari Yuk Ratna").says("Dipakai tanggal berapa?")
        await officer.sees("Minta keterangan ini ke *Yuk Ratna*").may_tap("Kirim", "Ubah", "Batal").taps("Kirim")
        officer.sees("keterangan diminta ke Yuk Ratna", "1 menunggu pemohon")
        (await hears(asker)).sees("perlu satu keterangan lagi", "Dipakai tanggal berapa?")
        assert (await stands(officer, request)).turn == "requester"


@pytest.mark.parametrize("way_back", ["Batal", "batal"])
async def test_nothing_goes_that_was_cancelled(talk: Talk, way_back: str) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.taps("Jawab")
        await (officer.taps if way_back == "Batal" else officer.says)(way_back)
        officer.sees("1 dari 1", "D-1")
        await officer.says("Alatnya siap besok.")
        await (officer.taps if way_back == "Batal" else officer.says)(way_back)
        officer.sees("1 dari 1", "D-1").misses("terkirim")
        assert (await stands(officer, request)).version == request.version
        await officer.taps("Jawab")
        officer.sees("Tulis jawaban untuk")


async def test_cancelling_a_change_keeps_the_words(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap besok.")
        await officer.taps("Ubah")
        await officer.taps("Batal")
        await officer.sees('"Alatnya siap besok."').taps("Kirim")
        (await hears(asker)).sees("Alatnya siap besok.")


async def test_skipped_ones_come_again(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        for story in ("pinjam tenda", "izin pameran", "cari mentor"):
            await asks(asker, story)
        await officer.says("antrean")
        await officer.sees("1 dari 3", "pinjam tenda").taps("Lewati")
        await officer.sees("D-1 dilewati.", "2 dari 3", "izin pameran").says("lewat")
        await officer.sees("D-2 dilewati.", "3 dari 3", "cari mentor").says("Ada mentor hari Rabu.")
        await officer.taps("Kirim")
        await officer.sees("terkirim", "Yang tadi dilewati: 2.").may_tap("Lihat lagi", "Menu").taps("Lihat lagi")
        officer.sees("1 dari 2", "pinjam tenda")


async def test_an_empty_queue_is_told_kindly(talk: Talk) -> None:
    async with both(talk) as (officer, _):
        await officer.says("antrean")
        officer.sees("Antrean Kakak kosong, terima kasih")
        officer.may_tap(
            "Antrean (0)", "Cari", "Alat petugas", "Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas"
        )


async def test_leaving_and_coming_back(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.says("Alatnya siap besok.")
        await officer.says("menu")
        officer.sees("Mau apa sekarang")
        await officer.taps("Lanjutkan yang tadi")
        await officer.sees('"Alatnya siap besok."', "Kirim ke *Yuk Ratna*").later(days=1)
        await officer.says("halo")
        await officer.sees("Jawaban Kakak tinggal satu langkah").taps("Lanjut")
        await officer.sees('"Alatnya siap besok."').taps("Kirim")
        (await hears(asker)).sees("Alatnya siap besok.")


async def test_leaving_the_queue(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        request = await asks(asker)
        await officer.says("antrean")
        await officer.says("batal")
        officer.sees("Antrean ditutup dulu")
        assert officer.labels[0] == "Antrean (1)"
        await officer.says("1")
        officer.sees("1 dari 1", "D-1")
        assert (await stands(officer, request)).version == request.version


async def test_a_saved_reply_goes_as_it_was_shown(talk: Talk) -> None:
    """The committee may change or end it while somebody looks at it."""
    replies = await with_replies(talk)
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.taps(officer.labels[0])
        shown = officer.text.partition('"')[2].partition('"')[0]
        for reply in replies:
            await officer.store.transact(lambda tx, r=reply: saved.save(tx, changed(r, text="Lain.", active=False)))  # type: ignore[misc]
        await officer.taps("Kirim")
        (await hears(asker)).sees(shown)


async def test_numbers_are_buttons_and_files_are_no_answers(talk: Talk) -> None:
    async with both(talk) as (officer, asker):
        await asks(asker)
        await officer.says("antrean")
        await officer.sends("photo")
        officer.sees("belum bisa dipakai", "1 dari 1")
        await officer.says("1")
        await officer.sees("Tulis jawaban untuk").says("x" * 3001)
        officer.sees("paling panjang 3000 huruf", "Tulis jawaban untuk")
