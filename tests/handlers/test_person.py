"""PETUGAS: a person at any time, by words, voice, file or place."""

import pytest

from bot.core.message import Kind
from storage import threads
from tests.handlers.talk import Talk


@pytest.mark.parametrize("kind", ["voice", "photo", "file"])
async def test_a_file_is_a_question(talk: Talk, kind: Kind) -> None:
    await talk.says("petugas")
    talk.sees("Silakan tulis pertanyaannya", "Senin-Kamis 08.00-16.00")
    await talk.sends(kind)
    talk.sees("Kiriman Kakak sudah masuk", "Sudah kami teruskan ke petugas, nomor D-1")
    [request] = await talk.requests()
    [said] = await talk.store.read(lambda tx: threads.of_request(tx, request.id, internal=False))
    kept = await talk.store.read(lambda tx: threads.files(tx, said.media))
    assert ([row["kind"] for row in kept], request.kind, request.story) == ([kind], "unsorted", "")


async def test_a_place_is_kept_in_words(talk: Talk) -> None:
    await talk.says("petugas")
    await talk.does("location", latitude=-2.99, longitude=104.7566)
    talk.sees("nomor D-1")
    assert await talk.asked() == [("unsorted", "(-2.99000, 104.75660)")]


async def test_in_the_middle_of_a_request_both_are_filed(talk: Talk) -> None:
    await talk.says("mau pinjam mesin jahit")
    await talk.taps("Betul")
    await talk.says("petugas")
    await talk.says("bisa malam ini tidak?")
    talk.sees("nomor D-1", "Alat/bahan apa")
    await talk.says("satu mesin")
    await talk.taps("Pinjam")
    assert await talk.asked() == [("unsorted", "bisa malam ini tidak?"), ("equipment", "mau pinjam mesin jahit")]


async def test_lost_in_a_talk_one_tap_files_the_words(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")
    await talk.says("hmm hmm")
    await talk.says("hmm hmm")
    talk.sees("Mau dibantu petugas?")
    await talk.taps("Ya, petugas")
    talk.sees("nomor D-1")
    assert await talk.asked() == [("unsorted", "hmm hmm")]


async def test_the_word_itself_asks_for_another_question(talk: Talk) -> None:
    await talk.registered()
    await talk.says("ubah profil")
    await talk.says("hmm hmm")
    await talk.says("hmm hmm")
    await talk.says("petugas")
    talk.sees("Silakan tulis pertanyaannya")
    assert await talk.requests() == []
