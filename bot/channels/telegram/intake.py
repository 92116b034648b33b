"""An update is taken: read, heard, and if it was a tap, acknowledged. The same for both ways they come."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.channels.telegram.client import TelegramChannel
from bot.core.message import Heard
from bot.errors import BadPayload

Hear = Callable[[Heard], Awaitable[str | None]]
"""Takes what was heard to its commit. The word for a tap's acknowledgement ("" for none), or None if it was taken
before. Raises StoreDown if nothing could be committed."""

_log = logging.getLogger(__name__)


class Intake:
    """Has updates heard."""

    def __init__(self, channel: TelegramChannel, hear: Hear) -> None:
        self._channel = channel
        self._hear = hear
        self._answers: set[asyncio.Task[None]] = set()

    def read(self, update: object) -> list[Heard]:
        """What it says. What cannot be read would not be better the next time: one line in the log, and nothing."""
        try:
            return self._channel.read(update)
        except BadPayload as error:
            _log.warning("an update was not of the documented shape: %s", error)
            return []

    async def hear(self, heard: Heard) -> None:
        """Has it committed, then answers the tap without anybody waiting. Raises what `hear` raises."""
        toast = await self._hear(heard)
        if heard.callback and toast is not None:
            answer = asyncio.create_task(self._channel.acknowledge(heard, toast))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)

    async def drain(self) -> None:
        """Waits for the answers under way."""
        await asyncio.gather(*self._answers)
