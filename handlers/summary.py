"""RINGKASAN: the week on one page, for whoever may know the totals; "ringkasan 46" is an earlier one."""

import re

from bot.actions import permitting, summaries
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Choice, Say
from bot.core.weeks import Week
from bot.errors import Refused

_FILLERS = re.compile(r"^(?:minggu |week )?(?:ke )?-?\s*", re.IGNORECASE)  # "ringkasan minggu ke-46"


async def ask(desk: Desk, argument: str) -> Says:
    """Writes down who asks for which week; the page comes by itself, right after."""
    last = summaries.named(desk.house, "", desk.now)
    try:
        week = await summaries.order(await permitting.actor(desk), _FILLERS.sub("", argument))
    except Refused as refused:
        return (Say(refused.key, refused.values, (_button(desk, last),)),)
    return (Say("summary.making", {"week": week.number}, (_button(desk, week.plus(-1)),)),)


def _button(desk: Desk, week: Week) -> Choice:
    return Choice(f"do:summary:{week}", desk.speech.text("summary.before", {"week": week.number}))


COMMAND = Command(name="summary", run=ask, roles=frozenset({"viewer", "committee", "admin"}), argued=True)
