"""Migrations: once, in order, whoever else does the same at the same moment."""

import asyncio
from pathlib import Path

import pytest

from storage import migrate as migrating
from storage.migrate import Migratable, ddl, migrate, migrations, version
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from tests.storage.stores import twin

NEWEST = migrations()[-1][0]


@pytest.fixture
def two_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two migrations after the first: one that may be run any number of times, and one that fails."""
    folder = tmp_path / "schema"
    folder.mkdir()
    texts = {
        "0001_first": "CREATE TABLE boats (\n  id INTEGER PRIMARY KEY,\n  n INTEGER NOT NULL\n) STRICT;",
        "0002_second": "INSERT INTO boats (n) VALUES (7);",
        "0003_third": "INSERT INTO boats (n) VALUES (8);\nINSERT INTO no_such_table (n) VALUES (1);",
    }
    for name, text in texts.items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrating, "HERE", folder)
    return list(texts)


async def test_an_empty_database_is_brought_up_to_date_once(empty: Migratable) -> None:
    assert await version(empty) == 0
    assert await migrate(empty) == [path.stem for _, path in migrations()]
    assert await version(empty) == NEWEST
    assert await migrate(empty) == []


async def test_up_to_a_version(empty: Migratable, two_more: list[str]) -> None:
    assert await migrate(empty, upto=1) == two_more[:1]
    assert await migrate(empty, upto=2) == two_more[1:2]
    assert await version(empty) == 2


async def test_a_failing_one_leaves_nothing_of_itself(empty: Migratable, two_more: list[str]) -> None:
    with pytest.raises(Exception, match="no_such_table"):
        await migrate(empty)
    assert await version(empty) == 2
    with pytest.raises(Exception, match="no_such_table"):
        await migrate(empty)


async def test_several_processes_at_once_apply_each_once(
    empty: SqliteStore | PostgresStore, two_more: list[str]
) -> None:
    async with twin(empty) as second, twin(empty) as third:
        applied = await asyncio.gather(*(migrate(store, upto=2) for store in (empty, second, third)))
    assert sorted(name for names in applied for name in names) == two_more[:2]
    assert await version(empty) == 2


@pytest.mark.parametrize("word", ["STRICT", " INTEGER"])
def test_postgresql_gets_its_own_words(word: str) -> None:
    text = migrations()[0][1].read_text(encoding="utf-8")
    assert word in ddl(text, "sqlite")
    statements = [line for line in ddl(text, "postgres").splitlines() if not line.startswith("--")]
    assert not [line for line in statements if word in line]
