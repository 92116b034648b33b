"""The questions of passing a request on: what comes next with which partner, whom to ask for, what was said."""

from collections.abc import Callable, Sequence

from bot.actions import permitting
from bot.actions.permitting import Actor
from bot.actions.telling import day_text
from bot.actions.viewing import Card
from bot.core.flow import Answers, Ask, Choose, Facts, Leave, Put, Values, When
from bot.core.message import Word
from bot.core.reading import Option
from bot.i18n import Speech
from handlers.shared import working_days
from handlers.shared.act_choices import cut, options
from handlers.shared.act_steps import NOT_SURE, SURE, of, standing, words
from handlers.shared.acting import card_of, named
from storage.referrals import Referral

NEW = "new"
NEXT = {"agreed": ("forward",), "sent": ("accepted", "unable", "done", "again"),
        "accepted": ("unable", "done", "again")}  # fmt: skip
EVERY = ("forward", "accepted", "unable", "done", "again")
DECIDES = frozenset({"forward"})
WITHOUT_DAY = "none"


def next_steps(speech: Speech, actor: Actor, card: Card, stale: bool) -> list[Option]:
    """What may be recorded now of each partner, and asking for another one; `stale`: also what is over since."""
    decides = permitting.may(actor, "decide")
    found = [
        (verb, referral) for referral in card.referrals for verb in (EVERY if stale else NEXT.get(referral.state, ()))
        if decides or verb not in DECIDES
    ]  # fmt: skip
    several = len({referral.id for _, referral in found}) > 1
    steps = [_option(speech, verb, referral, several) for verb, referral in found]
    return [*steps, speech.option("route.menu.new", NEW)] if decides else steps


def _option(speech: Speech, verb: str, referral: Referral, several: bool) -> Option:
    option = speech.option(f"route.menu.{verb}", f"{verb}.{referral.id}")
    if not several:
        return option
    label = f"{option.label}: {referral.partner}"
    return Option(option.value, label, "", option.aliases, cut(label, 20))


def verb(answers: Answers) -> str:
    """What was chosen; a request that was never passed on is asked for at once."""
    return str(answers.get("step") or NEW).partition(".")[0]


def referral_of(answers: Answers, facts: Facts) -> Referral:
    """The referral it is about."""
    id = int(str(answers["step"]).partition(".")[2])
    return next(each for each in card_of(facts).referrals if each.id == id)


def partner_of(answers: Answers) -> int:
    """The body that was chosen."""
    chosen = answers["partner"] if answers["partner"] != "other" else answers["other"]
    return int(chosen)


def chosen(*verbs: str) -> When:
    """Whether one of these was."""
    return lambda answers, facts: verb(answers) in verbs


def passed_on(answers: Answers, facts: Facts) -> bool:
    """Whether there is more to choose from than asking for a first partner."""
    return bool(card_of(facts).referrals)


def elsewhere(answers: Answers, facts: Facts) -> bool:
    """Whether none of the suggested bodies was meant."""
    return verb(answers) == NEW and answers.get("partner") == "other"


def suggested(answers: Answers, facts: Facts) -> Values:
    """The bodies that fit, with what they do, and a sub-sector for which there is none."""
    lines: str = facts.extra["suggested"]
    return {
        "reference": card_of(facts).request.short, "lines": lines or Word("route.nobody"),
        "lacking": facts.extra["lacking"],
    }  # fmt: skip


def helixes(answers: Answers, facts: Facts) -> Sequence[tuple[Option, tuple[str, ...]]]:
    """The sides of the pentahelix that have anybody, with the ids of their bodies."""
    members: dict[str, tuple[str, ...]] = facts.extra["helixes"]
    return [
        (Option(helix.id, helix.name[facts.language]), members[helix.id])
        for helix in facts.city.pentahelix if helix.id in members
    ]  # fmt: skip


def asked(answers: Answers, facts: Facts) -> Values:
    """The question as the requester will read it."""
    say: Callable[[str], str] = facts.extra["consent"]
    names = {option.value: option.label for option in options("other", facts)}
    return {"name": named(card_of(facts)), "question": say(names.get(str(partner_of(answers)), ""))}


def forwarded(answers: Answers, facts: Facts) -> Values:
    """The text alone, so that the bubble can be passed on as it is."""
    texts: dict[int, str] = facts.extra["texts"]
    return {"text": texts.get(referral_of(answers, facts).id) or Word("route.gone")}


def body(answers: Answers, facts: Facts) -> Values:
    """The partner it is about."""
    return {"partner": referral_of(answers, facts).partner}


def recorded(answers: Answers, facts: Facts) -> Values:
    """What is to be written down, and what the requester reads of it."""
    referral, reference = referral_of(answers, facts), card_of(facts).request.short
    say: Callable[..., str] = facts.extra["say"]
    values = {"partner": referral.partner, "reference": reference}
    if verb(answers) == "unable":
        better = str(answers.get("better") or "-")
        return {"what": say("route.record.unable", {**values, "reason": str(answers["reason"]), "better": better})}
    until = answers.get("until")
    day = working_days.meant(until, facts) if until != WITHOUT_DAY else None
    key = "route.record.accepted" if day is None else "route.record.until"
    return {"what": say(key, {**values, "date": day_text(day, facts.language) if day else ""})}


LATER = {"later": Leave()}
STEPS = (
    Choose(key="step", choices=of("step"), also=("back",), when=passed_on, on={"back": Leave()}, values=standing),
    Choose(key="partner", choices=of("partner"), also=("other",), when=chosen(NEW), values=suggested),
    Choose(key="other", choices=of("other"), groups=helixes, when=elsewhere),
    Choose(key="ask", choices=SURE, when=chosen(NEW), on=NOT_SURE, values=asked),
    Choose(key="send", choices=("sent", "letter", "later"), when=chosen("forward"), on=LATER, values=forwarded),
    Choose(key="posted", choices=("sent", "later"), hidden=True, on=LATER, values=body),
    Ask(
        key="until", check=working_days.any_day, choices=("three", "five", "ten", WITHOUT_DAY),
        when=chosen("accepted"), values=body,
    ),
    Ask(key="reason", check=words, when=chosen("unable"), values=body),
    Ask(key="better", check=words, choices=(WITHOUT_DAY,), on={WITHOUT_DAY: Put("")}, when=chosen("unable")),
    Choose(key="record", choices=SURE, when=chosen("accepted", "unable"), on=NOT_SURE, values=recorded),
)  # fmt: skip
