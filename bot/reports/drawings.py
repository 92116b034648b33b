"""Files that are drawn when they are sent: letters and summaries, by the names that messages call them."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.actions import lettering
from bot.actions.desk import House
from bot.errors import Refused
from bot.reports import letters
from bot.reports.drawing import Order, draw
from storage.ports import Store

LETTER = "letter"
KEPT_MS = 600_000  # so that a retry, or the next reader, does not draw again
KEPT_MOST = 12
_NUMBER = re.compile(r"[0-9]{1,18}")
Draw = Callable[[Sequence[Order]], Awaitable[list[bytes]]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that was drawn."""

    content: bytes
    mime: str
    name: str


class Drawings:
    """Draws for one city, one child at a time; keeps what it drew in memory for a while, and nowhere else."""

    def __init__(self, store: Store, house: House, now: Callable[[], int], draw: Draw = draw) -> None:
        self._store = store
        self._house = house
        self._now = now
        self._draw = draw
        self._one_at_a_time = asyncio.Lock()
        self._kept: dict[str, tuple[int, list[bytes]]] = {}

    async def letter(self, name: str) -> Drawn | None:
        """`letter:<referral id>`; None where it may not go (any more). Raises LookupError for no name, NoFile."""
        if not _NUMBER.fullmatch(name):
            raise LookupError("no letter can be called that")
        try:
            letter = await self._store.read(
                lambda tx: lettering.letter(tx, self._house, int(name), self._now())
            )  # fmt: skip
        except Refused:
            return None
        order = letters.order(letter, self._house.speeches[letters.LANGUAGE], self._house.city)
        return Drawn(await self.made(order), "application/pdf", letters.file_name(letter))

    async def made(self, order: Order) -> bytes:
        """The file of an order. Raises NoFile."""
        (content,) = await self._drawn(json.dumps(order.data), lambda: [order])
        return content

    async def _drawn(self, key: str, orders: Callable[[], Sequence[Order]]) -> list[bytes]:
        """What is kept under a key, or is drawn now."""
        async with self._one_at_a_time:
            self._forget()
            if key not in self._kept:
                self._kept[key] = (self._now(), await self._draw(orders()))
            return self._kept[key][1]

    def _forget(self) -> None:
        old = [key for key, (since, _) in self._kept.items() if self._now() - since >= KEPT_MS]
        for key in (*old, *list(self._kept)[: max(0, len(self._kept) - KEPT_MOST + 1)]):
            self._kept.pop(key, None)
