"""After a silence of over ten minutes admins are told from when to when, and what was caught up.

Every 30 s a mark says that the bot lives. A start that finds an old one waits a little, so that what had piled up is
read and sent, and then tells. A silence not told of yet outlives another stop.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from babel.dates import format_datetime

from bot.actions import telling
from bot.actions.desk import House
from bot.core.flow import Says
from bot.core.message import Say
from storage import marks, schedule, silence
from storage.ports import Store, Tx

ALIVE = "alive"
UNTOLD = "silence.untold"
BEAT_MS = 30_000
SILENCE_MS = 600_000
LEAST_MS, MOST_MS = 10_000, 60_000  # of catching up before it is told
WEEK_MS = 7 * 86_400_000
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gap:
    """From the last sign of life to the first new one (UTC milliseconds), and how many messages waited to be sent."""

    start: int
    end: int
    waiting: int

    def __str__(self) -> str:
        return f"{self.start} {self.end} {self.waiting}"


class Silence:
    """The sign of life, and what its absence means."""

    def __init__(self, store: Store, house: House, now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._now = now
        self._beaten_at: int | None = None
        self._gap: Gap | None = None

    async def beat(self) -> None:
        """Gives a sign of life when it is time, and tells of a silence when it is caught up."""
        now = self._now()
        if self._beaten_at is None:
            self._gap = await self._store.transact(self._begin)
            self._beaten_at = now
        elif now - self._beaten_at >= BEAT_MS:
            await self._store.transact(lambda tx: marks.put(tx, ALIVE, str(now), now))
            self._beaten_at = now
        if self._gap is not None and await self._caught_up(self._gap):
            gap, self._gap = self._gap, None
            await self._store.transact(lambda tx: self._tell(tx, gap))

    async def _begin(self, tx: Tx) -> Gap | None:
        """The silence that ends with this start, if it was long or is still to be told."""
        now = self._now()
        before, untold = await marks.get(tx, ALIVE), await marks.get(tx, UNTOLD)
        await marks.put(tx, ALIVE, str(now), now)
        if before is not None and now - int(before) > SILENCE_MS:
            start = int(untold.split()[0]) if untold else int(before)
            gap = Gap(start, now, await silence.waiting(tx, now))
            await marks.put(tx, UNTOLD, str(gap), now)
            log.warning("silence.ended", seconds=(now - gap.start) // 1000)
            return gap
        return Gap(*map(int, untold.split())) if untold else None

    async def _caught_up(self, gap: Gap) -> bool:
        """Whether what had piled up is read and sent: a minute at most is waited for it."""
        now = self._now()
        if not LEAST_MS <= now - gap.end < MOST_MS:
            return now - gap.end >= MOST_MS
        return not await self._store.read(lambda tx: silence.due(tx, now))

    async def _tell(self, tx: Tx, gap: Gap) -> None:
        """Once, however many processes saw it."""
        now = self._now()
        await marks.put(tx, UNTOLD, "", now)
        if not await schedule.take(tx, "silence", gap.end, now):
            return
        caught = await silence.caught_up(tx, gap.start, gap.end)
        left = await silence.waiting(tx, gap.end)
        counts = {"caught": caught, "resumed": max(0, gap.waiting - left)}
        told = await telling.tell_admins(tx, self._house, lambda language: self._says(gap, counts, language), now)
        await schedule.settle(tx, "silence", gap.end, "done", f"{told} told", now)

    def _says(self, gap: Gap, counts: dict[str, int], language: str) -> Says:
        start, end = spoken(gap, self._house.city.identity.timezone, language)
        return (Say("staff.silence", {"start": start, "end": end, **counts}),)


def spoken(gap: Gap, timezone: str, language: str) -> tuple[str, str]:
    """ "Minggu 02.10", "09.40 WIB": the day once if it is the same, the date too if it was long ago."""
    zone = ZoneInfo(timezone)
    start, end = (datetime.fromtimestamp(at / 1000, zone) for at in (gap.start, gap.end))
    with_day = "EEEE, d MMMM, HH.mm" if gap.end - gap.start >= WEEK_MS else "EEEE HH.mm"
    last = "HH.mm" if start.date() == end.date() else with_day
    said = [format_datetime(at, style, locale=language) for at, style in ((start, with_day), (end, last))]
    return said[0], f"{said[1]} {end.tzname()}"
