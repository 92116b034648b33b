"""Something done again and again beside everything else, until it is stopped."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.errors import StoreDown

log = structlog.get_logger()


class Loop:
    """Runs `step` at once while it finds something to do (a true value), else when woken or after `idle` seconds.

    A step that fails is tried again after that time; the store being down is no fault of its own.
    """

    def __init__(self, name: str, step: Callable[[], Awaitable[object]], idle: float) -> None:
        self._name = name
        self._step = step
        self._idle = idle
        self._wake = asyncio.Event()
        self._ended = asyncio.Event()
        self._running = self._stopping = False

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Until `stop`."""
        self._running = True
        try:
            while not self._stopping:
                self._wake.clear()
                if not await self._once() and not self._stopping:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._wake.wait(), self._idle)
        finally:
            self._ended.set()

    async def stop(self, patience: float = 10.0) -> None:
        """Lets the step under way end, for so many seconds."""
        self._stopping = True
        self.wake()
        if self._running:
            try:
                await asyncio.wait_for(self._ended.wait(), patience)
            except TimeoutError:
                log.warning("loop.cut_off", loop=self._name)

    async def _once(self) -> bool:
        try:
            return bool(await self._step())
        except StoreDown:
            return False
        except Exception as error:
            log.error("loop.failed", loop=self._name, error=type(error).__name__, exc_info=error)
            return False
