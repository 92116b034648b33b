"""Backup and restore: the same tables and files on the other side, or nothing."""

import json
import subprocess
import tarfile
from pathlib import Path

import pytest

from bot.errors import BackupFault
from storage import marks, people
from storage.backup import backup
from storage.ports import Store, Tx
from storage.postgres import PostgresStore
from storage.restore import restore
from storage.sqlite import SqliteStore
from storage.tables import Table, in_order, tables
from tests.storage.people import NOW, PROFILE, content, fill, registered
from tests.storage.stores import elsewhere, postgres_store, sqlite_store, twin

Both = SqliteStore | PostgresStore


async def test_a_backup_restores_into_either_database(store: Both, empty: Both, media: Path, tmp_path: Path) -> None:
    await fill(store)
    made = await backup(store, tmp_path / "b.tar", media, NOW)
    restored = await restore(empty, tmp_path / "b.tar", tmp_path / "new")

    assert restored == made
    assert await content(empty) == await content(store)
    assert (tmp_path / "new/ab/abcd").read_bytes() == (media / "ab/abcd").read_bytes()
    assert sorted(p.name for p in (tmp_path / "new").rglob("*") if p.is_file()) == ["abcd", "empty"]
    again = await backup(empty, tmp_path / "c.tar", tmp_path / "new", NOW)
    assert {n: (t.rows, t.content) for n, t in again.tables.items()} == await content(store)
    assert again.media == made.media


async def test_new_ids_go_on_after_the_restored_ones(store: Both, empty: Both, media: Path, tmp_path: Path) -> None:
    await fill(store)
    await backup(store, tmp_path / "b.tar", media, NOW)
    await restore(empty, tmp_path / "b.tar", tmp_path / "new")
    number = await empty.transact(lambda tx: people.add(tx, "PLG-900000", PROFILE, "", NOW))
    assert number is not None
    assert number > 3


async def test_a_store_that_was_never_used_can_be_backed_up(store: Both, empty: Both, tmp_path: Path) -> None:
    made = await backup(store, tmp_path / "deep/b.tar", tmp_path / "no media", NOW)
    assert {table.rows for table in made.tables.values()} == {0}
    await restore(empty, tmp_path / "deep/b.tar", tmp_path / "new")
    assert await content(empty) == await content(store)


async def test_what_is_committed_meanwhile_is_not_in_it(
    store: Both, empty: Both, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(store)
    before = await content(store)
    plain = Table.page

    async def write() -> None:
        async with twin(store) as other:
            await registered(other, 77)
            await other.transact(lambda tx: marks.put(tx, "meanwhile", "1", NOW))

    async def disturbed(self: Table, tx: Tx, after: object) -> object:
        rows = await plain(self, tx, after)  # type: ignore[arg-type]
        if self.name == "contacts" and after is None:
            monkeypatch.setattr(Table, "page", plain)
            elsewhere(write)
        return rows

    monkeypatch.setattr(Table, "page", disturbed)
    await backup(store, tmp_path / "b.tar", media, NOW)
    await restore(empty, tmp_path / "b.tar", tmp_path / "new")
    assert await content(empty) == before
    assert await content(store) != before


def checked(folder: Path) -> int:
    """What sha256sum says to the list of media."""
    return subprocess.run(["sha256sum", "-c", "media.sha256"], cwd=folder, capture_output=True, check=False).returncode


class TestTheFile:
    async def test_it_is_for_the_owner_alone_and_nothing_else_is_left(self, store: Both, tmp_path: Path) -> None:
        await backup(store, tmp_path / "out" / "b.tar", tmp_path / "none", NOW)
        assert [p.name for p in (tmp_path / "out").iterdir()] == ["b.tar"]
        assert (tmp_path / "out" / "b.tar").stat().st_mode & 0o777 == 0o600

    async def test_common_tools_can_read_and_check_it(self, store: Both, media: Path, tmp_path: Path) -> None:
        await fill(store)
        await backup(store, tmp_path / "b.tar", media, NOW)
        with tarfile.open(tmp_path / "b.tar") as archive:
            archive.extractall(tmp_path / "x", filter="data")
        assert checked(tmp_path / "x") == 0
        first = (tmp_path / "x/tables/people.jsonl").read_text(encoding="utf-8").splitlines()[0]
        assert json.loads(first)["name"] == PROFILE.name

    async def test_a_failing_backup_leaves_the_old_one_and_no_trace(
        self, store: Both, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await backup(store, tmp_path / "out/b.tar", media, NOW)
        old = (tmp_path / "out/b.tar").read_bytes()
        (media / ("x" * 101)).write_bytes(b"")
        with pytest.raises(BackupFault, match="too long"):
            await backup(store, tmp_path / "out/b.tar", media, NOW)
        assert [p.name for p in (tmp_path / "out").iterdir()] == ["b.tar"]
        assert (tmp_path / "out/b.tar").read_bytes() == old


class TestOrder:
    def test_a_table_comes_after_those_it_points_to(self) -> None:
        found = [Table(name, ("id",), ("id",)) for name in "abcd"]
        ordered = in_order(found, {("a", "b"), ("b", "d"), ("c", "c")})
        assert [table.name for table in ordered] == ["c", "d", "b", "a"]

    def test_two_that_point_to_each_other_are_told(self) -> None:
        found = [Table(name, ("id",), ("id",)) for name in "ab"]
        with pytest.raises(BackupFault, match="a, b"):
            in_order(found, {("a", "b"), ("b", "a")})

    async def test_our_tables_have_keys_and_an_order(self, store: Store) -> None:
        found = await tables(store)
        assert len(found) > 15
        assert [table.name for table in found if not table.key] == []


async def test_both_databases_have_the_same_tables(tmp_path: Path, databases: None) -> None:
    async with sqlite_store(tmp_path) as one, postgres_store() as other:
        assert await tables(one) == await tables(other)
