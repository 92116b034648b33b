"""Asking for support: a story, a tap, two questions at most, filed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.message import Attachment
from bot.core.support import ClosedKind
from storage import media, threads
from storage.ports import Row
from tests.clock.world import rows
from tests.handlers import talk as talking
from tests.handlers.talk import CITY, Talk

ASKED = {
    "legality": ("kak sy mau bikin nib tp bingung mulai dr mana", ["Belum", "Perorangan"]),
    "ip": ("nak daftarke merek pempek kami, berapo biayanyo", ["Nama/logo (merek)", "Sudah"]),
    "food-cert": ("kak sy mau urus pirt tp bingung", ["Beku/vakum", "Dapur rumah"]),
    "funding": ("kak ada bantuan modal usaha utk umkm?", ["Alat/bahan", "Hibah"]),
    "space": ("mau pinjam gedung kesenian untuk pentas", ["Pentas", "minggu depan"]),
    "training": ("ada pelatihan fotografi dak?", ["Teknis karya", "Pemula"]),
    "promotion": ("bantu promosi produk kami dong kak", ["Produk", "Belum"]),
    "equipment": ("mau pinjam mesin jahit", ["mesin jahit, dua", "Pinjam"]),
    "matching": ("nak nyari reseller kemplang", ["Pembeli/reseller", "kemplang ikan"]),
    "permit": ("mau urus izin pawai di kambang iwak", ["29 desember", "Kota"]),
    "export": ("mau ekspor kemplang ke malaysia", ["Malaysia", "200 kilo sebulan"]),
    "voice": ("juri lomba kampung kreatif dak adil", ["Pelayanan", "Ya, tanpa nama"]),
}


async def begun(talk: Talk) -> Talk:
    await talk.says("menu")
    return await talk.taps("Minta dukungan")


async def at_guess(talk: Talk, story: str = "mau pinjam mesin jahit") -> Talk:
    await begun(talk)
    return await talk.says(story)


async def answered(talk: Talk, answers: list[str]) -> Talk:
    for answer in answers:
        await (talk.taps(answer) if answer in talk.labels else talk.says(answer))
    return talk


async def files(talk: Talk) -> list[Row]:
    """The files of the newest request's first message."""
    [*_, request] = await talk.requests()
    said = await talk.store.read(lambda tx: threads.of_request(tx, request.id, internal=False))
    return await talk.store.read(lambda tx: threads.files(tx, said[0].media))


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("kind", ASKED)
async def test_filed_within_five_messages(anywhere: Talk, kind: str, known: bool) -> None:
    talk = anywhere
    if known:
        await talk.registered()
    elif kind == "legality":
        talk.profile_name = ""
    await talk.says("menu")
    before = len(talk.answers)
    await talk.taps("Minta dukungan")
    story, answers = ASKED[kind]
    await talk.says(story)
    await talk.taps("Betul")
    await answered(talk, answers)
    assert len(talk.answers) - before == 5
    talk.sees("nomor D-1", "paling lambat Rabu, 26 November")
    [request] = await talk.requests()
    assert (request.kind, request.story) == (kind, story)
    assert set(request.answers) == {question.key for question in CITY.support_kind(kind).required}
    assert list(request.open_questions) == [question.key for question in CITY.support_kind(kind).later]
    assert request.name == ("" if known or kind in ("voice", "legality") else "Ratna")


def test_every_kind_is_asked_for() -> None:
    assert set(ASKED) == {kind.id for kind in CITY.support_kinds}


async def test_a_receipt_says_what_is_next(talk: Talk) -> None:
    await talk.registered()
    await at_guess(talk)
    talk.sees("Ini soal Alat & bahan ya, Kak?").may_tap("Betul", "Bukan")
    await talk.taps("Betul")
    talk.sees("Alat/bahan apa, dan berapa banyak?")
    await answered(talk, ["satu mesin jahit", "Pinjam"])
    talk.sees("✅ Permohonan masuk, nomor D-1. Petugas menjawab paling lambat Rabu, 26 November.", "Mau dilengkapi")
    talk.may_tap("Lengkapi", "Nanti saja").misses("DAFTAR")
    await talk.taps("Nanti saja")
    talk.sees("Mau apa sekarang")


