"""What is due: a sign of life, jobs of every minute and hour, and those of once a night.

It never reads the time: `now` is passed in, and a tick does whatever is due at that moment.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.actions.desk import House
from bot.erasures import Erasures
from bot.errors import StoreDown
from bot.filing import Files
from bot.looping import Loop
from bot.retention import Retention
from bot.silence import Silence
from storage import schedule
from storage.ports import Store

BEAT = 5.0  # seconds between looks
NIGHT = 2 * 60 + 30  # 02.30, in minutes of the city's day
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done every `minutes`, or once a day at minute `at` of the city's day, late rather than never.

    `run` answers with a word on what it did; one that fails is tried again a minute later.
    """

    name: str
    run: Callable[[], Awaitable[str]]
    minutes: int = 1
    at: int | None = None


class Clock:
    """Runs the standing jobs of a city, and whatever `jobs` are given beside them."""

    def __init__(
        self, store: Store, house: House, now: Callable[[], int], files: Files, jobs: Sequence[Job] = ()
    ) -> None:
        erasures, retention = Erasures(store, house, files, now), Retention(store, house, files, now)
        self._jobs = (
            Job("erasures", erasures.run),
            Job("declined", retention.hourly, minutes=60),
            Job("retention", retention.nightly, at=NIGHT),
            *jobs,
        )
        self._store = store
        self._zone = ZoneInfo(house.city.identity.timezone)
        self._now = now
        self._silence = Silence(store, house, now)
        self._done: dict[str, int] = {}
        self._mine: dict[str, int] = {}
        self._looked_at = -1
        self._stopping = False
        self.told: Callable[[], None] = lambda: None  # called after work that may have queued something
        self._loops = (Loop("alive", self._silence.beat, BEAT), Loop("clock", self.tick, BEAT))

    async def run(self) -> None:
        """Until `stop`."""
        await asyncio.gather(*(loop.run() for loop in self._loops))

    async def stop(self) -> None:
        """Lets the job under way end, and begins no other."""
        self._stopping = True
        await asyncio.gather(*(loop.stop() for loop in self._loops))

    async def beat(self) -> None:
        """A sign of life, if it is time for one; tells of a silence that is over."""
        await self._silence.beat()

    async def tick(self) -> None:
        """Does whatever is due now, once a minute at most."""
        minute = self._now() // 60_000
        if minute == self._looked_at:
            return
        self._looked_at = minute
        for job in self._jobs:
            if self._stopping:
                return
            due = self._due(job)
            if self._done.get(job.name) != due and await self._may(job, due):
                await self._run(job, due)

    def _due(self, job: Job) -> int:
        """The last moment at which a job was due (UTC milliseconds)."""
        now = self._now()
        if job.at is None:
            return now - now % (job.minutes * 60_000)
        here = datetime.fromtimestamp(now / 1000, self._zone)
        today = here.replace(hour=job.at // 60, minute=job.at % 60, second=0, microsecond=0)
        return int((today if today <= here else today - timedelta(days=1)).timestamp() * 1000)

    async def _may(self, job: Job, due: int) -> bool:
        """Whether this process is to do it: what is due once a day belongs to whoever takes it."""
        if job.at is None or self._mine.get(job.name) == due:
            return True
        if not await self._store.transact(lambda tx: schedule.take(tx, job.name, due, self._now())):
            self._done[job.name] = due  # another process's, or done before this one started
            return False
        self._mine[job.name] = due
        return True

    async def _run(self, job: Job, due: int) -> None:
        try:
            note = await job.run()
        except StoreDown:
            return
        except Exception as error:
            log.error("clock.failed", job=job.name, error=type(error).__name__, exc_info=error)
            return
        self._done[job.name] = due
        if note:
            log.info("clock.done", job=job.name, note=note)
            self.told()
        if job.at is not None:
            await self._store.transact(lambda tx: schedule.settle(tx, job.name, due, "done", note, self._now()))
