"""A dispatcher told to stop: what it claimed is sent and written, and a store that is down does not keep it."""

import asyncio
from typing import Any

from bot.errors import StoreDown
from storage.ports import Store, Work
from tests.delivery.scripted import post


class Slow:
    """A store whose commits are heard of late, or not at all."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.heard = asyncio.Event()
        self.heard.set()
        self.committed = asyncio.Event()
        self.down = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def transact(self, work: Work[Any]) -> Any:
        """As the store's."""
        if self.down:
            raise StoreDown("made so by a test")
        result = await self._store.transact(work)
        self.committed.set()
        await self.heard.wait()
        return result


async def test_what_was_claimed_while_it_stops_is_sent_and_written(store: Store) -> None:
    slow = Slow(store)
    async with post(slow) as desk:
        await desk.queue("1", "halo")
        await desk.until(lambda states: states == ["sent"])
        await desk.queue("1", "satu lagi")
        slow.heard.clear()
        desk.move(1)
        await desk.until(lambda states: states[1] == "sending")
        stopping = asyncio.create_task(desk.dispatcher.stop())
        await asyncio.sleep(0.02)
        slow.heard.set()
        await stopping
        assert await desk.states() == ["sent", "sent"]
        assert [text for _, text in desk.platform.arrived] == ["halo", "satu lagi"]


async def test_a_store_that_is_down_does_not_keep_it(store: Store) -> None:
    slow = Slow(store)
    async with post(slow) as desk:
        desk.platform.gate.clear()
        await desk.queue("1", "halo")
        await desk.until(lambda states: states == ["sending"])
        slow.down = True
        desk.platform.gate.set()
        async with asyncio.timeout(5):
            await desk.dispatcher.stop()
        slow.down = False
        assert await desk.states() == ["sending"]  # a doubt for the next start