async def test_three_likely_kinds_or_none_of_them(talk: Talk) -> None:
    await at_guess(talk)
    await talk.taps("Bukan")
    talk.sees("paling dekat dengan yang mana").may_tap("Pendanaan", "Tempat & panggung", "Lainnya", "Petugas saja")
    await talk.taps("Lainnya")
    talk.sees("Untuk urusan apa")
    talk.may_tap("Izin & perlindungan", "Modal & kemampuan", "Panggung & promosi", "Aspirasi", "Petugas saja")
    await talk.taps("Modal & kemampuan")
    talk.sees("Modal & kemampuan. Yang paling dekat")
    talk.may_tap("Pendanaan", "Pelatihan", "Alat & bahan", "Ekspor & pasar", "Kembali")
    await talk.taps("Pelatihan")
    talk.sees("Ingin belajar apa?")
    await talk.says("kembali")
    talk.sees("Untuk urusan apa")
    await talk.says("kembali")
    talk.sees("paling dekat dengan yang mana")
    await talk.says("pendanaan")
    talk.sees("Dananya untuk apa?")


@pytest.mark.parametrize("answer", ["Petugas saja", "tidak tahu", "dak tau", "terserah"])
async def test_nobody_must_choose(talk: Talk, answer: str) -> None:
    await at_guess(talk, "zzz qqq")
    talk.sees("Untuk urusan apa", "Tidak harus memilih")
    await talk.says(answer)
    talk.sees("Sudah kami teruskan ke petugas, nomor D-1. Dijawab paling lambat Rabu, 26 November.")
    assert await talk.asked() == [("unsorted", "zzz qqq")]


async def test_more_words_make_another_guess(talk: Talk) -> None:
    await at_guess(talk, "zzz qqq")
    await talk.says("mau urus izin pawai di kambang iwak")
    talk.sees("Sudah kami catat", "Ini soal Izin acara ya, Kak?")
    await talk.taps("Betul")
    await answered(talk, ["29 desember", "Kota"])
    assert await talk.asked() == [("permit", "zzz qqq\nmau urus izin pawai di kambang iwak")]


async def test_words_that_are_surely_a_request_begin_it(talk: Talk) -> None:
    await talk.registered()
    await talk.says("halo kak, mau pinjam mesin jahit")
    talk.sees("Ini soal Alat & bahan ya, Kak?")
    await talk.taps("Betul")
    await answered(talk, ["satu", "Sewa"])
    assert await talk.asked() == [("equipment", "mau pinjam mesin jahit")]


async def test_a_stranger_who_says_what_it_makes_is_registered(talk: Talk) -> None:
    await talk.says("foto produk pempek")
    talk.sees("sudah 18 tahun")


async def test_a_stranger_who_wishes_is_heard_and_may_register(talk: Talk) -> None:
    await talk.says("butuh fotografer untuk pempek kami")
    await answered(talk, ["Betul", "Rekan kreatif", "pempek"])
    talk.sees("nomor D-1", "ketik DAFTAR")
    await talk.says("butuh penari buat video wisata")
    await answered(talk, ["Betul", "Rekan kreatif", "panggung"])
    talk.sees("nomor D-2").misses("DAFTAR")
    await talk.registered()
    assert {request.person_id for request in await talk.requests()} == {(await talk.person()).id}


async def test_a_registration_below_is_offered_again(talk: Talk) -> None:
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    await talk.says("dukungan")
    await talk.says("zzz qqq")
    await talk.taps("Petugas saja")
    talk.sees("nomor D-1", "Pendaftaran Kakak tinggal")
    await talk.says("lanjut")
    talk.sees("Nama panggilan")


