"""When the store is down: after 30 s each contact that writes is told once per outage, past the outbox.

Never on WhatsApp, where each bubble costs; the web chat shows it by itself.
"""

from collections.abc import Awaitable, Callable

import structlog

from bot.core.message import Heard

PATIENCE_MS = 30_000
log = structlog.get_logger()
Tell = Callable[[Heard], Awaitable[None]]


class Outage:
    """Knows since when nothing could be committed, and who was told."""

    def __init__(self, tell: Tell, channels: frozenset[str]) -> None:
        self._tell = tell
        self._channels = channels
        self._since: int | None = None
        self._told: set[tuple[str, str]] = set()

    def over(self) -> None:
        """Something was committed."""
        if self._since is not None:
            log.info("store.back", told=len(self._told))
            self._since = None
            self._told.clear()

    async def met(self, heard: Heard, now: int) -> None:
        """Somebody wrote and nothing could be committed."""
        if self._since is None:
            self._since = now
            log.error("store.down")
        who = (heard.chat.channel, heard.chat.id)
        if now - self._since < PATIENCE_MS or heard.chat.channel not in self._channels or who in self._told:
            return
        self._told.add(who)
        await self._tell(heard)
