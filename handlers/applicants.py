"""PELAMAR: staff read who applied, page through them or take them one by one, and mark whom they choose.

What is marked is told to nobody before the results are sent (`handlers.sending_results`).
"""

import re
from typing import cast

from bot.actions import choosing, permitting, results
from bot.actions.changing import Seen
from bot.actions.choosing import Decision
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Command, Says, Start
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from handlers.shared.act_choices import cut
from handlers.shared.applicant import View, named
from handlers.shared.applicants_overview import overview
from handlers.shared.applicants_reading import again, following, going_on, listed, shown
from handlers.shared.seeking import STAFF
from storage.choosing import Applicant

LISTED = 8
_ARGUMENT = re.compile(r"(\d{1,15})(?:\.([a-z]{1,8}))?(?:\.(\d{1,4}))?")
_ACT = re.compile(r"(\d{1,15})\.(\d{1,9})\.(\w{1,12})\.([a-z]{1,8})\.(\w{1,4})")
_CARD = re.compile(r"(\d{1,15})\.([a-z]{1,8})")
DECISIONS = ("chosen", "shortlisted", "waiting", "submitted")


async def run(desk: Desk, argument: str) -> Says | Start:
    """PELAMAR, with a code or without; from a button also a list and its page."""
    actor = await permitting.actor(desk)
    if not argument:
        return await _every(desk, actor)
    if desk.heard.kind != "tap" and (found := await _coded(actor, argument)) is not None:
        return await overview(desk, actor, found)
    parts = _ARGUMENT.fullmatch(argument)
    if parts is None:
        raise Refused("choose.unknown")
    one = await choosing.opened(actor, int(parts[1]))
    if parts[2] is None:
        return await overview(desk, actor, one)
    if parts[3] is None:
        return await following(desk, actor, one, View(parts[2]), 0)
    return await listed(desk, actor, one, View(parts[2], parts[3]))


async def _coded(actor: Actor, code: str) -> Opportunity | None:
    try:
        return await choosing.coded(actor, code)
    except Refused:
        return None


async def _every(desk: Desk, actor: Actor) -> Says:
    """What people have applied to."""
    found = await choosing.offered(actor)
    if not found:
        return (Say("choose.none"),)
    most = min(LISTED, desk.limits.choices)
    buttons = tuple(
        Choice(f"do:applicants:{one.id}", cut(f"{one.title(desk.language)} ({n})", desk.limits.label))
        for one, n in found[:most]
    )
    return (Say("choose.which", {"n": len(found)}, buttons, role="question"),)


async def card(desk: Desk, argument: str) -> Says:
    """One applicant, by a button."""
    parts = _CARD.fullmatch(argument)
    if parts is None:
        raise Refused("choose.gone")
    actor = await permitting.actor(desk)
    applicant = await choosing.applicant(actor, int(parts[1]))
    one = await choosing.opened(actor, applicant.application.opportunity_id)
    return await shown(desk, actor, one, applicant, View(parts[2]))


async def act(desk: Desk, argument: str) -> Says | Start:
    """Marks an applicant, and goes on to the next or back to the page."""
    parts = _ACT.fullmatch(argument)
    if parts is None:
        raise Refused("choose.gone")
    actor = await permitting.actor(desk)
    applicant = await choosing.applicant(actor, int(parts[1]))
    one = await choosing.opened(actor, applicant.application.opportunity_id)
    seen, view = Seen(int(parts[1]), int(parts[2])), View(parts[4], parts[5])
    if parts[3] == "not_chosen":
        given = {"seen": seen.version, "sift": view.sift, "name": named(desk, applicant)}
        return Start("choose_decline", str(seen.id), given)
    try:
        told = await _done(desk, actor, applicant, seen, parts[3])
    except Refused as refused:
        return (Say(refused.key, refused.values), *await again(desk, actor, one, view, seen.id))
    return await going_on(desk, one, view, seen.id, told)


async def _done(desk: Desk, actor: Actor, applicant: Applicant, seen: Seen, name: str) -> Says:
    """Does it; what is said of it."""
    if name == "skip":
        return ()
    if name in DECISIONS:
        after = await choosing.decide(actor, seen, cast(Decision, name))
    elif name == "up":
        after = await choosing.move_up(actor, seen)
    elif name in ("comes", "cannot"):
        after = await results.called(actor, seen, comes=name == "comes")
    else:
        raise Refused("choose.gone")
    held = await choosing.holding(actor, after.opportunity_id)
    return (Say(f"choose.done.{name}", {"name": named(desk, applicant), "held": held}),)


APPLICANTS = Command("applicants", run, STAFF, argued=True)
APPLICANT = Command("applicant", card, STAFF)
CHOOSE = Command("choose", act, STAFF)
