"""Lamaran saya: where one's own applications stand; one of them opened, or taken back until the deadline."""

import re

from bot.actions import applying, browsing, permitting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.applications import Application
from bot.core.flow import Answers, Choose, Command, Facts, Flow, Leave, Says, Start, Values
from bot.core.message import Say
from bot.core.opportunities import Opportunity
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
    return await own_applications.card(desk, found, await _of(actor, found))


async def withdraw(desk: Desk, argument: str) -> Says | Start:
    """Tarik lamaran: that of the button, or the only one there is; asks once."""
    actor = await permitting.actor(desk)
    mine = [each for each, one in await applying.mine(actor) if applying.may_withdraw(one, each)]
    if not _ID.fullmatch(argument) and len(mine) != 1:
        return await own_applications.listed(desk)
    found = await applying.own(actor, int(argument)) if _ID.fullmatch(argument) else mine[0]
    one = await _of(actor, found)
    return Start(WITHDRAWING.name, str(found.id), given={"title": one.title(desk.language)})


async def _of(actor: Actor, application: Application) -> Opportunity:
    one = await browsing.public_by_id(actor.tx, application.opportunity_id)
    if one is None:
        raise Refused("apply.unknown")
    return one


async def withdrawn(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """It is taken back."""
    try:
        desk.dropped += await applying.withdraw(await permitting.actor(desk), int(facts.key), desk.heard.at)
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
