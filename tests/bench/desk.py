"""The desk with a full store: queue, threads, filing and answering, and others' turns while somebody reads much.

A small store and a big one, in one run and in turn: what grows with the store shows as a ratio.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.actions import answering, queueing, summing, viewing
from bot.core.requests import SupportRequest
from storage.sqlite import SqliteStore
from tests.actions.world import Office, Who
from tests.bench.plan import Tell, offline, seed
from tests.bench.processes import kekraf
from tests.clock.world import HOUSE

PAUSE_S = 0.02
SMALLER = 10  # times fewer requests in the small store
EACH = 5  # requests a person has
QUEUE, THREAD, FILE, ANSWER = "first page of the queue", "any thread", "filing", "answering"
SUMMARY, SUMMING = "the week's numbers", "filing beside the summary"
EXPORT = "filing beside an export"
WANTED_MS = {QUEUE: 50.0, THREAD: 50.0, EXPORT: 100.0, SUMMING: 100.0, SUMMARY: 2000.0}
"""Milliseconds that 99 in 100 stay under, on a machine of its own."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds of each run of one kind of work."""

    ms: Sequence[float]

    @property
    def p50(self) -> float:
        """Half took no longer."""
        return statistics.median(self.ms)

    @property
    def p99(self) -> float:
        """99 in 100 took no longer."""
        return sorted(self.ms)[max(0, int(len(self.ms) * 0.99) - 1)]


@dataclass(frozen=True, slots=True)
class Measured:
    """One store: its requests, the seconds of its seeding, the waits by kind of work."""

    requests: int
    seed_seconds: float
    waits: Mapping[str, Waits]


@dataclass
class Desk:
    """An officer and a practitioner at work in the store of a folder."""

    folder: Path
    store: SqliteStore
    office: Office
    officer: Who
    asker: Who
    open_ones: Sequence[int]
    filed: SupportRequest | None = None

    async def queue(self) -> None:
        """What an officer sees first, in chat and on the web."""
        assert await self.office.act(self.officer, queueing.next_for) is not None
        assert await self.office.act(self.officer, viewing.waiting)

    async def thread(self) -> None:
        """Any request, with all that was said."""
        card = await self.office.act(self.officer, viewing.card, random.choice(self.open_ones))
        assert card.thread

    async def file(self) -> None:
        """A new request."""
        self.filed = await self.office.file(self.asker)

    async def answer(self) -> None:
        """Its answer."""
        assert self.filed is not None
        seen = await self.office.seen(self.filed)
        await self.office.act(self.officer, answering.answer, seen, "Bisa, Kak.")
        await self.file()


async def export(desk: Desk) -> None:
    """`kekraf export` of everything, a process of its own."""
    with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as out:
        process = await asyncio.create_subprocess_exec(
            *kekraf("export", str(Path(out) / "export")), cwd=desk.folder, env=offline(desk.folder),
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def summary(desk: Desk) -> None:
    """The numbers of the last complete week, as a running bot reads them."""
    now = desk.office.now
    await summing.summed(desk.store, HOUSE, summing.last_week(HOUSE, now), now)


Work = Callable[[Desk], Awaitable[object]]
WORKS: Mapping[str, Work] = {
    FILE: Desk.file,
    ANSWER: Desk.answer,
    QUEUE: Desk.queue,
    THREAD: Desk.thread,
    SUMMARY: summary,
}
BESIDE: Mapping[str, Work] = {EXPORT: export, SUMMING: summary}
"""What reads much of a store, again and again, while people file."""


def measure(requests: int, runs: int, tell: Tell) -> list[Measured]:
    """The small store and the big one; every kind of work `runs` times in each, in turn. Progress goes to `tell`."""
    return asyncio.run(_measure((max(20, requests // SMALLER), requests), runs, tell))


async def _measure(sizes: Sequence[int], runs: int, tell: Tell) -> list[Measured]:
    async with AsyncExitStack() as stack:
        seconds, desks = [], []
        for size in sizes:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kekraf-bench-")))
            seconds.append(seed(max(2, size // EACH), folder, size))
            tell(f"seeded {size} requests in {seconds[-1]:.0f} s")
            desks.append(await stack.enter_async_context(_opened(folder, size)))
        found: list[dict[str, list[float]]] = [{} for _ in desks]
        for name, work in WORKS.items():
            for _ in range(runs):
                for desk, waits in zip(desks, found, strict=True):
                    waits.setdefault(name, []).append(await _timed(work, desk))
        for name, read in BESIDE.items():
            for desk, waits in zip(desks, found, strict=True):
                waits[name] = await _beside(desk, runs, read)
        measured = zip(sizes, seconds, found, strict=True)
        return [Measured(size, took, {name: Waits(ms) for name, ms in w.items()}) for size, took, w in measured]


async def _beside(desk: Desk, runs: int, read: Work) -> list[float]:
    """Filing while somebody reads again and again."""

    async def again() -> None:
        while True:
            await read(desk)

    reading = asyncio.create_task(again())
    try:
        waits = []
        for _ in range(runs):
            await asyncio.sleep(PAUSE_S)  # people do not write in one go
            waits.append(await _timed(Desk.file, desk))
            assert not reading.done(), reading.exception()
        return waits
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _timed(work: Work, desk: Desk) -> float:
    begun = time.perf_counter()
    await work(desk)
    return (time.perf_counter() - begun) * 1000


@asynccontextmanager
async def _opened(folder: Path, size: int) -> AsyncIterator[Desk]:
    """The store, and who works in it."""
    store = await SqliteStore(folder / "kekraf.db").open()
    try:
        office = Office(store, time.time_ns() // 1_000_000)
        chance = random.Random(1)
        ids = [chance.randrange(1, size + 1) for _ in range(200)]
        seen = [id for id in ids if not (await office.request(id)).sealed]
        yield Desk(folder, store, office, await office.officer("desk"), await office.requester(), seen)
    finally:
        await store.close()


def lines(measured: Sequence[Measured]) -> list[str]:
    """The table people read: each store's waits, and how they grew while the store grew tenfold."""
    small, big = measured
    told = [f"{each.requests} requests, seeded in {each.seed_seconds:.1f} s" for each in measured]
    told += ["", f"{'ms (half, 99 in 100)':<28}{small.requests:>18}{big.requests:>18}{'grew':>8}"]
    for name, waits in big.waits.items():
        before = small.waits[name]
        cells = [f"{each.p50:.1f} {each.p99:.1f}" for each in (before, waits)]
        bound = WANTED_MS.get(name)
        judged = f"  wanted: 99 in 100 under {bound:g}{'' if waits.p99 < bound else '; MISSED'}" if bound else ""
        told.append(f"{name:<28}{cells[0]:>18}{cells[1]:>18}{waits.p50 / before.p50:>8.2f}{judged}")
    return told
