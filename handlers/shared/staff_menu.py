"""What staff find in the menu beside their own things, and the words they can use."""

from bot.actions import permitting, queueing
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.flow import Command, Role, Says
from bot.core.message import Choice, Say, Word
from handlers.shared.seeking import STAFF

ROLES: tuple[Role, ...] = ("desk", "committee", "viewer", "admin")
MENUS = ("menu.ask", "menu.stranger")


async def added(desk: Desk, says: Says) -> Says:
    """An answer that ends in the menu, with the tools of whoever works here; any other as it is."""
    if not says or says[-1].key not in MENUS or desk.heard.chat.group:
        return says
    roles = await desk.roles()
    if roles.isdisjoint(ROLES):
        return says
    tools = (*await _queue(desk, roles), Choice("do:tools", desk.speech.text("staff.menu.tools")))
    return (*says[:-1], changed(says[-1], choices=(*tools, *says[-1].choices)))


async def _queue(desk: Desk, roles: frozenset[str]) -> tuple[Choice, ...]:
    """For those who answer: the queue with how many wait, and the search."""
    if STAFF.isdisjoint(roles):
        return ()
    n = await queueing.size(await permitting.actor(desk))
    return (
        Choice("do:queue", desk.speech.text("staff.menu.waiting", {"n": n})),
        Choice("do:find", desk.speech.text("staff.menu.find")),
    )


async def tools(desk: Desk, argument: str) -> Says:
    """The words of each role somebody holds."""
    held = await desk.roles()
    return tuple(Say("staff.tools", {"words": Word(f"staff.words.{role}")}) for role in ROLES if role in held)


COMMAND = Command("tools", tools, frozenset(ROLES))
