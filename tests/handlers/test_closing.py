"""After closing: settled, not yet, elsewhere; by tap, by words, twice, late; the rating; what came of it."""

import pytest

from bot.actions import answering, closing, permitting, requesting
from bot.core.requests import SupportRequest
from bot.i18n import Speech
from tests.handlers import counter
from tests.handlers.talk import Talk, house


async def closed(talk: Talk) -> SupportRequest:
    """A request of the talk's person, closed; the question whether it is settled is its last bubble."""
    await talk.registered()
    request = await counter.files(talk)
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Alat siap diambil.")
    talk.sees("kami tutup dengan jawaban ini", "Alat siap diambil.", "Apakah D-1 sudah beres, Kak?")
    talk.may_tap("Sudah beres", "Belum", "Beres di tempat lain")
    return request


@pytest.mark.parametrize("said", ["Sudah beres", "sudah beres kak", "1", "iyo", "beres", "lah beres", "sudah, makasih"])
async def test_settled_in_words(talk: Talk, said: str) -> None:
    request = await closed(talk)
    await talk.says(said)
    talk.sees("D-1 sudah beres", "Seberapa terbantu").may_tap("1", "2", "3", "4", "5", "Lewati")
    assert (await counter.request_of(talk, request.id)).confirmed == "yes"


async def test_settled_and_rated(anywhere: Talk) -> None:
    request = await closed(anywhere)
    await anywhere.taps("Sudah beres")
    await anywhere.says("4")
    anywhere.sees("Senang bisa membantu", "Mau apa sekarang")
    assert (await counter.request_of(anywhere, request.id)).rating == 4
    await anywhere.later(seconds=30)
    await anywhere.taps("Sudah beres")
    anywhere.sees("D-1 sudah beres").misses("Seberapa terbantu")
    assert (await counter.request_of(anywhere, request.id)).rating == 4


@pytest.mark.parametrize(("said", "seen"), [("lewati", "tetap kami catat sudah beres"), ("2", "memperbaiki layanan")])
async def test_rated_low_or_not_at_all(talk: Talk, said: str, seen: str) -> None:
    request = await closed(talk)
    await talk.taps("Sudah beres")
    await talk.says(said)
    talk.sees(seen)
    assert (await counter.request_of(talk, request.id)).rating == (2 if said == "2" else None)


async def test_other_words_at_the_rating_are_heard(talk: Talk) -> None:
    request = await closed(talk)
    await talk.taps("Sudah beres")
    await talk.says("menu")
    talk.sees("Mau apa sekarang").misses("Seberapa terbantu")
    await talk.says("5")
    talk.misses("Senang bisa")
    assert (await counter.request_of(talk, request.id)).rating is None


@pytest.mark.parametrize("said", ["belum", "Belum", "2", "belum beres kak", "dak"])
async def test_not_yet_asks_what_is_missing(talk: Talk, said: str) -> None:
    request = await closed(talk)
    await talk.says(said)
    talk.sees("D-1 sudah dibuka lagi", "Giliran petugas", "Apa yang masih kurang untuk D-1").may_tap("Lewati")
    again = await counter.request_of(talk, request.id)
    assert (again.open, again.reopened) == (True, 1)
    await talk.says("jarumnya tidak ada")
    talk.sees("Sudah masuk ke D-1")
    assert (await counter.thread_of(talk, request.id))[-1].text == "jarumnya tidak ada"


async def test_not_yet_and_nothing_to_say(talk: Talk) -> None:
    request = await closed(talk)
    await talk.taps("Belum")
    await talk.taps("Lewati")
    talk.sees("D-1 tetap terbuka")
    assert len(await counter.thread_of(talk, request.id)) == 2
    await talk.later(seconds=30)
    await talk.taps("Belum")
    talk.sees("D-1 sudah dibuka lagi").misses("Apa yang masih kurang")
    await talk.taps("Sudah beres")
    talk.sees("Untuk D-1 tidak ada yang sedang kami tanyakan")
    assert (await counter.request_of(talk, request.id)).reopened == 1


