"""Where files are drawn, one child at a time, and kept in memory for a while: a retry does not draw again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.reports.drawing import Order, draw

KEPT_MS = 600_000
KEPT_MOST = 12
Draw = Callable[[Sequence[Order]], Awaitable[list[bytes]]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that was drawn."""

    content: bytes
    mime: str
    name: str


class Studio:
    """One for a process. `now` is UTC milliseconds; nothing of it is ever on a disk."""

    def __init__(self, now: Callable[[], int], draw: Draw = draw) -> None:
        self._now = now
        self._draw = draw
        self._one_at_a_time = asyncio.Lock()
        self._kept: dict[str, tuple[int, list[bytes]]] = {}

    async def made(self, key: str, orders: Callable[[], Sequence[Order]]) -> list[bytes]:
        """The files kept under a key, or drawn now as `orders` says. Raises NoFile."""
        async with self._one_at_a_time:
            self._forget()
            if key not in self._kept:
                self._kept[key] = (self._now(), await self._draw(orders()))
            return self._kept[key][1]

    def _forget(self) -> None:
        old = [key for key, (since, _) in self._kept.items() if self._now() - since >= KEPT_MS]
        for key in (*old, *list(self._kept)[: max(0, len(self._kept) - KEPT_MOST + 1)]):
            self._kept.pop(key, None)
