"""The limits on writing: so many a second in all, so many to one chat, so many a minute to a group."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import too_many


@dataclass
class Rate:
    """0 turns a limit off. Within any second (minute for groups) one more than that is refused."""

    total: int = 0
    per_chat: int = 0
    per_group: int = 0
    refused: int = 0
    clock: Callable[[], float] = time.monotonic
    _times: dict[object, deque[float]] = field(default_factory=dict)

    def check(self, chat: object) -> None:
        """Raises 429 for a message above a limit; counts it otherwise."""
        group = isinstance(chat, int) and chat < 0
        limits: list[tuple[object, int, float]] = [(None, self.total, 1.0), (chat, self.per_chat, 1.0)]
        if group:
            limits.append((("minute", chat), self.per_group, 60.0))
        now = self.clock()
        kept = [(self._recent(key, now - span), most, span) for key, most, span in limits if most]
        for times, most, span in kept:
            if len(times) >= most:
                self.refused += 1
                raise too_many(max(1, round(times[0] + span - now)))
        for times, _, _ in kept:
            times.append(now)

    def _recent(self, key: object, since: float) -> deque[float]:
        times = self._times.setdefault(key, deque())
        while times and times[0] <= since:
            times.popleft()
        return times
