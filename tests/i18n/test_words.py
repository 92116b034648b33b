"""What people answer to a question with buttons."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import load
from bot.core.reading import NOTHING, Match, Option, Reader
from bot.i18n.words import NO, YES, Words

RESERVED = {
    "cancel": ("batal",),
    "menu": ("menu",),
    "data": ("data saya",),
    "register": ("daftar",),
    "person": ("petugas",),
}
SPELLINGS = load().lexicon.spellings
WORDS: Reader = Words("id", RESERVED, SPELLINGS)
CONSENT = (
    Option("yes", "Setuju, saya 18+", aliases=YES["id"]),
    Option("no", "Tidak / belum 18", aliases=NO["id"]),
    Option("read", "Baca lengkap"),
)
MENU = (Option("stages", "Peluang & panggung"), Option("support", "Minta dukungan"), Option("profile", "Profil saya"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Setuju, saya 18+", "exact", "yes"),
        ("setuju kak", "exact", "yes"),
        ("saya setuju", "exact", "yes"),
        ("ya", "exact", "yes"),
        ("Iyo", "exact", "yes"),
        ("y", "exact", "yes"),
        ("👍🏽", "exact", "yes"),
        ("ya, setuju", "exact", "yes"),
        ("setju", "near", "yes"),
        ("setujuuuu", "exact", "yes"),
        ("tidak", "exact", "no"),
        ("dak", "exact", "no"),
        ("gk", "exact", "no"),
        ("ga usah kak", "exact", "no"),
        ("belum 18", "exact", "no"),
        ("saya belum 18 tahun", "exact", "no"),
        ("tidak setuju", "exact", "no"),
        ("dak setuju", "exact", "no"),
        ("no setuju", "exact", "no"),
        ("belum mau", "exact", "no"),
        ("baca", "exact", "read"),
        ("baca dulu kak", "exact", "read"),
        ("lengkp", "near", "read"),
        ("1", "exact", "yes"),
        ("2.", "exact", "no"),
        ("no 2", "exact", "no"),
        ("3️⃣", "exact", "read"),
        ("sikok", "exact", "yes"),
        ("duo", "exact", "no"),
        ("yang ketiga", "exact", "read"),
        ("pilihan dua", "exact", "no"),
        ("batal", "word", "cancel"),
        ("batal kak", "word", "cancel"),
        ("Data saya", "word", "data"),
        ("ptugas", "word", "person"),
        ("mau daftar", "word", "register"),
    ],
)
def test_reads(text: str, kind: str, value: str) -> None:
    assert WORDS.read(text, CONSENT) == Match(kind, (value,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "", "🙏", "\x00", "0", "4", "18", "100", "saya 18", "setuju dak?", "iya tidak", "tidak tau", "dak ngerti",
        "kurang setuju", "assalamualaikum", "gsetuju", "tidak tidak setuju", "x" * 500, "setuju " * 900,
    ],
)  # fmt: skip
def test_does_not_guess(text: str) -> None:
    assert WORDS.read(text, CONSENT) is NOTHING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("panggung", "stages"),
        ("pelung", "stages"),
        ("dukungan", "support"),
        ("prfil saya", "profile"),
        ("MINTA", "support"),
    ],
)
def test_a_word_of_a_label_will_do(text: str, value: str) -> None:
    assert WORDS.read(text, MENU).values == (value,)


def test_a_word_of_several_labels_is_asked_back() -> None:
    options = (Option("a", "Lihat peluang"), Option("b", "Lihat panggung"))
    assert WORDS.read("lihat", options) == Match("several", ("a", "b"))
    assert WORDS.read("lihatt", options) == Match("several", ("b", "a"))
    assert WORDS.read("peluang", options) == Match("exact", ("a",))


def test_a_likeness_without_a_lead_is_asked_back() -> None:
    options = (Option("a", "Sukamulya"), Option("b", "Sukamulia"), Option("c", "Plaju"))
    assert WORDS.read("sukamullya", options).kind == "near"
    assert WORDS.read("sukamullyia", options) == Match("several", ("b", "a"))


def test_a_likeness_between_option_and_reserved_word_is_neither() -> None:
    assert WORDS.read("petugass", (Option("x", "Petugasse"),)) is NOTHING


def test_a_refusal_needs_one_refusing_option() -> None:
    good = Option("good", "Benar, simpan")
    assert WORDS.read("tidak benar", (good, Option("wrong", "Ada yang salah"))) is NOTHING
    assert WORDS.read("tidak benar", (good, Option("a", "Tidak usah"), Option("b", "Belum"))) is NOTHING
    assert WORDS.read("tidak benar", (good, Option("a", "Tidak usah"))) == Match("exact", ("a",))


def test_free_text_takes_labels_aliases_and_reserved_words_only() -> None:
    offered = (Option("profile", "Pakai: Ratna", aliases=("pakai",)),)

    def read(text: str) -> Match:
        return WORDS.read(text, offered, near=False)

    assert read("pakai ratna") == read("Pakai") == Match("exact", ("profile",))
    assert read("BATAL") == Match("word", ("cancel",))
    for text in ("1", "satu", "Yuk Ratna", "batall", "Batal Ratna", "pakkai ratna", "batal kak"):
        assert read(text) is NOTHING, text


def test_label_comes_before_number_and_number_before_reserved_word() -> None:
    reader = Words("id", {"one": ("1", "satu")}, {})
    assert reader.read("1", (Option("a", "Plaju"), Option("b", "1"))) == Match("exact", ("b",))
    assert reader.read("satu", (Option("a", "Plaju"),)) == Match("exact", ("a",))
    assert reader.read("satu", ()) == Match("word", ("one",))


def test_reserved_word_comes_before_alias() -> None:
    assert WORDS.read("menu", (Option("a", "Plaju", aliases=("menu",)),)) == Match("word", ("menu",))


def test_english() -> None:
    reader = Words("en", {"cancel": ("cancel",)}, {})
    options = (Option("yes", "I agree, I am 18+", aliases=YES["en"]), Option("no", "No / under 18", aliases=NO["en"]))
    for text, value in (("yes please", "yes"), ("no thanks", "no"), ("don't agree", "no"), ("the second", "no")):
        assert reader.read(text, options).values == (value,), text
    assert reader.read("cancle", options) is NOTHING
    assert reader.read("cancell", options) == Match("word", ("cancel",))


@given(
    st.sampled_from(["tidak", "dak", "idak", "gak", "ga", "nggak", "jangan", "belum", "tak", "g", "no", "ogah"]),
    st.sampled_from(["", "mau", "usah", "nak", "lah"]),
    st.sampled_from(["setuju", "ya", "iyo", "setju", "boleh", "setuju saya 18", "oke", "mau", "sip"]),
    st.sampled_from(["", "kak", "nian", "!!"]),
)
def test_a_refusal_is_never_read_as_consent(no: str, middle: str, yes: str, end: str) -> None:
    assert "yes" not in WORDS.read(f"{no} {middle} {yes} {end}", CONSENT).values


@given(st.text(max_size=40))
def test_never_fails(text: str) -> None:
    match = WORDS.read(text, CONSENT)
    assert (match.kind == "none") == (match.values == ())


@pytest.mark.parametrize(
    ("word", "meant"),
    [("pempk", "pempek"), ("kertapti", "kertapati"), ("plju", None), ("songkettt", None), ("abcdefgh", None)],
)
def test_near_finds_what_was_meant(word: str, meant: str | None) -> None:
    assert WORDS.near(word, ["pempek", "kertapati", "plaju", "songket"]) == meant  # type: ignore[attr-defined]


def test_near_needs_a_lead() -> None:
    reader = Words("id", {})
    assert reader.near("sukamulyia", ["sukamulya", "sukamulia"]) is None
    assert reader.near("sukamullya", ["sukamulya", "plaju"]) == "sukamulya"


def test_is_fast_enough_for_a_turn() -> None:
    texts = ("setuju", "dak setuju kak", "yang pertama", "prfil saya")

    def seconds() -> float:
        start = perf_counter()
        for text in texts * 250:
            WORDS.read(text, CONSENT)
        return (perf_counter() - start) / 1000

    assert min(seconds() for _ in range(5)) < 0.000_1
