"""Neutral mark-up is read as the catalogue writes it, and a person's own marks mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.marks import read
from bot.i18n.catalogue import escape


@pytest.mark.parametrize(
    ("marked", "text", "bold"),
    [
        ("biasa", "biasa", []),
        ("*tebal*", "tebal", ["tebal"]),
        ("a *b* c *d e*", "a b c d e", ["b", "d e"]),
        (r"5 \* 3 \\ 2", r"5 * 3 \ 2", []),
        (r"*a\*b\\c*", r"a*b\c", [r"a*b\c"]),
        ("*terbuka\nlagi*", "*terbuka\nlagi*", []),
        ("**", "**", []),
        (r"*\*", "**", []),
        ("ujung \\", "ujung \\", []),
        (r"C:\Data *x*", r"C:\Data x", ["x"]),
        ("- satu\n- *dua*", "- satu\n- dua", ["dua"]),
        ("*dipoton…", "*dipoton…", []),
    ],
)
def test_marks(marked: str, text: str, bold: list[str]) -> None:
    found = read(marked)
    assert (found.text, [found.text[a:b] for a, b in found.bold]) == (text, bold)


@given(st.text("a*\\ \n-é😀"))
def test_own_words_come_out_as_they_went_in(words: str) -> None:
    found = read(f"*Nama*: {escape(words)}")
    assert (found.text, found.bold) == (f"Nama: {words}", ((0, 4),))


@given(st.text("a*\\\n😀"))
def test_spans_lie_within_the_text(marked: str) -> None:
    found = read(marked)
    ends = [0, *(place for span in found.bold for place in span), len(found.text)]
    assert ends == sorted(ends)
