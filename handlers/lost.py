"""Two messages not understood: they are kept for staff, and a person is offered (X11)."""

from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Facts, Flow, Says, Start
from bot.core.message import Say
from handlers.shared.menu import menu_says


async def helped(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """To a person, to the menu, or back to the question."""
    match answers.get("help"):
        case "person":
            return Start("person")
        case "menu":
            return menu_says(desk)
    return (Say("lost.again"),)


FLOW = Flow(
    name="lost",
    steps=(Choose(key="help", choices=("person", "again", "menu"), words={"person": "person", "menu": "menu"}),),
    finish=helped,
    yields=True,
)
