"""Two people with requests each: whatever one types or taps, nothing of the other's is told or done."""

import random

import pytest

from bot.actions import answering, closing, requesting, routing
from bot.core.requests import SupportRequest
from handlers import COMMANDS
from tests.handlers import counter
from tests.handlers.talk import Talk

SECRETS = ("rahasia cerita", "rahasia jawaban", "rahasia tambahan", "Mitra Rahasia")
MARK = "ucapan orang lain"


async def somebody(talk: Talk) -> Talk:
    """Somebody else, registered; its events have names of their own."""
    other = talk.other()
    other.turns = 100_000
    await other.open()
    return await other.registered("Cek Lain")


async def theirs(talk: Talk) -> list[SupportRequest]:
    """Somebody else's requests: open, waiting for words, for a consent, for a confirmation."""
    found = [await counter.files(talk, story=f"{SECRETS[0]} {n} {'pqrs'[n] * 9}") for n in range(4)]
    await counter.act(talk, talk.chat, requesting.add, found[0].id, SECRETS[2])
    await counter.officer(talk, answering.ask_more, await counter.seen(talk, found[1]), SECRETS[1])
    body = await counter.partner(talk, SECRETS[3])
    await counter.officer(talk, routing.ask_consent, await counter.seen(talk, found[2]), body)
    await counter.officer(talk, closing.close, await counter.seen(talk, found[3]), "helped", SECRETS[1])
    return found


def spellings(request: SupportRequest) -> list[str]:
    n, year = request.n, request.year
    return [
        f"D-{n}", f"d {n}", f"d{n}", f"D.{n}", str(n), f"0{n}", f"D-{year}-{n:06}", f"D-{year}-{n}", f"{year}-{n}",
        f"{year}/{n}", f"D - {n}", f" D-{n} ",
    ]  # fmt: skip


def taps(request: SupportRequest) -> list[str]:
    id = request.id
    answers = ("yes", "no", "elsewhere", "first", "")
    return [
        *(f"do:{name}:{id}" for name in COMMANDS), *(f"do:{name}:{id}.0" for name in COMMANDS),
        *(f"do:{name}:{id}.{answer}" for name in ("request_confirm", "request_consent") for answer in answers),
        f"request_rating:rating:5:{id}", f"request_add:words:~skip:{id}", f"request_words:to:{id}:1",
    ]  # fmt: skip


FORGED = ("", "0", "-1", "x", "1.yes.no", "9" * 15, "9" * 16, "1e3", "١", ".", "1.", "\x00", "🙏", "1.0.0")


def hides(talk: Talk) -> None:
    """What the person is told holds nothing of the other's."""
    shown = talk.text + " ".join(choice.label for choice in talk.bubble.choices)
    assert not [secret for secret in SECRETS if secret in shown], shown


async def state(talk: Talk, found: list[SupportRequest]) -> list[object]:
    """All that may change of them."""
    return [(await counter.request_of(talk, each.id), await counter.thread_of(talk, each.id)) for each in found]


@pytest.mark.parametrize("known", [True, False])
async def test_nothing_of_the_other_leaks(talk: Talk, known: bool) -> None:
    other = await somebody(talk)
    found = await theirs(other)
    before = await state(other, found)
    if known:
        await talk.registered()
        await counter.files(talk)
    deeds = [("says", text) for each in found for text in spellings(each)]
    deeds += [("taps_id", id) for each in found for id in taps(each)]
    deeds += [("taps_id", f"do:{name}:{rest}") for name in COMMANDS for rest in FORGED]
    deeds += [
        ("says", word) for word in ("belum", "sudah beres", "izin mitra", "permohonan", "cerita hasil", "ya", MARK)
    ]
    random.Random(7).shuffle(deeds)
    for what, words in deeds:
        talk.now += 20_000
        if what == "says":
            await talk.says(words)
        else:
            await talk.taps_id(words)
        hides(talk)
    assert await state(other, found) == before
    await other.says("D-2")
    other.sees(SECRETS[0], SECRETS[1])
    await other.close()


async def test_another_number_reads_as_none(talk: Talk) -> None:
    other = await somebody(talk)
    request = await counter.files(other)
    await talk.registered()
    for there, none in ((f"D-{request.n}", "D-777"), (str(request.n + 20), "777")):
        await talk.says(there)
        shown = (talk.text.replace(there, "#"), talk.labels)
        await talk.says("batal")
        await talk.says(none)
        assert (talk.text.replace(none, "#"), talk.labels) == shown
        await talk.says("batal")
    for name in ("request", "request_add", "request_withdraw", "request_reopen", "request_result"):
        await talk.taps_id(f"do:{name}:{request.id}")
        shown = (talk.text, talk.labels)
        await talk.taps_id(f"do:{name}:777")
        assert (talk.text, talk.labels) == shown
        talk.sees("tidak ditemukan")
    await other.close()


async def test_a_reply_to_a_bubble_of_another_chat(talk: Talk) -> None:
    other = await somebody(talk)
    request = await counter.files(other)
    await other.says("D-1")
    shown = await counter.platform_id(other)
    await talk.registered()
    await counter.replies(talk, MARK, shown)
    talk.misses("Sudah masuk")
    assert len(await counter.thread_of(other, request.id)) == 1
    await counter.replies(other, "tambahan saya", shown)
    other.sees("Sudah masuk ke D-1")
    await other.close()


async def test_who_was_cut_off_sees_nothing_more(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await talk.says("D-1")
    shown = await counter.platform_id(talk)
    talk.sees(counter.STORY)
    await talk.says("bukan saya")
    await talk.says("ya")
    await talk.says("D-1")
    talk.sees("tidak ditemukan")
    await counter.replies(talk, MARK, shown)
    await talk.taps_id(f"do:request:{request.id}")
    talk.sees("tidak ditemukan")
    assert len(await counter.thread_of(talk, request.id)) == 1


async def test_while_it_waits_to_be_erased(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await talk.says("D-1")
    shown = await counter.platform_id(talk)
    await talk.says("hapus")
    await talk.says("ya")
    await talk.says("D-1")
    talk.misses(counter.STORY).sees("Selama menunggu dihapus")
    await counter.replies(talk, MARK, shown)
    talk.misses("Sudah masuk")
    assert len(await counter.thread_of(talk, request.id)) == 1
    await talk.says("batal hapus")
    await talk.says("D-1")
    talk.sees(counter.STORY)
