"""[Kirim hasil]: a look at the whole before anybody is told, why the rest is not chosen, and then it goes."""

from bot.actions import permitting, place_words, results
from bot.actions.desk import Desk
from bot.actions.results import Review
from bot.core import confirming
from bot.core.changing import changed
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Choice, Say
from bot.errors import Refused
from handlers.shared.declines import reasons
from handlers.shared.seeking import STAFF

NAME = "choose_send"


async def load(desk: Desk, facts: Facts) -> Facts:
    """What would go out. Raises Refused if nothing may."""
    found = await results.review(await permitting.actor(desk), int(facts.key))
    until = confirming.confirm_by(desk.house.calendar, desk.now, found.one.offer.confirm_hours)
    in_time = confirming.comes_before(desk.house.calendar, until, found.one.offer.starts_on)
    extra = {
        "review": found, "until": place_words.moment_text(desk.house, until, desk.language),
        "late": "" if in_time or not found.chosen else desk.speech.text("choose_send.late"),
    }  # fmt: skip
    return changed(facts, extra=extra)


def _review(facts: Facts) -> Review:
    found = facts.extra["review"]
    assert isinstance(found, Review)  # noqa: S101 - load() brought it
    return found


def undecided(answers: Answers, facts: Facts) -> bool:
    """Whether a reason is to be given for the rest."""
    return _review(facts).undecided > 0


def shown(answers: Answers, facts: Facts) -> Values:
    """How many hear what, and until when the chosen may confirm."""
    found = _review(facts)
    return {
        "title": found.one.title(facts.language), "n": found.everybody, "chosen": found.chosen,
        "waiting": found.waiting, "not_chosen": found.not_chosen + found.undecided, "undecided": found.undecided,
        "held": found.held, "quota": found.one.offer.quota if found.one.offer.quota is not None else "-",
        "until": str(facts.extra["until"]), "late": str(facts.extra["late"]),
    }  # fmt: skip


async def done(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Lets the results go; the first of them at once."""
    actor = await permitting.actor(desk)
    try:
        sent = await results.send(actor, int(facts.key), int(answers["n"]), str(answers.get("rest") or ""))
    except Refused as refused:
        return (Say(refused.key, refused.values), _back(desk, facts.key))
    await results.tell(desk.tx, desk.house, desk.now)
    night = confirming.horizon(desk.house.calendar, desk.now) is None
    values: Values = {"n": sent.everybody, "title": sent.one.title(desk.language)}
    return (Say("choose.sent_later" if night else "choose.sent", values), _back(desk, facts.key))


def _back(desk: Desk, key: str) -> Say:
    button = Choice(f"do:applicants:{key}", desk.speech.text("choose.menu.overview"))
    return Say("choose.then", choices=(button,), role="question")


def seen(answers: Answers, facts: Facts) -> Values:
    """How many the sender was shown."""
    return {"n": _review(facts).everybody}


FLOW = Flow(
    name=NAME,
    steps=(
        Choose(key="rest", choices=reasons, when=undecided, values=shown),
        Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}, values=shown, sees=seen),
    ),
    finish=done,
    load=load,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """A look before it goes."""
    if not argument.isdecimal():
        raise Refused("choose.unknown")
    await results.review(await permitting.actor(desk), int(argument))
    return Start(NAME, argument)


COMMAND = Command("send_results", run, STAFF, ends=frozenset({NAME}))