class TestDays:
    async def test_papers_are_due_in_time(self, talk: Talk) -> None:
        await at_guess(talk, "mau urus izin pawai di kambang iwak")
        await answered(talk, ["Betul", "29 desember", "Kota"])
        talk.sees("✅", "Acaranya Senin, 29 Desember, jadi berkas izin paling lambat masuk Selasa, 9 Desember.")
        [request] = await talk.requests()
        assert (request.event_on, request.wanted_on) == (date(2025, 12, 29), None)
        assert request.legal_at == talking.house().calendar.closing(date(2025, 12, 9))

    async def test_bad_news_comes_first(self, talk: Talk) -> None:
        await at_guess(talk, "mau urus izin pawai di kambang iwak")
        await answered(talk, ["Betul", "5 desember", "Nasional"])
        past = "Untuk acara Jumat, 5 Desember, batas memasukkan berkas izin sudah lewat: Kamis, 6 November."
        assert talk.text.startswith(past)
        talk.sees("Permohonan tetap masuk, nomor D-1").misses("✅", "⏳")

    async def test_a_day_not_known_stays_open(self, talk: Talk) -> None:
        await at_guess(talk, "mau urus izin pawai di kambang iwak")
        await talk.taps("Betul")
        talk.may_tap("Belum tahu")
        await talk.says("belum pasti kak")
        await talk.taps("Kota")
        [request] = await talk.requests()
        assert (request.event_on, request.open_questions[0]) == (None, "event_date")
        assert dict(request.answers) == {"scale": "kota"}

    async def test_a_day_over_or_not_read_is_asked_again(self, talk: Talk) -> None:
        await at_guess(talk, "mau urus izin pawai di kambang iwak")
        await talk.taps("Betul")
        await talk.says("5 november 2025")
        talk.sees("Rabu, 5 November sudah lewat", "Tanggal berapa acaranya?")
        await talk.says("habis lebaran lah")
        talk.sees("belum terbaca", "Tanggal berapa acaranya?")
        await talk.says("5/1")
        talk.sees("Skalanya apa?")

    async def test_a_wanted_day_is_said_back_and_hastens_the_answer(self, talk: Talk) -> None:
        await at_guess(talk, "mau pinjam gedung kesenian untuk pentas")
        await answered(talk, ["Betul", "Pentas", "besok"])
        talk.sees("paling lambat Selasa, 25 November", "Tanggal yang kami catat: Selasa, 25 November.")
        [request] = await talk.requests()
        assert (request.wanted_on, request.soon, request.legal_at) == (date(2025, 11, 25), 1, None)


class TestFiles:
    async def test_a_voice_note_is_story_enough(self, talk: Talk) -> None:
        await begun(talk)
        await talk.sends("voice")
        talk.sees("Rekaman Kakak sudah masuk", "Untuk urusan apa")
        assert talk.taken is not None
        assert talk.taken.wants_media
        await talk.taps("Petugas saja")
        assert await talk.asked() == [("unsorted", "")]
        assert [row["kind"] for row in await files(talk)] == ["voice"]

    async def test_too_long_a_voice_note_is_refused_kindly(self, talk: Talk) -> None:
        await begun(talk)
        await talk.does("voice", attachment=Attachment("r", seconds=121))
        talk.sees("lebih dari 2 menit", "Ceritakan kebutuhannya")
        await talk.does("voice", attachment=Attachment("r", seconds=120))
        talk.sees("Untuk urusan apa")

    async def test_photos_and_words_make_one_story(self, talk: Talk) -> None:
        await begun(talk)
        await talk.sends("photo")
        await talk.sends("file", caption="ini proposalnya")
        await talk.says("mau pinjam mesin jahit")
        talk.sees("Ini soal Alat & bahan")
        await talk.sends("photo")
        talk.sees("Foto Kakak sudah masuk", "Ini soal Alat & bahan")
        await answered(talk, ["Betul", "mesin jahit", "Pinjam"])
        assert await talk.asked() == [("equipment", "ini proposalnya\nmau pinjam mesin jahit")]
        assert [row["kind"] for row in await files(talk)] == ["photo", "file", "photo"]

    async def test_a_file_answers_a_question_too(self, talk: Talk) -> None:
        await at_guess(talk)
        await talk.taps("Betul")
        await talk.sends("photo")
        talk.sees("Foto Kakak sudah masuk", "Maunya bagaimana?")
        await talk.taps("Pinjam")
        [request] = await talk.requests()
        assert (dict(request.answers), "item" in request.open_questions) == ({"mode": "pinjam"}, False)
        assert [row["kind"] for row in await files(talk)] == ["photo"]

    async def test_out_of_the_blue_it_begins_a_request(self, talk: Talk) -> None:
        await talk.registered()
        await talk.sends("photo", caption="mesin jahit saya rusak, mau pinjam alat")
        talk.sees("Foto Kakak sudah masuk", "Ini soal Alat & bahan")
        await talk.says("batal")
        talk.sees("Tidak ada yang kami kirim ke petugas")
        await talk.does("location", latitude=-2.99, longitude=104.75)
        talk.sees("Lokasi Kakak sudah masuk")
        await talk.taps("Petugas saja")
        assert await talk.asked() == [("unsorted", "(-2.99000, 104.75000)")]

    async def test_a_refused_file_out_of_the_blue(self, talk: Talk) -> None:
        await talk.sends("file", size=30_000_000)
        talk.sees("lebih dari 20 MB", "Ceritakan kebutuhannya")

    async def test_files_wait_until_they_are_fetched(self, talk: Talk) -> None:
        await begun(talk)
        await talk.sends("photo")
        await talk.taps("Petugas saja")
        waiting = await talk.store.read(lambda tx: media.wanted(tx, "telegram", talk.now, 9))
        assert [row.kind for row in waiting] == ["photo"]


