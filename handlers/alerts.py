"""Announcements: asked once after registering (B5), ended by BERHENTI, begun again by KABARI."""

from bot.actions import consenting, rhythms
from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Says, Start, Values
from bot.core.message import Say
from handlers.shared import offers
from handlers.shared.menu import channel_name
from handlers.shared.rhythm import said


def sender(answers: Answers, facts: Facts) -> Values:
    """Who will write, and where: an opt-in must name it."""
    return {"committee": facts.city.identity.committee, "channel": channel_name(facts.channel)}


async def decide(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Keeps a yes; a no leaves no row."""
    name = desk.person.name if desk.person is not None else ""
    if answers.get("alerts") == "yes":
        await consenting.give_alerts(desk, desk.speech.text("alerts.alerts.ask", sender(answers, facts)))
        return (Say("alerts.on", {"name": name}), *await offers.now_for(desk))
    return (Say("alerts.off", {"name": name}), *await offers.now_for(desk))


FLOW = Flow(
    name="alerts",
    steps=(Choose(key="alerts", choices=("yes", "no"), values=sender, words={"alerts": "yes"}),),
    finish=decide,
)


async def stop(desk: Desk, argument: str) -> Says:
    """BERHENTI, STOP: announcements end, and nothing else."""
    await consenting.withdraw_alerts(desk)
    return (Say("alerts.stopped"),)


async def begin(desk: Desk, argument: str) -> Says | Start:
    """KABARI: announcements again, for those who are registered."""
    if desk.person is None:
        return (Say("alerts.unregistered"),)
    if desk.person.alerts:
        rhythm = await rhythms.of(desk)
        return (Say("alerts.already"), *said(desk, rhythm))
    return Start(FLOW.name)


STOP = Command("stop", stop, ends=frozenset({FLOW.name}))
ALERTS = Command("alerts", begin)
