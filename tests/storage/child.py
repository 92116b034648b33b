"""What a second process does to a store while a test watches: `python -m tests.storage.child <what> <file>`."""

import asyncio
import resource
import sqlite3
import sys
from pathlib import Path

from bot.errors import StoreDown
from storage import marks
from storage.ports import Tx
from storage.sqlite import SqliteStore
from tests.storage.people import NOW

LIMIT = 700_000  # bytes a file may have


def tell(word: object) -> None:
    """One line to the test."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def lock(file: Path) -> None:
    """Writes, and commits when it is told to."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    tell("locked")
    sys.stdin.readline()
    connection.execute("COMMIT")
    connection.close()
    tell("free")


async def pair(store: SqliteStore, number: int) -> None:
    """One transaction of two rows."""

    async def work(tx: Tx) -> None:
        await marks.put(tx, f"a{number}", "x" * 5000, NOW)
        await marks.put(tx, f"b{number}", "x" * 5000, NOW)

    await store.transact(work)


async def write(file: Path) -> None:
    """Commits pairs, several at once, and tells each when it is kept, until it is killed."""
    store = await SqliteStore(file).open()

    async def one(number: int) -> None:
        await pair(store, number)
        tell(number)

    for first in range(0, 1_000_000, 8):
        await asyncio.gather(*(one(number) for number in range(first, first + 8)))


async def fill(file: Path) -> None:
    """Commits pairs until the disk is full (a limit on the size of files), tells each, and goes on when it is not."""
    store = await SqliteStore(file).open()
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, unlimited[1]))
    number = 0
    try:
        while True:
            await pair(store, number)
            tell(number)
            number += 1
    except StoreDown:
        tell("full")
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    await pair(store, number)
    tell(number)
    await store.close()


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what == "lock":
        lock(where)
    else:
        asyncio.run({"write": write, "fill": fill}[what](where))