class TestTheSameAgain:
    async def filed(self, talk: Talk) -> None:
        await at_guess(talk)
        await answered(talk, ["Betul", "mesin jahit", "Pinjam"])

    async def test_it_is_shown_and_added_to(self, talk: Talk) -> None:
        await self.filed(talk)
        await talk.says("mau pinjam mesin jahit lagi kak")
        await talk.taps("Betul")
        talk.sees("mirip dengan permohonan Kakak D-1, 24 November 2025", '"mau pinjam mesin jahit"')
        talk.may_tap("Tambahkan ke D-1", "Ini lain")
        await talk.taps("Tambahkan ke D-1")
        talk.sees("Sudah kami tambahkan ke D-1")
        [request] = await talk.requests()
        said = await talk.store.read(lambda tx: threads.of_request(tx, request.id, internal=False))
        assert [each.text for each in said] == ["mau pinjam mesin jahit", "mau pinjam mesin jahit lagi kak"]

    async def test_another_matter_is_filed(self, talk: Talk) -> None:
        await self.filed(talk)
        await self_again(talk)
        await talk.taps("Ini lain")
        await answered(talk, ["mesin obras", "Sewa"])
        talk.sees("nomor D-2")

    async def test_a_question_asked_twice(self, talk: Talk) -> None:
        await talk.says("petugas")
        talk.sees("Senin-Kamis 08.00-16.00")
        await talk.says("kapan pameran songket berikutnya dibuka?")
        await talk.says("kapan pameran songket berikutnya dibuka ya")
        await talk.taps("Ya, teruskan")
        talk.sees("mirip dengan permohonan Kakak D-1")
        await talk.says("ya")
        talk.sees("Sudah kami tambahkan ke D-1")

    async def test_it_ended_while_its_question_stood(self, talk: Talk) -> None:
        await self.filed(talk)
        await self_again(talk)
        [request] = await talk.requests()
        ended = "UPDATE support_requests SET closed_at = 1, state = 'withdrawn'"
        await rows(talk.store, f"{ended} WHERE id = {request.id} RETURNING id")
        await talk.taps("Tambahkan ke D-1")
        talk.sees("Tidak ada yang kami kirim")


async def self_again(talk: Talk) -> None:
    await at_guess(talk, "mau pinjam mesin jahit lagi kak")
    await talk.taps("Betul")
    talk.sees("mirip dengan permohonan Kakak D-1")


async def test_a_complaint_without_a_name(talk: Talk) -> None:
    await at_guess(talk, "juri lomba kampung kreatif dak adil")
    await answered(talk, ["Betul", "Pelayanan"])
    talk.sees("Nama Kakak tidak terlihat oleh petugas mana pun. Sistem tetap menyimpan alamat obrolan ini")
    await talk.taps("Ya, tanpa nama")
    talk.sees("nomor D-1", "anggota komite yang ditunjuk").misses("✅", "DAFTAR", "Nama panggilan")
    [request] = await talk.requests()
    assert (request.sealed, request.anonymous, request.name) == (True, True, "")


async def test_a_complaint_with_a_name(talk: Talk) -> None:
    await at_guess(talk, "juri lomba kampung kreatif dak adil")
    await answered(talk, ["Betul", "Pelayanan", "Boleh dengan nama"])
    [request] = await talk.requests()
    assert (request.sealed, request.anonymous, request.name) == (True, False, "Ratna")


