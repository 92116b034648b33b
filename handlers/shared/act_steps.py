"""The questions behind [Lainnya]: which act, and for each at most a choice, words, and a last look."""

from collections.abc import Callable, Sequence

from bot.actions.changing import TEXT_MOST
from bot.actions.telling import day_text
from bot.core.flow import Answers, Ask, Choose, Facts, Got, Leave, No, Put, Values, When
from bot.core.message import Word
from bot.core.reading import Option
from bot.core.support import UNSORTED
from handlers.shared import working_days
from handlers.shared.act_choices import kind_groups, options, seals
from handlers.shared.acting import card_of, kind_name, named

STEPS_CHOICES = Callable[[Answers, Facts], Sequence[Option]]


def words(text: str, facts: Facts) -> Got | No:
    """Anything at all that fits one message."""
    plain = text.strip()
    if not plain:
        return No("empty")
    return Got(plain) if len(plain) <= TEXT_MOST else No("too_long", {"most": TEXT_MOST})


def chosen(act: str) -> When:
    """Whether an act was chosen."""
    return lambda answers, facts: answers.get("act") == act


def of(step: str) -> STEPS_CHOICES:
    """The options that `load` brought for a step."""
    return lambda answers, facts: options(step, facts)


def sealing(answers: Answers, facts: Facts) -> bool:
    """Whether the kind chosen closes the request."""
    return answers.get("act") == "kind" and seals(card_of(facts).request, str(answers.get("kind") or UNSORTED), facts)


def standing(answers: Answers, facts: Facts) -> Values:
    """The request in a few words, and where its partners stand."""
    card = card_of(facts)
    return {
        "reference": card.request.short, "kind": kind_name(card.request.kind, facts.city, facts.language),
        "name": named(card), "holder": facts.extra["holder"], "standing": facts.extra["standing"],
    }  # fmt: skip


def closing(answers: Answers, facts: Facts) -> Values:
    """The kind that closes it."""
    kind = kind_name(str(answers.get("kind") or UNSORTED), facts.city, facts.language)
    return {"reference": card_of(facts).request.short, "kind": kind}


def promised(answers: Answers, facts: Facts) -> Values:
    """What the requester will be told."""
    day = working_days.meant(answers.get("day"), facts)
    card = card_of(facts)
    return {"reference": card.request.short, "name": named(card), "date": day_text(day, facts.language)}


def struck(answers: Answers, facts: Facts) -> Values:
    """What will stand there."""
    return {"words": f'"{answers["words"]}"' if answers.get("words") else Word("act.nothing")}


def member(answers: Answers, facts: Facts) -> Values:
    """Whom the complaint names."""
    names = {option.value: option.label for option in options("member", facts)}
    return {"member": names.get(str(answers.get("member")), ""), "reference": card_of(facts).request.short}


SURE = ("yes", "no")
NOT_SURE = {"no": Leave()}
STEPS = (
    Choose(key="act", choices=of("act"), also=("back",), on={"back": Leave()}, values=standing),
    Ask(key="note", check=words, when=chosen("note")),
    Choose(key="officer", choices=of("officer"), when=chosen("assign")),
    Choose(key="kind", choices=of("kind"), also=(UNSORTED,), groups=kind_groups, when=chosen("kind")),
    Choose(key="seal", choices=SURE, when=sealing, on=NOT_SURE, values=closing),
    Choose(key="state", choices=of("state"), when=chosen("state")),
    Ask(key="day", check=working_days.working_day, choices=working_days.CHOICES, when=chosen("promise")),
    Choose(key="promised", choices=SURE, when=chosen("promise"), on=NOT_SURE, values=promised),
    Choose(key="message", choices=of("message"), when=chosen("strike")),
    Ask(key="words", check=words, choices=("none",), on={"none": Put("")}, when=chosen("strike")),
    Choose(key="struck", choices=SURE, when=chosen("strike"), on=NOT_SURE, values=struck),
    Choose(key="member", choices=of("member"), when=chosen("exclude")),
    Choose(key="excluded", choices=SURE, when=chosen("exclude"), on=NOT_SURE, values=member),
)
