"""Requests as people write them, and how many kinds are guessed right."""

import json
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import load
from bot.core.ideas import find_ideas
from bot.core.kinds import MOST, KindGuess, guess_kinds
from bot.i18n.words import Words

CITY = load()
NEAR = Words("id", {}, CITY.lexicon.spellings).near
TEXTS = [
    json.loads(line)
    for line in Path(__file__).with_name("support_texts.jsonl").read_text(encoding="utf-8").splitlines()
]


def guess(text: str) -> KindGuess:
    return guess_kinds(text, CITY, NEAR)


@dataclass(frozen=True)
class Score:
    """Shares, 0 to 1: of requests the kind first, among three, wrong though sure; of other texts left unsorted."""

    requests: int
    others: int
    first: float
    among: float
    misled: float
    unsorted: float


def score(texts: list[dict[str, str | None]]) -> Score:
    guesses = [(text["kind"], guess(str(text["text"]))) for text in texts]
    asked = [(kind, found) for kind, found in guesses if kind is not None]
    others = [found for kind, found in guesses if kind is None]
    return Score(
        len(asked),
        len(others),
        sum(found.kinds[:1] == (kind,) for kind, found in asked) / len(asked),
        sum(kind in found.kinds for kind, found in asked) / len(asked),
        sum(found.sure and found.kinds[0] != kind for kind, found in asked) / len(asked),
        sum(not found.kinds for found in others) / len(others),
    )


@pytest.mark.parametrize("part", ["all", "tuned on", "held out"])
def test_guesses_the_kind(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines held out were written last, read once, and never tuned on."""
    wanted = {"all": (True, False), "tuned on": (False,), "held out": (True,)}[part]
    found = score([text for text in TEXTS if text.get("held_out", False) in wanted])
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what this test is for
            f"\nrequests, {part}: {found.requests}; kind first {found.first:.1%}, among three {found.among:.1%},"
            f" wrong though sure {found.misled:.1%}; {found.others} others left unsorted {found.unsorted:.1%}"
        )
    assert found.first >= 0.85
    assert found.among >= 0.97
    assert found.misled <= 0.03
    assert found.unsorted >= 0.95


def test_texts_cover_the_kinds() -> None:
    assert len({text["text"] for text in TEXTS}) == len(TEXTS) >= 300
    assert sum(text["kind"] is None for text in TEXTS) >= 45
    assert sum(text.get("held_out", False) for text in TEXTS) >= 90
    for kind in CITY.support_kinds:
        assert sum(text["kind"] == kind.id for text in TEXTS) >= 20, kind.id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kak sy mau urus pirt tp bingung", "food-cert"),
        ("nak minjem sound untuk acara rt", "equipment"),
        ("pacak dibantu modal dak?", "funding"),
        ("sudah punya nib, sekarang mau daftar merek", "ip"),
        ("sudah punya merek, mau nib", "legality"),
        ("butuh modal untuk beli mesin jahit", "funding"),
        ("butuh mesin jahit untuk usaha", "equipment"),
        ("pelatihan ekspor", "training"),
        ("sudah dapat pelatihan, sekarang mau ekspor", "export"),
        ("izin usaha", "legality"),
        ("izin keramaian", "permit"),
        ("izin edar", "food-cert"),
        ("cari penjahit", "matching"),
        ("pinjaman modal", "funding"),
        ("tempat latian nari", "space"),
        ("minta diliput wartawn", "promotion"),
        ("honor dak dibayar", "voice"),
        ("I would like to register a trademark", "ip"),
    ],
)
def test_a_request_and_its_kind(text: str, kind: str) -> None:
    assert guess(text).kinds[0] == kind


@pytest.mark.parametrize("kind", [kind.id for kind in CITY.support_kinds])
def test_every_kind_is_found_by_its_own_name(kind: str) -> None:
    for language in ("id", "en"):
        assert kind in guess(CITY.support_kind(kind).label[language]).kinds


@pytest.mark.parametrize(
    "text", ["", " ", "assalamualaikum", "P", "mokasih yo kak 🙏", "besok hujan dak ya", "qwerty zxcvb", "12345", "?!"]
)
def test_what_asks_for_nothing_stays_unsorted(text: str) -> None:
    assert guess(text) == KindGuess()


def test_an_unsure_guess_says_so() -> None:
    assert guess("mau urus sertifikat halal").sure
    assert not guess("izin").sure
    assert not guess("minjem").sure
    assert len(guess("minjem").kinds) == MOST


def test_misspellings_need_the_reader() -> None:
    assert guess_kinds("kolaborasy", CITY) == KindGuess()
    assert guess("kolaborasy").kinds[:1] == ("matching",)
    assert guess("xolaborasi") == KindGuess()


def test_every_idea_knows_its_words() -> None:
    [lent] = [idea for idea in find_ideas("untuk minjemin alat", CITY) if idea.name == "borrow"]
    assert (lent.start, lent.end, lent.weight) == (1, 2, 0.5)
    names = {idea.name for idea in find_ideas("songket", CITY)}
    assert {"craft", "craft:kriya", "craft:fesyen"} <= names


@given(st.text(max_size=200))
def test_never_fails_and_always_offers_three_or_none(text: str) -> None:
    found = guess(text)
    assert len(found.kinds) in (0, MOST)
    assert len(set(found.kinds)) == len(found.kinds)
    assert found.kinds or not found.sure


@pytest.mark.parametrize("text", ["\ud800", "\x00", "a" * 5000, "pinjam mesin " * 500, "izin acara di lapangan " * 99])
def test_strange_and_endless_texts_are_read_in_a_moment(text: str) -> None:
    start = perf_counter()
    guess(text)
    assert perf_counter() - start < 0.25


def test_is_fast_enough_for_a_turn() -> None:
    def seconds() -> float:
        start = perf_counter()
        for text in TEXTS:
            guess(text["text"])
        return (perf_counter() - start) / len(TEXTS)

    assert min(seconds() for _ in range(3)) < 0.002
