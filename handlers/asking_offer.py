"""TANYA: a question about an opportunity, filed for staff with what it is about."""

from bot.actions import browsing, permitting
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Start, Values
from bot.errors import Refused
from handlers.shared import asking, hours

TITLE_MOST = 80


def about(answers: Answers, facts: Facts) -> Values:
    """What is asked about, and when staff read."""
    one = facts.extra["one"]
    return {"title": one.title(facts.language), "hours": hours.spoken(facts.city.hours, facts.language)}


async def load(desk: Desk, facts: Facts) -> Facts:
    """The opportunity the flow is about. Raises Refused if nobody may read it."""
    if not facts.key.isdecimal():
        raise Refused("opportunity.unknown")
    return changed(facts, extra={"one": await browsing.one(await permitting.actor(desk), int(facts.key))})


async def send(desk: Desk, answers: Answers, facts: Facts) -> Start:
    """Files the question; staff see which opportunity it is about."""
    one = facts.extra["one"]
    values = {"title": one.title(desk.language), "code": one.code, "question": str(answers.get("question") or "")}
    return asking.unsorted(desk, desk.speech.plain("ask_offer.story", values).strip(), desk.files)


FLOW = Flow(
    name="ask_offer",
    steps=(Ask(key="question", check=asking.story, media=asking.MEDIA, values=about),),
    finish=send,
    load=load,
    gathers=True,
)


async def run(desk: Desk, argument: str) -> Start:
    """[Tanya], TANYA: about the one read last; to staff where none was."""
    if argument.isdecimal():
        return Start(FLOW.name, argument)
    last = await browsing.last_read(await permitting.actor(desk))
    return Start(FLOW.name, str(last)) if last is not None else Start("person")


COMMAND = Command("ask_offer", run, shy=True)
