"""The jobs that end what is held: people whose time has come, and those of an older backup.

`<data>/erasures.jsonl` holds every erasure (only MACs) beside the database, for the day an older backup is restored.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict

import structlog

from bot.actions import destroying
from bot.actions.desk import House
from bot.filing import Files, write
from storage import erasing
from storage.erasing import Erasure
from storage.ports import Store, Tx

NOTES = "erasures.jsonl"
log = structlog.get_logger()


class Erasures:
    """Every minute: tells who is due, and destroys who was told."""

    def __init__(self, store: Store, house: House, files: Files, now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._files = files
        self._now = now

    async def run(self) -> str:
        """A word on what was done, "" if nothing was."""
        due = await self._store.read(lambda tx: erasing.due(tx, self._now()))
        files: list[str] = []
        destroyed = 0
        for person_id in due:
            where = (self._house, person_id, self._now())
            if await self._store.transact(lambda tx, where=where: destroying.announce(tx, *where)):  # type: ignore[misc]
                files += await self._store.transact(lambda tx, where=where: destroying.destroy(tx, *where))  # type: ignore[misc]
                destroyed += 1
        if destroyed:
            await self._note()
            await self._files.drop_unused(files)
            await self._store.scrub()
        return f"{destroyed} destroyed" if destroyed else ""

    async def again(self) -> int:
        """After a restore: destroys again whoever was destroyed since that backup; how many erasures are known.

        Those done after the backup are read from the data folder, where they are written beside the database.
        """
        known = await asyncio.to_thread(self._noted)

        async def work(tx: Tx) -> list[str]:
            await erasing.remember(tx, known)
            return await erasing.reapply(tx, destroying.seal(self._house, self._now()))

        await self._files.drop_unused(await self._store.transact(work))
        await self._note()
        done = len(await self._store.read(erasing.done))
        log.info("erasing.again", erasures=done)
        return done

    def _noted(self) -> list[Erasure]:
        path = self._files.folder / NOTES
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [Erasure(**json.loads(line)) for line in lines]

    async def _note(self) -> None:
        rows = await self._store.read(erasing.done)
        text = "".join(f"{json.dumps(asdict(row))}\n" for row in rows)
        await asyncio.to_thread(write, self._files.folder / NOTES, text.encode(), anew=True)
