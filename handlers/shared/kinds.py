"""Which kind of support is meant: proposed alone, among the likeliest, or from the whole list in groups."""

from collections.abc import Sequence

from bot.core.flow import Answers, Facts, Values
from bot.core.reading import Option
from bot.core.support import SupportKind

OTHER = "other"


def likely(answers: Answers, facts: Facts) -> list[str]:
    """The kinds guessed from the story, likeliest first, but for one that was already said not to be it."""
    known = [id for id in answers.get("likely") or () if facts.city.support.has_kind(id)]
    return known[1:] if answers.get("guess") == "no" else known


def chosen(answers: Answers) -> str:
    """The id of the kind, UNSORTED for none of them, "" as long as nothing is said."""
    if answers.get("guess") == "yes":
        return str(answers["likely"][0])
    if listed := answers.get("list"):
        return str(listed)
    kind = str(answers.get("kind") or "")
    return "" if kind == OTHER else kind


def chosen_kind(answers: Answers, facts: Facts) -> SupportKind | None:
    """The kind as the city has it; None if it is unsorted, or gone with a deploy."""
    id, support = chosen(answers), facts.city.support
    return support.kind(id) if support.has_kind(id) else None


def is_guessed(answers: Answers, facts: Facts) -> bool:
    """Whether one kind is so likely that it is proposed alone."""
    return bool(answers.get("sure") and likely(answers, facts)) and "kind" not in answers


def is_likely(answers: Answers, facts: Facts) -> bool:
    """Whether there are some to choose from."""
    return answers.get("guess") != "yes" and bool(likely(answers, facts))


def is_listed(answers: Answers, facts: Facts) -> bool:
    """Whether the whole list is to be shown."""
    return not chosen({**answers, "list": ""})


def guessed(answers: Answers, facts: Facts) -> Values:
    """The kind that is proposed alone, in words."""
    found = likely(answers, facts)
    return {"kind": facts.city.support.kind(found[0]).short[facts.language] if found else ""}


def likeliest(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The likeliest ones."""
    return [kind_option(facts.city.support.kind(id), facts.language) for id in likely(answers, facts)]


def every_kind(answers: Answers, facts: Facts) -> Sequence[Option]:
    """All kinds of the city."""
    return [kind_option(kind, facts.language) for kind in facts.city.support.kinds]


def groups(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The parts of the list."""
    language = facts.language
    return [
        (Option(group.id, group.label[language], group.description[language]), group.kinds)
        for group in facts.city.support.groups
    ]


def kind_option(kind: SupportKind, language: str) -> Option:
    """A kind as a button."""
    names = (kind.label["id"], kind.label["en"], kind.short["id"], kind.short["en"], kind.id)
    return Option(kind.id, kind.short[language], kind.description[language], names)
