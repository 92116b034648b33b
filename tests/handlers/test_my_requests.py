"""Permohonan saya: whose turn it is, one request opened, what was said, more words, taking back, opening again."""

import json
from datetime import date

import pytest

from bot.actions import answering, closing, holding, requesting, routing, sorting
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Say
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import contacts
from tests.handlers import counter
from tests.handlers.talk import CHANNELS, Talk


async def test_nothing_was_asked_yet(talk: Talk) -> None:
    await talk.registered()
    await talk.says("profil saya")
    await talk.taps("Permohonan saya")
    talk.sees("Belum ada permohonan", "Mau apa sekarang")


async def test_the_list_says_who_acts_next(anywhere: Talk) -> None:
    talk = await anywhere.registered()
    first, second = await counter.files(talk), await counter.files(talk, "permit", "izin acara di BKB")
    third = await counter.files(talk, "unsorted", "kapan ada pameran?")
    await counter.officer(talk, answering.ask_more, await counter.seen(talk, first), "Mesinnya merek apa?")
    await counter.officer(talk, closing.close, await counter.seen(talk, third), "advised", "Bulan depan, Kak.")
    await talk.says("permohonan saya")
    talk.sees("Permohonan Kakak: 3, 2 masih berjalan", "D-1 · ", "Menunggu jawaban Kakak")
    talk.sees(f"{second.short} · ", "Giliran petugas, paling lambat Rabu, 26 November")
    talk.sees("D-3 · pertanyaan\nSelesai. Menunggu kabar Kakak: sudah beres?")
    assert talk.text.index("D-2 ·") < talk.text.index("D-1 ·") < talk.text.index("D-3 ·")
    assert [label.split()[0] for label in talk.labels] == ["D-2", "D-1", "D-3"]
    await talk.says("2")
    talk.sees("D-1 · ", "Menunggu jawaban Kakak", counter.STORY, "Mesinnya merek apa?")


@pytest.mark.parametrize("typed", ["D-2", "d 2", "D-2025-000002", "d2", "0002", "2025-2"])
async def test_its_number_opens_it(talk: Talk, typed: str) -> None:
    await talk.registered()
    await counter.files(talk)
    await counter.files(talk, "permit", "izin acara di BKB")
    await talk.says(typed)
    talk.sees("D-2 · ", "izin acara di BKB", "Mau apa dengan permohonan ini")
    talk.may_tap("Tambah keterangan", "Batalkan permohonan", "Semua permohonan")


async def test_a_bare_number_where_no_button_has_it(talk: Talk) -> None:
    await talk.registered()
    for n in range(7):
        await counter.files(talk, story=f"permintaan nomor {n} tentang hal {'abcdefg'[n] * 5}")
    await talk.says("7")
    talk.sees("D-7 · ", "permintaan nomor 6")
    await talk.says("8")
    talk.misses("D-8").misses("tidak ditemukan")


async def test_buttons_and_running_questions_keep_their_numbers(talk: Talk) -> None:
    await talk.registered()
    await counter.files(talk)
    await talk.says("menu")
    await talk.says("3")
    talk.sees("Profil Yuk Ratna")
    await talk.says("ubah profil")
    await talk.says("1")
    talk.sees("Nama panggilan")


async def test_pages_of_requests(talk: Talk) -> None:
    await talk.registered()
    for n in range(12):
        await counter.files(talk, story=f"permintaan {'abcdefghijkl'[n] * 6} nomor {n}")
    await talk.says("status permohonan")
    assert [label.split()[0] for label in talk.labels] == ["D-12", "D-11", "D-10", "D-9", "D-8", "Lebih"]
    await talk.taps("Lebih lama")
    talk.sees("D-7 ·", "D-3 ·").misses("D-8 ·", "D-2 ·")
    await talk.taps("Lebih lama")
    talk.sees("D-2 ·", "D-1 ·")
    assert [label.split()[0] for label in talk.labels] == ["D-2", "D-1", "Lebih"]
    await talk.taps("Lebih baru")
    talk.sees("D-7 ·")
    await talk.taps_id("do:my_requests:999999999")
    talk.sees("Permohonan Kakak: 12")


async def test_the_thread_is_cut_and_paged(anywhere: Talk) -> None:
    talk = await anywhere.registered()
    request = await counter.files(talk)
    for n in range(6):
        await counter.officer(talk, answering.answer, await counter.seen(talk, request), f"jawaban {n} " + "x" * 700)
    await counter.officer(talk, answering.note, request.id, "rahasia petugas")
    await talk.says("D-1")
    talk.sees("jawaban 5", "jawaban 3", "…").misses("jawaban 2", "rahasia")
    await talk.taps("Lihat semua")
    seen = talk.text
    for _ in range(12):
        assert len(talk.text) <= talk.talks.limits[talk.chat.channel].text
        assert "…" not in talk.text
        if "Lebih lama" not in talk.labels:
            break
        await talk.taps("Lebih lama")
        seen += talk.text
    talk.misses("rahasia")
    assert all(f"jawaban {n}" in seen for n in range(6))
    assert counter.STORY in seen and seen.count("x") >= 6 * 700
    await talk.taps("Lihat permohonan")
    talk.sees("Mau apa dengan permohonan ini")


