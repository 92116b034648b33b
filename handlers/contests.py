"""Competitions: staff see who has not entered and publish results with scores; anybody may object to them in time."""

from bot.actions import contests, permitting
from bot.actions.changing import TEXT_MOST, Seen
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.contests import read
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Got, Leave, No, Says, Start, Values
from bot.core.message import Choice, Say
from bot.errors import Refused
from bot.i18n.contests import results
from handlers.shared import staffed, standing

DIGITS_MOST = 15


async def _meant(desk: Desk, text: str) -> int:
    """The number of a button's argument, or that of the code which was typed. Raises Refused for anything else."""
    if not text.strip():
        raise Refused("contest.which")
    if text.isascii() and text.isdecimal() and len(text) <= DIGITS_MOST:
        return int(text)
    return (await contests.coded(await permitting.actor(desk), text)).id


async def look(desk: Desk, argument: str) -> Says:
    """Which districts have not entered, what was published, which objections there are."""
    actor = await permitting.actor(desk)
    found = await contests.look(actor, await _meant(desk, argument))
    one, missing = found.one, ", ".join(desk.house.city.place_label(code, desk.language) for code in found.missing)
    says = [
        Say("contest.title", {"title": one.title(desk.language)}),
        Say("contest.missing" if missing else "contest.missing.none", {"districts": missing}),
        *results(desk.language, desk.house.city, one),
    ]
    if found.objections:
        says.append(Say("contest.objections", {"n": len(found.objections), "numbers": ", ".join(found.objections)}))
    if permitting.may(actor, "choose") and not one.is_open(desk.now):
        choice = Choice(f"do:results_fill:{one.id}", desk.speech.text("contest.fill"))
        says.append(Say("contest.more", choices=(choice,), role="question"))
    return tuple(says)


async def fill(desk: Desk, argument: str) -> Start:
    """Asks for the results."""
    found = await contests.look(await permitting.actor(desk), await _meant(desk, argument))
    return Start(FILLING.name, key=str(found.one.id), given={"version": found.one.version})


async def load(desk: Desk, facts: Facts) -> Facts:
    """What it is called."""
    found = await contests.look(await permitting.actor(desk), int(facts.key))
    return changed(facts, extra={"title": found.one.title(desk.language)})


def typed(text: str, facts: Facts) -> Got | No:
    """A line an entry; kept as it was typed, to be read again at the end."""
    return Got(text.strip()) if read(text) is not None else No("unread")


def about(answers: Answers, facts: Facts) -> Values:
    """What it is called, and how many entries were read."""
    found = read(str(answers.get("list") or ""))
    return {"title": str(facts.extra.get("title") or ""), "n": len(found.placed) if found is not None else 0}


async def publish(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Everybody may read them."""
    found = read(str(answers["list"]))
    assert found is not None  # noqa: S101 - read when it was typed
    seen = Seen(int(facts.key), int(answers["version"]))
    try:
        one = await contests.publish(await permitting.actor(desk), seen, found)
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return (Say("contest.published"), *results(desk.language, desk.house.city, one))


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Thought better of."""
    return (Say("contest.kept"),)


FILLING = staffed.only(
    staffed.COMMITTEE,
    Flow(
        name="results_fill",
        steps=(
            Ask(key="list", check=typed, values=about),
            Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}, values=about),
        ),
        finish=publish,
        leave=kept,
        load=load,
    ),
)


async def object_(desk: Desk, argument: str) -> Start:
    """Asks for the words of an objection. Raises Refused where it is too early or too late."""
    one = await contests.objectionable(await permitting.actor(desk), await _meant(desk, argument))
    return Start(OBJECTING.name, key=str(one.id), given={"title": one.title(desk.language)})


def words(text: str, facts: Facts) -> Got | No:
    """As long as one message of a thread."""
    plain = text.strip()
    return Got(plain) if 0 < len(plain) < TEXT_MOST - 10 else No("length")


def named(answers: Answers, facts: Facts) -> Values:
    """What the objection is about."""
    return {"title": str(answers.get("title") or "")}


async def objected(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Filed, sealed, with its number."""
    try:
        request = await contests.object_to(await permitting.actor(desk), int(facts.key), str(answers["words"]))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    date = standing.spoken(desk, request.answer_due_at)
    return (Say("contest.objected", {"reference": request.short, "date": date}),)


OBJECTING = Flow(name="objection", steps=(Ask(key="words", check=words, values=named),), finish=objected)

LOOK = Command("results", look, staffed.DESK, argued=True)
FILL = Command("results_fill", fill, staffed.COMMITTEE, argued=True)
OBJECT = Command("objection", object_, argued=True)
