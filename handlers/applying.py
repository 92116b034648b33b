"""Saya tertarik, IKUT: the talk of an application, made from its opportunity; the key is the opportunity's id.

What is answered is a draft at once. A stranger registers first and comes straight back.
"""

from collections.abc import Mapping
from typing import Any

from bot.actions import applying, permitting, telling
from bot.actions.applying import Filled
from bot.actions.desk import Desk
from bot.core.applications import Application
from bot.core.changing import changed
from bot.core.flow import Answers, Command, Facts, Flow, Review, Says, Start
from bot.core.message import Say
from bot.core.opportunities import Opportunity
from bot.core.session import Frame
from bot.errors import Refused
from handlers.shared import apply_steps, own_applications

SEEN = ("terms", "works")


async def build(desk: Desk, key: str) -> Flow | None:
    """The talk about one opportunity; None if it is gone."""
    one = await own_applications.opportunity(desk, key)
    return changed(FLOW, steps=apply_steps.steps(one, desk.person)) if one is not None else None


async def load(desk: Desk, facts: Facts) -> Facts:
    """The opportunity, and what the applicant sent with others before. A registered one has a draft from now on."""
    actor = await permitting.actor(desk)
    one = await own_applications.opportunity(desk, facts.key)
    if one is None:
        raise Refused("apply.unknown")
    if desk.person is not None:
        await applying.begin(actor, one)
    extra = {
        "one": one, "known": await applying.known_works(actor, one),
        "register": desk.speech.text("apply.stranger.register"),
    }  # fmt: skip
    return changed(facts, extra=extra)


async def keep(desk: Desk, frame: Frame) -> None:
    """What is answered so far outlives the talk."""
    one = await own_applications.opportunity(desk, frame.key)
    if one is not None and desk.person is not None:
        facts = await load(desk, changed(desk.facts, key=frame.key))
        filled = await _filled(desk, frame.answers, facts)
        await applying.keep(await permitting.actor(desk), one.id, filled)


async def _filled(desk: Desk, answers: Answers, facts: Facts, files: tuple[int, ...] = ()) -> Filled:
    """What goes into the store; files that came beside a question go as works."""
    actor, one = await permitting.actor(desk), apply_steps.offer_of(facts)
    own: dict[str, Any] = apply_steps.filled(one, answers)
    for question in one.offer.questions:
        if question.type == "file" and own.get(question.key):
            own[question.key] = list(await applying.works(actor, own[question.key]))
    taken = {work for value in own.values() if isinstance(value, list) for work in value}
    works = await applying.works(actor, apply_steps.collected(answers, facts))
    works += tuple(str(file) for file in files if str(file) not in taken | set(works))
    return Filled(answers=own, works=works, lacks=apply_steps.lacks(answers, facts))


async def hand_in(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Hands it in, or says why not."""
    actor, one = await permitting.actor(desk), apply_steps.offer_of(facts)
    try:
        before = await applying.begin(actor, one)
        filled = await _filled(desk, answers, facts, desk.files)
        done = await applying.submit(actor, one.id, filled, desk.heard.at)
    except Refused as refused:
        return (Say(refused.key, refused.values),)
    return await _receipt(desk, one, done, changes=before.state != "draft")


async def _receipt(desk: Desk, one: Opportunity, done: Application, *, changes: bool) -> Says:
    """That it is in, and what happens next; no word that sounds like being chosen."""
    values: Mapping[str, str | int] = {
        "title": one.title(desk.language), "n": await applying.position(await permitting.actor(desk), done),
        "quota": one.offer.quota or 0,
    }  # fmt: skip
    ways = own_applications.ways(desk, "my_applications", "opportunities", "menu")
    if changes:
        return (Say("apply.done.changed", values, ways),)
    match done.state:
        case "confirmed":
            return (Say("apply.done.confirmed", values, ways),)
        case "waiting":
            return (Say("apply.done.waiting", values, ways),)
    told = Say("apply.done.submitted", values)
    results = one.offer.results_on
    when = {"date": telling.day_text(results, desk.language)} if results is not None else {}
    return (told, Say("apply.done.when" if results is not None else "apply.done.later", when, ways))


async def put_off(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Not now."""
    return (Say("apply.put_off"),)


FLOW = Flow(
    name="apply",
    steps=(*apply_steps.PLAIN, Review(key="review", edits=SEEN, values=apply_steps.reviewed)),  # type: ignore[arg-type]
    finish=hand_in,
    leave=put_off,
    load=load,
    build=build,
    gathers=True,
    keep=keep,
)


async def run(desk: Desk, argument: str) -> Says | Start:
    """Begins, or goes on where it was left; of words alone, the only draft. Raises Refused."""
    actor = await permitting.actor(desk)
    one = await own_applications.meant(desk, argument)
    if one is None:
        return await own_applications.listed(desk)
    one = await applying.offered(actor, one.id, desk.heard.at)
    start = Start(FLOW.name, str(one.id))
    if desk.person is None:
        return changed(start, before=Start("register", says=(Say("apply.first", {"title": one.title(desk.language)}),)))
    await applying.allowed(actor, one)
    kept = await applying.begin(actor, one)
    if not applying.may_change(one, kept):
        return await own_applications.card(desk, kept, one)
    given = apply_steps.given(one, kept, desk.person)
    return changed(start, given=given, at="" if kept.state == "draft" else "review")


COMMAND = Command("apply", run, argued=True)
