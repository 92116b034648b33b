"""A message goes out: lanes, pace, retries, doubts. One `Dispatcher` an account.

A row is `sending` in the database, with its holder, before a byte leaves. Any answer is an outcome; no answer after
bytes left is a doubt. Outcomes that come together are written together.
"""

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

import structlog

from bot import metrics
from bot.channels.channel import Channel, File, Reaction, Sent
from bot.core.message import Media, Message
from bot.errors import InDoubt, NoFile, NotSent, Rejected, StoreDown
from bot.i18n import DEFAULT
from storage import contacts, media, outbox
from storage.outbox import Again, Claim, Claimed, Queue
from storage.ports import Store, Tx

MOST_TRIES = 10
MOST_DOUBTS = 5
LONGEST_BACKOFF = 60.0
IDLE = 1.0  # seconds between looks when nothing calls
MANY, GATHER = 8, 0.005  # with so many on their way, outcomes are awaited for so many seconds to commit together
EXPIRE_EVERY_MS = 5_000
FILE_TRIES = 3
PERSONAL = ("data:", "letter:")  # what is made for one person is never sent again by the platform's id
log = structlog.get_logger()
Open = Callable[[Media], Awaitable[bytes]]
Without = Callable[[str], str]  # what is said, in a language, in the place of files that cannot be had


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the state it goes to, or when it is tried again, and what else is known by now."""

    row: Claimed
    state: Literal["sent", "failed", "dead", "again"]
    platform_id: str = ""
    reason: str = ""
    again: Again | None = None
    reach: str = ""
    hush_ms: int = 0
    moved: str = ""
    body: Message | None = None
    files: dict[str, str] | None = None

    @property
    def name(self) -> str:
        """What the metrics call it."""
        doubted = self.again is not None and self.again.doubts > self.row.doubts
        return "doubt" if doubted else self.state


class Dispatcher:
    """Empties an account's queue. `holder` names this process; `now` gives UTC milliseconds. `open_` raises NoFile."""

    def __init__(
        self, store: Store, channel: Channel, queue: Queue, holder: str, now: Callable[[], int], open_: Open,
        without: Without,
    ) -> None:  # fmt: skip
        self._store = store
        self._channel = channel
        self._queue = queue
        self._holder = holder
        self._now = now
        self._open = open_
        self._without = without
        self._wake = asyncio.Event()
        self._done: list[Outcome] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._down = False  # so the store was found last
        self._over = asyncio.Event()
        self._over.set()
        self._expired_at = 0
        self.stopped_by = ""

    def wake(self) -> None:
        """Something was queued."""
        self._wake.set()

    async def recover(self, alive: Callable[[str], Awaitable[bool]]) -> int:
        """Rows left `sending` by a holder that is gone are doubts; how many there were."""
        found = await self._store.read(lambda tx: outbox.orphans(tx, self._queue, self._holder))
        holders = {row.holder for row in found}
        gone_holders = {holder for holder in holders if not await alive(holder)}
        gone = [row for row in found if row.holder in gone_holders]
        for row in gone:
            await self._store.transact(lambda tx, row=row: outbox.adopt(tx, row, MOST_DOUBTS, self._now()))  # type: ignore[misc]
        return len(gone)

    async def run(self) -> None:
        """Until `stop`."""
        self._over.clear()
        try:
            await self._empty()
        finally:
            self._over.set()

    async def _empty(self) -> None:
        pause = 0.0
        while not self._stopping.is_set():
            try:
                claim = await self._turn()
                pause, self._down = 0.0, False
            except StoreDown:
                self._down = True
                pause = min(5.0, pause * 2 or 0.1)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
                continue
            for row in claim.rows:
                task = asyncio.create_task(self._send(row))
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)
            await self._wait(claim)

    async def stop(self, patience: float = 10.0) -> None:
        """Lets what is on its way end, and writes its outcome. What cannot be written is a doubt at the next start."""
        self._stopping.set()
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._over.wait()  # a claim under way may bring more to send
                while self._sending:
                    await asyncio.wait(self._sending)
        if self._done and not self._down:
            with suppress(StoreDown):
                await self._turn()

    async def _wait(self, claim: Claim) -> None:
        """Until something is queued or ended, or the next slot is free."""
        if await self._gathered():
            return
        ahead = IDLE if claim.look_at is None else max(0.0, min(IDLE, (claim.look_at - self._now()) / 1000))
        if self._stopping.is_set() or self._done:
            return
        try:
            await asyncio.wait_for(self._wake.wait(), ahead)
        except TimeoutError:
            return
        finally:
            self._wake.clear()

    async def _gathered(self) -> bool:
        """Under load, whether some more that was on its way has ended within a moment: one commit for all of it."""
        if len(self._sending) < MANY or self._stopping.is_set():
            return False
        enough = len(self._sending) // 2
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER):
                while len(self._done) < enough and self._sending:
                    await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
        return bool(self._done)

    async def _turn(self) -> Claim:
        """Commits the outcomes there are and claims the next rows; an outcome is forgotten once it is committed."""
        done = list(self._done)
        claim = await self._store.transact(lambda tx: self._step(tx, done))
        del self._done[: len(done)]
        return claim

    async def _step(self, tx: Tx, done: list[Outcome]) -> Claim:
        now = self._now()
        for outcome in done:
            await self._write(tx, outcome, now)
        if now - self._expired_at >= EXPIRE_EVERY_MS:
            self._expired_at = now
            await outbox.expire(tx, self._queue, now)
        if self._stopping.is_set() or self.stopped_by:
            return Claim([], None)
        return await outbox.claim(tx, self._queue, self._holder, now)

    async def _write(self, tx: Tx, outcome: Outcome, now: int) -> None:
        row = outcome.row
        if outcome.state == "sent":
            await outbox.sent(tx, row, self._holder, outcome.platform_id, now)
        elif outcome.again is not None:
            await outbox.again(tx, row, self._holder, outcome.again, now)
        elif outcome.state != "again":
            await outbox.end(tx, row, self._holder, outcome.state, outcome.reason, now)
        if outcome.body is not None:
            await outbox.rewrite(tx, row.id, outcome.body)
        if outcome.hush_ms:
            await outbox.hush(tx, self._queue, now + outcome.hush_ms)
        if outcome.reach:
            await contacts.set_reach(tx, row.contact_id, outcome.reach)
            await outbox.cancel_contact(tx, row.contact_id, outcome.reason, now)
        if outcome.moved:
            await contacts.move(tx, row.contact_id, outcome.moved, now)
        for sha256, platform_id in (outcome.files or {}).items():
            await media.remember(tx, sha256, self._queue.channel, self._queue.account, platform_id)

    async def _send(self, row: Claimed) -> None:
        outcome = await self._outcome(row)
        metrics.SENDS.labels(self._channel.name, outcome.name).inc()
        self._done.append(outcome)
        self._wake.set()

    async def _outcome(self, row: Claimed) -> Outcome:
        try:
            sent = await self._channel.send(row.chat, row.message, self.file)
        except (NotSent, StoreDown) as error:  # the store is asked for files
            return self._later(row, tries=row.tries + 1, reason=str(error))
        except InDoubt as error:
            return self._doubt(row, str(error))
        except Rejected as error:
            return await self._rejected(row, error)
        except NoFile as error:
            return await self._no_file(row, error)
        except Exception as error:
            log.error("delivery.bug", row=row.id, error=type(error).__name__)
            return Outcome(row, "failed", reason=f"bug: {type(error).__name__}")
        return _sent(row, sent)

    async def _rejected(self, row: Claimed, error: Rejected) -> Outcome:
        reaction = self._channel.react(error)
        match reaction.kind:
            case "done":
                return Outcome(row, "sent", row.message.edits)
            case "again":
                return self._later(row, tries=row.tries + 1, reason=str(error))
            case "wait":
                return self._hushed(row, reaction, str(error))
            case "blocked" | "closed":
                return Outcome(row, "failed", reason=str(error), reach=reaction.kind)
            case "anew":
                fresh = replace(row.message, edits="")
                return Outcome(row, "again", again=Again(self._now(), row.tries, row.doubts, ""), body=fresh)
            case "moved":
                return Outcome(row, "again", again=Again(self._now(), row.tries, row.doubts, ""), moved=reaction.chat)
            case "plain":
                return await self._plainly(row, str(error))
            case "stop":
                self.stopped_by = error.reason
                log.error("delivery.stopped", channel=self._channel.name, reason=error.reason)
                return Outcome(row, "again", again=Again(self._now(), row.tries, row.doubts, error.reason))
        return Outcome(row, "failed", reason=str(error))

    async def _no_file(self, row: Claimed, error: NoFile) -> Outcome:
        """The words matter more: they go without the file, at once or after three tries, and say so."""
        if error.passing and row.tries + 1 < FILE_TRIES:
            return self._later(row, tries=row.tries + 1, reason=str(error))
        log.error("delivery.no_file", row=row.id, reason=str(error))
        try:
            contact = await self._store.read(lambda tx: contacts.by_id(tx, row.contact_id))
        except StoreDown:
            return self._later(row, tries=row.tries, reason=str(error))
        said = self._without(contact.language if contact is not None else DEFAULT)
        bare = replace(row.message, news="\n\n".join(filter(None, (row.message.news, said))), media=())
        return Outcome(row, "again", again=Again(self._now(), row.tries, row.doubts, str(error)), body=bare)

    def _hushed(self, row: Claimed, reaction: Reaction, reason: str) -> Outcome:
        """429 is no try; the whole account waits, or this chat alone."""
        wait = int(reaction.seconds * 1000)
        again = Again(self._now() + wait, row.tries, row.doubts, reason)
        return Outcome(row, "again", again=again, hush_ms=0 if reaction.here else wait)

    async def _plainly(self, row: Claimed, reason: str) -> Outcome:
        """Our mark-up was refused: once more without, so that the words arrive; and loudly, so that it is mended."""
        log.error("delivery.markup", row=row.id, reason=reason)
        try:
            return _sent(row, await self._channel.send(row.chat, row.message, self.file, plain=True))
        except InDoubt as error:
            return self._doubt(row, str(error))
        except (NotSent, Rejected) as error:
            return Outcome(row, "failed", reason=f"{reason}; plain: {error}")

    def _doubt(self, row: Claimed, reason: str) -> Outcome:
        """It may have arrived. A new message is sent again and marked; an edit is simply sent again."""
        doubts = row.doubts if row.message.edits else row.doubts + 1
        if doubts >= MOST_DOUBTS:
            return Outcome(replace(row, doubts=doubts), "dead", reason=reason)
        return self._later(row, tries=row.tries + bool(row.message.edits), doubts=doubts, reason=reason)

    def _later(self, row: Claimed, tries: int, reason: str, doubts: int = -1) -> Outcome:
        """Back-off: 1, 2, 4 .. 60 s with jitter, ten tries; a doubt is tried again at once."""
        if tries >= MOST_TRIES:
            return Outcome(replace(row, tries=tries), "dead", reason=reason)
        seconds = min(LONGEST_BACKOFF, 2.0 ** (tries - 1)) * random.uniform(0.8, 1.2) if doubts < 0 else 0.0  # noqa: S311
        again = Again(self._now() + int(seconds * 1000), tries, row.doubts if doubts < 0 else doubts, reason)
        return Outcome(row, "again", again=again)

    async def file(self, wanted: Media) -> File:
        """A file to send, with the platform's own id of it if it has it already."""
        content = await self._open(wanted)
        sha256 = hashlib.sha256(content).hexdigest()
        where = (self._queue.channel, self._queue.account)
        known = await self._store.read(lambda tx: media.platform_id(tx, sha256, *where))
        return File(content, sha256, known or "")


def _sent(row: Claimed, sent: Sent) -> Outcome:
    personal = any(wanted.source.startswith(PERSONAL) for wanted in row.message.media)
    return Outcome(row, "sent", sent.id, files={} if personal else sent.files)
