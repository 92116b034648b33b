"""Passing a request on: may they have name and contact? yes, no, a question first."""

import pytest

from bot.actions import routing
from storage import referrals
from storage.referrals import Referral
from tests.handlers import counter
from tests.handlers.talk import Talk

ASKED = (
    "Permohonan D-1 bisa dibantu Sanggar Rekaan. Boleh kami berikan nama dan kontak Kakak ke sana, untuk permohonan "
    "ini saja?"
)


async def asked(talk: Talk) -> None:
    """The person is asked for its consent."""
    await talk.registered()
    request, body = await counter.files(talk), await counter.partner(talk)
    await counter.officer(talk, routing.ask_consent, await counter.seen(talk, request), body)
    assert talk.text == ASKED
    talk.may_tap("Boleh", "Jangan", "Tanya dulu")


async def kept(talk: Talk) -> Referral:
    found = await talk.store.read(lambda tx: referrals.by_id(tx, 1))
    assert found is not None
    return found


@pytest.mark.parametrize("said", ["Boleh", "1", "iyo", "ya boleh", "setuju"])
async def test_a_yes_is_kept_with_what_was_read(talk: Talk, said: str) -> None:
    await asked(talk)
    await talk.says(said)
    talk.sees("boleh kami berikan ke Sanggar Rekaan, untuk D-1 saja", "Kami kabari").may_tap("Lihat permohonan")
    assert ((await kept(talk)).state, (await kept(talk)).consent) == ("agreed", ASKED)
    await talk.later(seconds=30)
    await talk.taps("Boleh")
    talk.sees("boleh kami berikan ke Sanggar Rekaan")
    await talk.taps("Jangan")
    talk.sees("tidak kami berikan ke Sanggar Rekaan")
    assert (await kept(talk)).state == "refused"
    await talk.taps("Boleh")
    talk.sees("Permohonan D-1 sudah berlanjut")
    assert (await kept(talk)).state == "refused"


@pytest.mark.parametrize("said", ["Jangan", "2", "dak usah", "tidak boleh"])
async def test_a_no_refuses_nothing_else(anywhere: Talk, said: str) -> None:
    await asked(anywhere)
    await anywhere.says(said)
    anywhere.sees("tidak kami berikan ke Sanggar Rekaan", "jalan lain untuk D-1")
    assert (await kept(anywhere)).state == "refused"
    assert (await counter.request_of(anywhere, 1)).open


async def test_the_language_it_was_read_in(talk: Talk) -> None:
    await asked(talk)
    await talk.says("english")
    await talk.taps("English")
    await talk.taps("Boleh")
    talk.sees("We may give your name and contact to Sanggar Rekaan")
    assert (await kept(talk)).consent == ASKED


async def test_a_question_first(anywhere: Talk) -> None:
    talk = anywhere
    await asked(talk)
    await talk.taps("Tanya dulu")
    talk.sees("Apa yang mau Kakak tanyakan dulu soal D-1")
    await talk.says("mereka di mana?")
    talk.sees("Pertanyaan Kakak sudah masuk ke D-1", "diberikan nanti", ASKED)
    talk.may_tap("Boleh", "Jangan", "Tanya dulu")
    assert (await counter.thread_of(talk, 1))[-1].text == "mereka di mana?"
    assert (await kept(talk)).state == "asked"
    await talk.says("boleh")
    talk.sees("boleh kami berikan")
    assert ((await kept(talk)).state, (await kept(talk)).consent) == ("agreed", ASKED)


async def test_left_open_and_found_again(talk: Talk) -> None:
    await asked(talk)
    await talk.taps("Tanya dulu")
    await talk.says("batal")
    talk.sees("diberikan nanti: ketik IZIN MITRA")
    await talk.says("permohonan saya")
    talk.sees("Menunggu izin Kakak untuk Sanggar Rekaan")
    await talk.says("D-1")
    talk.sees(ASKED)
    assert talk.labels[:3] == ["Boleh", "Jangan", "Tanya dulu"]
    await talk.says("izin mitra")
    talk.sees(ASKED)
    await talk.says("jangan")
    talk.sees("tidak kami berikan")
    await talk.says("izin mitra")
    talk.sees("tidak ada yang kami tanyakan")


async def test_a_running_talk_gives_no_consent_by_number(talk: Talk) -> None:
    await talk.registered()
    request, body = await counter.files(talk), await counter.partner(talk)
    await talk.says("bahasa")
    await counter.officer(talk, routing.ask_consent, await counter.seen(talk, request), body)
    await talk.says("1")
    talk.sees("memakai bahasa Indonesia")
    assert (await kept(talk)).state == "asked"
