"""Lengkapi: one question at a time, each answer kept at once."""

import pytest

from bot.actions import permitting, requesting
from bot.core.flow import Choose, Facts
from bot.core.support import Question
from handlers.shared.asking import answer_text, options, question_step
from storage import contacts, threads
from storage.ports import Tx
from tests.handlers.talk import CITY, SPEECHES, Talk, house
from tests.handlers.test_support import answered, at_guess

FOOD = ("kak sy mau urus pirt tp bingung", ["Betul", "Beku/vakum", "Dapur rumah"])
SPACE = ("mau pinjam gedung kesenian untuk pentas", ["Betul", "Pentas", "belum tahu"])
MATCH = ("nak nyari reseller kemplang", ["Betul", "Pembeli/reseller", "kemplang ikan"])


async def filed(talk: Talk, story: str, answers: list[str]) -> Talk:
    await at_guess(talk, story)
    return await answered(talk, answers)


async def test_one_at_a_time_and_kept_at_once(talk: Talk) -> None:
    await filed(talk, *SPACE)
    await talk.taps("Lengkapi")
    talk.sees("Mulai dipakai tanggal berapa?").may_tap("Lewati")
    await talk.says("24 desember")
    talk.sees("Tanggal yang kami catat: Rabu, 24 Desember.", "Berapa lama")
    await talk.says("lewati")
    talk.sees("Perkiraan berapa orang").misses("Tersimpan")
    await talk.says("ramai pokoknya")
    talk.sees("Angkanya belum terbaca", "Perkiraan berapa orang")
    await talk.says("dua ratus orang")
    talk.sees("Tersimpan, Kak.", "Butuh listrik").may_tap(
        "Listrik", "Tata suara", "Lampu", "Layar/proyektor", "Tidak perlu", "Lewati"
    )
    [request] = await talk.requests()
    assert dict(request.answers) == {"use": "pentas", "when": "2025-12-24", "people": 200}
    assert (str(request.wanted_on), request.open_questions) == ("2025-12-24", ("tech",))
    await talk.says("listrik, lampu")
    await talk.taps("Selesai")
    talk.sees("Keterangan D-1 sudah lengkap", "Mau apa sekarang")
    [request] = await talk.requests()
    assert (request.answers["tech"], request.open_questions) == (["listrik", "lampu"], ())


async def test_leaving_keeps_what_was_given_and_it_goes_on_later(talk: Talk) -> None:
    await filed(talk, *FOOD)
    await talk.taps("Lengkapi")
    await talk.taps("NIB")
    await talk.taps("Selesai")
    talk.sees("Tersimpan", "Dijual ke mana?")
    await talk.says("batal")
    talk.sees("Yang sudah dijawab tetap tersimpan", "LENGKAPI")
    [request] = await talk.requests()
    assert (request.answers["have"], request.open_questions) == (["nib"], ("sell_where",))
    await talk.later(days=2)
    await talk.says("lengkapi")
    talk.sees("Dijual ke mana?")
    await talk.taps("Ekspor")
    talk.sees("D-1 sudah lengkap")
    await talk.says("lengkapi")
    talk.sees("Tidak ada yang perlu dilengkapi")


async def test_a_late_event_is_said_as_bad_news(talk: Talk) -> None:
    await filed(talk, "mau urus izin pawai di kambang iwak", ["Betul", "Belum tahu", "Kota"])
    await talk.taps("Lengkapi")
    await talk.says("besok")
    talk.sees("Untuk acara Selasa, 25 November, batas memasukkan berkas izin sudah lewat")


async def test_a_sub_sector_is_chosen_as_everywhere(talk: Talk) -> None:
    await filed(talk, *MATCH)
    await talk.taps("Lengkapi")
    talk.sees("Dari subsektor apa?")
    await talk.says("musik")
    talk.sees("D-1 sudah lengkap")
    [request] = await talk.requests()
    question = CITY.support_kind("matching").question("sub_sector")
    assert answered_in_words(question, request.answers["sub_sector"]) == "Musik"


