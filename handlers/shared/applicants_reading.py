"""Reading applicants: a page of a list, a card, the next one, wherever staff come from."""

from collections.abc import Mapping
from dataclasses import replace

from bot.actions import choosing, permitting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.core.flow import Says, Values
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from handlers.shared.act_choices import cut
from handlers.shared.applicant import CARDS, NAME_MOST, View, button, files, line, named, values
from handlers.shared.applicants_overview import overview
from storage.choosing import Applicant, Sift

PAGE = 8
AROUND = 3  # buttons of a list beside the applicants'
SIFTS: Mapping[str, Sift] = {
    "a": choosing.ALL, "o": choosing.OPEN, "f": choosing.FIRSTS, "w": choosing.WAITING, "c": choosing.PLACES,
}  # fmt: skip
KEEPING = ("w", "c")  # lists of those who are decided on


def sift(desk: Desk, key: str) -> Sift:
    """Which applicants a list holds: one of SIFTS, or those of a sub-sector by its code ("mus")."""
    if key in SIFTS:
        return SIFTS[key]
    found = next((each.id for each in desk.house.city.sub_sectors if each.code.casefold() == key), None)
    if found is None:
        raise Refused("choose.unknown")
    return replace(choosing.ALL, sub_sector=found)


async def listed(desk: Desk, actor: Actor, one: Opportunity, view: View) -> Says:
    """A page of a list: a tap on a name chooses, another takes it back; of whoever was told it opens the card."""
    size = max(1, min(PAGE, desk.limits.choices - AROUND))
    n = int(view.page)
    found = await choosing.page(actor, one.id, sift(desk, view.sift), skip=n * size, most=size + 1)
    if not found:
        return (Say("choose.page_empty", choices=_ways(desk, one, view, more=False)),)
    shown = found[:size]
    lines = "\n".join(f"{i}. {line(desk, each)}" for i, each in enumerate(shown, n * size + 1))
    may = permitting.may(actor, "choose")
    buttons = tuple(_name(desk, each, view, may=may) for each in shown)
    held = await choosing.holding(actor, one.id)
    numbers: Values = {
        "title": one.title(desk.language),
        "held": held,
        "quota": _quota(one),
        "list": lines,
        "page": n + 1,
    }
    ways = _ways(desk, one, view, more=len(found) > size)
    return (Say("choose.page", numbers, (*buttons, *ways), role="question"),)


def _quota(one: Opportunity) -> str:
    return str(one.offer.quota) if one.offer.quota is not None else "-"


def _name(desk: Desk, applicant: Applicant, view: View, *, may: bool) -> Choice:
    """The button of a name."""
    application = applicant.application
    label = cut(named(desk, applicant), min(NAME_MOST, desk.limits.label - 2))
    free = application.state in ("submitted", "shortlisted", "waiting", "not_chosen") and application.told_at is None
    if may and free:
        return replace(button(desk, applicant, "chosen", view), label=label)
    if may and application.state == "chosen" and application.told_at is None:
        return replace(button(desk, applicant, "submitted", view), label=f"✓ {label}")
    return Choice(f"do:applicant:{application.id}.{view.sift}", label)


def _ways(desk: Desk, one: Opportunity, view: View, *, more: bool) -> tuple[Choice, ...]:
    text, n = desk.speech.text, int(view.page)
    turns = [Choice(f"do:applicants:{one.id}.{view.sift}.{n - 1}", text("engine.prev"))] if n else []
    if more:
        turns.append(Choice(f"do:applicants:{one.id}.{view.sift}.{n + 1}", text("engine.next")))
    return (
        *turns,
        Choice(f"do:applicants:{one.id}", text("choose.menu.overview")),
    )


async def shown(desk: Desk, actor: Actor, one: Opportunity, applicant: Applicant, view: View) -> Says:
    application = applicant.application
    acts = _acts(application.state, told=application.told_at is not None, may=permitting.may(actor, "choose"))
    buttons = tuple(button(desk, applicant, act, view) for act in acts)
    media = files(await choosing.works(actor, application))
    ways = (Choice(f"do:applicants:{one.id}", desk.speech.text("choose.menu.overview")),)
    return (Say("choose.card", values(desk, applicant, one), (*buttons, *ways), role="question", media=media),)


def _acts(state: str, *, told: bool, may: bool) -> list[str]:
    """What may be done with an applicant now."""
    skip = ["skip"] if state in ("submitted", "shortlisted") else []
    if state == "chosen" and told:
        return ["comes", "cannot"]
    if not may or state == "confirmed":
        return skip
    if state == "chosen":
        return ["submitted", "waiting", "not_chosen"]
    if state == "waiting":
        return ["chosen", "up", *([] if told else ["submitted"])]
    if told:
        return ["chosen", "waiting"]
    marks = [act for act in ("chosen", "shortlisted", "waiting", "not_chosen") if act != state]
    return [*marks, *skip]


async def following(desk: Desk, actor: Actor, one: Opportunity, view: View, after: int) -> Says:
    """The next who is not decided on; back to the overview when all are."""
    wanted = sift(desk, view.sift)
    if view.sift not in KEEPING:
        wanted = replace(wanted, states=choosing.OPEN.states)
    found = await choosing.following(actor, one.id, wanted, after)
    if found is None:
        return (Say("choose.all_seen"), *await overview(desk, actor, one))
    return await shown(desk, actor, one, found, view)


async def going_on(desk: Desk, one: Opportunity, view: View, after: int, told: Says) -> Says:
    """What is shown after an applicant was marked."""
    actor = await permitting.actor(desk)
    if view.page != CARDS:
        return await listed(desk, actor, one, view)
    return (*told, *await following(desk, actor, one, view, after))


async def again(desk: Desk, actor: Actor, one: Opportunity, view: View, application_id: int) -> Says:
    if view.page != CARDS:
        return await listed(desk, actor, one, view)
    return await shown(desk, actor, one, await choosing.applicant(actor, application_id), view)
