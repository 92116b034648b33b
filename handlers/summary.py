"""RINGKASAN: the week on one page, for whoever may know the totals; "ringkasan 46" is an earlier one."""

import re

from bot.actions import permitting, summaries
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Choice, Say
from bot.core.weeks import Week
from bot.errors import Refused

_LONGEST = 60
_WEEK = re.compile(r"(\D+?)\s+(?:minggu |week )?(?:ke )?-?\s*(\d{1,2}|\d{4}\s*-?\s*w\s*\d{1,2})\s*", re.IGNORECASE)


async def ask(desk: Desk, argument: str) -> Says:
    """Writes down who asks for which week; the page comes by itself, right after."""
    last = summaries.named(desk.house, "", desk.now)
    try:
        week = await summaries.order(await permitting.actor(desk), argument)
    except Refused as refused:
        return (Say(refused.key, refused.values, (_button(desk, last),)),)
    return (Say("summary.making", {"week": week.number}, (_button(desk, week.plus(-1)),)),)


def _button(desk: Desk, week: Week) -> Choice:
    return Choice(f"do:summary:{week}", desk.speech.text("summary.before", {"week": week.number}))


def week_in(desk: Desk) -> str | None:
    """ "46" of "ringkasan 46", "2026-W46" of "rekap 2026-w46"; None where the words are none of that."""
    text = desk.heard.text
    found = _WEEK.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None or desk.speech.read(found[1], ()).values != ("summary",):
        return None
    return found[2]


COMMAND = Command(name="summary", run=ask, roles=frozenset({"viewer", "committee", "admin"}), hears=week_in)
