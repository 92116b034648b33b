"""Reads "nenun songket tuan kentang": what somebody makes, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.crafts import decide_crafts
from bot.core.phrases import SHORTEST_NEAR, Index, find, place_index, sentence_index
from bot.core.places import decide_places
from bot.core.spelling import Token, tokens
from bot.core.vocabulary import City

_LONGEST = 80  # words looked at: nobody says it later than that
_MOST_MISSPELT = 12  # words held against the whole vocabulary, the one slow step


class Near(Protocol):
    """Finds the candidate a misspelt word must have meant, or None. Pure."""

    def __call__(self, word: str, candidates: Sequence[str], /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence seems to say; `words` are the person's own, on one line.

    `sub_sectors`: one is decided, several are to be asked (likeliest first), none was recognised.
    `ambiguous`: the id of the AmbiguousTerm whose question settles it.
    `places`: codes, likewise; `area`: the id of the Area they are the candidates of.
    """

    words: str
    sub_sectors: tuple[str, ...] = ()
    ambiguous: str | None = None
    places: tuple[str, ...] = ()
    area: str | None = None


def read_sentence(text: str, city: City, near: Near | None = None) -> Guess:
    """Never fails: an empty or senseless text is a Guess without sub-sectors and places."""
    index = sentence_index(city)
    words = _words(text, city, index, near)
    hits = find(words, index)
    crafts = decide_crafts(hits, words, city)
    places, area = decide_places(hits, words, city, bare=False)
    return Guess(" ".join(text.split()), crafts.sub_sectors, crafts.term, places, area)


def read_place(text: str, city: City, near: Near | None = None) -> tuple[tuple[str, ...], str | None]:
    """The answer to "where?": (codes, area) as in Guess. Bare names do: "13 ulu", "sentosa", "SU 1"."""
    index = place_index(city)
    words = _words(text, city, index, near)
    return decide_places(find(words, index), words, city, bare=True)


def _words(text: str, city: City, index: Index, near: Near | None) -> list[Token]:
    found = tokens(text[: 20 * _LONGEST], city.lexicon.spellings)[:_LONGEST]
    left = _MOST_MISSPELT if near is not None else 0
    for at, token in enumerate(found):
        if len(token.text) < SHORTEST_NEAR or token.text in index.known or not token.text.isalpha():
            continue
        meant = _bare(token.text, city, index)
        if meant is None and near is not None and left:
            left -= 1
            meant = near(token.text, index.near)
        if meant is not None and meant[0] == token.text[0]:
            found[at] = Token(meant, token.parted)
    return found


def _bare(word: str, city: City, index: Index) -> str | None:
    """A known word under an ending: "songketnya" -> "songket"."""
    for ending in city.lexicon.endings:
        if word.endswith(ending) and word.removesuffix(ending) in index.known:
            return word.removesuffix(ending)
    return None
