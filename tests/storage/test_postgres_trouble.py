"""PostgreSQL when it is stopped and back, when it kills what it does not like, and when its address is wrong."""

import asyncio
import threading
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.errors import ConfigFault, StoreDown
from storage import marks, postgres
from storage.ports import Store, Tx
from storage.postgres import PostgresStore
from tests.storage.people import NOW
from tests.storage.stores import Server, elsewhere, postgres_store


@pytest.fixture
async def mine(postgres_server: Server) -> AsyncIterator[PostgresStore]:
    """A migrated store."""
    async with postgres_store() as store:
        yield store


async def put(store: Store, name: str) -> None:
    await store.transact(lambda tx: marks.put(tx, name, "x", NOW))


async def get(store: Store, name: str) -> str | None:
    return await store.read(lambda tx: marks.get(tx, name))


async def outside(store: PostgresStore, *statements: str) -> None:
    """Runs statements in the store's database, past the store."""
    connection = await asyncpg.connect(store._dsn)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


class TestStopped:
    async def test_down_meanwhile_and_back_by_itself(self, mine: PostgresStore, postgres_server: Server) -> None:
        await put(mine, "before")
        postgres_server.stop()
        try:
            with pytest.raises(StoreDown):
                await put(mine, "meanwhile")
            with pytest.raises(StoreDown):
                await get(mine, "before")
            with pytest.raises(StoreDown):
                await mine.hold("poll:42")
            with pytest.raises(StoreDown):
                await PostgresStore(mine._dsn).open()
            assert not await mine.changed()
        finally:
            postgres_server.back()
        await put(mine, "after")
        assert [await get(mine, name) for name in ("before", "meanwhile", "after")] == ["x", None, "x"]

    async def test_in_the_middle_of_work_it_is_all_or_nothing(
        self, mine: PostgresStore, postgres_server: Server
    ) -> None:
        async def two(tx: Tx, number: int) -> None:
            await marks.put(tx, f"a{number}", "x", NOW)
            await marks.put(tx, f"b{number}", "x", NOW)

        tasks = [
            asyncio.create_task(mine.transact(lambda tx, n=n: two(tx, n)))  # type: ignore[misc]
            for n in range(300)
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        postgres_server.stop()
        try:
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            postgres_server.back()
        assert {type(end) for end in ends} == {type(None), StoreDown}
        for number, end in enumerate(ends):
            kept = [await get(mine, f"{side}{number}") for side in "ab"]
            assert kept[0] == kept[1]
            assert end is not None or kept == ["x", "x"]

    async def test_held_names_are_taken_anew_and_a_missed_word_is_supposed(
        self, mine: PostgresStore, postgres_server: Server
    ) -> None:
        assert await mine.hold("poll:42")
        assert not await mine.changed()
        postgres_server.stop()
        postgres_server.back()
        assert not await mine.alive("poll:42")
        assert await mine.changed()
        assert not await mine.changed()
        assert await mine.hold("poll:42")
        assert await mine.alive("poll:42")


async def _crossing(dsn: str, waiting: threading.Event) -> None:
    """Takes b, and waits for a; says so when it does."""
    connection, watch = await asyncpg.connect(dsn), await asyncpg.connect(dsn)
    await connection.execute("BEGIN; UPDATE marks SET value = 'theirs' WHERE name = 'b'")
    blocked = asyncio.create_task(connection.execute("UPDATE marks SET value = 'theirs' WHERE name = 'a'"))
    waits = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = $1"
    while not await watch.fetchval(waits, connection.get_server_pid()):
        pass
    waiting.set()
    await blocked
    await connection.execute("COMMIT")
    await connection.close()
    await watch.close()


class TestRolledBack:
    async def test_a_killed_session_is_down_once(self, mine: PostgresStore, postgres_server: Server) -> None:
        await put(mine, "a")
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kekraf'"

        async def killed(tx: Tx) -> None:
            await marks.put(tx, "b", "x", NOW)
            elsewhere(lambda: postgres_server.run(kill))
            await marks.put(tx, "c", "x", NOW)

        with pytest.raises(StoreDown):
            await mine.transact(killed)
        assert await get(mine, "b") is None
        await put(mine, "c")
        assert await get(mine, "c") == "x"

    async def test_the_one_of_two_that_is_given_up_is_run_again(
        self, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(postgres.SETTINGS, "deadlock_timeout", "20ms")  # the other one waits for a second
        async with postgres_store() as store:
            for name in ("a", "b"):
                await put(store, name)
            waiting = threading.Event()
            other = threading.Thread(target=lambda: asyncio.run(_crossing(store._dsn, waiting)))
            runs: list[int] = []

            async def cross(tx: Tx) -> None:
                runs.append(len(runs))
                await marks.put(tx, "a", "ours", NOW)
                if len(runs) == 1:
                    other.start()
                    assert waiting.wait(10)
                await marks.put(tx, "b", "ours", NOW)

            await store.transact(cross)
            other.join()
            assert runs == [0, 1]
            assert [await get(store, name) for name in ("a", "b")] == ["ours", "ours"]

    async def test_a_change_of_the_tables_underneath_is_not_noticed(self, mine: PostgresStore) -> None:
        await put(mine, "a")
        assert await get(mine, "a") == "x"
        await outside(mine, "ALTER TABLE marks ALTER COLUMN at TYPE numeric")
        await put(mine, "b")
        read = await asyncio.gather(*(mine.transact(lambda tx: marks.get(tx, "a")) for _ in range(20)))
        assert set(read) == {"x"}

    async def test_a_row_that_somebody_holds_for_too_long(
        self, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(postgres.SETTINGS, "lock_timeout", "100")
        async with postgres_store() as store:
            await put(store, "a")
            other = await asyncpg.connect(store._dsn)
            await other.execute("BEGIN; UPDATE marks SET value = 'theirs'")
            with pytest.raises(StoreDown):
                await put(store, "a")
            await other.execute("COMMIT")
            await other.close()
            await put(store, "a")
            assert await get(store, "a") == "x"


class TestAddress:
    async def test_no_such_database(self, postgres_server: Server) -> None:
        with pytest.raises(StoreDown, match="no_such"):
            await PostgresStore(postgres_server.dsn("no_such")).open()

    async def test_nobody_there(self, unused_tcp_port: int) -> None:
        with pytest.raises(StoreDown):
            await PostgresStore(f"postgresql://kekraf:fictional@127.0.0.1:{unused_tcp_port}/kekraf").open()

    async def test_no_address_at_all(self) -> None:
        with pytest.raises(ConfigFault, match="KEKRAF_DATABASE_URL") as caught:
            await PostgresStore("postgresql://kekraf:fictional@[::1/kekraf").open()
        assert "fictional" not in str(caught.value)

    async def test_a_password_is_never_told(self, unused_tcp_port: int) -> None:
        with pytest.raises(StoreDown) as caught:
            await PostgresStore(f"postgresql://kekraf:fictional@127.0.0.1:{unused_tcp_port}/kekraf").open()
        assert "fictional" not in str(caught.value)
