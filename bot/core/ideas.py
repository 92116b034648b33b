"""Finds the ideas in a text: what is wanted, done, complained of, by the words the city pack has for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.phrases import SHORTEST_NEAR, Hit, Index, Sense, find, make_index, sentence_index
from bot.core.sentence import Near
from bot.core.spelling import Token, tokens
from bot.core.support import CRAFT, SupportWords
from bot.core.vocabulary import City

_LONGEST = 120  # words looked at
_MOST_MISSPELT = 12  # words held against the whole vocabulary, the one slow step
_HELD, _PURPOSE, _TOPIC = 0.3, 0.5, 0.4  # what weight is left to what is not the wish itself
_SHORTEST_ROOT = 3


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea at words[start:end] of the text, with the weight it has there, 0 to 1."""

    name: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """The words of a city, made ready once. `roots` are the words that stand for ideas."""

    spellings: Mapping[str, str]
    index: Index
    roots: frozenset[str]


def find_ideas(text: str, city: City, near: Near | None = None) -> list[Idea]:
    """What is held already, is a purpose, or the topic of a lesson weighs less than the wish itself."""
    ready, words = _ready(city), city.support.words
    typed = tokens(text[: 20 * _LONGEST], ready.spellings)[:_LONGEST]
    hits = find(_corrected(typed, words, ready, near), ready.index)
    weights = _weights(typed, words)
    ideas = [Idea(sense.value, hit.start, hit.end, weights[hit.start]) for hit in hits for sense in hit.senses]
    for hit in find(typed, sentence_index(city)):
        ideas.extend(Idea(name, hit.start, hit.end, weights[hit.start]) for name in _crafts(hit, city))
    return _under_topics(ideas, typed, words)


@lru_cache(maxsize=8)
def _ready(city: City) -> _Ready:
    words = city.support.words
    spellings = {**city.lexicon.spellings, **words.spellings}
    entries = [(phrase, Sense("idea", idea)) for idea, phrases in words.ideas.items() for phrase in phrases]
    index = make_index(city, spellings, entries)
    roots = frozenset(word for starts in index.phrases.values() for phrase, _ in starts for word in phrase)
    return _Ready(spellings, index, roots)


def _crafts(hit: Hit, city: City) -> Iterable[str]:
    """A craft of the city is the idea "craft", and one for its sub-sector ("craft:kriya")."""
    works = [sense.value for sense in hit.senses if sense.kind in ("verb", "noun")]
    for term in (sense.value for sense in hit.senses if sense.kind == "term"):
        works.extend(city.term(term).candidates)
    if works:
        yield CRAFT
    yield from (f"{CRAFT}:{each}" for each in dict.fromkeys(works))


def _corrected(typed: Sequence[Token], words: SupportWords, ready: _Ready, near: Near | None) -> list[Token]:
    found, left = list(typed), _MOST_MISSPELT if near is not None else 0
    for at, token in enumerate(typed):
        if token.text in ready.roots or not token.text.isalpha():
            continue
        meant = _root(token.text, words, ready.roots)
        if meant is None and near is not None and left and _may_be_misspelt(token.text, ready.index):
            left -= 1
            meant = near(token.text, ready.index.near)
            meant = meant if meant is not None and meant[0] == token.text[0] else None
        if meant is not None:
            found[at] = Token(meant, token.parted)
    return found


def _may_be_misspelt(word: str, index: Index) -> bool:
    return len(word) >= SHORTEST_NEAR and word not in index.known


def _root(word: str, words: SupportWords, roots: frozenset[str]) -> str | None:
    """The known word inside: "dibiayai" -> "biaya", "nyablon" -> "sablon"."""
    for ending in ("", *words.tails):
        if not word.endswith(ending):
            continue
        body = word.removesuffix(ending)
        for candidate in (body, *_beheaded(body, words.heads)):
            if len(candidate) >= _SHORTEST_ROOT and candidate in roots:
                return candidate
    return None


def _beheaded(body: str, heads: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    for head, swallowed in heads.items():
        if body.startswith(head):
            rest = body.removeprefix(head)
            yield from (letters + rest for letters in swallowed)


def _weights(typed: Sequence[Token], words: SupportWords) -> list[float]:
    weights: list[float] = []
    last = ""
    for token in typed:
        if token.text in words.purpose and last not in words.wish:
            weights.append(_PURPOSE)
        elif f"{last} {token.text}" in words.held:
            weights.append(_HELD)
        elif _begins_anew(token, last, words):
            weights.append(1.0)
        else:
            weights.append(weights[-1] if weights else 1.0)
        last = token.text
    return weights


def _begins_anew(token: Token, last: str, words: SupportWords) -> bool:
    return token.parted or (token.text in words.wish and last not in words.purpose)


def _under_topics(ideas: Sequence[Idea], typed: Sequence[Token], words: SupportWords) -> list[Idea]:
    """What follows a lesson up to the next wish is its topic."""
    ends = [idea.end for idea in ideas if idea.name in words.topical]

    def bound(idea: Idea) -> bool:
        before = max((end for end in ends if end <= idea.start), default=None)
        if before is None or idea.name in words.topical:
            return False
        span = range(before, idea.start + 1)
        return not any(_begins_anew(typed[at], typed[at - 1].text, words) for at in span)

    return [replace(idea, weight=min(idea.weight, _TOPIC)) if bound(idea) else idea for idea in ideas]
