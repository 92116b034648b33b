"""With thousands of requests and the databases' own figures of them: nothing about requests is read from end to end."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg

from bot.actions import partnering
from storage.ports import Store
from storage.seeding import Seeding, sow
from storage.seeding_requests import Requests, sow_requests
from storage.sql import queries
from tests.actions.world import TUESDAY
from tests.clock.world import CITY, HOUSE
from tests.storage.stores import postgres_store, sqlite_store
from tests.storage.test_queries import BIG, scanned, steps

FILES = ("queue", "requests", "threads", "partners", "complaints", "replies", "exports", "erasing", "staff")
PEOPLE, REQUESTS = 400, 3000
INDEXES_ONLY = "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"
NAMES = sorted(name for name in queries("sqlite") if name.partition(".")[0] in FILES)


async def _fill(store: Store) -> None:
    await sow(store, CITY, Seeding(PEOPLE, "telegram", "42", 1, False, TUESDAY))
    await store.transact(lambda tx: partnering.load(tx, CITY))
    await sow_requests(store, CITY, HOUSE.calendar, Requests(REQUESTS, 1, TUESDAY, alone=True))


async def test_on_sqlite(tmp_path: Path, databases: None) -> None:
    async with sqlite_store(tmp_path) as store:
        await _fill(store)
        with closing(sqlite3.connect(tmp_path / "kekraf.db")) as connection:
            connection.execute("ANALYZE")
            found = {name: scanned(name, steps(connection, name)) for name in NAMES}
    assert {name: scans for name, scans in found.items() if scans} == {}


async def test_on_postgresql(databases: None) -> None:
    async with postgres_store() as store:
        await _fill(store)
        connection = await asyncpg.connect(store._dsn)
        try:
            await connection.execute("ANALYZE")
            await connection.execute(INDEXES_ONLY)
            found = {name: await _read_whole(connection, name) for name in NAMES}
        finally:
            await connection.close()
    assert {name: tables for name, tables in found.items() if tables} == {}


async def _read_whole(connection: asyncpg.Connection, name: str) -> set[str]:
    """The big tables that no index serves, whatever a query's parameters: it would read them whole."""
    query = queries("postgres")[name]
    values = f"({', '.join(['NULL'] * len(query.order))})" if query.order else ""
    await connection.execute(f"PREPARE looked_at AS {query.text}")
    [row] = await connection.fetch(f"EXPLAIN (FORMAT JSON) EXECUTE looked_at{values}")
    await connection.execute("DEALLOCATE looked_at")
    return {part["Relation Name"] for part in _parts(json.loads(row[0])[0]["Plan"])
            if part["Node Type"] == "Seq Scan"} & BIG  # fmt: skip


def _parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _parts(part)


async def test_a_scan_is_seen(tmp_path: Path, databases: None) -> None:
    """Without their index a person's requests would be looked for among all, and both tests above would tell."""
    name, drop = "requests.hide", "DROP INDEX support_requests_person"
    async with sqlite_store(tmp_path) as store:
        await _fill(store)
        for wanted in (drop, "SELECT 1"):
            with closing(sqlite3.connect(tmp_path / "kekraf.db")) as connection:  # each keeps the plans it has shown
                assert (scanned(name, steps(connection, name)) == []) is (wanted == drop)
                connection.execute(wanted)
    async with postgres_store() as postgres:
        await _fill(postgres)
        opened = await asyncpg.connect(postgres._dsn)
        try:
            await opened.execute(INDEXES_ONLY)
            assert await _read_whole(opened, name) == set()
            await opened.execute(drop)
            assert await _read_whole(opened, name) == {"support_requests"}
        finally:
            await opened.close()


async def test_why_somebody_did_not_get_one_reads_its_own_rows_only(tmp_path: Path, databases: None) -> None:
    async with sqlite_store(tmp_path):
        with closing(sqlite3.connect(tmp_path / "kekraf.db")) as connection:
            found = list(steps(connection, "announcements.of_person"))
    assert [step for step in found if step.startswith(("SEARCH o ", "SCAN o"))] == [
        "SEARCH o USING INDEX outbox_contact (contact_id=?) LEFT-JOIN"
    ]


async def test_a_slice_of_an_announcement_reads_its_own_chats_only(tmp_path: Path, databases: None) -> None:
    async with sqlite_store(tmp_path):
        with closing(sqlite3.connect(tmp_path / "kekraf.db")) as connection:
            found = list(steps(connection, "announcements.recipients"))
    tables = [step for step in found if step.startswith(("SEARCH c ", "SEARCH p ", "SEARCH x ", "SCAN c", "SCAN p"))]
    assert tables == [
        "SEARCH c USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        "SEARCH x USING INDEX outbox_contact (contact_id=?)",
        "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)",
    ]
