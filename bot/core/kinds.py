"""Guesses the kind of support a text asks for.

Words stand for ideas (`bot.core.ideas`); ideas, alone or together, speak for a kind by the weights of the city pack.
Where nothing speaks loud enough the text stays unsorted: nobody is to be led astray by a guess.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.ideas import Idea, find_ideas
from bot.core.sentence import Near
from bot.core.support import Clue
from bot.core.vocabulary import City

MOST = 3  # kinds proposed at once
_LEAST, _LEAST_STORY = 4.0, 1.5  # weight below which nothing is proposed, for a few words and for a story
_STORY = 7  # words; who writes so many asks for something
_SURE, _LEAD = 6.0, 4.0  # weight, and lead over the next, from which one kind is proposed alone
_NEAR, _CLOSE = 14, 4  # words that may lie between the ideas of a clue
_MOST_SPOTS = 8  # places of one idea that are looked at
_SHARE = 0.3  # of every further clue for the same kind


@dataclass(frozen=True, slots=True)
class KindGuess:
    """Ids of support kinds, likeliest first: three, or none for a text that asks for nothing known.

    `sure`: the first may be proposed alone; otherwise all of them are offered.
    """

    kinds: tuple[str, ...] = ()
    sure: bool = False


def guess_kinds(text: str, city: City, near: Near | None = None) -> KindGuess:
    """Never fails: an empty, senseless or unrelated text is a KindGuess without kinds."""
    scores = _scores(find_ideas(text, city, near), city.support.words.clues)
    least = max(_LEAST if len(text.split()) < _STORY else _LEAST_STORY, scores.pop(None, 0.0))
    ranked = sorted(((kind, score) for kind, score in scores.items() if kind is not None), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < least:
        return KindGuess()
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return KindGuess(_three([kind for kind, _ in ranked], city), ranked[0][1] >= _SURE and lead >= _LEAD)


def _three(ranked: Sequence[str], city: City) -> tuple[str, ...]:
    """Kinds that nothing spoke for come by kinship."""
    kin = (other for kind in ranked for other in city.support.kind(kind).kin)
    rest = (kind.id for kind in city.support.kinds)
    return tuple(dict.fromkeys((*ranked, *kin, *rest)))[:MOST]


def _scores(ideas: Iterable[Idea], clues: Iterable[Clue]) -> dict[str | None, float]:
    """Weight by kind: its strongest clue, and a share of the others."""
    spots: dict[str, list[Idea]] = {}
    for idea in ideas:
        spots.setdefault(idea.name, []).append(idea)
    found: dict[str | None, list[float]] = {}
    for clue in clues:
        if strength := _strength(clue, spots):
            found.setdefault(clue.kind, []).append(strength)
    return {kind: max(each) + _SHARE * (sum(each) - max(each)) for kind, each in found.items()}


def _strength(clue: Clue, spots: Mapping[str, Sequence[Idea]]) -> float:
    heads, *others = (spots.get(idea, ())[:_MOST_SPOTS] for idea in clue.ideas)
    return clue.weight * max((head.weight for head in heads if _joined(head, others, clue.close)), default=0.0)


def _joined(head: Idea, others: Iterable[Sequence[Idea]], close: bool) -> bool:
    """Whether the other ideas of a clue stand near the first, its head, each in words of its own."""
    beside = [{idea.start for idea in other if _is_beside(head, idea, close)} for other in others]
    return all(beside) and len(set().union(*beside)) >= len(beside)


def _is_beside(head: Idea, idea: Idea, close: bool) -> bool:
    if close:
        return 0 <= idea.start - head.end <= _CLOSE
    return 0 < abs(idea.start - head.start) <= _NEAR
