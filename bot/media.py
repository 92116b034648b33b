"""Files that came in: a turn wrote `wanted` and went on; here they are fetched, judged and kept, or refused in words.

wanted -> kept | refused (type, size, quota, disk) | lost (the platform has it no more, or not after six tries)
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.actions import telling
from bot.actions.desk import House
from bot.channels.channel import Channel
from bot.core.message import Say
from bot.errors import InDoubt, NotSent, Rejected, StoreDown
from bot.filing import MOST_BYTES, UPLOAD, Files, Opened
from bot.judging import Judged, Unfit, judge
from bot.looping import Loop
from storage import contacts, media
from storage.media import Result, Wanted
from storage.ports import Store, Tx

__all__ = ["Files", "MediaWorker", "Opened"]

MOST_FILES = 5
MOST_HELD = 25_000_000  # bytes a person
MOST_TRIES = 6
FIRST_PAUSE_MS = 10_000  # 10 s, 40 s, 160 s ..: an hour until a file is given up
AT_ONCE = 4
IDLE = 5.0  # seconds between looks when nothing calls
UNWANTED_MS = 60_000  # an upload that no turn took goes after this
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A file that is good to be kept, if there is still room for it."""

    content: bytes
    judged: Judged


class _Later(Exception):
    """It could not be had now."""


class MediaWorker:
    """Takes what is wanted on these channels and from the web chat. `told(contact_id)` hears of each notice written."""

    def __init__(
        self, store: Store, channels: Mapping[str, Channel], files: Files, house: House, now: Callable[[], int]
    ) -> None:
        self._store = store
        self._channels = channels
        self._files = files
        self._house = house
        self._now = now
        self.told: Callable[[int], None] = _nobody
        self._loop = Loop("media", self.round, IDLE)
        self._one_at_a_time = asyncio.Lock()  # a picture may take a whole processor, and much memory
        self._seen: dict[str, int] = {}

    def wake(self) -> None:
        """Something is wanted."""
        self._loop.wake()

    async def run(self) -> None:
        """Until `stop`."""
        await self._loop.run()

    async def stop(self) -> None:
        """Lets what is under way end; what does not is still wanted at the next start."""
        await self._loop.stop()

    async def round(self) -> int:
        """Takes what may be fetched now; how many files that were."""
        taken = 0
        for channel in sorted({*self._channels, *self._house.instant}):
            rows = await self._store.read(
                lambda tx, channel=channel: media.wanted(tx, channel, self._now(), AT_ONCE)  # type: ignore[misc]
            )
            await asyncio.gather(*(self._take(channel, row) for row in rows))
            taken += len(rows)
        await self._sweep()
        return taken

    async def _take(self, channel: str, row: Wanted) -> None:
        name = f"media:{row.id}"
        if not await self._store.hold(name):  # another process has it
            return
        try:
            await self._settle(row, await self._outcome(channel, row))
        except _Later:
            await self._postpone(row)
        finally:
            await self._store.free(name)

    async def _outcome(self, channel: str, row: Wanted) -> "_Fetched | Result":
        try:
            await self._room(row)
            content = await self._fetch(channel, row)
            async with self._one_at_a_time:
                return _Fetched(content, await judge(content))
        except Unfit as error:
            return Result("refused", error.reason)
        except Rejected as error:
            if error.status == 413 or "too big" in error.reason:
                return Result("refused", "too_big")
            return Result("lost", "lost")
        except StoreDown:
            raise
        except Exception as error:
            if not isinstance(error, (NotSent, InDoubt, OSError)):
                log.error("media.bug", media=row.id, error=type(error).__name__, exc_info=error)
            raise _Later from error

    async def _fetch(self, channel: str, row: Wanted) -> bytes:
        if row.ref.startswith(UPLOAD) and channel in self._house.instant:
            return await self._files.fetch_upload(row.ref, MOST_BYTES)
        return await self._channels[channel].fetch(row.ref, MOST_BYTES)

    async def _room(self, row: Wanted) -> None:
        """Raises Unfit where there is no room, before anything is fetched."""
        if row.size > MOST_BYTES:
            raise Unfit("too_big")
        if self._files.full():
            raise Unfit("disk")
        files, _ = await self._store.read(lambda tx: media.others(tx, row.contact_id, row.id))
        if files >= MOST_FILES:
            raise Unfit("full")

    async def _postpone(self, row: Wanted) -> None:
        if row.tries + 1 >= MOST_TRIES:
            await self._settle(row, Result("lost", "lost"))
            return
        again_at = self._now() + FIRST_PAUSE_MS * 4**row.tries
        await self._store.transact(lambda tx: media.later(tx, row.id, again_at))

    async def _settle(self, row: Wanted, outcome: "_Fetched | Result") -> None:
        """Keeps the file with its row, or tells why not; nothing stays on disk that no row names."""
        async with self._files.changing:
            result = await self._written(outcome)
            told = await self._store.transact(lambda tx: self._write(tx, row, result))
        await self._files.drop_unused((result.sha256, result.shown))
        if row.ref.startswith(UPLOAD) and row.ref not in await self._store.read(media.wanted_refs):
            self._files.drop_upload(row.ref)
        if told:
            self.told(row.contact_id)

    async def _written(self, outcome: "_Fetched | Result") -> Result:
        if isinstance(outcome, Result):
            return outcome
        content, shown = outcome.content, outcome.judged.shown
        try:
            sha256 = await self._files.keep(content)
            copy = await self._files.keep(shown) if shown is not None else ""
        except OSError as error:
            log.error("media.disk", error=error.strerror)
            return Result("refused", "disk")
        return Result("kept", "", sha256, copy, outcome.judged.mime, len(content))

    async def _write(self, tx: Tx, row: Wanted, result: Result) -> bool:
        """Whether somebody was told."""
        files, size = await media.others(tx, row.contact_id, row.id)
        if result.state == "kept" and (files >= MOST_FILES or size + result.size > MOST_HELD):
            result = Result("refused", "full")
        contact = await contacts.by_id(tx, row.contact_id)
        if not await media.settle(tx, row.id, result) or result.state == "kept" or contact is None:
            return False
        log.info("media.not_kept", media=row.id, state=result.state, reason=result.reason)
        await telling.tell(tx, self._house, contact, (Say(f"media.{result.reason}"),), self._now())
        return True

    async def _sweep(self) -> None:
        """Uploads that no turn took (refused, sent again, or left by a crash) go after a minute."""
        here = self._files.waiting()
        self._seen = {ref: self._seen.get(ref, self._now()) for ref in here}
        old = [ref for ref, since in self._seen.items() if self._now() - since >= UNWANTED_MS]
        if old:
            wanted = await self._store.read(media.wanted_refs)
            for ref in old:
                if ref not in wanted:
                    self._files.drop_upload(ref)


def _nobody(contact_id: int) -> None:
    """Nobody waits for a notice."""
