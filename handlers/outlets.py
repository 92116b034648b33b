"""TAUTKAN @kanal: where announcements are put too; LEPAS TAUTAN ends that."""

from bot.actions import outlets, permitting
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Say
from handlers.shared import staffed


async def tie(desk: Desk, argument: str) -> Says:
    """A channel or group by its name; without one, those there are."""
    actor = await permitting.actor(desk)
    if argument:
        await outlets.tie(actor, argument.strip())
        return (Say("outlet.tied", {"name": argument.strip()}),)
    names = ", ".join(each.name for each in await outlets.every(actor))
    return (Say("outlet.list", {"names": names or "-"}),)


async def untie(desk: Desk, argument: str) -> Says:
    """One of them."""
    await outlets.untie(await permitting.actor(desk), argument.strip())
    return (Say("outlet.untied", {"name": argument.strip()}),)


TIE = Command("outlet", tie, staffed.ADMIN, argued=True)
UNTIE = Command("outlet_end", untie, staffed.ADMIN, argued=True)
