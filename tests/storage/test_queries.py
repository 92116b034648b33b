"""Every named query, on both databases: it can be prepared, and the busy ones never read a whole table."""

import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from storage.sql import HERE, queries
from tests.storage.stores import Server, sqlite_store

BIG = {
    "contacts", "people", "inbox", "outbox", "sessions", "addresses", "support_requests", "request_messages",
    "request_events", "request_promises", "referrals", "person_sub_sector", "applications",
}  # fmt: skip
WHOLE = {
    "outbox.counts": "numbers for the operator, a page a minute at most",
    "people.named": "staff ask for somebody by name, now and then",
    "people.count": "a number for the front page",
    "outbox.rows": "all of it is what is asked for",
    "summary.people_by_sub_sector": "everybody registered is what is counted, from an index of nothing else",
    "seeding.highest": "fictional people are made in bulk, once",
}
POSTGRES = sorted(queries("postgres"))
SQLITE = sorted(queries("sqlite"))


@pytest.fixture
async def file(tmp_path: Path, databases: None) -> AsyncIterator[sqlite3.Connection]:
    """The file of a migrated store, opened by itself."""
    async with sqlite_store(tmp_path):
        with closing(sqlite3.connect(tmp_path / "kekraf.db")) as connection:
            yield connection


@pytest.fixture
async def connection(postgres_server: Server) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the migrated template; nothing is written to it."""
    opened = await asyncpg.connect(postgres_server.dsn(await postgres_server.template()))
    yield opened
    await opened.close()


def steps(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    """What SQLite would do, step by step."""
    text = queries("sqlite")[name].text
    values = dict.fromkeys(re.findall(r":(\w+)", text), 1)
    return (row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values))


def test_both_databases_have_the_same_queries() -> None:
    only = {path.stem for path in (HERE / "postgres").glob("*.sql")} - {path.stem for path in HERE.glob("*.sql")}
    assert {name for name in POSTGRES if name.partition(".")[0] not in only} == set(SQLITE)
    assert only == {"locks"}


async def test_sqlite_takes_every_query(file: sqlite3.Connection) -> None:
    refused = {}
    for name in SQLITE:
        try:
            list(steps(file, name))
        except sqlite3.Error as error:
            refused[name] = str(error)
    assert refused == {}


async def test_postgresql_takes_every_query(connection: asyncpg.Connection) -> None:
    refused = {}
    for name in POSTGRES:
        query = queries("postgres")[name]
        try:
            prepared = await connection.prepare(query.text)
            await connection.execute(f"EXPLAIN (GENERIC_PLAN) {query.text}")
        except asyncpg.PostgresError as error:
            refused[name] = str(error)
            continue
        assert len(prepared.get_parameters()) == len(query.order), name
    assert refused == {}


async def test_no_query_reads_a_big_table_from_end_to_end(file: sqlite3.Connection) -> None:
    scans = {name: scanned(name, steps(file, name)) for name in set(SQLITE) - set(WHOLE)}
    assert {name: found for name, found in scans.items() if found} == {}


async def test_a_slice_of_news_begins_with_its_chats(file: sqlite3.Connection) -> None:
    plan = [step for step in steps(file, "alerts.tell") if step.split()[0] in ("SEARCH", "SCAN")]
    assert plan[0].startswith("SEARCH c USING INTEGER PRIMARY KEY")


def scanned(name: str, plan: Iterable[str]) -> list[str]:
    """The steps of a query's plan that read a big table from end to end."""
    aliases = dict(re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO) (\w+) ?(\w*)", queries("sqlite")[name].text))
    big = {word for table, alias in aliases.items() if table in BIG for word in (table, alias) if word}
    found = [step for step in plan if step.startswith("SCAN") and step.split()[1] in big]
    return [step for step in found if not ("USING" in step and "INDEX" in step and _partial(step))]


def _partial(step: str) -> bool:
    """Whether the index read holds only the open rows: what waits, what failed."""
    return step.split()[-1].startswith((
        "applications_to_tell", "applications_came",
        "outbox_due", "outbox_sending", "outbox_open", "inbox_failed", "people_erase", "support_requests_queue",
        "support_requests_assignee", "support_requests_sealed", "support_requests_soon", "request_promises_open",
        "referrals_open", "support_requests_reopened",
    ))  # fmt: skip
