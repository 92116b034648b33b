"""Every word and phrase a city knows, in one index: built once a city, matched longest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.core.spelling import Token, fold
from bot.core.vocabulary import City

SenseKind = Literal["verb", "noun", "soft", "weak", "term", "district", "ward", "area", "elsewhere", "idea"]
SHORTEST_NEAR = 5  # shorter words are too like one another


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase: of `kind`, standing for `value` (an id or a code). `cued`: only after a cue word."""

    kind: SenseKind
    value: str
    cued: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: tokens[start:end] and all it may mean."""

    start: int
    end: int
    senses: tuple[Sense, ...]


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], tuple[Sense, ...]], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Phrases by their first word; `known` are words never to be corrected, `near` what a misspelling may mean."""

    phrases: Phrases
    known: frozenset[str]
    near: tuple[str, ...]


@lru_cache(maxsize=8)
def sentence_index(city: City) -> Index:
    """Works and places."""
    return make_index(city, city.lexicon.spellings, [*_work_phrases(city), *_place_phrases(city)])


@lru_cache(maxsize=8)
def place_index(city: City) -> Index:
    """Places alone, for an answer to "where?": a craft word cannot hide one there."""
    return make_index(city, city.lexicon.spellings, _place_phrases(city))


def make_index(city: City, spellings: Mapping[str, str], entries: Iterable[tuple[str, Sense]]) -> Index:
    """The phrases of `entries`, folded as texts are, beside the city's everyday words."""
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for phrase, sense in entries:
        key = tuple(fold(phrase, spellings).split())
        if key and sense not in senses.setdefault(key, []):
            senses[key].append(sense)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...]]]] = {}
    for key, meant in senses.items():
        by_first.setdefault(key[0], []).append((key, tuple(meant)))
    words = {word for key in senses for word in key}
    near = sorted(word for word in words if len(word) >= SHORTEST_NEAR and word.isalpha())
    known = frozenset(words | _everyday(city))
    return Index({first: tuple(rest) for first, rest in by_first.items()}, known, tuple(near))


def find(words: Sequence[Token], index: Index) -> list[Hit]:
    """The phrases in the words, in their order: longer ones first, none overlapping."""
    texts = tuple(word.text for word in words)
    hits = [hit for at in range(len(texts)) for hit in _starting(texts, at, index)]
    taken: set[int] = set()
    chosen = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        span = range(hit.start, hit.end)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _starting(texts: tuple[str, ...], at: int, index: Index) -> Iterator[Hit]:
    for phrase, senses in index.phrases.get(texts[at], ()):
        end = at + len(phrase)
        if texts[at:end] == phrase:
            yield Hit(at, end, senses)


def _everyday(city: City) -> set[str]:
    lexicon = city.lexicon
    sets = (lexicon.cues, lexicon.joins, lexicon.negations, lexicon.wants, lexicon.plain)
    return {word for words in (*sets, lexicon.spellings.values()) for each in words for word in each.split()}


def _work_phrases(city: City) -> Iterator[tuple[str, Sense]]:
    terms = {fold(word) for term in city.terms for word in term.terms}
    for term in city.terms:
        yield from ((word, Sense("term", term.id)) for word in term.terms)
    for each in city.sub_sectors:
        kinds: tuple[tuple[SenseKind, tuple[str, ...]], ...] = (
            ("verb", each.verbs),
            ("noun", (*each.name.values(), *each.short.values(), *each.keywords)),
            ("soft", each.keywords_soft),
            ("weak", each.keywords_weak),
        )
        for kind, words in kinds:
            yield from ((word, Sense(kind, each.id)) for word in words if fold(word) not in terms)


def _place_phrases(city: City) -> Iterator[tuple[str, Sense]]:
    for area in city.areas:
        yield from ((word, Sense("area", area.id)) for word in (area.name, *area.aliases))
    for district in city.districts:
        for name in (district.name, district.official_name, *district.aliases):
            yield name, Sense("district", district.code)
        for ward in district.wards:
            for name in (ward.name, ward.official_name, *ward.aliases):
                yield name, Sense("ward", ward.code, ward.needs_cue)
    for other in city.elsewhere:
        yield from ((word, Sense("elsewhere", other.code)) for word in other.words)
        yield from ((word, Sense("elsewhere", other.code, True)) for word in other.words_cued)
