"""Replies to what spoke of a request, and words while a request waits for them."""

import pytest

from bot.actions import answering, closing
from bot.core.message import Attachment
from bot.core.requests import SupportRequest
from tests.handlers import counter
from tests.handlers.talk import Talk


async def asked_more(talk: Talk) -> SupportRequest:
    """A request that waits for the requester's words; the question is its last bubble."""
    await talk.registered()
    request = await counter.files(talk)
    await counter.officer(talk, answering.ask_more, await counter.seen(talk, request), "Mesinnya merek apa?")
    talk.sees("perlu satu keterangan lagi", "Mesinnya merek apa?", "Balas pesan ini").may_tap(
        "Balas", "Lihat permohonan"
    )
    return request


async def said(talk: Talk, request: SupportRequest) -> list[str]:
    return [each.text for each in await counter.thread_of(talk, request.id) if each.author == "requester"][1:]


async def test_a_reply_is_added(talk: Talk) -> None:
    request = await asked_more(talk)
    shown = await counter.platform_id(talk)
    await counter.replies(talk, "merek Rekaan", shown)
    talk.sees("Sudah masuk ke D-1", "Giliran petugas")
    assert (await counter.request_of(talk, request.id)).state == "under_review"
    await talk.does("photo", attachment=talk_photo(), reply_to=shown)
    talk.sees("Sudah masuk ke D-1")
    await counter.replies(talk, "menu", shown)
    talk.sees("Mau apa sekarang")
    assert await said(talk, request) == ["merek Rekaan", ""]


def talk_photo() -> Attachment:
    return Attachment("ref-photo", "image/jpeg", size=1000)


async def test_a_reply_in_the_middle_of_a_talk(talk: Talk) -> None:
    request = await asked_more(talk)
    shown = await counter.platform_id(talk)
    await talk.says("ubah profil")
    await talk.says("nama")
    await counter.replies(talk, "merek Rekaan", shown)
    talk.sees("Sudah masuk ke D-1")
    assert "Lanjutkan yang tadi" in talk.labels
    await talk.says("Bu Ratna")
    talk.sees("Ini yang kami catat, Bu Ratna")
    assert await said(talk, request) == ["merek Rekaan"]


async def test_a_reply_to_any_other_bubble_is_plain_words(talk: Talk) -> None:
    request = await asked_more(talk)
    await talk.says("menu")
    await counter.replies(talk, "merek Rekaan", await counter.platform_id(talk))
    talk.sees("Ini jawaban untuk D-1")
    assert await said(talk, request) == []


async def test_a_reply_to_the_card_and_to_a_receipt(talk: Talk) -> None:
    request = await asked_more(talk)
    await talk.taps("Lihat permohonan")
    await counter.replies(talk, "merek Rekaan", await counter.platform_id(talk))
    talk.sees("Sudah masuk ke D-1")
    await counter.replies(talk, "warna hitam", await counter.platform_id(talk))
    assert await said(talk, request) == ["merek Rekaan", "warna hitam"]


async def test_a_reply_after_closing(talk: Talk) -> None:
    request = await asked_more(talk)
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Alat siap.")
    shown = await counter.platform_id(talk)
    await counter.replies(talk, "masih ada yang kurang", shown)
    talk.sees("D-1 sudah ditutup", "Buka lagi dengan pesan ini?", "masih ada yang kurang")
    await talk.says("tidak usah")
    talk.sees("D-1 tetap ditutup")
    await talk.does("photo", attachment=talk_photo(), reply_to=shown)
    talk.sees("Buka lagi dengan pesan ini?", "(berkas)")
    await talk.says("ya")
    talk.sees("D-1 sudah dibuka lagi")
    assert len((await counter.thread_of(talk, request.id))[-1].media) == 1
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Alat siap.")
    await counter.replies(talk, "sudah beres", await counter.platform_id(talk))
    talk.sees("Seberapa terbantu")


async def test_the_next_words_are_offered_as_the_answer(anywhere: Talk) -> None:
    talk = anywhere
    request = await asked_more(talk)
    await talk.says("merek Rekaan, yang hitam")
    talk.sees("merek Rekaan, yang hitam", "Ini jawaban untuk D-1").may_tap("Ya, untuk D-1", "Bukan, hal lain")
    await talk.says("yang portabel")
    talk.sees("merek Rekaan, yang hitam\nyang portabel", "Ini jawaban untuk D-1")
    await talk.says("iyo")
    talk.sees("Sudah masuk ke D-1")
    assert await said(talk, request) == ["merek Rekaan, yang hitam\nyang portabel"]


