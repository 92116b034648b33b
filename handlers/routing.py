"""Passing a request on to a partner: whom to ask for, the text and the letter, and what the partner answered."""

from collections.abc import Awaitable, Callable, Mapping

from bot.actions import partnering, permitting, routing
from bot.actions.desk import Desk
from bot.actions.notifying import Told
from bot.actions.permitting import Actor
from bot.actions.viewing import Card
from bot.core.changing import changed
from bot.core.flow import Answers, Facts, Flow, Says, Start
from bot.core.message import Media, Say
from bot.core.reading import Option
from bot.errors import Refused
from handlers.shared import acting, working_days
from handlers.shared.act_choices import SHORT, cut
from handlers.shared.acting import card_of, seen
from handlers.shared.partner_lines import described, lacking_line, standing
from handlers.shared.route_steps import NEW, STEPS, WITHOUT_DAY, next_steps, partner_of, referral_of, verb
from storage.partners import Partner

ROUTE = "route"
UNDER_WAY = frozenset({"asked", "agreed", "sent", "accepted"})
FORWARDED = frozenset({"agreed", "sent"})

Do = Callable[[Actor, Answers, Facts], Awaitable[Say]]


async def ask(actor: Actor, answers: Answers, facts: Facts) -> Say:
    """The requester is asked for its consent."""
    told = await routing.ask_consent(actor, seen(facts.key), partner_of(answers))
    return _told("route.done.ask", told, {})


async def sent(actor: Actor, answers: Answers, facts: Facts) -> Say:
    """It has gone to the partner."""
    referral = referral_of(answers, facts)
    told = await routing.sent(actor, seen(facts.key), referral.id)
    return _told("route.done.sent", told, {"partner": referral.partner})


async def accepted(actor: Actor, answers: Answers, facts: Facts) -> Say:
    """The partner takes it."""
    referral, until = referral_of(answers, facts), answers["until"]
    day = working_days.meant(until, facts) if until != WITHOUT_DAY else None
    told = await routing.accepted(actor, seen(facts.key), referral.id, day)
    return _told("route.done.accepted", told, {"partner": referral.partner})


async def unable(actor: Actor, answers: Answers, facts: Facts) -> Say:
    """The partner cannot."""
    referral = referral_of(answers, facts)
    reason, better = str(answers["reason"]), str(answers["better"] or "")
    told = await routing.unable(actor, seen(facts.key), referral.id, reason, better)
    return _told("route.done.unable", told, {"partner": referral.partner})


async def done(actor: Actor, answers: Answers, facts: Facts) -> Say:
    """The partner has helped."""
    referral = referral_of(answers, facts)
    request = await routing.done(actor, seen(facts.key), referral.id)
    return Say("route.done.done", {"reference": request.short, "partner": referral.partner})


async def again(actor: Actor, answers: Answers, facts: Facts) -> Say:
    """The partner was asked once more."""
    referral = referral_of(answers, facts)
    request = await routing.ask_again(actor, seen(facts.key), referral.id)
    return Say("route.done.again", {"reference": request.short, "partner": referral.partner})


def _told(key: str, told: Told, values: Mapping[str, str]) -> Say:
    """A receipt that says where the requester could not be told."""
    return Say(key if told.told else "route.done.untold", {"reference": told.request.short, **values})


DO: Mapping[str, Do] = {
    NEW: ask, "forward": sent, "accepted": accepted, "unable": unable, "done": done, "again": again,
}  # fmt: skip


async def route(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Records what was chosen, and goes on; what somebody else did first is told instead."""
    if verb(answers) == "forward" and answers.get("posted") is None and answers["send"] == "letter":
        return _letter(answers, facts)
    try:
        receipt = await DO[verb(answers)](await permitting.actor(desk), answers, facts)
    except Refused as refused:
        return await acting.refused(desk, ROUTE, facts.key, refused)
    return (receipt,)


def _letter(answers: Answers, facts: Facts) -> Start:
    """The letter, drawn when it is sent; then whether it has gone."""
    referral, reference = referral_of(answers, facts), card_of(facts).request.reference
    name = f"surat-pengantar-{reference}.pdf"
    media = (Media("document", f"letter:{referral.id}", "application/pdf", name),)
    told = Say("route.letter", {"reference": reference, "partner": referral.partner}, media=media)
    return Start(ROUTE, key=facts.key, given=dict(answers), at="posted", says=(told,))


async def left(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Nothing was recorded."""
    return (Say("act.left"),)


async def load(desk: Desk, facts: Facts) -> Facts:
    """The card, the bodies of the directory, and the texts of what may be forwarded."""
    actor, card = await permitting.actor(desk), await acting.reached(desk, facts.key)
    assert card is not None  # noqa: S101 - `reachable` looked
    key = routing.consent_key(card.request)
    holder = acting.holder({}, card.request, actor)
    stale = acting.is_stale(facts.key, card.request)
    return changed(facts, extra={
        **await _directory(desk, actor, card, stale), "card": card, "holder": holder, "standing": standing(desk, card),
        "texts": await _texts(actor, card), "say": lambda name, values: desk.speech.plain(name, values),
        "consent": lambda name: desk.speech.plain(key, {"reference": card.request.short, "partner": name}),
    })  # fmt: skip


async def _directory(desk: Desk, actor: Actor, card: Card, stale: bool) -> dict[str, object]:
    """Whom the request may be passed on to: those that fit, and all by their side of the pentahelix."""
    taken = {each.partner_id for each in card.referrals if each.state in UNDER_WAY}
    fitting = [each for each in await partnering.suggest(actor, card.request) if each.id not in taken]
    active = [each for each in await partnering.every(actor) if each.active and each.id not in taken]
    sides: dict[str, tuple[str, ...]] = {}
    for partner in active:
        sides[partner.helix] = (*sides.get(partner.helix, ()), str(partner.id))
    options = {
        "step": next_steps(desk.speech, actor, card, stale), "partner": [_option(each) for each in fitting],
        "other": [_option(each) for each in active],
    }  # fmt: skip
    lines = "\n".join(f"{n}. {described(desk, each)}" for n, each in enumerate(fitting, 1))
    lacking = lacking_line(desk, await partnering.lacking(actor), card.request.sub_sector)
    return {"options": options, "helixes": sides, "suggested": lines, "lacking": lacking}


def _option(partner: Partner) -> Option:
    return Option(str(partner.id), partner.name, "", (), cut(partner.name, SHORT))


async def _texts(actor: Actor, card: Card) -> dict[int, str]:
    """The texts that may be forwarded, by referral."""
    if not permitting.may(actor, "decide"):
        return {}
    ready = [each.id for each in card.referrals if each.state in FORWARDED]
    return {id: (await routing.forward(actor, id)).text for id in ready}


async def reachable(desk: Desk, key: str) -> Flow | None:
    """The flow, as long as the officer may see the request."""
    return FLOW if await acting.reached(desk, key) is not None else None


FLOW = Flow(name=ROUTE, steps=STEPS, finish=route, leave=left, load=load, build=reachable)
