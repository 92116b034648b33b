"""Whom staff mean, in their words."""

import pytest

from bot.city import load
from bot.core.audience import EVERYBODY, Audience
from bot.core.audience_words import means_nothing, read_words

CITY = load()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("semua", EVERYBODY),
        ("musik dan film", Audience(sub_sectors=("musik", "film-animasi-video"))),
        ("Musik, musik di PLAJU", Audience(sub_sectors=("musik",), districts=("16.71.14",))),
        ("sanggar di ilir barat 1", Audience(kinds=("group",), districts=("16.71.04",))),
        ("semua kecuali kuliner", Audience(without_sub_sectors=("kuliner",))),
        ("musik kecuali usaha dan Gandus", Audience(
            sub_sectors=("musik",), without_kinds=("business",), without_districts=("16.71.12",))),
        ("pemula seni rupa", Audience(sub_sectors=("seni-rupa",), levels=("new",))),
        ("kriya, kecuali yang pernah tampil", Audience(sub_sectors=("kriya",), levels=("new",))),
        ("performing arts except business", Audience(sub_sectors=("seni-pertunjukan",), without_kinds=("business",))),
    ],
)  # fmt: skip
def test_words_name_an_audience(text: str, meant: Audience) -> None:
    assert read_words(text, CITY) == (meant, "")
    assert not means_nothing(meant, text)


@pytest.mark.parametrize(
    ("text", "unknown"), [("musk di Plaju", "musk"), ("musik kecuali entahlah", "entahlah"), ("apa ini", "apa ini")]
)
def test_words_nobody_knows_are_said_back(text: str, unknown: str) -> None:
    assert read_words(text, CITY)[1] == unknown


@pytest.mark.parametrize("text", ["", "untuk yang di", "dan"])
def test_words_that_name_nobody(text: str) -> None:
    found, unknown = read_words(text, CITY)
    assert means_nothing(found, text)
    assert unknown == ""