async def test_a_picture_is_offered_too(talk: Talk) -> None:
    request = await asked_more(talk)
    await talk.sends("photo", mime="image/jpeg")
    talk.sees("(berkas)", "Ini jawaban untuk D-1")
    assert talk.taken is not None and talk.taken.wants_media
    await talk.taps("Ya, untuk D-1")
    talk.sees("Sudah masuk ke D-1")
    assert len((await counter.thread_of(talk, request.id))[-1].media) == 1
    await talk.says("menu")
    await talk.sends("photo", mime="image/jpeg")
    talk.misses("Sudah masuk").misses("Ini jawaban")


async def test_something_else(talk: Talk) -> None:
    request = await asked_more(talk)
    await talk.says("kapan ada pameran lagi ya kak?")
    await talk.taps("Bukan, hal lain")
    talk.sees("Mau dibantu petugas?", "kapan ada pameran lagi ya kak?")
    await talk.says("ya")
    talk.sees("Sudah kami teruskan ke petugas, nomor D-2")
    assert await said(talk, request) == []
    await talk.sends("photo", mime="image/jpeg")
    await talk.says("bukan")
    talk.sees("Mau apa sekarang")


async def test_commands_are_still_commands(talk: Talk) -> None:
    request = await asked_more(talk)
    await talk.says("bantuan")
    talk.sees("PETUGAS")
    await talk.says("merek Rekaan")
    talk.sees("Ini jawaban untuk D-1")
    await talk.says("profil saya")
    talk.sees("Profil Yuk Ratna")
    await talk.says("makasih")
    talk.silent()
    assert await said(talk, request) == []


async def test_two_that_wait(talk: Talk) -> None:
    first = await asked_more(talk)
    second = await counter.files(talk, "permit", "izin acara di BKB")
    await counter.officer(talk, answering.ask_more, await counter.seen(talk, second), "Tanggal berapa?")
    await talk.says("lima Desember sore")
    talk.sees("Ini jawaban untuk D-2, D-1").may_tap("Ya, untuk D-2", "Ya, untuk D-1", "Bukan, hal lain")
    await talk.says("ya")
    talk.sees("Maksud Kakak yang mana?")
    await talk.says("1")
    talk.sees("Sudah masuk ke D-2")
    assert (await said(talk, first), await said(talk, second)) == ([], ["lima Desember sore"])


@pytest.mark.parametrize("number", ["D-999", "d 999", "D-2025-000999"])
async def test_a_number_of_nobody(talk: Talk, number: str) -> None:
    await asked_more(talk)
    await talk.says(number)
    talk.sees("Permohonan itu tidak ditemukan", "Mau apa sekarang")


async def test_a_bare_yes_may_be_the_answer(talk: Talk) -> None:
    request = await asked_more(talk)
    await counter.replies(talk, "ya", await counter.platform_id(talk))
    talk.sees("Sudah masuk ke D-1")
    await talk.says("makasih")
    talk.silent()
    await counter.officer(talk, answering.ask_more, await counter.seen(talk, request), "Masih perlu?")
    await talk.says("makasih")
    talk.silent()
    await talk.says("iya")
    talk.sees('"iya"', "Ini jawaban untuk D-1")
    await talk.says("ya")
    talk.sees("Sudah masuk ke D-1")
    await talk.says("ya")
    talk.silent()
    assert await said(talk, request) == ["ya", "iya"]


async def test_a_reply_in_english_is_received_before_english_is_offered(talk: Talk) -> None:
    request = await asked_more(talk)
    await counter.replies(talk, "what i have is the one that you can see here", await counter.platform_id(talk))
    talk.sees("Sudah masuk ke D-1", "English")
    assert await said(talk, request) == ["what i have is the one that you can see here"]


async def test_a_file_that_is_not_even_fetched(talk: Talk) -> None:
    request = await asked_more(talk)
    big = Attachment("ref-big", "image/jpeg", size=30_000_000)
    await talk.does("photo", attachment=big, reply_to=await counter.platform_id(talk))
    talk.sees("lebih dari 20 MB")
    assert await said(talk, request) == []


async def test_words_right_after_an_answer_are_about_it(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await counter.officer(talk, answering.answer, await counter.seen(talk, request), "Alatnya siap besok.")
    talk.sees("Alatnya siap besok.")
    await talk.says("jam berapa boleh diambil?")
    talk.sees("jam berapa boleh diambil?", "Ini jawaban untuk D-1")
    await talk.taps("Ya, untuk D-1")
    talk.sees("Sudah masuk ke D-1")
    assert await said(talk, request) == ["jam berapa boleh diambil?"]


async def test_other_words_after_an_answer_are_other_words(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await counter.officer(talk, answering.answer, await counter.seen(talk, request), "Alatnya siap besok.")
    await talk.says("mau urus NIB untuk usaha songket")
    await talk.taps("Bukan, hal lain")
    talk.sees("Ini soal")
    assert await said(talk, request) == []
