"""What every store promises, on both databases."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from bot.errors import AwaitedInTurn, StoreDown
from storage import contacts, marks
from storage.ports import Store, Tx, Work
from tests.storage.people import CHAT, NOW
from tests.storage.stores import elsewhere, twin

WRONG = (sqlite3.Error, asyncpg.PostgresError)


def put(name: str, value: str = "x") -> Work[None]:
    return lambda tx: marks.put(tx, name, value, NOW)


def get(name: str) -> Work[str | None]:
    return lambda tx: marks.get(tx, name)


def then(work: Work[None], after: Callable[[], Awaitable[Any]]) -> Work[None]:
    """`work`, and then something that is not the repository."""

    async def both(tx: Tx) -> None:
        await work(tx)
        await after()

    return both


class TestTransactions:
    async def test_what_is_returned_is_committed(self, store: Store) -> None:
        await store.transact(put("a", "1"))
        async with twin(store) as other:
            assert await other.read(get("a")) == "1"

    async def test_the_work_reads_what_it_wrote_and_its_value_comes_back(self, store: Store) -> None:
        async def work(tx: Tx) -> str | None:
            await marks.put(tx, "a", "1", NOW)
            return await marks.get(tx, "a")

        assert await store.transact(work) == "1"

    async def test_an_error_undoes_everything_and_arrives_unchanged(self, store: Store) -> None:
        fault = KeyError("story")

        async def fail() -> None:
            raise fault

        with pytest.raises(KeyError) as caught:
            await store.transact(then(put("a"), fail))
        assert caught.value is fault
        assert await store.read(get("a")) is None

    async def test_a_failing_one_takes_nobody_with_it(self, store: Store) -> None:
        async def fail() -> None:
            raise KeyError

        works = [then(put(f"m{n}"), fail) if n == 7 else put(f"m{n}") for n in range(20)]
        ends = await asyncio.gather(*(store.transact(work) for work in works), return_exceptions=True)

        assert [n for n, end in enumerate(ends) if end is not None] == [7]
        kept = [await store.read(get(f"m{n}")) for n in range(20)]
        assert [n for n, value in enumerate(kept) if value is None] == [7]

    async def test_a_query_that_fails_fails_its_transaction_even_if_caught(self, store: Store) -> None:
        async def work(tx: Tx) -> None:
            await marks.put(tx, "a", "1", NOW)
            try:
                await tx.run("sessions.save", contact_id=404, version=1, body="{}", at=NOW)
            except WRONG:
                return

        with pytest.raises(WRONG):
            await store.transact(work)
        assert await store.read(get("a")) is None

    async def test_writers_of_the_same_row_wait_for_each_other(self, store: Store) -> None:
        known = await store.transact(lambda tx: contacts.meet(tx, CHAT, "id", "", NOW))

        async def turn(tx: Tx) -> None:
            met = await contacts.meet(tx, CHAT, "id", "", NOW)
            more = {"contact_id": met.contact.id, "last_n": met.contact.last_n + 1, "last_heard": NOW}
            await tx.run("contacts.heard", **more, profile_name="", language="id")

        await asyncio.gather(*(store.transact(turn) for _ in range(40)))
        found = await store.read(lambda tx: contacts.by_id(tx, known.contact.id))
        assert found is not None
        assert found.last_n == 40

    async def test_many_runs_once_for_each(self, store: Store) -> None:
        rows = [{"name": f"m{n}", "value": "v", "now": NOW} for n in range(100)]
        await store.transact(lambda tx: tx.many("marks.put", rows))
        await store.transact(lambda tx: tx.many("marks.put", []))
        assert await store.read(get("m99")) == "v"

    async def test_run_tells_how_many_rows_it_touched(self, store: Store) -> None:
        await store.transact(put("a"))
        assert await store.transact(lambda tx: tx.run("marks.put", name="a", value="z", now=NOW)) == 1
        assert await store.transact(lambda tx: tx.run("outbox.hush", channel="c", account="a", not_before=1)) == 0

    @pytest.mark.parametrize(
        "text", ["Wong Kito Galo 🛶", "é + e\u0301", "'; DROP TABLE people --", "\n\t", "汉字" * 500]
    )
    async def test_text_comes_back_as_it_was(self, store: Store, text: str) -> None:
        await store.transact(put("a", text))
        assert await store.read(get("a")) == text

    @pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 0])
    async def test_integers_have_64_bits(self, store: Store, number: int) -> None:
        await store.transact(lambda tx: marks.put(tx, "a", "x", number))
        row = await store.read(lambda tx: tx.one("marks.get", name="a"))
        assert row is not None
        assert row["at"] == number

    async def test_sums_are_integers(self, store: Store) -> None:
        row = await store.read(lambda tx: tx.one("media.used", contact_id=1))
        assert row is not None
        assert (row["bytes"], type(row["bytes"])) == (0, int)

    async def test_cancelled_is_all_or_nothing_and_the_store_goes_on(self, store: Store) -> None:
        async def two(tx: Tx) -> None:
            await marks.put(tx, "a", "1", NOW)
            await marks.put(tx, "b", "1", NOW)

        for turns in range(6):
            task = asyncio.ensure_future(store.transact(two))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await store.transact(put("c", "1"))
        assert await store.read(get("c")) == "1"
        assert await store.read(get("a")) == await store.read(get("b"))


async def wait_for_nothing() -> None:
    await asyncio.sleep(0)


async def wait_for_a_while() -> None:
    await asyncio.sleep(0.01)


async def wait_for_a_task() -> None:
    await asyncio.gather(asyncio.get_running_loop().create_future())


class TestAwaiting:
    @pytest.mark.parametrize("culprit", [wait_for_nothing, wait_for_a_while, wait_for_a_task])
    async def test_anything_but_the_repository_has_its_own_error(
        self, store: Store, culprit: Callable[[], Awaitable[None]]
    ) -> None:
        with pytest.raises(AwaitedInTurn):
            await store.transact(then(put("a"), culprit))
        assert await store.read(get("a")) is None
        with pytest.raises(AwaitedInTurn):
            await store.read(then(_nothing, culprit))
        await store.transact(put("a"))
        assert await store.read(get("a")) == "x"

    async def test_an_answer_of_the_network(self, store: Store) -> None:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def ask() -> None:
            await answer

        with pytest.raises(AwaitedInTurn):
            await store.transact(then(put("a"), ask))
        answer.set_result(None)
        await answer  # still to be had by who may wait for it
        assert await store.read(get("a")) is None

    async def test_a_lock_that_another_one_holds(self, store: Store) -> None:
        lock = asyncio.Lock()

        async def take() -> None:
            async with lock:
                pass

        await lock.acquire()
        with pytest.raises(AwaitedInTurn):
            await store.transact(then(put("a"), take))
        assert await store.read(get("a")) is None

    async def test_it_cannot_be_swallowed(self, store: Store) -> None:
        async def stubborn() -> None:
            for _ in range(2):
                try:
                    await asyncio.sleep(0)
                except AwaitedInTurn:
                    await asyncio.sleep(0)

        with pytest.raises(AwaitedInTurn):
            await store.transact(then(put("a"), stubborn))
        assert await store.read(get("a")) is None


async def _nothing(_tx: Tx) -> None:
    """Work that asks for nothing."""


class TestReading:
    async def test_nothing_can_be_written(self, store: Store) -> None:
        with pytest.raises((StoreDown, asyncpg.ReadOnlySQLTransactionError)):
            await store.read(put("a"))
        assert await store.read(get("a")) is None
        await store.transact(put("a"))
        assert await store.read(get("a")) == "x"

    async def test_one_snapshot_whatever_is_committed_meanwhile(self, store: Store) -> None:
        async def write() -> None:
            async with twin(store) as other:
                await other.transact(put("a", "new"))

        async def twice(tx: Tx) -> tuple[str | None, str | None]:
            before = await marks.get(tx, "a")
            elsewhere(write)
            return before, await marks.get(tx, "a")

        await store.transact(put("a", "old"))
        assert await store.read(twice) == ("old", "old")
        assert await store.read(get("a")) == "new"

    async def test_many_at_once(self, store: Store) -> None:
        await store.transact(put("a"))
        assert set(await asyncio.gather(*(store.read(get("a")) for _ in range(50)))) == {"x"}


class TestClosed:
    async def test_a_closed_store_is_down(self, store: Store) -> None:
        await store.close()
        await store.close()
        with pytest.raises(StoreDown):
            await store.transact(put("a"))
        with pytest.raises(StoreDown):
            await store.read(get("a"))
