"""KURANGI: less news, a step at a time; and how often somebody wants them, chosen by a tap."""

from bot.actions import rhythms
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Say
from handlers.shared.rhythm import said, ways


async def reduce(desk: Desk, argument: str) -> Says:
    """KURANGI, [Kurangi kabar]."""
    less = await rhythms.reduce(desk)
    if less is None:
        return (Say("rhythm.least", choices=ways(desk, rhythms.RHYTHMS[-1])),)
    return said(desk, less)


async def choose(desk: Desk, argument: str) -> Says:
    """One of the buttons; the words alone show how it is now."""
    wanted = next((rhythm for rhythm in rhythms.RHYTHMS if rhythm == argument), None)
    if wanted is None:
        return said(desk, await rhythms.of(desk))
    await rhythms.choose(desk, wanted)
    return said(desk, wanted)


REDUCE = Command("reduce", reduce)
RHYTHM = Command("rhythm", choose)
