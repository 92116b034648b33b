"""How fast a bot writes of its own accord, with everything it writes meanwhile counted in."""

from __future__ import annotations

import time
from dataclasses import dataclass

from .shapes import Json


@dataclass
class Pace:
    """From the first message that nobody asked for to the last one: all that was sent between. Times in seconds."""

    sends: int = 0
    own: int = 0
    first: float = 0.0
    last: float = 0.0
    _before: int = 0
    _through: int = 0

    def add(self, asked: bool) -> None:
        """One message more; `asked` when it answers somebody."""
        self.sends += 1
        if asked:
            return
        self.own += 1
        self.last = time.monotonic()
        self._through = self.sends
        if not self.first:
            self.first, self._before = self.last, self.sends

    def report(self) -> Json:
        """Sends after the first, the time they took, how many that is a second; `own`: those that nobody asked for."""
        sends, seconds = self._through - self._before, self.last - self.first
        paced = {"seconds": round(seconds, 3), "a_second": round(sends / (seconds or 1.0), 2)}
        return {"sends": sends, "own": self.own, **paced}
