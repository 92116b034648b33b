"""Two messages not understood in a talk: a person is offered, with the hours; one tap sends the words on (X11)."""

from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Facts, Flow, Says, Start, Values
from bot.core.message import Say
from handlers.shared import asking, hours
from handlers.shared.menu import menu_says


def served(answers: Answers, facts: Facts) -> Values:
    """When staff read."""
    return {"hours": hours.spoken(facts.city.hours, facts.language)}


async def helped(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """To a person, to the menu, or back to the question."""
    match answers.get("help"):
        case "person":
            said = str(answers.get("said") or "")
            return asking.unsorted(desk, said) if said else Start("person")
        case "menu":
            return menu_says(desk)
    return (Say("lost.again"),)


FLOW = Flow(
    name="lost",
    steps=(Choose(key="help", choices=("person", "again", "menu"), words={"menu": "menu"}, values=served),),
    finish=helped,
    yields=True,
)


def offered(desk: Desk) -> Start:
    """A person is offered; the words that were not understood are remembered for it."""
    return Start(FLOW.name, given={"said": desk.heard.text[: asking.STORY_MOST]})
