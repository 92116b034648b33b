"""Who waits for a chat's next bubble is woken by the commit that wrote it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

MOST_WAITING = 4  # of one contact at a time


class Bell:
    """Rings for one waiting request."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wakes the request."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, `seconds` at most; then it may ring again."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
        self._rung.clear()


class Wakeups:
    """The bells of this process. Everything here runs on the event loop."""

    def __init__(self) -> None:
        self._bells: dict[int, set[Bell]] = {}
        self.closed = False

    def poke(self, contact_id: int) -> None:
        """Something was committed for this contact."""
        for bell in self._bells.get(contact_id, ()):
            bell.ring()

    def poke_all(self) -> None:
        """Another process committed something: everybody looks."""
        for contact_id in self._bells:
            self.poke(contact_id)

    def close(self) -> None:
        """The process stops: everybody is woken, nobody waits again."""
        self.closed = True
        self.poke_all()

    @contextmanager
    def listening(self, contact_id: int) -> Iterator[Bell | None]:
        """A bell, hung up before the caller looks, so that nothing is missed; None if too many listen already."""
        bells = self._bells.setdefault(contact_id, set())
        if len(bells) >= MOST_WAITING:
            yield None
            return
        bell = Bell()
        bells.add(bell)
        try:
            yield bell
        finally:
            bells.discard(bell)
            if not bells:
                self._bells.pop(contact_id, None)
