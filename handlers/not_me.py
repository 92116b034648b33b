"""BUKAN SAYA: this address no longer speaks for that person (numbers are sold again)."""

from bot.actions import erasing
from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start
from bot.core.message import Say


async def cut_off(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Lets go; whom the address belonged to is never named here."""
    return (Say("not_me.done" if await erasing.cut_off(desk) else "not_me.nobody"),)


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """It is the person after all."""
    return (Say("not_me.cancelled"),)


FLOW = Flow(
    name="not_me",
    steps=(Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}),),
    finish=cut_off,
    leave=kept,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """Asks once: only staff can link the address again."""
    return Start(FLOW.name) if desk.person is not None else (Say("not_me.nobody"),)


COMMAND = Command("not_me", run)
