"""The clock's jobs for requests (digests, what is urgent, due, late, settled) and for opportunities that are over.

Each looks every minute and does what is due in transactions of a batch, so that no turn waits long for one. What was
done is marked in the same transaction: a restart in the middle goes on, and of several processes one does it.
"""

from collections.abc import Awaitable, Callable

from bot.actions import attending, digesting, drafts, offer_changes, offer_clock, place_clock, reminding
from bot.actions import results as sending
from bot.actions.desk import House
from bot.clock import Job
from storage.ports import Store, Tx

MOST_STEPS = 200  # batches in a look; the rest is done a minute later
Work = Callable[[Tx, House, int], Awaitable[int]]


def desk_jobs(store: Store, house: House, now: Callable[[], int]) -> tuple[Job, ...]:
    """The jobs, for `bot.clock.Clock`."""
    kinds = frozenset(kind.id for kind in house.city.support.kinds if kind.has_outcome)

    async def results(tx: Tx, house: House, now: int) -> int:
        return await reminding.ask_results(tx, house, now, kinds)

    works: dict[str, Work] = {
        "request.digest": digesting.digest,
        "request.urgent": reminding.urgent,
        "request.remind": reminding.remind,
        "request.escalate": reminding.escalate,
        "request.settle": reminding.settle,
        "request.results": results,
        "offer.close": offer_clock.close_due,
        "offer.archive": offer_clock.archive,
        "offer.cancelled": offer_clock.tell_cancelled,
        "offer.changed": offer_changes.tell,
        "apply.remind": drafts.remind,
        "place.tell": sending.tell,
        "place.remind": place_clock.remind,
        "place.call": place_clock.to_call,
        "place.lapse": place_clock.lapse,
        "place.fill": place_clock.fill,
        "place.end": place_clock.end_waiting,
        "place.promise": place_clock.keep_promise,
        "place.outcome": attending.ask,
    }
    return tuple(Job(name, Steps(store, house, now, work)) for name, work in works.items())


class Steps:
    """Some work, a transaction a batch, until there is no more."""

    def __init__(self, store: Store, house: House, now: Callable[[], int], work: Work) -> None:
        self._store = store
        self._house = house
        self._now = now
        self._work = work

    async def __call__(self) -> str:
        """A word on what was done, "" if nothing was."""
        done = 0
        for _ in range(MOST_STEPS):
            step = await self._store.transact(lambda tx: self._work(tx, self._house, self._now()))
            if not step:
                break
            done += step
        return str(done) if done else ""