async def test_the_story_in_the_thread_too(talk: Talk) -> None:
    await talk.registered()
    await counter.files(talk, story="baris pertama\nbaris kedua")
    await talk.says("D-1")
    talk.sees('"baris pertama"').misses("baris kedua")
    await talk.taps("Lihat semua")
    talk.sees("baris pertama\nbaris kedua")


async def test_answered_promised_late_and_passed_on(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await counter.officer(talk, answering.answer, await counter.seen(talk, request), "Bisa, Kak.")
    talk.sees("Jawaban kami untuk permohonan D-1", "Bisa, Kak.", "Balas pesan ini").may_tap("Balas", "Lihat permohonan")
    await talk.taps("Lihat permohonan")
    talk.sees("Sudah dijawab", "Petugas melihat lagi Senin, 1 Desember", "Petugas, Senin, 24 November:\nBisa, Kak.")
    await counter.officer(talk, sorting.promise, await counter.seen(talk, request), date(2025, 11, 28))
    talk.sees("Kabar berikutnya paling lambat Jumat, 28 November")
    await talk.says("D-1")
    talk.sees("sedang dikerjakan. Kabar paling lambat Jumat, 28 November")
    await talk.later(days=8)
    await talk.says("D-1")
    talk.sees("Terlambat: seharusnya Jumat, 28 November")


async def test_with_a_partner(talk: Talk) -> None:
    await talk.registered()
    request, body = await counter.files(talk), await counter.partner(talk)
    await counter.officer(talk, routing.ask_consent, await counter.seen(talk, request), body)
    await talk.taps("Boleh")
    await counter.officer(talk, routing.sent, await counter.seen(talk, request), 1)
    talk.sees("sudah kami kirim ke Sanggar Rekaan pada Senin, 24 November", "Sekarang giliran Sanggar Rekaan")
    await talk.taps("Lihat permohonan")
    talk.sees("Di Sanggar Rekaan, kami tanyakan lagi Senin, 1 Desember")
    await counter.officer(talk, routing.accepted, await counter.seen(talk, request), 1, date(2025, 12, 4))
    await talk.says("permohonan")
    talk.sees("Diterima Sanggar Rekaan, kami tanyakan lagi Kamis, 4 Desember")


async def test_adding_words_and_files(anywhere: Talk) -> None:
    talk = await anywhere.registered()
    request = await counter.files(talk)
    await talk.says("tambah keterangan")
    talk.sees("Silakan tulis keterangan untuk D-1")
    await talk.says("yang portabel saja")
    talk.sees("Sudah masuk ke D-1", "Giliran petugas, paling lambat Rabu, 26 November")
    talk.may_tap("Tambah keterangan", "Lihat permohonan")
    await talk.taps("Tambah keterangan")
    await talk.sends("photo", mime="image/jpeg", caption="ini mesinnya")
    talk.sees("Foto Kakak sudah kami terima", "Sudah masuk ke D-1")
    assert talk.taken is not None and talk.taken.wants_media
    await talk.sends("photo", mime="image/jpeg")  # the album goes on
    talk.sees("Sudah masuk ke D-1")
    await talk.sends("voice", mime="audio/ogg")
    talk.sees("Sudah masuk ke D-1")
    said = await counter.thread_of(talk, request.id)
    assert [(each.text, len(each.media)) for each in said[1:]] == [
        ("yang portabel saja", 0), ("ini mesinnya", 1), ("", 1), ("", 1)
    ]  # fmt: skip
    assert await talk.for_staff() == []
    await talk.taps("Lihat permohonan")
    talk.sees("(berkas)", "ini mesinnya (dengan berkas)")


async def test_what_cannot_be_added(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await talk.says("D-1")
    await talk.taps("Tambah keterangan")
    await talk.says("x" * 3001)
    talk.sees("terlalu panjang", "Silakan tulis keterangan untuk D-1")
    await talk.sends("photo", size=30_000_000)
    talk.sees("Silakan tulis keterangan untuk D-1")
    await talk.says("batal")
    talk.sees("Tidak ada yang ditambahkan")
    await talk.taps("Tambah keterangan")
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Sudah.")
    await talk.says("terlambat")
    talk.sees("D-1 sudah ditutup")
    assert [each.text for each in await counter.thread_of(talk, request.id)] == [counter.STORY, "Sudah."]


async def test_taking_it_back_and_opening_it_again(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await talk.says("D-1")
    await talk.taps("Batalkan permohonan")
    talk.sees("Batalkan permohonan D-1, Kak?").may_tap("Ya, batalkan", "Tidak jadi")
    await talk.taps("Tidak jadi")
    talk.sees("D-1 tetap berjalan")
    await talk.says("batalkan permohonan")
    await talk.says("ya")
    talk.sees("D-1 sudah dibatalkan").may_tap("Buka lagi", "Lihat permohonan")
    assert (await counter.request_of(talk, request.id)).state == "withdrawn"
    await talk.taps("Lihat permohonan")
    talk.sees("Dibatalkan oleh Kakak").may_tap("Buka lagi", "Semua permohonan")
    await talk.taps("Buka lagi")
    talk.sees("D-1 sudah dibuka lagi", "Giliran petugas")
    assert (await counter.request_of(talk, request.id)).open
    await talk.later(seconds=20)
    await talk.taps("Batalkan permohonan")
    await talk.taps("Ya, batalkan")
    await talk.taps_id(f"do:request_withdraw:{request.id}")
    talk.sees("D-1 sudah ditutup")


async def test_which_one(talk: Talk) -> None:
    await talk.registered()
    await talk.says("tambah keterangan")
    talk.sees("Tidak ada permohonan Kakak yang seperti itu")
    await counter.files(talk)
    await counter.files(talk, "permit", "izin acara di BKB")
    await talk.says("tambah keterangan")
    talk.sees("Permohonan yang mana")
    await talk.says("2")
    talk.sees("Silakan tulis keterangan untuk D-1")


async def test_an_unregistered_person_has_it_all(anywhere: Talk) -> None:
    talk = anywhere
    await talk.says("menu")
    request = await counter.files(talk, name="Cek Rekaan")
    await talk.says("permohonan saya")
    talk.sees("D-1 · ", "Giliran petugas")
    await talk.says("tambah keterangan")
    await talk.says("yang portabel saja")
    talk.sees("Sudah masuk ke D-1")
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Siap diambil.")
    await talk.taps("Sudah beres")
    talk.sees("Seberapa terbantu")
    await talk.says("5")
    talk.sees("Senang bisa membantu")
    assert (await counter.request_of(talk, request.id)).rating == 5


async def test_what_a_person_asked_before_registering_is_its_own(talk: Talk) -> None:
    await talk.says("menu")
    await counter.files(talk)
    await talk.registered()
    await talk.says("D-1")
    talk.sees(counter.STORY)


async def test_data_of_mine_counts_and_holds_them(talk: Talk) -> None:
    await talk.registered()
    await talk.says("data saya")
    talk.sees("Permohonan: 0")
    await counter.files(talk)
    await talk.says("data saya")
    talk.sees("Permohonan: 1")


async def test_completing_is_offered_where_there_is_a_way_to(talk: Talk) -> None:
    async def complete(desk: Desk, argument: str) -> Says:
        return (Say("engine.cancelled"),)

    await talk.registered()
    request = await counter.files(talk, open_questions=("tool", "days"))
    without = {name: command for name, command in COMMANDS.items() if name != "complete"}
    talk.on(Talks(FLOWS, without, CHANNELS))
    await talk.says("D-1")
    assert "Lengkapi" not in talk.labels
    talk.on(Talks(FLOWS, {**without, "complete": Command("complete", complete)}, CHANNELS))
    await talk.says("D-1")
    talk.sees("Masih bisa dilengkapi: 2 pertanyaan")
    assert talk.choice("Lengkapi").id == f"do:complete:{request.id}"
    await counter.act(talk, talk.chat, requesting.withdraw, request.id)
    await talk.says("D-1")
    talk.misses("Masih bisa dilengkapi")
    assert "Lengkapi" not in talk.labels


async def test_the_file_of_my_data_holds_the_public_thread(talk: Talk) -> None:
    await talk.registered()
    request, body = await counter.files(talk), await counter.partner(talk)
    await counter.officer(talk, answering.note, request.id, "rahasia petugas")
    await counter.officer(talk, answering.answer, await counter.seen(talk, request), "Bisa, Kak.")
    await counter.officer(talk, routing.ask_consent, await counter.seen(talk, request), body)
    await talk.taps("Boleh")
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    held = await talk.store.read(lambda tx: holding.held_of(tx, known.contact.id))
    assert held is not None
    kept = held.to_json()
    (asked,) = kept["requests"]
    assert [each["text"] for each in asked["thread"]] == [counter.STORY, "Bisa, Kak."]
    assert [(each["partner"], each["state"]) for each in asked["partners"]] == [("Sanggar Rekaan", "agreed")]
    assert "nama dan kontak Kakak" in asked["partners"][0]["consent"]
    assert "rahasia" not in json.dumps(kept)
