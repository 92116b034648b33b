"""`kekraf seed`: opportunities and requests.

Requests in large steps where no bot runs on the store, in small ones where its turns would wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.app.opening import Opened, now
from bot.errors import ConfigFault
from bot.lock import RunLock
from storage.seeding_offers import Sowing, sow_offers
from storage.seeding_requests import Requests, sow_requests


async def seed_requests(opened: Opened, count: int, seed: int) -> int:
    """Fictional requests of the fictional people; how many. Raises CommandFault if there are none who could ask."""
    with _alone(opened) as alone:
        plan = Requests(count, seed, now(), alone)
        return await sow_requests(opened.store, opened.house.city, opened.house.calendar, plan)


async def seed_offers(opened: Opened, count: int, seed: int) -> int:
    """Fictional opportunities and stages, marked as samples; how many."""
    return await sow_offers(opened.store, opened.house.city, opened.house.calendar, Sowing(count, seed, now()))


@contextmanager
def _alone(opened: Opened) -> Iterator[bool]:
    """Whether no bot runs on this store; none can start meanwhile. On PostgreSQL nobody knows."""
    try:
        lock = RunLock(opened.settings.data_dir) if opened.store.kind == "sqlite" else None
    except ConfigFault:
        lock = None
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()
