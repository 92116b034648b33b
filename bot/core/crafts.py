"""Which sub-sectors a text names. Decides only where the words decide, else asks or stays silent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core.phrases import Hit, Sense
from bot.core.spelling import Token
from bot.core.vocabulary import City, Lexicon

_RANKS = {"verb": 3, "noun": 2, "term": 2, "soft": 1, "weak": 0}
_DECIDES, _NOUN = 1, 2
_MOST = 5  # sub-sectors asked about at once
_FELLOWS = 3  # a lone hint is offered among so many of its field


@dataclass(frozen=True, slots=True)
class _Clue:
    """One work word: how much it weighs, what it may stand for, whether a join or a sign parts it from the last.

    `goods`: all it may stand for are things to sell. `aside`: said of the place or the use ("di kafe").
    `torn`: several works were named, and no other clause may choose among them.
    """

    rank: int
    sub_sectors: tuple[str, ...]
    term: str | None
    goods: bool
    parted: bool
    aside: bool
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Crafts:
    """One sub-sector is decided, several are to be asked (likeliest first); `term` is the question to ask."""

    sub_sectors: tuple[str, ...] = ()
    term: str | None = None


def decide_crafts(hits: Sequence[Hit], words: Sequence[Token], city: City) -> Crafts:
    """A verb weighs more than a noun, a noun more than a hint; of equals, the first is the head of the phrase.

    Clauses parted by "dan", a comma ... are judged one by one: where they differ, the person is asked.
    """
    clues = list(_clues(hits, words, city))
    stated = any(clue.rank >= _NOUN and not clue.aside for clue in clues)
    if not stated and len({clue.aside for clue in clues}) > 1:
        return _torn(clues)
    verdicts = [each for clause in _clauses(clues) if (each := _verdict(clause, stated)) is not None]
    certain = [verdict for verdict in verdicts if verdict.rank >= _DECIDES]
    return _together(certain) if certain else _hinted(verdicts, city)


def _clues(hits: Sequence[Hit], words: Sequence[Token], city: City) -> Iterable[_Clue]:
    last = 0
    for hit in hits:
        senses = [sense for sense in hit.senses if sense.kind in _RANKS]
        if not senses:
            continue
        between = words[last : hit.start]
        if not _undone(between, words[hit.start].parted, city.lexicon):
            yield _clue(senses, between, words[hit.start], city)
        last = hit.end


def _undone(between: Sequence[Token], parted: bool, lexicon: Lexicon) -> bool:
    """ "dak pacak nari" undoes; "bukan, aku penari" does not."""
    near = between[-2:]
    denied = [at for at, word in enumerate(near) if word.text in lexicon.negations]
    return bool(denied) and not parted and not any(word.parted for word in near[denied[-1] + 1 :])


def _clue(senses: Sequence[Sense], between: Sequence[Token], first: Token, city: City) -> _Clue:
    best = max(_RANKS[sense.kind] for sense in senses)
    chosen = [sense for sense in senses if _RANKS[sense.kind] == best]
    term = next((city.term(sense.value) for sense in chosen if sense.kind == "term"), None)
    sub_sectors = term.candidates if term else tuple(sense.value for sense in chosen)
    lexicon = city.lexicon
    return _Clue(
        rank=0 if any(word.text in lexicon.wants for word in between[-3:]) else best,
        sub_sectors=sub_sectors,
        term=term.id if term else None,
        goods=all(city.sub_sector(each).goods for each in sub_sectors),
        parted=any(word.parted or word.text in lexicon.joins for word in (*between, first)),
        aside=bool(between) and between[-1].text in lexicon.asides,
    )


def _clauses(clues: Iterable[_Clue]) -> list[list[_Clue]]:
    clauses: list[list[_Clue]] = []
    for clue in clues:
        if clue.parted or not clauses:
            clauses.append([])
        clauses[-1].append(clue)
    return clauses


def _verdict(clause: Sequence[_Clue], stated: bool) -> _Clue | None:
    """The heaviest clue, the first of equals; with rivals it is asked about, in the order they were named.

    Asides count only where no work is `stated` outright, or to settle an ambiguous term.
    """
    main = [clue for clue in clause if not (stated and clue.aside)]
    if not main:
        return None
    head = max(main, key=lambda clue: clue.rank)
    if head.term is not None:
        return _settled(head, clause)
    rivals = [clue for at, clue in enumerate(main) if _rivals(head, clue, main.index(head) > at)]
    named = dict.fromkeys(sub_sector for clue in main if clue in (head, *rivals) for sub_sector in clue.sub_sectors)
    return replace(head, sub_sectors=tuple(named), torn=bool(rivals))


def _settled(head: _Clue, clause: Iterable[_Clue]) -> _Clue:
    """The heaviest clue that picks among the candidates of an ambiguous term ("jahit" for "songket")."""
    picks = [
        clue
        for clue in clause
        if clue.term is None and clue.rank >= _DECIDES and set(clue.sub_sectors) <= set(head.sub_sectors)
    ]
    return max(picks, key=lambda clue: clue.rank, default=head)


def _rivals(head: _Clue, clue: _Clue, before: bool) -> bool:
    """Another noun before a verb, or a noun of the head's own kind after it ("tas anyaman", "iklan radio").

    What follows a verb, or what a work is about ("foto pempek"), is its object and no rival.
    """
    if clue.rank < _NOUN or set(head.sub_sectors) & set(clue.sub_sectors):
        return False
    return before or (head.rank == _NOUN and head.goods == clue.goods)


def _torn(clues: Iterable[_Clue]) -> Crafts:
    """Hints at what is made beside a plain word of the place or the use ("reels untuk kafe"): all are offered."""
    return Crafts(tuple(dict.fromkeys(each for clue in clues for each in clue.sub_sectors))[:_MOST])


def _together(verdicts: Sequence[_Clue]) -> Crafts:
    """What one clause leaves open another may settle: a term by a verb only ("nenun tajung dan songket")."""
    left = [clue for clue in verdicts if not any(_settles(other, clue) for other in verdicts)]
    named = tuple(dict.fromkeys(sub_sector for clue in left for sub_sector in clue.sub_sectors))
    terms = {clue.term for clue in left}
    alike = len({clue.sub_sectors for clue in left}) == 1
    return Crafts(named[:_MOST], left[0].term if alike or len(terms) == 1 else None)


def _settles(decided: _Clue, open_: _Clue) -> bool:
    if len(decided.sub_sectors) > 1 or len(open_.sub_sectors) == 1 or open_.torn:
        return False
    heavy = open_.term is None or decided.rank > _NOUN
    return heavy and decided.sub_sectors[0] in open_.sub_sectors


def _hinted(verdicts: Sequence[_Clue], city: City) -> Crafts:
    """Hints never decide: a lone one is offered among its fellows."""
    named = tuple(dict.fromkeys(sub_sector for clue in verdicts for sub_sector in clue.sub_sectors))
    if len(named) != 1:
        return Crafts(named[:_MOST], verdicts[0].term if len(verdicts) == 1 else None)
    field = next(field for field in city.fields if named[0] in field.members)
    others = tuple(member for member in field.members if member != named[0])
    return Crafts((*named, *others)[:_FELLOWS])
