"""PETUGAS: anyone can ask a person at any time. Kept for staff, answered in service hours."""

from bot.actions.desk import Desk
from bot.core.flow import Answers, Ask, Command, Facts, Flow, Got, No, Says, Start
from bot.core.message import Say
from handlers.shared import hours
from storage import desk_messages

QUESTION_MOST = 2000


def question(text: str, facts: Facts) -> Got | No:
    """Anything at all."""
    plain = text.strip()
    if not plain:
        return No("empty")
    return Got(plain) if len(plain) <= QUESTION_MOST else No("too_long", {"most": QUESTION_MOST})


async def keep(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Keeps the question for staff, and says when they read."""
    text = str(answers.get("question") or "")
    await desk_messages.add(desk.tx, desk.contact, "asked" if text else "media", text, desk.now)
    return (Say("person.kept", {"hours": hours.spoken(facts.city.hours, facts.language)}),)


FLOW = Flow(
    name="person",
    steps=(Ask(key="question", check=question, media=frozenset({"voice", "photo", "file", "location"})),),
    finish=keep,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """PETUGAS, [Tanya petugas]."""
    return Start(FLOW.name)


COMMAND = Command("person", run, slash="petugas")
