"""HASIL: results of a competition, published by the committee and read by anybody; BELUM IKUT: who has not entered."""

from bot.actions import contests, permitting, publishing
from bot.actions.changing import Seen
from bot.actions.desk import Desk
from bot.actions.telling import day_text
from bot.core import results
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Back, Choose, Command, Facts, Flow, Got, Leave, No, Says, Start, Values
from bot.core.message import Choice, Say
from bot.core.results import ResultsFault
from bot.errors import Refused
from handlers.shared import offers as shown


async def read(desk: Desk, argument: str) -> Says:
    """Places and scores; while it is possible, a button to object."""
    actor = await permitting.actor(desk)
    one = await contests.find(actor, argument)
    if not one.results:
        raise Refused("contest.none")
    lines = "\n".join(f"- {line}" for line in results.lines(results.from_text(one.results)))
    told = Say("contest.results", {"title": one.title(desk.language), "list": lines})
    until = contests.objections_until(actor, one)
    if until is None or desk.now >= until:
        return (told, Say("contest.over", choices=(shown.button(desk, "opportunity", str(one.id)),), role="question"))
    day = day_text(actor.house.calendar.day(until - 1), desk.language)
    ways = (
        Choice(f"do:object:{one.id}", desk.speech.text("offer_button.menu.object")),
        shown.button(desk, "opportunity", str(one.id)),
    )
    return (told, Say("contest.may_object", {"day": day}, ways, role="question"))


async def missing(desk: Desk, argument: str) -> Says:
    """Which districts have not entered."""
    actor = await permitting.actor(desk)
    one, codes = await contests.missing(actor, (await contests.find(actor, argument)).id)
    names = ", ".join(desk.house.city.place_label(code, desk.language) for code in codes)
    values: Values = {"title": one.title(desk.language), "n": len(codes), "list": names}
    return (Say("contest.missing" if codes else "contest.complete", values),)


async def load(desk: Desk, facts: Facts) -> Facts:
    """The competition, for the committee. Raises Refused."""
    actor = await permitting.actor(desk)
    return changed(facts, extra={"one": await publishing.access(actor, int(facts.key), "publish")})


def lines(text: str, facts: Facts) -> Got | No:
    """A line each, with a score."""
    try:
        results.read_results(text)
    except ResultsFault as fault:
        return No("unread", {"line": str(fault)[: results.NAME_MOST]}) if str(fault) else No("empty")
    return Got(text)


def title(answers: Answers, facts: Facts) -> Values:
    """What it is about."""
    return {"title": facts.extra["one"].title(facts.language)}


def ranked(answers: Answers, facts: Facts) -> Values:
    """What would be published, and the version that it would change."""
    found = results.lines(results.read_results(str(answers["lines"])))
    return {**title(answers, facts), "list": "\n".join(f"- {line}" for line in found)}


def version(answers: Answers, facts: Facts) -> Values:
    """What was shown."""
    return {"seen": facts.extra["one"].version}


async def publish(desk: Desk, answers: Answers, facts: Facts) -> Says | Back:
    """Everybody can read it from now."""
    seen = Seen(int(facts.key), int(answers["seen"]))
    found = results.read_results(str(answers["lines"]))
    one = await contests.publish_results(await permitting.actor(desk), seen, found)
    return (Say("contest.published", {"title": one.title(desk.language), "code": one.code}),)


FLOW = Flow(
    name="contest",
    steps=(
        Ask(key="lines", check=lines, values=title),
        Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}, values=ranked, sees=version),
    ),
    finish=publish,
    load=load,
)


async def start(desk: Desk, argument: str) -> Start:
    """The committee types the results."""
    one = await contests.find(await permitting.actor(desk), argument)
    return Start(FLOW.name, str(one.id))


RESULTS = Command("results", read, argued=True, shy=True)
PUBLISH = Command("publish_results", start, frozenset({"committee"}), argued=True, instead_of="results")
MISSING = Command("missing_districts", missing, frozenset({"desk", "committee"}), argued=True)
