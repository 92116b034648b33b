"""PELUANG BARU: an opportunity from nothing to published, by two people in their chats."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from bot.actions import publishing
from bot.actions.changing import Seen
from tests.actions.offering import COMPLETE
from tests.handlers.making import looks, newest
from tests.handlers.office import act, officer
from tests.handlers.talk import Talk
from tests.offers import published


@pytest.fixture
async def desk(talk: Talk) -> AsyncIterator[Talk]:
    """An officer of the desk."""
    await talk.says("halo")
    opened = await officer(talk, "2001", "desk", name="Petugas Rekaan")
    yield opened
    await opened.close()


@pytest.fixture
async def member(talk: Talk, desk: Talk) -> AsyncIterator[Talk]:
    """A member of the committee."""
    opened = await officer(talk, "2002", "committee", name="Anggota Rekaan")
    yield opened
    await opened.close()


async def test_from_nothing_to_published(desk: Talk, member: Talk) -> None:
    await desk.says("peluang baru")
    desk.sees("Tempel saja pengumumannya")
    await desk.says("Slot Panggung Sabtu Malam\nDibuka 20 slot untuk band dan solois kota.")
    desk.sees("Draf tersimpan", "Kapan tutup, dan kapan acaranya?")
    await desk.says("tutup 18 Desember, acara 9-10 Januari")
    desk.sees("Dicatat: tutup Kamis, 18 Desember 2025, acara mulai Jumat, 9 Januari.", "Di mana?")
    await desk.says("Pedestrian Bukit Kecil")
    await desk.says("Kekraf Contoh")
    desk.sees("Berapa tempat, dan berapa biayanya?")
    await desk.says("20 slot, gratis")
    await desk.says("2 lagu karya sendiri\ndurasi 25 menit")
    await desk.says("tata suara\nboleh jual rilisan")
    desk.sees("Honor: berapa rupiah?")
    await desk.says("300 ribu")
    desk.sees("Kapan dibayar?")
    await desk.says("7 hari setelah tampil")
    desk.sees("Untuk subsektor apa saja?")
    await desk.taps("Musik")
    await desk.taps("Selesai")
    await desk.taps("Dari penyelenggara")
    desk.sees("Ada posternya?")
    await desk.taps("Lewati")
    desk.sees("*Slot Panggung Sabtu Malam*", "Draf").misses("Masih kurang")
    await desk.taps("Ajukan")
    desk.sees("diajukan")
    [notice] = await member.came()
    assert notice.text.startswith("Perlu ditinjau: *Slot Panggung Sabtu Malam*")
    await member.taps("Lihat")
    member.sees("Slot Panggung Sabtu Malam", "Ditinjau")
    await member.taps("Setujui")
    member.sees("isinya benar?")
    await member.taps("Ya")
    one = await newest(member)
    member.sees(f"terbit dengan kode {one.code}")
    assert (one.state, one.offer.kind, one.offer.quota, one.offer.fee_idr) == ("published", "stage", 20, 0)
    assert (one.offer.audience.sub_sectors, one.offer.district) == (("musik",), "16.71.11")
    assert one.offer.fields == {"honorarium_idr": 300_000, "payment_terms": "7 hari setelah tampil"}


async def test_the_draft_outlives_leaving_and_another_goes_on(desk: Talk, member: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says("Lomba Mural Contoh\nMenghias dinding pasar.")
    await desk.says("tutup 18 Desember")
    await desk.says("batal")
    desk.sees("Draf tersimpan. Ketik DRAF untuk melanjutkan.")
    await member.says("draf")
    member.sees("Ditinjau 0, draf 1, terbit 0.").may_tap("Draf (1)", "Peluang baru", "Tutup daftar")
    await member.taps("Draf (1)")
    await member.taps("Lomba Mural Contoh")
    member.sees(
        "*Lomba Mural Contoh*", "Masih kurang: penyelenggara, biaya, syarat, sumber kabar, yang dinilai, hak atas"
    )
    await member.taps("Lengkapi")
    member.sees("Siapa penyelenggaranya?")
    await member.says("Pasar Contoh")
    member.sees("Berapa tempat, dan berapa biayanya?")
    await member.taps("Gratis")
    await member.taps("Tidak ada")
    await member.says("surat pengelola pasar")
    member.sees("Apa yang dinilai?")
    await member.says("keunikan\nketahanan cat")
    member.sees("Hak atas karya?")
    await member.says("milik pembuat, boleh difoto panitia")
    member.sees("Lomba Mural Contoh").misses("Masih kurang")
    one = await newest(member)
    assert (one.offer.fee_idr, [each.text for each in one.offer.requirements]) == (0, ["tanpa syarat khusus"])


async def test_everything_may_be_passed_over(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says("Pameran Contoh")
    questions = 0
    while "Masih kurang" not in desk.text:
        await desk.taps("Lewati")
        questions += 1
    assert questions == 10
    desk.sees("keterangan, penyelenggara, tanggal tutup").misses("Ajukan")
    assert "Ajukan" not in desk.labels


async def test_what_lacks_is_asked_once_though_it_is_passed_over(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says("Panggung Sungai Contoh\nDibuka 1 slot untuk musik, tutup 18 Desember, gratis.")
    await desk.says("batal")
    await looks(desk, await newest(desk))
    await desk.taps("Lengkapi")
    asked = []
    while "Masih kurang" not in desk.text:
        asked.append(desk.text)
        assert len(asked) < 20
        await desk.taps("Lewati")
    assert len(asked) == len(set(asked)) > 1


async def test_a_pasted_announcement_is_not_asked_again(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says(
        "PELATIHAN MEREK (contoh)\nCara mendaftarkan merek.\nPelaksanaan: 7 Januari\nDaftar sampai 18 Desember\nGratis"
    )
    desk.sees("Draf tersimpan", "Dicatat: tutup Kamis, 18 Desember 2025, acara mulai Rabu, 7 Januari.", "Di mana?")
    one = await newest(desk)
    assert (one.offer.kind, one.offer.fee_idr) == ("training", 0)


async def test_what_is_too_long_is_cut_with_a_word_and_a_file_that_is_no_picture_left_out(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says("Pameran Contoh\n" + "kata " * 200)
    desk.sees("Draf tersimpan", "Keterangannya terpotong di 500 huruf")
    await desk.says("batal")
    await desk.says("peluang baru")
    await desk.sends("file", mime="application/pdf", caption="Pameran Contoh\nSingkat saja.")
    desk.sees("Berkasnya bukan gambar").misses("terpotong")
    assert (await newest(desk)).poster_id is None


async def test_an_announcement_with_named_lines_leaves_three_questions(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says(
        "PELATIHAN MEREK (contoh)\nCara mendaftarkan merek.\nPelaksanaan: 7 Januari\nDaftar sampai 18 Desember\n"
        "Lokasi: Sako\nSyarat: punya produk\nFasilitas: modul, sertifikat\nPenyelenggara: Kekraf Contoh\nGratis"
    )
    desk.sees("Draf tersimpan", "Untuk subsektor apa saja?")
    await desk.taps("Lewati")
    await desk.taps("Dari penyelenggara")
    desk.sees("Ada posternya?")
    await desk.taps("Lewati")
    desk.sees("*PELATIHAN MEREK (contoh)*").misses("Masih kurang")
    assert "Ajukan" in desk.labels


async def test_a_kind_that_words_do_not_tell_is_asked(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.says("Sungai Bercerita")
    desk.sees("Jenisnya apa, Kak?").may_tap("Peluang", "Panggung")
    await desk.taps("Panggung")
    await desk.taps("Pameran")
    desk.sees("Draf tersimpan")
    assert (await newest(desk)).offer.kind == "exhibition"


async def test_a_poster_begins_one_too(desk: Talk) -> None:
    await desk.says("peluang baru")
    await desk.sends("photo", caption="Pameran Contoh\nKarya perupa muda.")
    desk.sees("Poster diterima.", "Kapan tutup")
    one = await newest(desk)
    assert (one.offer.kind, one.poster_id is not None) == ("exhibition", True)


async def test_a_poster_is_sent_last_and_no_other_file_is_one(desk: Talk) -> None:
    one = await act(desk, publishing.draft, COMPLETE)
    await looks(desk, one)
    await desk.taps("Ubah")
    await desk.says("poster")
    await desk.sends("file", mime="application/pdf")
    desk.sees("Itu bukan gambar.")
    await desk.says("ini posternya")
    desk.sees("Itu bukan gambar.")
    await desk.taps("Lewati")
    desk.sees("*Slot Panggung Contoh*")
    assert (await newest(desk)).poster_id is None
    await desk.taps("Ubah")
    await desk.says("poster")
    await desk.sends("file", mime="image/png")
    desk.sees("*Slot Panggung Contoh*")
    assert (await newest(desk)).poster_id is not None
    await desk.taps("Pratinjau")
    await desk.taps("Telegram")
    assert [media.source for media in desk.bubble.media] == [f"shown:{(await newest(desk)).poster_id}"]


async def test_a_copy_is_asked_only_what_it_lacks(desk: Talk, member: Talk) -> None:
    await published(desk.store, desk.now, None)
    await desk.says("peluang baru")
    await desk.taps("Salin yang lama")
    await desk.says("Slot Panggung Contoh")
    desk.sees("Salinan tersimpan sebagai draf", "Kapan tutup")
    one = await newest(desk)
    assert (one.state, one.offer.last_day, one.offer.organizer) == ("draft", None, "Kekraf Contoh")


async def test_a_fee_is_agreed_to_by_a_third_person(desk: Talk, member: Talk) -> None:
    third = await officer(desk, "2003", "committee", name="Anggota Lain")
    one = await act(desk, publishing.draft, replace(COMPLETE, fee_idr=50_000))
    await looks(desk, one)
    await desk.taps("Ajukan")
    await member.came()
    await member.taps("Lihat")
    await member.taps("Setujui")
    await member.taps("Ya")
    member.sees("Biayanya perlu persetujuan satu orang lagi")
    await member.says("tinjau")
    await member.taps("Ditinjau (1)")
    await member.says("Slot Panggung Contoh")
    member.sees("biayanya menunggu satu orang lagi")
    assert "Setujui biaya" not in member.labels
    await third.came()
    await third.taps("Lihat")
    await third.taps("Setujui biaya")
    third.sees("Biayanya wajar")
    await third.taps("Ya")
    third.sees("terbit dengan kode")
    assert (await newest(third)).state == "published"
    await third.close()


async def test_whoever_wrote_it_is_not_offered_to_approve(member: Talk) -> None:
    one = await act(member, publishing.draft, COMPLETE)
    one = await act(member, publishing.submit, Seen(one.id, one.version))
    await looks(member, one)
    assert "Setujui" not in member.labels and "Kembalikan" in member.labels


async def test_sent_back_with_words_and_handed_in_again(desk: Talk, member: Talk) -> None:
    one = await act(desk, publishing.draft, COMPLETE)
    one = await act(desk, publishing.submit, Seen(one.id, one.version))
    await looks(member, one)
    await member.taps("Kembalikan")
    await member.says("Tempatnya belum jelas.")
    member.sees("dikembalikan ke penulisnya")
    [notice] = await desk.came()
    assert "Tempatnya belum jelas." in notice.text
    await desk.taps("Lihat")
    desk.sees("Catatan: Tempatnya belum jelas.")
    await desk.taps("Ajukan")
    desk.sees("diajukan")


async def test_whoever_comes_second_sees_how_it_stands(desk: Talk, member: Talk) -> None:
    third = await officer(desk, "2003", "committee", name="Anggota Lain")
    one = await act(desk, publishing.draft, COMPLETE)
    one = await act(desk, publishing.submit, Seen(one.id, one.version))
    for who in (member, third):
        await looks(who, one)
        await who.taps("Setujui")
    await member.taps("Ya")
    await third.taps("Ya")
    third.sees("baru saja diubah orang lain", "Terbit")
    await third.close()


async def test_second_thoughts_lead_back_to_the_card(desk: Talk, member: Talk) -> None:
    one = await act(desk, publishing.draft, COMPLETE)
    await act(desk, publishing.submit, Seen(one.id, one.version))
    await looks(member, one)
    await member.taps("Setujui")
    await member.taps("Jangan")
    member.sees("*Slot Panggung Contoh*", "Ditinjau")
    await member.taps("Tutup kartu")
    member.sees("tidak ada yang berubah")
    await looks(member, one)
    await member.says("batal")
    member.misses("*Slot Panggung Contoh*")


@pytest.mark.parametrize(
    ("taps", "state", "told"),
    [
        (("Tutup pendaftaran", "Ya"), "closed", "ditutup"),
        (("Tarik dulu", "Ya"), "draft", "sekarang jadi draf"),
        (("Perpanjang", "20 Desember"), "published", "diperpanjang"),
        (("Batalkan acara", "Gedungnya direnovasi.", "Ya"), "cancelled", "dibatalkan"),
        (("Salin",), "draft", "Salinan tersimpan"),
        (("Ubah", "Tempat", "Gedung Lain"), "published", "Gedung Lain"),
        (("Ubah", "Tanggal", "acara 12 Januari"), "published", "Senin, 12 Januari 2026"),
    ],
)
async def test_what_is_done_with_what_is_out(
    desk: Talk, member: Talk, taps: tuple[str, ...], state: str, told: str
) -> None:
    one = await published(desk.store, desk.now, None, fields=COMPLETE.fields, last_day=date(2025, 12, 18))
    await looks(member, one)
    for typed in taps:
        await member.says(typed)
    member.sees(told)
    assert (await newest(member)).state == state
    await looks(desk, one)
    ends = {"Tutup pendaftaran", "Tarik dulu", "Perpanjang", "Batalkan acara"}
    assert not (ends if state == "draft" else {"Ubah", *ends}) & set(desk.labels)


@pytest.mark.parametrize("role", ["viewer", "admin", None])
async def test_it_is_for_staff_alone(talk: Talk, desk: Talk, role: str | None) -> None:
    one = await act(desk, publishing.draft, COMPLETE)
    who = await officer(talk, "2005", role) if role else talk
    for typed in ("peluang baru", "draf"):
        await who.says(typed)
        who.misses("Tempel saja", "draf 1")
        await who.says("batal")
    await looks(who, one)
    who.misses("Slot Panggung Contoh")
    await looks(desk, one)
    desk.sees("Slot Panggung Contoh")
    if who is not talk:
        await who.close()


async def test_it_reads_as_on_each_channel(desk: Talk) -> None:
    one = await act(desk, publishing.draft, replace(COMPLETE, summary={"id": "kata " * 99, "en": "word"}))
    for label in ("Telegram", "WhatsApp", "web", "English"):
        await looks(desk, one)
        await desk.taps("Pratinjau")
        await desk.taps(label)
        desk.sees("terbaca begini", "Sample Stage Slot" if label == "English" else "Slot Panggung Contoh")
        desk.may_tap("Kembali ke kartu")
    await desk.taps("Kembali ke kartu")
    desk.sees("Draf")
