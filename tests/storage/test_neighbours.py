"""What processes that share a database know of each other."""

import asyncio
from pathlib import Path

import pytest

from bot.core.message import Message
from storage import marks, outbox
from storage.ports import Store
from tests.storage.people import NOW, met
from tests.storage.stores import empty_postgres, postgres_store, sqlite_store, twin


async def queue(store: Store) -> None:
    """Queues a message."""
    known = await met(store)
    await store.transact(lambda tx: outbox.add(tx, known.contact, Message("Halo, Kak."), NOW))


class TestChanged:
    async def test_another_process_is_noticed_once(self, store: Store) -> None:
        async with twin(store) as other:
            await store.changed()
            await queue(other)
            assert await store.wait_changed(5)
            await other.close()
            await store.changed()
            assert not await store.changed()

    async def test_my_own_commits_are_no_news(self, store: Store) -> None:
        await store.changed()
        await queue(store)
        assert not await store.wait_changed(0.1)

    async def test_waiting_ends_by_itself(self, store: Store) -> None:
        assert not await store.wait_changed(0.01)

    async def test_who_waits_is_woken(self, store: Store) -> None:
        await store.changed()
        async with twin(store) as other:
            waiting = asyncio.create_task(store.wait_changed(10))
            await asyncio.sleep(0)
            started = asyncio.get_running_loop().time()
            await queue(other)
            assert await waiting
            assert asyncio.get_running_loop().time() - started < 5

    async def test_what_queues_nothing_wakes_nobody_on_postgresql(self, databases: None) -> None:
        async with postgres_store() as store, twin(store) as other:
            await store.changed()
            await other.transact(lambda tx: marks.put(tx, "offset", "7", NOW))
            assert not await store.wait_changed(0.1)
            await queue(other)
            assert await store.wait_changed(5)


class TestHolding:
    async def test_a_held_name_is_alive_until_it_is_freed(self, store: Store) -> None:
        assert not await store.alive("run:1")
        assert await store.hold("run:1")
        assert await store.hold("run:1")
        assert await store.alive("run:1")
        await store.free("run:1")
        await store.free("run:1")
        assert not await store.alive("run:1")

    async def test_one_process_a_name_and_the_next_when_it_is_gone(self, databases: None) -> None:
        async with postgres_store() as store:
            async with twin(store) as other:
                assert await other.hold("poll:42")
                assert not await store.hold("poll:42")
                assert await store.hold("poll:43")
                assert await store.alive("poll:42")
            assert not await store.alive("poll:42")
            assert await store.hold("poll:42")

    async def test_a_city_beside_it_on_the_same_server_has_its_own_names(self, databases: None) -> None:
        async with empty_postgres() as store, empty_postgres() as other:
            assert await store.hold("poll:42")
            assert not await other.alive("poll:42")
            assert await other.hold("poll:42")

    async def test_on_sqlite_nobody_else_runs(self, tmp_path: Path, databases: None) -> None:
        async with sqlite_store(tmp_path) as store, twin(store) as command:
            assert await store.hold("run:1")
            assert not await command.alive("run:1")


@pytest.mark.parametrize("name", ["", "poll:telegram:123", "x" * 500])
async def test_any_text_is_a_name(store: Store, name: str) -> None:
    assert await store.hold(name)
    assert await store.alive(name)
    assert not await store.alive(name + "?")