async def test_a_photo_of_what_is_missing(talk: Talk) -> None:
    request = await closed(talk)
    await talk.taps("Belum")
    await talk.sends("photo", mime="image/jpeg")
    talk.sees("Foto Kakak sudah kami terima", "Sudah masuk ke D-1")
    assert len((await counter.thread_of(talk, request.id))[-1].media) == 1


async def test_not_yet_with_its_reason(talk: Talk) -> None:
    request = await closed(talk)
    await talk.says("belum kak, alatnya rusak lagi")
    talk.sees("D-1 sudah dibuka lagi").misses("Apa yang masih kurang").may_tap("Tambah keterangan", "Lihat permohonan")
    assert (await counter.thread_of(talk, request.id))[-1].text == "alatnya rusak lagi"


async def test_settled_elsewhere_then_settled(talk: Talk) -> None:
    request = await closed(talk)
    await talk.taps("Beres di tempat lain")
    talk.sees("beres di tempat lain", "Mau apa sekarang").misses("Seberapa")
    await talk.taps("Beres di tempat lain")
    talk.silent()
    await talk.taps("Sudah beres")
    talk.sees("Seberapa terbantu")
    assert (await counter.request_of(talk, request.id)).confirmed == "yes"


async def test_a_late_answer_counts(talk: Talk) -> None:
    request = await closed(talk)
    await talk.later(days=8)
    await talk.store.transact(lambda tx: closing.end_silent(permitting.clock(tx, house(), talk.now)))
    assert (await counter.request_of(talk, request.id)).confirmed == "silent"
    await talk.taps("Belum")
    talk.sees("D-1 sudah dibuka lagi", "Apa yang masih kurang")


async def test_words_after_something_else_was_shown(talk: Talk) -> None:
    request = await closed(talk)
    await talk.says("menu")
    await talk.says("3")
    talk.sees("Profil Yuk Ratna")
    await talk.says("belum")
    talk.sees("Apa yang masih kurang untuk D-1")
    assert (await counter.request_of(talk, request.id)).open


async def test_in_the_middle_of_a_talk_its_answers_are_its_own(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk)
    await talk.says("ubah profil")
    await talk.says("nama")
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Sudah.")
    await talk.says("Belum Tentu")
    talk.sees("Ini yang kami catat, Belum Tentu")
    await talk.taps("Sudah beres")
    talk.sees("Seberapa terbantu")
    await talk.says("5")
    talk.sees("Senang bisa membantu", "Ini yang kami catat, Belum Tentu")
    assert (await counter.request_of(talk, request.id)).rating == 5


async def test_two_that_wait_are_told_apart(talk: Talk) -> None:
    first = await closed(talk)
    second = await counter.files(talk, "permit", "izin acara di BKB")
    await counter.officer(talk, closing.close, await counter.seen(talk, second), "advised", "Sudah terbit.")
    await talk.says("menu")
    await talk.says("belum")
    talk.sees("Untuk permohonan yang mana")
    assert [label.split()[0] for label in talk.labels] == ["D-2", "D-1"]
    await talk.says("2")
    talk.sees("Apa yang masih kurang untuk D-1")
    assert (await counter.request_of(talk, first.id)).open
    assert not (await counter.request_of(talk, second.id)).open


async def test_nothing_waits(talk: Talk) -> None:
    await talk.registered()
    await talk.says("sudah beres")
    talk.sees("tidak ada yang kami tanyakan")
    request = await counter.files(talk)
    await talk.taps_id(f"do:request_confirm:{request.id}.yes")
    talk.sees("Untuk D-1 tidak ada yang sedang kami tanyakan")
    await talk.taps_id(f"do:request_confirm:{request.id}.no")
    talk.sees("D-1 sudah dibuka lagi")


async def asked_for_result(talk: Talk) -> SupportRequest:
    request = await closed(talk)
    await talk.taps("Sudah beres")
    await talk.says("5")
    await talk.later(days=31)
    kinds = {request.kind}
    await talk.store.transact(lambda tx: closing.ask_results(permitting.clock(tx, house(), talk.now), kinds))
    await counter.told(talk)
    talk.sees("Apa hasilnya sampai sekarang?").may_tap("Cerita hasilnya", "Lihat permohonan")
    return request


