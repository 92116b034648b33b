"""[Lainnya] on a request's card: everything an officer may do with it beside answering and closing."""

from collections.abc import Awaitable, Callable, Mapping
from typing import cast

from bot.actions import answering, assigning, permitting, sealing, sorting
from bot.actions.desk import Desk
from bot.actions.permitting import Actor
from bot.actions.telling import day_text
from bot.core.changing import changed
from bot.core.flow import Answers, Command, Facts, Flow, Says, Start
from bot.core.message import Say, Word
from bot.core.requests import State
from bot.core.support import UNSORTED
from bot.errors import Refused
from handlers.shared import acting, working_days
from handlers.shared.act_choices import brought, options
from handlers.shared.act_steps import STEPS
from handlers.shared.acting import card_of, kind_name
from handlers.shared.history import told as told_history
from handlers.shared.partner_lines import standing

OPEN_AGAIN = frozenset({"request.officer_away", "request.no_officer", "request.promise_day"})
"""Refusals of what was chosen: the question is asked again, nothing else has changed."""

Do = Callable[[Desk, Actor, Answers, Facts], Awaitable[Say]]


async def note(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """A note among staff."""
    request = await answering.note(actor, acting.seen(facts.key).id, str(answers["note"]))
    return Say("act.done.note", {"reference": request.short})


async def claim(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """The officer takes it."""
    request = await assigning.claim(actor, acting.seen(facts.key))
    return Say("act.done.claim", {"reference": request.short})


async def release(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """Back to the pool."""
    request = await assigning.release(actor, acting.seen(facts.key))
    return Say("act.done.release", {"reference": request.short})


async def assign(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """To another officer."""
    chosen = str(answers["officer"])
    request = await assigning.assign(actor, acting.seen(facts.key), int(chosen))
    name = next((option.label for option in options("officer", facts) if option.value == chosen), "")
    return Say("act.done.assign", {"reference": request.short, "name": name})


async def kind(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """Another kind, with its questions left open for the requester."""
    kind, city = str(answers["kind"]), facts.city
    left = () if kind == UNSORTED else tuple(question.key for question in city.support_kind(kind).questions)
    request = await sorting.change_kind(actor, acting.seen(facts.key), kind, left)
    key = "act.done.sealed" if request.sealed else "act.done.kind"
    return Say(key, {"reference": request.short, "kind": kind_name(kind, city, facts.language)})


async def state(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """Another state."""
    state = cast(State, answers["state"])
    request = await sorting.change_state(actor, acting.seen(facts.key), state)
    return Say("act.done.state", {"reference": request.short, "state": Word(f"request.state.{state}")})


async def promise(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """A date for the requester."""
    day = working_days.meant(answers["day"], facts)
    told = await sorting.promise(actor, acting.seen(facts.key), day)
    values = {"reference": told.request.short, "date": day_text(day, facts.language)}
    return Say("act.done.promise" if told.told else "act.done.promise_untold", values)


async def strike(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """Personal data out of a message; its files go after the commit."""
    card, chosen = card_of(facts), str(answers["message"])
    if any(str(said.id) == chosen and said.struck for said in card.thread):
        who, did = Word("request.who.staff"), Word("request.did.strike")
        raise Refused("request.stale.did", reference=card.request.short, who=who, did=did)
    desk.dropped += await answering.strike(actor, int(chosen), str(answers["words"] or ""))
    return Say("act.done.strike", {"reference": card.request.short})


async def exclude(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """A member whom the complaint names."""
    await sealing.exclude(actor, int(answers["member"]), acting.seen(facts.key).id)
    return Say("act.done.exclude", {"reference": card_of(facts).request.short})


async def history(desk: Desk, actor: Actor, answers: Answers, facts: Facts) -> Say:
    """Everything that was done with it."""
    return await told_history(desk, actor, acting.seen(facts.key).id)


DO: Mapping[str, Do] = {
    "note": note, "claim": claim, "release": release, "assign": assign, "kind": kind, "state": state,
    "promise": promise, "strike": strike, "exclude": exclude, "history": history,
}  # fmt: skip


async def act(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Does what was chosen, and goes on; what somebody else did first is told instead."""
    if answers["act"] == "route":
        return await acting.begun(desk, "route", str(acting.seen(facts.key).id))
    try:
        receipt = await DO[str(answers["act"])](desk, await permitting.actor(desk), answers, facts)
    except Refused as refused:
        if refused.key in OPEN_AGAIN:
            raise
        return await acting.refused(desk, acting.ACT, facts.key, refused)
    return (receipt,)


async def left(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Nothing was done."""
    return (Say("act.left"),)


async def load(desk: Desk, facts: Facts) -> Facts:
    """The card, and what may be chosen."""
    actor, card = await permitting.actor(desk), await acting.reached(desk, facts.key)
    assert card is not None  # noqa: S101 - `reachable` looked
    stale = acting.is_stale(facts.key, card.request)
    holder = acting.holder(await assigning.names(actor), card.request, actor)
    return changed(facts, extra={
        "card": card, "options": await brought(desk, actor, card, stale), "standing": standing(desk, card),
        "holder": holder,
    })  # fmt: skip


async def reachable(desk: Desk, key: str) -> Flow | None:
    """The flow, as long as the officer may see the request."""
    return FLOW if await acting.reached(desk, key) is not None else None


FLOW = Flow(name=acting.ACT, steps=STEPS, finish=act, leave=left, load=load, build=reachable)


async def run(desk: Desk, argument: str) -> Says | Start:
    """[Lainnya] of the request whose id the button carries."""
    return await acting.begun(desk, FLOW.name, argument)


COMMAND = Command("act", run, roles=frozenset({"desk", "committee"}), ends=frozenset({acting.ACT, "route"}))
