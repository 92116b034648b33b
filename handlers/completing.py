"""Lengkapi: the questions a request left open, one at a time; each answer is kept at once, and leaving loses none.

The key is the id of the request; with NAME after it, only what to call its asker is asked.
"""

import re

from bot.actions import permitting, requesting
from bot.actions.desk import Desk
from bot.core.changing import changed
from bot.core.flow import Answers, AnyStep, Ask, Command, Facts, Flow, Says, Start
from bot.core.message import Say
from bot.core.requests import SupportRequest
from bot.errors import Refused
from handlers.shared.asking import question_step
from handlers.shared.practitioner import name
from handlers.shared.receipts import NAME, more, noted

ID = re.compile(r"[1-9][0-9]{0,17}")


async def build(desk: Desk, key: str) -> Flow | None:
    """The one question that comes next; None if there is none, or no such request."""
    request = await _own(desk, key)
    if request is None or not request.open:
        return None
    step = FLOW.steps[0] if key.endswith(NAME) else _next(desk, request)
    return changed(FLOW, steps=(step,)) if step is not None else None


async def _own(desk: Desk, key: str) -> SupportRequest | None:
    id = key.removesuffix(NAME)
    if not ID.fullmatch(id):
        return None
    try:
        return await permitting.own(await permitting.actor(desk), int(id))
    except Refused:
        return None


def _next(desk: Desk, request: SupportRequest) -> AnyStep | None:
    support = desk.house.city.support
    if not support.has_kind(request.kind):
        return None
    questions = {question.key: question for question in support.kind(request.kind).questions}
    key = next((key for key in request.open_questions if key in questions), None)
    return question_step(questions[key], key, optional=True) if key is not None else None


async def keep(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Keeps the answer at once, and goes on to the next question."""
    if facts.key.endswith(NAME):
        return await _called(desk, int(facts.key.removesuffix(NAME)), answers.get(NAME))
    actor, request_id = await permitting.actor(desk), int(facts.key)
    [(key, value)] = answers.items()
    if desk.files:
        await requesting.add(actor, request_id, "", desk.files)
    request = await requesting.complete(actor, request_id, key, value)
    kept: Says = (Say("complete.kept"),) if value is not None or desk.files else ()
    if _is_day(desk, request, key) and value is not None:
        kept = noted(desk, requesting.days_of(actor, request.kind, request.answers))
    if _next(desk, request) is None:
        return (*kept, Say("complete.done", {"reference": request.short}))
    return Start(FLOW.name, facts.key, says=kept)


def _is_day(desk: Desk, request: SupportRequest, key: str) -> bool:
    question = desk.house.city.support.kind(request.kind).wanted_date
    return question is not None and question.key == key


async def _called(desk: Desk, request_id: int, name: str | None) -> Says:
    """What to call a stranger, if it says so; then on to what is open."""
    actor = await permitting.actor(desk)
    request = await permitting.own(actor, request_id)
    says: Says = (Say("complete.unnamed"),)
    if name is not None:
        request = await requesting.call(actor, request_id, name)
        says = (Say("complete.named", {"name": name}),)
    return (*says, more(desk, request)) if request.open_questions else says


FLOW = Flow(name="complete", steps=(Ask(key=NAME, check=name, optional=True),), finish=keep, build=build, gathers=True)


async def run(desk: Desk, argument: str) -> Says | Start:
    """Lengkapi: the request of that id, or the newest that has something open."""
    request = await _own(desk, argument) if argument else await _newest(desk)
    if request is None or not request.open:
        return (Say("complete.nothing"),)
    if _next(desk, request) is None:
        return (Say("complete.done", {"reference": request.short}),)
    return Start(FLOW.name, str(request.id))


async def _newest(desk: Desk) -> SupportRequest | None:
    mine = await requesting.mine(await permitting.actor(desk))
    return next((request for request in mine if request.open and _next(desk, request) is not None), None)


COMMAND = Command("complete", run)
