"""Updates that we ask Telegram for. The offset moves when everything of a batch is committed: what is asked for twice
is dropped by the inbox, so nothing is lost and nothing doubled.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.client import TelegramChannel
from bot.channels.telegram.intake import Hear, Intake
from bot.core.message import Heard
from bot.errors import ConfigFault, InDoubt, NotSent, Rejected, SendError, StoreDown

_log = logging.getLogger(__name__)
_AT_ONCE = 32
_TRIES = 5  # of a batch that fails for another reason than the store; then it is let go, or it would block all
_TOKEN = ("KEKRAF_TELEGRAM_TOKEN", "Telegram does not accept it", "Take the bot's token from @BotFather.")

LoadOffset = Callable[[], Awaitable[int]]
SaveOffset = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: how long Telegram may hold an empty answer, and the pauses after a fault, doubling up to `most`."""

    poll: int = 30
    first: float = 1.0
    most: float = 30.0
    conflict: float = 10.0


class Poller:
    """Polls for one account until stopped. `load_offset` gives the update to begin with (0: whatever there is)."""

    def __init__(
        self,
        channel: TelegramChannel,
        hear: Hear,
        load_offset: LoadOffset,
        save_offset: SaveOffset,
        pace: Pace | None = None,
    ) -> None:
        self._channel = channel
        self._intake = Intake(channel, hear)
        self._load, self._save = load_offset, save_offset
        self._pace = pace or Pace()
        self._stopping = asyncio.Event()
        self._over = asyncio.Event()
        self._over.set()
        self._faults = 0
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> None:
        """Returns when stopped. Raises ConfigFault when Telegram does not accept the token."""
        self._over.clear()
        offset: int | None = None
        try:
            while not self._stopping.is_set():
                try:
                    offset = await self._load() if offset is None else offset
                    offset = await self._step(offset)
                    self._faults = 0
                except (SendError, StoreDown) as error:
                    await self._wait(self._pause(error))
            await self._intake.drain()
        finally:
            self._over.set()

    async def stop(self) -> None:
        """Asks for no more, and waits until what came is committed."""
        self._stopping.set()
        await self._over.wait()

    async def _step(self, offset: int) -> int:
        """One batch; the offset after it."""
        updates = await self._ask(offset)
        numbers = [one["update_id"] for one in updates if isinstance(one, dict) and _number(one)]
        if not numbers:
            return offset
        await self._take(updates)
        after = max(numbers) + 1
        await self._save(after)
        return int(after)

    async def _ask(self, offset: int) -> list[Any]:
        """A long poll, let go when we stop: what it would have brought stays with Telegram."""
        asked = asyncio.ensure_future(self._channel.updates(offset, self._pace.poll))
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((asked, stopped), return_when=asyncio.FIRST_COMPLETED)
            return asked.result() if asked.done() else []
        finally:
            for task in (asked, stopped):
                task.cancel()
            await asyncio.gather(asked, stopped, return_exceptions=True)

    async def _take(self, updates: Sequence[Any]) -> None:
        """Chats side by side, each chat's own in order. Raises StoreDown if anything was not committed."""
        chats: dict[str, list[Heard]] = {}
        for heard in (one for update in updates for one in self._intake.read(update)):
            chats.setdefault(heard.chat.id, []).append(heard)
        outcomes = await asyncio.gather(*map(self._chat, chats.values()), return_exceptions=True)
        faults = [outcome for outcome in outcomes if outcome is not None]
        if any(isinstance(fault, StoreDown | asyncio.CancelledError) for fault in faults):
            raise StoreDown("a batch was not committed whole")
        if faults:
            self._despair(faults[0])

    async def _chat(self, said: Sequence[Heard]) -> None:
        async with self._room:
            for heard in said:
                await self._intake.hear(heard)

    def _despair(self, fault: BaseException) -> None:
        """Not the store, so ours: some more tries, then on without it."""
        _log.error("an update could not be taken: %s", type(fault).__name__)
        if self._faults + 1 < _TRIES:
            raise StoreDown("a batch was not taken whole") from fault

    def _pause(self, error: SendError | StoreDown) -> float:
        """Seconds to wait after a fault. Raises ConfigFault for a refused token."""
        self._faults += 1
        doubled = float(min(self._pace.most, self._pace.first * 2 ** min(self._faults - 1, 16)))
        if not isinstance(error, Rejected):
            if isinstance(error, NotSent | InDoubt):
                _log.warning("Telegram was not reached: %s", error)
            return doubled
        if error.status in (401, 404):
            raise ConfigFault(*_TOKEN)
        if error.status == 409:
            _log.warning("another program, or a webhook, takes this bot's updates: stop it, or run `kekraf doctor`")
            return self._pace.conflict
        _log.warning("Telegram refused to give updates: %s", error)
        return error.retry_after or doubled

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


def _number(update: dict[str, Any]) -> bool:
    number = update.get("update_id")
    return isinstance(number, int) and not isinstance(number, bool)
