"""Folding: what people type becomes comparable words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.spelling import Token, fold, tokens

SPELLINGS = {"yg": "yang", "dmn": "di mana", "cak mano": "bagaimana", "cak": "seperti"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  Nenun   SONGKET!! 🙏", "nenun songket"),
        ("haloooo kaaak", "halo kak"),
        ("maaf, buuk", "maaf buuk"),
        ("IT III", "it iii"),
        ("Rp1.000", "rp 1 000"),
        ("13ulu kue2", "13 ulu kue 2"),
        ("otak-otak", "otak otak"),
        ("jum'at", "jumat"),
        ("café Énak", "cafe enak"),
        ("1️⃣ ② ３", "1 2 3"),
        ("_a_b_", "a b"),
        ("\x00\u200bplaju\u200d", "plaju"),
        ("𝕟𝕖𝕟𝕦𝕟", "nenun"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Yg mana", "yang mana"),
        ("dmn?", "di mana"),
        ("cak mano caronyo", "bagaimana caronyo"),
        ("cak itu", "seperti itu"),
        ("itu cak", "itu seperti"),
    ],
)
def test_expands_spellings(text: str, folded: str) -> None:
    assert fold(text, SPELLINGS) == folded


def test_marks_where_a_sign_parts_words() -> None:
    assert tokens("kue, baju/tas otak-otak", {}) == [
        Token("kue"),
        Token("baju", True),
        Token("tas", True),
        Token("otak"),
        Token("otak"),
    ]
    assert tokens("kue\ndmn", SPELLINGS) == [Token("kue"), Token("di", True), Token("mana")]


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
