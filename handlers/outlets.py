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
        return (Say("outlet.tied", {"name": await outlets.tie(actor, argument)}),)
    names = ", ".join(each.name for each in await outlets.every(actor))
    return (Say("outlet.list", {"names": names or "-"}),)


async def untie(desk: Desk, argument: str) -> Says:
    """One of them."""
    return (Say("outlet.untied", {"name": await outlets.untie(await permitting.actor(desk), argument)}),)


TIE = Command("outlet", tie, staffed.ADMIN, argued=True)
UNTIE = Command("outlet_end", untie, staffed.ADMIN, argued=True)