async def test_a_file_answers_in_words_place(talk: Talk) -> None:
    await filed(talk, "kak sy mau bikin nib tp bingung mulai dr mana", ["Betul", "Belum", "Perorangan"])
    await talk.taps("Lengkapi")
    await talk.sends("photo")
    talk.sees("Foto Kakak sudah masuk", "Tersimpan", "Lebih nyaman dibantu daring")
    [request] = await talk.requests()
    said = await talk.store.read(lambda tx: threads.of_request(tx, request.id, internal=False))
    assert ([len(each.media) for each in said], request.open_questions) == ([0, 1], ("visit",))


@pytest.mark.parametrize("argument", ["99", "0", "x", "9" * 30])
async def test_what_is_not_ones_own_is_not_there(talk: Talk, argument: str) -> None:
    await filed(talk, *FOOD)
    await talk.taps_id(f"do:complete:{argument}")
    talk.sees("Tidak ada yang perlu dilengkapi")
    await talk.taps_id("do:complete:1")
    talk.sees("Sudah punya yang mana?")


async def test_somebody_elses_is_not_there(talk: Talk) -> None:
    await filed(talk, *FOOD)
    other = talk.other()
    other._store, other.turns = talk._store, 100  # its events are other ones
    await other.taps_id("do:complete:1")
    other.sees("Tidak ada yang perlu dilengkapi")


async def test_a_question_has_nothing_to_complete(talk: Talk) -> None:
    await talk.says("petugas")
    await talk.says("jam berapa buka?")
    await talk.taps_id("do:complete:1")
    talk.sees("Keterangan D-1 sudah lengkap")


async def test_a_request_that_ended_meanwhile(talk: Talk) -> None:
    await filed(talk, *FOOD)
    await talk.taps("Lengkapi")
    await withdrawn(talk)
    await talk.says("lewati")
    talk.sees("sudah tidak dipakai lagi", "Mau apa sekarang")
    await talk.taps_id("do:complete:1")
    talk.sees("Tidak ada yang perlu dilengkapi")


async def withdrawn(talk: Talk) -> None:
    async def work(tx: Tx) -> None:
        known = await contacts.find(tx, talk.chat)
        assert known is not None
        actor = permitting.Actor(tx, house(), talk.now, known.contact, "contact:1")
        await requesting.withdraw(actor, 1)

    await talk.store.transact(work)


def answered_in_words(question: Question, value: object) -> str:
    return answer_text(question, value, Facts(language="id", city=CITY, now=0))


def test_answers_in_words() -> None:
    permit, space = CITY.support_kind("permit"), CITY.support_kind("space")
    assert answered_in_words(permit.question("scale"), "kota") == "Kota"
    assert answered_in_words(permit.question("event_date"), "2025-12-24") == "Rabu, 24 Desember"
    assert answered_in_words(space.question("tech"), ["listrik", "gone"]) == "Listrik, gone"
    assert answered_in_words(space.question("people"), 200) == "200"
    assert answered_in_words(space.question("people"), None) == ""


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", [kind.id for kind in CITY.support_kinds])
def test_the_answers_of_a_question_are_told_apart(kind: str, language: str) -> None:
    speech, seen = SPEECHES[language], 0
    for question in CITY.support_kind(kind).questions:
        offered = options(question, language)
        for option in offered:
            assert len(option.label) <= 20 or option.short
            for typed in (option.label, option.short, *option.aliases):
                match = speech.read(typed, offered)
                foreign = typed not in (option.label, option.short) and match.kind == "word"  # "A person" is PETUGAS
                assert foreign or (match.kind, match.values) == ("exact", (option.value,)), (question.key, typed)
                seen += 1
        assert isinstance(question_step(question, question.key), Choose) or not offered
    assert seen > 0


def test_not_known_yet_is_no_word_of_another_meaning() -> None:
    for language in ("id", "en"):
        for alias in SPEECHES[language].option("question.unknown", "unknown").aliases:
            assert SPEECHES[language].words.read(alias, ()).kind == "none", alias
