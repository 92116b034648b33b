"""Floods: so many at once, then so many a second. Kept in memory, for this process alone."""

from collections import OrderedDict
from collections.abc import Callable

KEYS = 20_000  # remembered at most; the longest unseen is forgotten first


class Bucket:
    """Lets `burst` through at once and then `per_second`, for each key (GCRA). `now` gives UTC milliseconds."""

    def __init__(self, burst: int, per_second: float, now: Callable[[], int]) -> None:
        self._step = 1000 / per_second
        self._slack = self._step * (burst - 1)
        self._now = now
        self._free_at: OrderedDict[str, float] = OrderedDict()

    def take(self, key: str) -> float:
        """0 if it may pass, else the seconds after which the next may."""
        now = self._now()
        free_at = max(self._free_at.pop(key, 0.0), now)
        early = free_at - now - self._slack
        passes = early <= 0
        self._free_at[key] = free_at + self._step if passes else free_at
        if len(self._free_at) > KEYS:
            self._free_at.popitem(last=False)
        return 0.0 if passes else early / 1000
