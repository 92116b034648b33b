"""HADIR: staff check people in by number, one after the other; and what came of it, asked afterwards."""

from bot.actions import attending, permitting, telling
from bot.actions.attending import Arrival
from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Got, No, Says, Start, Values
from bot.core.message import Choice, Say
from bot.errors import Refused
from handlers.shared.seeking import STAFF, is_person

CHECK_IN, OUTCOME = "checkin", "outcome"
DIGITS = 6


def number(text: str, facts: Facts) -> Got | No:
    """A practitioner's number, also its digits alone."""
    plain, prefix = "".join(text.split()).upper(), facts.city.identity.number_prefix
    whole = f"{prefix}-{plain}" if plain.isascii() and plain.isdecimal() and len(plain) == DIGITS else plain
    return Got(whole) if is_person(whole, prefix) else No("unread", {"prefix": prefix})


async def arrived(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Checks in, and asks for the next."""
    told = await _found(desk, str(answers["number"]))
    return told if any(say.choices for say in told) else Start(CHECK_IN, says=told)


async def _found(desk: Desk, wanted: str) -> Says:
    """The place of a number, or the question which of several."""
    actor = await permitting.actor(desk)
    try:
        found = await attending.places(actor, wanted)
        if len(found) == 1 and not attending.is_early(actor, found[0][1]):
            return _said(desk, await attending.check_in(actor, found[0][0].id))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    buttons = tuple(
        Choice(f"do:checkin:{each.id}", one.title(desk.language)[: desk.limits.label]) for each, one in found
    )
    first = found[0][1].offer.starts_on
    if attending.is_early(actor, found[0][1]) and first is not None:
        day = telling.day_text(first, desk.language)
        return (Say("checkin.early", {"number": wanted, "date": day}, buttons[: desk.limits.choices], role="question"),)
    return (Say("checkin.which", {"number": wanted}, buttons[: desk.limits.choices], role="question"),)


def _said(desk: Desk, arrival: Arrival) -> Says:
    values: Values = {
        "name": arrival.name, "title": arrival.one.title(desk.language), "came": arrival.came, "held": arrival.held,
    }  # fmt: skip
    return (Say("checkin.again" if arrival.again else "checkin.done", values),)


async def allowed(desk: Desk, key: str) -> Flow | None:
    """As long as the role lasts."""
    return NUMBERS if permitting.may(await permitting.actor(desk), "answer") else None


NUMBERS = Flow(name=CHECK_IN, steps=(Ask(key="number", check=number),), finish=arrived, build=allowed)


async def run(desk: Desk, argument: str) -> Says | Start:
    """HADIR PLG-123456; HADIR alone asks for numbers."""
    if not argument:
        return Start(CHECK_IN)
    if desk.heard.kind == "tap" and argument.isdecimal():
        told = _said(desk, await attending.check_in(await permitting.actor(desk), int(argument)))
        return Start(CHECK_IN, says=told)
    read = number(argument, desk.facts)
    if isinstance(read, No):
        return Start(CHECK_IN, says=(Say("checkin.number.unread", read.values),))
    return await _found(desk, str(read.value))


def words(text: str, facts: Facts) -> Got | No:
    """What came of it."""
    plain = text.strip()
    if not plain:
        return No("empty")
    return Got(plain) if len(plain) <= attending.OUTCOME_MOST else No("too_long", {"most": attending.OUTCOME_MOST})


def about(answers: Answers, facts: Facts) -> Values:
    """What it came of."""
    return {"title": str(answers.get("title") or "")}


async def told(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Kept in one's own words."""
    if answers["words"] is None:
        return (Say("outcome.none"),)
    try:
        await attending.tell(await permitting.actor(desk), int(facts.key), str(answers["words"]))
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return (Say("outcome.thanks", about(answers, facts)),)


STORY = Flow(name=OUTCOME, steps=(Ask(key="words", check=words, optional=True, values=about),), finish=told)


async def tell(desk: Desk, argument: str) -> Says | Start:
    """[Cerita hasilnya]; the words alone mean what was asked about last."""
    actor = await permitting.actor(desk)
    application_id = int(argument) if argument.isdecimal() else await attending.latest(actor)
    if application_id is None:
        raise Refused("outcome.not_asked")
    one = await attending.asked(actor, application_id)
    return Start(OUTCOME, str(application_id), {"title": one.title(desk.language)})


COMMAND = Command("checkin", run, STAFF, ends=frozenset({CHECK_IN}), argued=True)
TELL = Command("outcome", tell)
