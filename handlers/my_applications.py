"""Lamaran saya: where one's own applications stand; one of them opened, or taken back until the deadline."""

import re

from bot.actions import applying, permitting
from bot.actions.desk import Desk
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Say
from bot.errors import Refused
from handlers.shared import own, own_applications

_ID = re.compile(r"[1-9][0-9]{0,15}")


async def show(desk: Desk, argument: str) -> Says:
    """Lamaran saya, a page at a time."""
    return await own_applications.listed(desk, own.page(argument) or 0)


async def open_(desk: Desk, argument: str) -> Says:
    """One of them; of words alone, all. Raises Refused for what is nobody's or somebody else's."""
    if not _ID.fullmatch(argument):
        return await own_applications.listed(desk)
    actor = await permitting.actor(desk)
    found = await applying.own(actor, int(argument))
    one = await applying.public(actor, found.opportunity_id)
    if one is None:
        raise Refused("apply.unknown")
    return await own_applications.card(desk, found, one)


async def withdraw(desk: Desk, argument: str) -> Says | Start:
    """Tarik lamaran: asks once."""
    if not _ID.fullmatch(argument):
        return await own_applications.listed(desk)
    actor = await permitting.actor(desk)
    found = await applying.own(actor, int(argument))
    one = await applying.public(actor, found.opportunity_id)
    if one is None:
        raise Refused("apply.unknown")
    return Start(WITHDRAWING.name, argument, given={"title": one.title(desk.language)})


async def withdrawn(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """It is taken back."""
    try:
        await applying.withdraw(await permitting.actor(desk), int(facts.key), desk.heard.at)
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return (Say("apply_withdraw.done", about(answers, facts)),)


async def kept(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """The applicant thought better of it."""
    return (Say("apply_withdraw.kept", about(answers, facts)),)


def about(answers: Answers, facts: Facts) -> Values:
    """What it is for, as it was called when the talk began."""
    return {"title": str(answers.get("title") or "")}


WITHDRAWING = Flow(
    name="apply_withdraw",
    steps=(Choose(key="sure", choices=("yes", "no"), on={"no": Leave()}, values=about),),
    finish=withdrawn,
    leave=kept,
)
COMMAND = Command("my_applications", show)
OPEN = Command("application", open_)
WITHDRAW = Command("application_withdraw", withdraw, ends=frozenset({"apply"}))