async def test_what_came_of_it_by_button(talk: Talk) -> None:
    request = await asked_for_result(talk)
    await talk.taps("Cerita hasilnya")
    talk.sees("Apa hasil dari D-1")
    await talk.says("pesanan selesai, dapat dua pelanggan baru")
    talk.sees("Sudah kami catat di D-1")
    assert (await counter.request_of(talk, request.id)).result == "pesanan selesai, dapat dua pelanggan baru"


async def test_what_came_of_it_by_the_next_words(talk: Talk) -> None:
    request = await asked_for_result(talk)
    await talk.says("pesanan selesai semua")
    talk.sees("pesanan selesai semua", "Ini jawaban untuk D-1").may_tap("Ya, untuk D-1", "Bukan, hal lain")
    await talk.says("ya")
    talk.sees("Sudah kami catat di D-1")
    assert (await counter.request_of(talk, request.id)).result == "pesanan selesai semua"
    await talk.says("hal yang lain lagi")
    talk.sees("hal yang lain lagi", "Mau dibantu petugas?")


async def test_what_came_of_it_as_a_reply(talk: Talk) -> None:
    request = await asked_for_result(talk)
    await counter.replies(talk, "pesanan selesai semua", await counter.platform_id(talk))
    talk.sees("Sudah kami catat di D-1")
    assert (await counter.request_of(talk, request.id)).result == "pesanan selesai semua"


async def test_in_english(talk: Talk) -> None:
    await talk.registered()
    await talk.says("english")
    await talk.taps("English")
    request = await counter.files(talk)
    await counter.officer(talk, answering.answer, await counter.seen(talk, request), "Come on Monday.")
    talk.sees("Our answer to request D-1", "Reply to this message").may_tap("Reply", "See the request")
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Done.")
    talk.sees("Is D-1 settled?")
    await talk.says("not yet, the needle is missing")
    talk.sees("D-1 is open again")
    await counter.act(talk, talk.chat, requesting.withdraw, request.id)
    await talk.says("my requests")
    talk.sees("Withdrawn by you")


def test_every_answer_has_its_own_words() -> None:
    speeches: dict[str, Speech] = dict(house().speeches)
    for speech in speeches.values():
        for what in ("confirm", "consent"):
            answers = ("yes", "no", "elsewhere" if what == "confirm" else "first")
            options = [speech.option(f"request.{what}.{answer}", answer) for answer in answers]
            spoken = speech.without(frozenset({"ask_offer"}))  # a shy word: what is shown comes first
            for option in options:
                for typed in (option.label, *option.aliases):
                    assert spoken.read(typed, options).values[:1] in ((option.value,), ("request_confirm",)), typed


@pytest.mark.parametrize("said", ["tidak", "dak usah", "tidak, saya mau tanya pameran"])
async def test_a_no_long_after_is_not_about_it(talk: Talk, said: str) -> None:
    request = await closed(talk)
    await talk.says("menu")
    await talk.says(said)
    talk.misses("dibuka lagi")
    assert not (await counter.request_of(talk, request.id)).open
    await talk.says("batal")
    await talk.says("belum, alatnya tidak ada")
    talk.sees("D-1 sudah dibuka lagi")


async def test_a_yes_with_something_else_to_say_is_heard_whole(talk: Talk) -> None:
    request = await closed(talk)
    await talk.says("selesai, tapi zulmi kurapo di BKB?")
    talk.sees("Mau dibantu petugas?", "tapi zulmi kurapo")
    assert (await counter.request_of(talk, request.id)).confirmed == ""


async def test_a_complaint_is_closed_without_a_mark(talk: Talk) -> None:
    await talk.registered()
    request = await counter.files(talk, "voice", "lapak kami digusur tanpa kabar")
    await counter.named(talk)
    await counter.officer(talk, closing.close, await counter.seen(talk, request), "helped", "Sudah kami bahas.")
    talk.sees("D-1", "Sudah kami bahas.", "Apakah D-1 sudah beres").misses("✅")
