"""The steps that ask whom an announcement is for, by taps or in words, and whom it leaves out."""

from collections.abc import Sequence
from typing import Any

from bot.core.audience import KINDS, LEVELS, Audience
from bot.core.audience_words import means_nothing, read_words
from bot.core.flow import Answers, AnyStep, Choose, Facts, Got, No, When
from bot.core.reading import Option

EVERYBODY, CHOSEN, NOBODY, OFFERED = "everybody", "choose", "nobody", "offered"
FIELDS = ("sub_sectors", "districts", "kinds", "levels")
LEFT_OUT = ("without_sub_sectors", "without_districts", "without_kinds")


def whom(text: str, facts: Facts) -> Got | No | None:
    """Words that name an audience, with what it leaves out."""
    found, unknown = read_words(text, facts.city)
    if unknown:
        return No("unknown", {"words": unknown}) if found.to_json() else None
    return None if means_nothing(found, text) else Got(found.to_json())


def whom_not(text: str, facts: Facts) -> Got | No | None:
    """Words that name whom to leave out."""
    found, unknown = read_words(f"kecuali {text}", facts.city)
    if unknown:
        return No("unknown", {"words": unknown}) if found.to_json() else None
    return Got(found.to_json()) if found.to_json() else None


def sub_sectors(answers: Answers, facts: Facts) -> Sequence[Option]:
    """All sub-sectors, by id."""
    return [
        Option(s.id, s.short[facts.language], s.hint[facts.language], (s.name["id"], s.name["en"], s.code))
        for s in facts.city.sub_sectors
    ]


def fields(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """Their groups."""
    return [(Option(f.id, f.name[facts.language], f.description[facts.language]), f.members) for f in facts.city.fields]


def districts(answers: Answers, facts: Facts) -> Sequence[Option]:
    """All districts."""
    return [Option(d.code, d.name, aliases=tuple(d.aliases)) for d in facts.city.districts]


def offered(answers: Answers, facts: Facts) -> Sequence[Option]:
    """The audience of the opportunity, where one is announced."""
    offer = facts.extra["offers"].get(answers.get("offer"))
    return [Option(OFFERED, facts.extra["offered"])] if offer is not None else []


def picks(key: str) -> When:
    """Whether somebody wants to choose by taps."""
    return lambda answers, facts: answers.get(key) == CHOSEN and asks_whom(answers, facts)


def asks_whom(answers: Answers, facts: Facts) -> bool:
    """Whether the audience is asked at all: not where only the words change."""
    return answers.get("change") != "text"


def asks_without(answers: Answers, facts: Facts) -> bool:
    """Words that named an audience told whom to leave out, too."""
    return isinstance(answers.get("who"), str) and asks_whom(answers, facts)


def audience(answers: Answers, facts: Facts) -> Audience:
    """What was answered."""
    who, without = answers.get("who"), answers.get("without")
    found: dict[str, Any] = {}
    if isinstance(who, dict):
        found |= who
    elif who == OFFERED:
        found |= facts.extra["offers"][answers["offer"]].offer.audience.to_json()
    elif who == CHOSEN:
        found |= {key: answers[key] for key in FIELDS if answers.get(key)}
    if isinstance(without, dict):
        found |= without
    elif without == CHOSEN:
        found |= {key: answers[key] for key in LEFT_OUT if answers.get(key)}
    return Audience.from_json(found)


STEPS: tuple[AnyStep, ...] = (
    Choose(key="who", choices=offered, also=(EVERYBODY, CHOSEN), check=whom, when=asks_whom),
    Choose(key="sub_sectors", choices=sub_sectors, groups=fields, many=True, optional=True, when=picks("who")),
    Choose(key="districts", choices=districts, many=True, optional=True, when=picks("who")),
    Choose(key="kinds", choices=KINDS, many=True, optional=True, when=picks("who")),
    Choose(key="levels", choices=LEVELS, many=True, optional=True, when=picks("who")),
    Choose(key="without", choices=(NOBODY, CHOSEN), check=whom_not, when=asks_without),
    Choose(
        key="without_sub_sectors", choices=sub_sectors, groups=fields, many=True, optional=True, when=picks("without")
    ),
    Choose(key="without_districts", choices=districts, many=True, optional=True, when=picks("without")),
    Choose(key="without_kinds", choices=KINDS, many=True, optional=True, when=picks("without")),
)
