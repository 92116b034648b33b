"""PETUGAS: anyone can ask a person at any time. It is filed as a request without a kind, and sorted by staff."""

from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Say
from handlers.shared import asking, hours

SHOWN_MOST = 300
OFFER = "send"  # the step that offers to send on what came out of the blue


def unasked(answers: Answers, facts: Facts) -> bool:
    """Whether the words came out of the blue, so that sending them on is only offered."""
    return bool(answers.get("unasked"))


def served(answers: Answers, facts: Facts) -> Values:
    """When staff read."""
    return {"hours": hours.spoken(facts.city.hours, facts.language)}


def quoted(answers: Answers, facts: Facts) -> Values:
    """The words to be sent on, cut for the screen alone, and who would read them when."""
    text = str(answers.get("question") or "")
    cut = text if len(text) <= SHOWN_MOST else text[:SHOWN_MOST] + "…"
    return {**served(answers, facts), "question": cut, "committee": facts.city.identity.committee}


async def send(desk: Desk, answers: Answers, facts: Facts) -> Start:
    """Files what was asked, with the files that came."""
    return asking.unsorted(desk, str(answers.get("question") or ""), desk.files)


async def unsent(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The words were not for staff."""
    return (Say("person.unsent"),)


FLOW = Flow(
    name="person",
    steps=(
        Ask(key="question", check=asking.story, media=asking.MEDIA, values=served),
        Choose(key=OFFER, choices=("yes", "no"), when=unasked, on={"no": Leave()}, adds_to="question", values=quoted),
    ),
    finish=send,
    leave=unsent,
    gathers=True,
)


def offered(desk: Desk) -> Start:
    """Words that are no command: sent to staff if they wish."""
    return Start(FLOW.name, given={"unasked": True}, heard=desk.heard.text)


async def run(desk: Desk, argument: str) -> Start:
    """PETUGAS, [Tanya petugas]."""
    return Start(FLOW.name)


COMMAND = Command("person", run, slash="petugas")
