"""What a request is and where it stands: its kind, its state, a date promised."""

from datetime import date

from bot.actions import changing, notifying
from bot.actions.changing import Seen
from bot.actions.notifying import Told
from bot.actions.permitting import Actor
from bot.core.requests import State, SupportRequest
from bot.core.support import UNSORTED
from bot.errors import Refused
from storage import promises

SETTABLE: frozenset[State] = frozenset({"received", "under_review", "in_progress"})


async def change_kind(actor: Actor, seen: Seen, kind: str, open_questions: tuple[str, ...] = ()) -> SupportRequest:
    """It is another kind. A complaint is sealed from then on; one that was sealed stays so, whatever it is called."""
    if kind != UNSORTED and not actor.house.city.support.has_kind(kind):
        raise Refused("request.kind_unknown")
    request = await changing.staffed(actor, seen)
    sealed = request.sealed or changing.is_sealed(actor, kind)
    left = tuple(key for key in open_questions if key not in request.answers)
    return await changing.keep(actor, request, "kind", kind=kind, sealed=sealed, open_questions=left)


async def change_state(actor: Actor, seen: Seen, state: State) -> SupportRequest:
    """Taken in hand, or back. The states that have an act of their own are reached by it alone."""
    if state not in SETTABLE:
        raise Refused("request.state_unknown")
    request = await changing.staffed(actor, seen)
    return await changing.keep(actor, request, "state", state=state, **changing.waking(actor))


async def promise(actor: Actor, seen: Seen, day: date) -> Told:
    """Promises the requester an answer by the end of a day, which must be a working day to come."""
    calendar = actor.house.calendar
    if day <= calendar.day(actor.now) or not calendar.is_working_day(day):
        raise Refused("request.promise_day")
    request = await changing.staffed(actor, seen)
    due_at = calendar.closing(day)
    await promises.make(actor.tx, request.id, due_at, actor.now)
    after = await changing.keep(
        actor, request, "promise", state="in_progress", promised_at=due_at,
        assignee_id=request.assignee_id or actor.id, **changing.sleeping(actor, due_at),
        **changing.first_answer(actor, request),
    )  # fmt: skip
    return await notifying.told(actor, request, after, notifying.dated("request.promised", after, {"date": day}))
