"""Honest closing: an answer and an outcome, then one question; what the requester says counts."""

from collections.abc import Collection
from typing import Literal

from bot.actions import changing, notifying, permitting, requesting
from bot.actions.changing import Seen
from bot.actions.notifying import Told
from bot.actions.permitting import Actor
from bot.actions.telling import SaysIn
from bot.core.flow import Says
from bot.core.keeping import DAY_MS
from bot.core.message import Say
from bot.core.requests import Outcome, SupportRequest
from bot.errors import Refused
from bot.i18n import Speech
from storage import queue
from storage.queue import Asking
from storage.threads import Words

CLOSING: frozenset[Outcome] = frozenset({"helped", "advised", "elsewhere", "duplicate", "declined"})
SILENT_MS = 7 * DAY_MS
RESULT_AFTER_MS, RESULT_UNTIL_MS, RESULT_REST_MS = 30 * DAY_MS, 90 * DAY_MS, 30 * DAY_MS
BATCH = 50
BEST = 5


async def close(actor: Actor, seen: Seen, outcome: Outcome, text: str) -> Told:
    """Closes with an answer and an outcome, and asks whether it is done. `declined` is "belum dapat dibantu"."""
    if outcome not in CLOSING:
        raise Refused("request.outcome_unknown")
    words = Words("public", "staff", actor.id, changing.spoken(text))
    request = await changing.staffed(actor, seen)
    answered = await changing.answered(actor, request)
    after = await changing.keep(
        actor, request, "close", words, state="declined" if outcome == "declined" else "done", outcome=outcome,
        assignee_id=request.assignee_id or actor.id, closed_at=actor.now, asked_at=actor.now, confirmed="",
        confirmed_at=None, **answered,
    )  # fmt: skip
    return await notifying.told(actor, request, after, _ending(after, words.text))


def _ending(request: SupportRequest, text: str) -> SaysIn:
    done = "request.closed" if request.sealed else "request.done"
    key = "request.declined" if request.state == "declined" else done
    values = {"reference": request.short}

    def says(speech: Speech) -> Says:
        return (Say(key, {**values, "text": text}), notifying.asked("confirm", request.id, values)(speech))

    return says


async def confirm(
    actor: Actor, request_id: int, answer: Literal["yes", "no", "elsewhere"], text: str = ""
) -> SupportRequest:
    """What the requester says after closing; also late. The same answer twice is one.

    "no" opens it again, with `text` as what is still missing.
    """
    request = await permitting.own(actor, request_id, lock=True)
    if request.open or request.asked_at is None:
        if answer == "no" and request.open:
            return request
        raise Refused("request.not_asked", reference=request.short)
    if answer == "no":
        return await requesting.reopen(actor, request_id, text)
    if request.confirmed == answer:
        return request
    return await changing.keep(actor, request, "confirm", confirmed=answer, confirmed_at=actor.now, rating=None)


async def rate(actor: Actor, request_id: int, rating: int) -> SupportRequest:
    """One to five, only after "sudah beres"."""
    if not 1 <= rating <= BEST:
        raise Refused("request.rating_range", most=BEST)
    request = await permitting.own(actor, request_id, lock=True)
    if request.confirmed != "yes":
        raise Refused("request.not_asked", reference=request.short)
    return await changing.keep(actor, request, "rate", rating=rating)


async def result(actor: Actor, request_id: int, text: str) -> SupportRequest:
    """What came of it, in the requester's words."""
    request = await permitting.own(actor, request_id, lock=True)
    if request.result_asked_at is None:
        raise Refused("request.not_asked", reference=request.short)
    return await changing.keep(actor, request, "result", result=changing.spoken(text))


async def end_silent(actor: Actor) -> int:
    """Seven days without an answer: closed, unconfirmed. How many at once; for the clock, until it is 0."""
    found = await queue.unconfirmed(actor.tx, actor.now - SILENT_MS, BATCH)
    return sum([await _silent(actor, request) for request in found])


async def _silent(actor: Actor, request: SupportRequest) -> bool:
    try:
        await changing.keep(actor, request, "silent", confirmed="silent", confirmed_at=actor.now)
    except Refused:  # the requester answered at this very moment
        return False
    return True


async def ask_results(actor: Actor, kinds: Collection[str]) -> int:
    """Asks what came of it, once a request and one a month a person, for kinds that have an outcome. How many."""
    before, oldest, lately = (actor.now - ms for ms in (RESULT_AFTER_MS, RESULT_UNTIL_MS, RESULT_REST_MS))
    window = Asking(frozenset(kinds), before, oldest, lately, BATCH)
    asked: set[int | None] = set()
    for request in await queue.results_due(actor.tx, window):
        if request.person_id in asked:
            continue
        asked.add(request.person_id)
        try:
            after = await changing.keep(actor, request, "ask_result", result_asked_at=actor.now)
        except Refused:
            continue
        await notifying.tell(actor, request, notifying.said("request.result.ask", after, ("request_result", "request")))
    return len(asked)
