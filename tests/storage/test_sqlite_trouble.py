"""SQLite when another process writes, when the disk is full, and when the process is killed."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import StoreDown
from storage import marks, sqlite
from storage.ports import Store, Tx
from storage.sqlite import SqliteStore
from tests.storage.people import NOW
from tests.storage.stores import empty_sqlite, sqlite_store

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def mine(tmp_path: Path, databases: None) -> AsyncIterator[SqliteStore]:
    """A migrated store in a file."""
    async with sqlite_store(tmp_path) as store:
        yield store


@contextmanager
def child(what: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`tests.storage.child` at work on the store of a folder; killed at the end if it still runs."""
    command = [sys.executable, "-m", "tests.storage.child", what, str(folder / "kekraf.db")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def hear(process: subprocess.Popen[str]) -> str:
    """The next line a child says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def say(process: subprocess.Popen[str]) -> None:
    """Tells a child to go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


async def put(store: Store, name: str, size: int = 1) -> None:
    await store.transact(lambda tx: marks.put(tx, name, "x" * size, NOW))


async def names(store: Store) -> set[str]:
    """Every pair's rows that are there."""

    async def read(tx: Tx) -> set[str]:
        wanted = [f"{side}{n}" for n in range(2000) for side in "ab"]
        return {name for name in wanted if await marks.get(tx, name) is not None}

    return await store.read(read)


class TestAnotherProcessWrites:
    async def test_a_transaction_waits_for_it_while_the_rest_goes_on(self, mine: SqliteStore, tmp_path: Path) -> None:
        with child("lock", tmp_path) as other:
            assert await asyncio.to_thread(hear, other) == "locked"
            waiting = asyncio.create_task(put(mine, "a"))
            for _ in range(20):
                assert await mine.read(lambda tx: marks.get(tx, "a")) is None
                await asyncio.sleep(0.01)
            assert not waiting.done()
            say(other)
            await waiting
            assert await asyncio.to_thread(hear, other) == "free"
        assert await mine.read(lambda tx: marks.get(tx, "a")) == "x"

    async def test_for_too_long_is_down_and_then_not(
        self, mine: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite, "PATIENCE", 0.2)
        with child("lock", tmp_path) as other:
            assert await asyncio.to_thread(hear, other) == "locked"
            ends = await asyncio.gather(*(put(mine, f"m{n}") for n in range(3)), return_exceptions=True)
            assert [type(end) for end in ends] == [StoreDown] * 3
            say(other)
            assert await asyncio.to_thread(hear, other) == "free"
        await put(mine, "a")
        assert await mine.read(lambda tx: marks.get(tx, "a")) == "x"
        assert await mine.read(lambda tx: marks.get(tx, "m0")) is None

    async def test_in_a_hurry_it_is_soon_down(
        self, mine: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite, "PATIENCE", 600.0)
        monkeypatch.setattr(sqlite, "LEAST", 0.1)
        with child("lock", tmp_path) as other:
            assert await asyncio.to_thread(hear, other) == "locked"
            waits_already = asyncio.create_task(put(mine, "a"))
            await asyncio.sleep(0.3)
            assert not waits_already.done()
            mine.hurry()
            ends = await asyncio.gather(waits_already, put(mine, "b"), return_exceptions=True)
            assert [type(end) for end in ends] == [StoreDown] * 2
            say(other)
            assert await asyncio.to_thread(hear, other) == "free"


class TestFullDisk:
    async def test_what_was_answered_is_kept_and_what_was_not_is_not(self, mine: SqliteStore) -> None:
        await _most_pages(mine, 30)
        sizes = [10, 500_000, 10, 10, 500_000, 10]
        ends = await asyncio.gather(
            *(put(mine, f"m{n}", size) for n, size in enumerate(sizes)), return_exceptions=True
        )  # fmt: skip
        assert {type(end) for end in ends} <= {type(None), StoreDown}
        assert isinstance(ends[1], StoreDown)
        kept = [await mine.read(lambda tx, n=n: marks.get(tx, f"m{n}")) for n in range(6)]  # type: ignore[misc]
        assert [value is not None for value in kept] == [end is None for end in ends]

    async def test_with_room_again_it_works_again(self, mine: SqliteStore) -> None:
        await _most_pages(mine, 10)
        with pytest.raises(StoreDown, match="full"):
            await put(mine, "a", 500_000)
        await _most_pages(mine, 100_000)
        await put(mine, "a", 500_000)

    async def test_a_process_whose_files_cannot_grow(self, mine: SqliteStore, tmp_path: Path) -> None:
        with child("fill", tmp_path) as other:
            output, _ = await asyncio.to_thread(other.communicate, None, 30)
        said = output.split()
        assert other.returncode == 0
        assert "full" in said
        kept = {f"{side}{number}" for number in said if number != "full" for side in "ab"}
        assert len(kept) > 4
        assert await names(mine) == kept


async def _most_pages(store: SqliteStore, more: int) -> None:
    """Lets the file grow by so many pages."""

    def limit(connection: sqlite3.Connection) -> None:
        there = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={there + more}")

    assert store._writer is not None
    await store._writer.on_thread(limit)


@pytest.mark.parametrize("heard", [1, 20, 60])
async def test_killed_between_commits_nothing_is_half_done(tmp_path: Path, databases: None, heard: int) -> None:
    async with sqlite_store(tmp_path):
        pass
    with child("write", tmp_path) as other:
        told = [await asyncio.to_thread(hear, other) for _ in range(heard)]
        other.send_signal(signal.SIGKILL)
        rest = await asyncio.to_thread(other.communicate)
    told += [line for line in rest[0].split("\n")[:-1] if line]
    async with empty_sqlite(tmp_path) as again:
        kept = await names(again)
        await put(again, "after")
    assert {f"{side}{number}" for number in told for side in "ab"} <= kept
    assert {name[1:] for name in kept if name[0] == "a"} == {name[1:] for name in kept if name[0] == "b"}


async def test_a_file_that_is_no_database_is_down(tmp_path: Path) -> None:
    (tmp_path / "kekraf.db").write_text("not a database, but a letter to the committee\n" * 100)
    with pytest.raises(StoreDown, match=r"kekraf\.db"):
        await SqliteStore(tmp_path / "kekraf.db").open()


async def test_a_folder_that_cannot_be_is_down(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreDown):
        await SqliteStore(tmp_path / "file" / "kekraf.db").open()
