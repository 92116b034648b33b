"""What the files about support must fulfil together."""

import re
from collections.abc import Iterable, Iterator

from bot.core.support import ANONYMOUS, CRAFT, NAMELESS, UNSORTED, Question, Support, SupportKind

MOST_REQUIRED = 2  # questions asked before a request is filed
PLACEHOLDERS = frozenset({"nama", "nomor", "tanggal"})
_CHOSEN = ("choice", "multi")


def faults(support: Support, sub_sectors: frozenset[str]) -> Iterable[str]:
    """Every fault, one line each."""
    yield from twice("support kind", [each.id for each in support.kinds])
    yield from twice("support kind code", [each.code for each in support.kinds])
    yield from twice("partner", [each.id for each in support.partners])
    yield from twice("saved reply", [each.id for each in support.saved_replies])
    for kind in support.kinds:
        yield from _kind(kind, support)
    yield from _partners(support, sub_sectors)
    yield from _replies(support)
    yield from _words(support, sub_sectors)


def twice(what: str, names: list[str]) -> Iterator[str]:
    """A fault for every name that is there more than once."""
    for name in names:
        if names.count(name) > 1:
            yield f"{what} {name!r} is there twice"


def _kind(kind: SupportKind, support: Support) -> Iterable[str]:
    name = f"support kind {kind.id!r}"
    if kind.id == UNSORTED:
        yield f"{name}: that name is taken"
    if len(kind.required) > MOST_REQUIRED:
        yield f"{name} requires more than {MOST_REQUIRED} questions"
    if kind.group not in {group.id for group in support.groups}:
        yield f"{name} is of group {kind.group!r}, which is none"
    yield from twice(f"{name}: question", [question.key for question in kind.questions])
    for question in kind.questions:
        yield from _question(question, name)
    yield from _filing(kind, name)
    if kind.sealed and not any(_keeps_the_name_out(question) for question in kind.required):
        yield f"{name} is sealed and does not ask {ANONYMOUS!r}, which may be answered by {NAMELESS!r}"
    for other in kind.kin:
        if not support.has_kind(other):
            yield f"{name} is kin to {other!r}, which is no support kind"
    yield from _helixes(name, kind.partner_types, support)


def _keeps_the_name_out(question: Question) -> bool:
    return question.key == ANONYMOUS and any(option.id == NAMELESS for option in question.options)


def _question(question: Question, kind: str) -> Iterable[str]:
    name = f"{kind}: question {question.key!r}"
    if bool(question.options) != (question.type in _CHOSEN):
        yield f"{name}: options go with {' and '.join(_CHOSEN)}, and only with these"
    yield from twice(f"{name}: option", [option.id for option in question.options])


def _filing(kind: SupportKind, name: str) -> Iterable[str]:
    if kind.filing is None:
        return
    rule, asked = kind.filing, {question.key: question for question in kind.questions}
    if rule.date not in asked or asked[rule.date].type != "date":
        yield f"{name}: filing counts from {rule.date!r}, which is no question for a date"
    if rule.scale not in asked or {option.id for option in asked[rule.scale].options} != set(rule.days):
        yield f"{name}: filing days do not meet the options of {rule.scale!r}"
    if rule.usual not in rule.days:
        yield f"{name}: filing has no days for {rule.usual!r}"


def _helixes(name: str, named: Iterable[str], support: Support) -> Iterable[str]:
    for helix in sorted({*named} - {each.id for each in support.pentahelix}):
        yield f"{name} names {helix!r}, which is no side of the pentahelix"


def _partners(support: Support, sub_sectors: frozenset[str]) -> Iterable[str]:
    for partner in support.partners:
        name = f"partner {partner.id!r}"
        yield from _helixes(name, (partner.helix,), support)
        for kind in partner.kinds:
            if not support.has_kind(kind):
                yield f"{name} names {kind!r}, which is no support kind"
        for unknown in sorted({*partner.sub_sectors} - sub_sectors):
            yield f"{name} names {unknown!r}, which is no sub-sector"


def _replies(support: Support) -> Iterable[str]:
    for reply in support.saved_replies:
        if reply.kind != UNSORTED and not support.has_kind(reply.kind):
            yield f"saved reply {reply.id!r} is for {reply.kind!r}, which is no support kind"
        for unknown in sorted({*re.findall(r"\{(.*?)\}", reply.text)} - PLACEHOLDERS):
            yield f"saved reply {reply.id!r} holds {{{unknown}}}; known are nama, nomor, tanggal"


def _words(support: Support, sub_sectors: frozenset[str]) -> Iterable[str]:
    words = support.words
    named = {idea for clue in words.clues for idea in clue.ideas} | words.topical
    by_craft = {CRAFT, *(f"{CRAFT}:{each}" for each in sub_sectors)}
    for idea in sorted(named - words.ideas.keys() - by_craft):
        yield f"support words: {idea!r} is named, but is no idea"
    for idea in sorted(words.ideas.keys() - named):
        yield f"support words: idea {idea!r} is in no clue"
    for clue in words.clues:
        if clue.kind is not None and not support.has_kind(clue.kind):
            yield f"support words: a clue speaks for {clue.kind!r}, which is no support kind"
        if not clue.ideas or clue.weight <= 0:
            yield f"support words: a clue for {clue.kind!r} needs ideas and a weight above 0"