async def test_a_kind_that_is_closed_is_answered_at_once(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"id": "Ekspor dilayani Dinas Perdagangan (contoh).", "en": "Export is served elsewhere (sample)."}
    kinds = tuple(replace(k, closed=ClosedKind(texts)) if k.id == "export" else k for k in CITY.support.kinds)
    city = replace(CITY, support=replace(CITY.support, kinds=kinds))
    house = replace(talking.house(), city=city)
    monkeypatch.setattr(talking, "house", lambda: house)
    await at_guess(talk, "mau ekspor kemplang ke malaysia")
    await talk.taps("Betul")
    talk.sees("Ekspor dilayani Dinas Perdagangan (contoh).", "Mau apa sekarang")
    assert await talk.requests() == []
    assert [row["kind"] for row in await rows(talk.store, "SELECT kind FROM requests_elsewhere")] == ["export"]


async def test_a_nameless_stranger_is_asked_for_its_name_after_filing(talk: Talk) -> None:
    talk.profile_name = ""
    await at_guess(talk)
    await answered(talk, ["Betul", "mesin jahit", "Pinjam"])
    talk.sees("nomor D-1", "Nama panggilan Kakak siapa").may_tap("Lewati")
    await talk.says("Cek Ida")
    talk.sees("Baik, Cek Ida.", "Mau dilengkapi").may_tap("Lengkapi", "Nanti saja")
    assert [request.name for request in await talk.requests()] == ["Cek Ida"]


async def test_who_declined_is_not_named_unasked(talk: Talk) -> None:
    await talk.says("halo")
    await talk.says("tidak")
    await talk.says("mau pinjam mesin jahit")
    await answered(talk, ["Betul", "mesin jahit", "Pinjam"])
    talk.sees("Nama panggilan Kakak siapa")
    await talk.taps("Lewati")
    talk.sees("Mau dilengkapi")
    assert [request.name for request in await talk.requests()] == [""]


async def test_leaving_files_nothing(talk: Talk) -> None:
    await at_guess(talk)
    await talk.says("batal")
    talk.sees("Tidak ada yang kami kirim ke petugas", "Mau apa sekarang")
    assert await talk.requests() == []


async def test_the_story_is_asked_again_when_it_is_too_long_or_empty(talk: Talk) -> None:
    await begun(talk)
    await talk.says("x" * 2001)
    talk.sees("terlalu panjang", "2000", "Ceritakan kebutuhannya")
    await talk.says("mau pinjam mesin jahit")
    talk.sees("Ini soal Alat & bahan")


async def test_a_deploy_removed_the_kind(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await at_guess(talk)
    kinds = tuple(kind for kind in CITY.support.kinds if kind.id != "equipment")
    house = replace(talking.house(), city=replace(CITY, support=replace(CITY.support, kinds=kinds)))
    monkeypatch.setattr(talking, "house", lambda: house)
    await talk.says("makasih ya")
    await talk.taps("Betul")
    talk.sees("Sudah kami teruskan ke petugas, nomor D-1")
    assert await talk.asked() == [("unsorted", "mau pinjam mesin jahit")]


async def test_a_wish_at_the_consent_of_a_registration_is_heard(talk: Talk) -> None:
    """Nobody need register to ask: the registration is offered again afterwards."""
    await talk.says("halo")
    talk.sees("Kakak setuju dan sudah 18 tahun?")
    await talk.says("mau pinjam mesin jahit buat pesanan bulan depan")
    talk.sees("Ini soal Alat & bahan")
    await talk.taps("Betul")
    await talk.says("satu mesin")
    await talk.taps("Pinjam")
    talk.sees("nomor D-1")
    assert await talk.asked() == [("equipment", "mau pinjam mesin jahit buat pesanan bulan depan")]
    await talk.says("nanti saja")
    await talk.says("daftar")
    talk.sees("Kakak setuju dan sudah 18 tahun?")


async def test_words_that_are_no_wish_are_still_asked_back(talk: Talk) -> None:
    await talk.says("halo")
    await talk.says("hmm begitu ya")
    talk.sees("belum paham", "Kakak setuju dan sudah 18 tahun?")
    assert await talk.asked() == []
