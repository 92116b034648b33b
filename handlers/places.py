"""A place, answered by whoever was chosen: it comes, or it cannot; also late, also twice, also in words."""

import re

from bot.actions import permitting, place_words, placing
from bot.actions.desk import Desk
from bot.actions.placing import Answer, Place
from bot.core.flow import Command, Says
from bot.core.message import Choice, Say
from bot.errors import Refused

MOST = 6
_ARGUMENT = re.compile(r"(\d{1,15})\.(yes|no|cannot)")


async def run(desk: Desk, argument: str) -> Says:
    """[Saya hadir] [Tidak bisa]; the words alone mean the only place that waits for an answer."""
    if not argument:
        return await said(desk, "yes")
    parts = _ARGUMENT.fullmatch(argument)
    if parts is None:
        raise Refused("place.unknown")
    return await _answered(desk, int(parts[1]), "yes" if parts[2] == "yes" else "no")


async def said(desk: Desk, answer: Answer) -> Says:
    """An answer without a place: the only one that was asked for, else the question which one."""
    found = await placing.asked(await permitting.actor(desk))
    if not found:
        return (Say("place.none_asked"),)
    if len(found) == 1:
        return await _answered(desk, found[0].application.id, answer)
    buttons = tuple(
        Choice(f"do:place:{each.application.id}.{answer}", each.one.title(desk.language)[: desk.limits.label])
        for each in found[:MOST]
    )
    return (Say("place.which", choices=buttons, role="question"),)


async def _answered(desk: Desk, application_id: int, answer: Answer) -> Says:
    place = await placing.answer(await permitting.actor(desk), application_id, answer, desk.heard.at)
    if answer == "yes":
        number = desk.person.number if desk.person is not None else ""
        return place_words.confirmed(place.one, place.application, number)(desk.speech)
    return _given_back(desk, place)


def _given_back(desk: Desk, place: Place) -> Says:
    """It cannot come; for a little while it may think again."""
    again = place_words.answers(desk.speech, place.application.id, "yes")
    return (Say("place.unable", {"title": place.one.title(desk.language)}, again),)


COMMAND = Command("place", run)
