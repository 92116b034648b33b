"""Permohonan saya: one's own requests, whose turn each is, and one of them opened."""

from bot.actions import owning, permitting
from bot.actions.desk import Desk
from bot.actions.owning import Own
from bot.core.flow import Command, Says
from bot.core.message import Choice, Say
from handlers.shared import own, request_card, standing

MOST = 5  # requests a page
AROUND = 2  # buttons that lead to other pages


async def show(desk: Desk, argument: str) -> Says:
    """Permohonan saya, a page at a time, open ones first."""
    actor = await permitting.actor(desk)
    found = await owning.every(actor)
    if not found:
        return (Say("own_request.none"),)
    size = max(1, min(MOST, desk.limits.choices - AROUND))
    page = min(own.page(argument) or 0, (len(found) - 1) // size)
    shown = found[page * size : (page + 1) * size]
    lines = [standing.line(desk, await owning.of(actor, each)) for each in shown]
    choices = [Choice(f"do:request:{each.id}", own.label(desk, each)) for each in shown]
    if len(found) > (page + 1) * size:
        choices.append(own.button(desk, "my_requests", page + 1, "older"))
    if page:
        choices.append(own.button(desk, "my_requests", page - 1, "newer"))
    head = Say("own_request.head", {"n": len(found), "open": sum(each.open for each in found)})
    return (head, *lines, Say("own_request.ask", choices=tuple(choices), role="question"))


async def open_(desk: Desk, argument: str) -> Says:
    """One request at a glance; with a page after its id, all that was said."""
    found = await own.meant(desk, "request", argument, lambda each: each.open)
    if not isinstance(found, Own):
        return found
    return await request_card.shown(desk, found, own.page(argument.partition(".")[2]))


COMMAND = Command("my_requests", show, slash="permohonan")
OPEN = Command("request", open_)
