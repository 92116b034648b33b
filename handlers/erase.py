"""HAPUS and BATAL HAPUS: hidden and stopped at once, destroyed after 72 hours, undone until then."""

from bot.actions import erasing
from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start
from bot.core.message import Say
from handlers.shared import hours
from handlers.shared.menu import CLOSED_MENU, choices


async def close(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Closes everything now."""
    at = await erasing.close(desk)
    if at is None:
        return (Say("erase.stranger"),)
    when = hours.moment(at, facts.city.identity.timezone, facts.language)
    return (Say("erase.closed", {"when": when}, choices(desk, "menu", CLOSED_MENU)),)


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The person thought better of it."""
    return (Say("erase.cancelled"),)


FLOW = Flow(
    name="erase",
    steps=(Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}),),
    finish=close,
    leave=kept,
)


async def run(desk: Desk, argument: str) -> Start:
    """HAPUS: asks once, for it cannot be taken back for ever."""
    return Start(FLOW.name)


async def undo(desk: Desk, argument: str) -> Says:
    """BATAL HAPUS; at the question whether to erase, it is a no."""
    return (Say("erase.undone" if await erasing.undo(desk) else "erase.cancelled"),)


ERASE = Command("erase", run)
UNDO = Command("undo_erase", undo, ends=frozenset({FLOW.name}))
