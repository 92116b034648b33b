"""Nothing that should not be kept gets past `clean`, and what may be kept is not touched."""

import json
import string
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.cleaning import MARK, clean, mask, mask_json

MOST = 4096
BETWEEN = st.sampled_from(["", " ", ".", "-", " - ", "\u00a0", "\u2013", "\u200b", ". "])
ANYTHING = st.text(st.characters(exclude_categories=[]))  # lone surrogates too
RISKY = st.text(st.sampled_from(string.digits + " .-a/:\n\x00\u202e\ud800" + "\u0661\uff11"), max_size=60)


@st.composite
def niks(draw: st.DrawFn) -> str:
    """A fictional NIK, written in one of the ways people do."""
    born = draw(st.dates(date(1930, 1, 1), date(2012, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 40]))
    digits = f"{draw(st.integers(100000, 999999))}{day:02}{born:%m%y}{draw(st.integers(0, 9999)):04}"
    return digits[0] + "".join(draw(BETWEEN) + digit for digit in digits[1:])


@given(niks(), st.text(string.ascii_letters + " ,:", max_size=20))
def test_a_nik_never_passes_however_it_is_written(nik: str, beside: str) -> None:
    cleaned = clean(f"NIK saya {nik},{beside} ya", MOST)
    assert cleaned.masked and MARK in cleaned.text
    assert not any(char.isdecimal() for char in cleaned.text)


@given(niks(), niks())
def test_two_niks_are_two_marks(one: str, other: str) -> None:
    assert clean(f"{one}\n{other}", MOST).text == f"{MARK}\n{MARK}"


@given(ANYTHING | RISKY, st.integers(1, 50))
@example("1" * 6 + "010190" + "12345", 16)  # the cut makes a NIK of 17 digits
def test_the_outcome_is_clean_and_stays_so(text: str, most: int) -> None:
    once = clean(text, most)
    assert len(once.text) <= most and not mask(once.text)[1]
    assert clean(once.text, most).text == once.text
    assert unicodedata.is_normalized("NFC", once.text)
    once.text.encode()
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in once.text)


@given(st.text(string.ascii_letters + string.digits + " ,.?!'", max_size=15).map(str.strip))
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert clean(text, MOST) == type(clean("", 1))(text)


@pytest.mark.parametrize(
    "text",
    [
        "1671029913900001",  # day 99
        "1671020013900001",  # day 0
        "1671023213900001",  # day 32
        "1671028101900001",  # neither a man's nor a woman's day
        "1671023002900001",  # 30 February
        "16710241019000011",  # 17 digits
        "167102410190000",  # 15 digits
        "0812-3456-7890",
        "+62 812 3456 7890 dan 0813 2222 3333",
        "https://kekraf.example/o/1671024101900001",
        "www.kekraf.example/?nik=1671024101900001&x",
        "16710241\n01900001",  # two lines are two numbers
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert clean(text, MOST).text == text and not clean(text, MOST).masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1671024101900001", MARK),
        ("KTP:1671 0241 0190 0001 2 anak", f"KTP:{MARK} 2 anak"),
        ("2 1671024101900001", f"2 {MARK}"),
        ("lihat https://x.example/a 1671.0241.0190.0001", f"lihat https://x.example/a {MARK}"),
        ("https://x.example/16710241 01900001", f"https://x.example/{MARK}"),
        ("\u200f1671\u202e0241\u202c01900001", f"\u200f{MARK}"),
        ("１６７１０２４１０１９００００１", MARK),
        ("1671022902900001", MARK),
    ],
)
def test_where_a_nik_ends_and_begins(text: str, kept: str) -> None:
    assert clean(text, MOST).text == kept and clean(text, MOST).masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c\x1b[0m\x9f", "abc[0m"),
        ("baris\r\nbaru\rlagi\u2028dan\x0bini", "baris\nbaru\nlagi\ndan\nini"),
        ("tab\tlah", "tab lah"),
        ("e\u0301", "é"),
        ("abc\u202edef\u2066ghi\u2069", "abcdefghi"),
        ("\ud83dlone\ude00", "lone"),
        ("مرحبا 👩\u200d🎨 halo", "مرحبا 👩\u200d🎨 halo"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("  \n tepi \n", "tepi"),
    ],
)
def test_what_goes_and_what_stays(text: str, kept: str) -> None:
    assert clean(text, MOST).text == kept


def test_a_long_text_is_cut_and_says_so() -> None:
    assert clean("a" * 5000, 10) == type(clean("", 1))("a" * 10, cut=True)
    assert not clean("a" * 10, 10).cut


def test_digits_and_blanks_without_end_take_no_time() -> None:
    assert not clean("9   " * 50_000, MOST).masked


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANYTHING | niks(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANYTHING | niks(), inner, max_size=4),
)


@given(JSON)
def test_a_payload_is_kept_without_any_nik(value: object) -> None:
    kept = mask_json(value)
    json.dumps(kept, ensure_ascii=False).encode()
    assert mask_json(kept) == kept


def test_numbers_and_keys_are_masked_too() -> None:
    payload = {"nik": 1671024101900001, "1671024101900001": [1671024101900001.0, True, 7], "id": 1671029913900001}
    assert mask_json(payload) == {"nik": MARK, MARK: [MARK, True, 7], "id": 1671029913900001}


def test_a_payload_without_bottom_has_one() -> None:
    deep: object = "1671024101900001"
    for _ in range(500):
        deep = [deep]
    assert "…" in json.dumps(mask_json(deep), ensure_ascii=False)
    assert mask_json((b"x", 1)) == ["b'x'", 1]
