"""PETUGAS: anyone can ask a person at any time. Kept for staff, answered in service hours."""

from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Choose, Command, Facts, Flow, Got, Leave, No, Says, Start, Values
from bot.core.message import Say
from handlers.shared import hours
from storage import desk_messages

QUESTION_MOST = 2000
SHOWN_MOST = 300


def question(text: str, facts: Facts) -> Got | No:
    """Anything at all."""
    plain = text.strip()
    if not plain:
        return No("empty")
    return Got(plain) if len(plain) <= QUESTION_MOST else No("too_long", {"most": QUESTION_MOST})


def unasked(answers: Answers, facts: Facts) -> bool:
    """Whether the words came out of the blue, so that sending them on is only offered."""
    return bool(answers.get("unasked"))


def quoted(answers: Answers, facts: Facts) -> Values:
    """The words to be sent on, cut for the screen alone."""
    text = str(answers.get("question") or "")
    return {"question": text if len(text) <= SHOWN_MOST else text[:SHOWN_MOST] + "…"}


async def keep(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Keeps the question for staff, and says when they read. A file was kept when it came."""
    if text := str(answers.get("question") or ""):
        await desk_messages.add(desk.tx, desk.contact, "asked", text, desk.now)
    return (Say("person.kept", {"hours": hours.spoken(facts.city.hours, facts.language)}),)


async def unsent(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The words were not for staff."""
    return (Say("person.unsent"),)


FLOW = Flow(
    name="person",
    steps=(
        Ask(key="question", check=question, media=frozenset({"voice", "photo", "file", "location"})),
        Choose(key="send", choices=("yes", "no"), when=unasked, on={"no": Leave()}, adds_to="question", values=quoted),
    ),
    finish=keep,
    leave=unsent,
)


def offered(desk: Desk) -> Start:
    """A registered person's words that are no command: sent to staff if they wish."""
    return Start(FLOW.name, given={"unasked": True}, heard=desk.heard.text)


async def run(desk: Desk, argument: str) -> Start:
    """PETUGAS, [Tanya petugas]."""
    return Start(FLOW.name)


COMMAND = Command("person", run, slash="petugas")
