"""Indonesian until the person chooses, or writes a whole first sentence in English."""

import re

import pytest

from tests.handlers.talk import Talk

INDONESIAN = re.compile(r"\b(Kak|Kakak|kami|untuk|yang|tidak|ketik|Bidang|Tempat)\b")


async def test_an_english_first_sentence_is_offered_english(anywhere: Talk) -> None:
    talk = anywhere
    await talk.says("Hello, I do songket in Tuan Kentang")
    talk.sees("bahasa Inggris", "Shall we go on in English?").may_tap("English", "Bahasa Indonesia")
    await talk.taps("English")
    talk.sees("All right, we speak English from here.", "are you 18 or over?")
    await talk.says("yes")
    talk.sees("or make clothes of it")  # the question of songket, asked in the language chosen since
    await talk.says("1")
    talk.sees("What shall we call you?").may_tap("Use: Ratna")
    await talk.says("use it")
    talk.sees('Work: "I do songket in Tuan Kentang"', "Place: Tuan Kentang", "As: One person")
    await talk.says("correct")
    talk.sees("Nomor ekraf: PLG-", "type STOP")
    await talk.says("no thanks")
    talk.sees("we will not send alerts")
    for message in talk.answers[1:]:
        assert not INDONESIAN.search(message.text), message.text
    await talk.later(days=2)
    await talk.says("hi")
    talk.sees("Hello Ratna")


@pytest.mark.parametrize("answer", ["yes please", "ya", "boleh", "english", "1", "sure", "ok"])
async def test_yes_to_english(talk: Talk, answer: str) -> None:
    await talk.says("I want to register my studio")
    talk.sees("Shall we go on in English?")
    await talk.says(answer)
    talk.sees("are you 18 or over?")


@pytest.mark.parametrize("answer", ["Bahasa Indonesia", "tidak", "no", "2"])
async def test_no_to_english(talk: Talk, answer: str) -> None:
    await talk.says("hello, how does this work please")
    await talk.says(answer)
    talk.sees("bahasa Indonesia", "sudah 18 tahun")
    await talk.says("what do you need from me please")  # offered once
    talk.misses("English")


async def test_the_offer_does_not_stand_in_the_way(talk: Talk) -> None:
    await talk.says("halo")
    await talk.says("setuju")
    await talk.says("I bake cakes in Plaju")
    talk.sees("Shall we go on in English?")
    await talk.says("namaku Ani")  # the answer was kept; this goes to the question below
    talk.sees("I bake cakes in Plaju", "Sudah benar")


async def test_a_receipt_is_told_with_the_offer(talk: Talk) -> None:
    await talk.says("petugas")
    await talk.says("how do I join the fair please")
    talk.sees("Sudah kami teruskan ke petugas", "Shall we go on in English?")
    await talk.taps("English")
    talk.sees("we speak English").may_tap("What is open", "Register", "Ask for support", "Ask a person")


async def test_choosing_by_command_keeps_the_talk(talk: Talk) -> None:
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    await talk.says("language")
    talk.sees("bahasa apa").may_tap("Bahasa Indonesia", "English")
    await talk.says("inggris")
    talk.sees("we speak English", "What shall we call you?")
    await talk.says("BATAL")  # reserved words mean the same in every language
    talk.sees("We dropped that")
    await talk.says("bahasa")
    await talk.says("indonesian")
    talk.sees("Baik, kita memakai bahasa Indonesia.", "Mau apa sekarang")


async def test_english_words_everywhere(talk: Talk) -> None:
    await talk.says("bahasa")
    await talk.says("english")
    await talk.says("register")
    talk.sees("are you 18")
    await talk.says("i agree")
    await talk.says("choose from a list")
    talk.sees("Which field").may_tap("Culture and craft", "Media and music", "Design", "Digital", "Not sure yet")
    await talk.says("two")
    await talk.says("back")
    talk.sees("Which field")
    await talk.says("music")
    await talk.says("outside")
    await talk.says("Sam")
    talk.sees("Field: Music", "Place: Outside")
    await talk.says("something is wrong")
    await talk.says("place")
    await talk.says("cancel")
    talk.sees("Is it right?")
    await talk.says("group or business")
    await talk.says("business")
    talk.sees("What is the business called?")
    await talk.says("skip")
    talk.sees("cannot be skipped")
    await talk.says("Sam's Songs")
    await talk.says("hmm hmm hmm")
    talk.sees("did not get that")
    await talk.says("right, save it")
    talk.sees("is registered. Nomor ekraf")
    await talk.says("yes, tell me")
    await talk.says("when is the next fair")
    talk.sees("Shall staff help?", "Monday-Thursday", "08.00-11.30 and 13.00-16.30")
    await talk.says("yes")
    talk.sees("passed it on to staff as D-1", "by Wednesday, 26 November")
    await talk.says("my data")
    talk.sees("What we hold about Sam", "since 24 November 2025")
    await talk.says("erase")
    await talk.says("yes, erase")
    talk.sees("destroyed on Thursday, 27 November", "WIB").may_tap("Undo erasure", "Ask a person")
    await talk.says("undo erase")
    talk.sees("The erasure is undone")


@pytest.mark.parametrize("text", ["i bikin kue di plaju", "hello", "songket motif for sale", "saya Ani and friends"])
async def test_what_is_no_english_sentence(talk: Talk, text: str) -> None:
    await talk.says(text)
    assert "English" not in talk.text
