"""A restore takes a whole backup into an empty store: all of it, or nothing."""

import asyncio
import io
import re
import shutil
import tarfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.errors import AwaitedInTurn, BackupFault, StoreDown
from storage import backup as backing_up
from storage import marks, people
from storage import migrate as migrating
from storage.archive import Writer
from storage.backup import backup
from storage.migrate import version
from storage.ports import Tx
from storage.postgres import PostgresStore
from storage.restore import restore
from storage.sqlite import SqliteStore
from tests.storage.people import NOW, content
from tests.storage.stores import empty_sqlite

Both = SqliteStore | PostgresStore


async def refused(file: Path, folder: Path) -> str:
    """What is said of a backup that is not taken; nothing at all was written."""
    async with empty_sqlite(folder / "try") as store:
        with pytest.raises(BackupFault) as caught:
            await restore(store, file, folder / "new")
        assert await version(store) == 0
    assert not (folder / "new").exists()
    return str(caught.value)


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _without(data: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for member in old:
            if member.name != name:
                new.addfile(member, old.extractfile(member))
    return out.getvalue().rstrip(b"\0") + bytes(-len(out.getvalue().rstrip(b"\0")) % 512) + bytes(1024)


def rewrite(file: Path, change: Callable[[bytes], bytes]) -> None:
    """Alters a file."""
    whole = file.read_bytes()
    assert change(whole) != whole
    file.write_bytes(change(whole))


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "half of it": lambda data: data[: len(data) // 2],
    "all but its last block": lambda data: data[:-512],
    "all but its end": lambda data: data[:-1024],
    "nothing": lambda data: b"",
    "something else": lambda data: b"%PDF-1.7 " * 1000,
    "one more byte": lambda data: data + b"\0",
    "a letter of a name": lambda data: data.replace(b"Cek Tenun", b"Cek Tanun", 1),
    "a bit of a file": lambda data: _flip(data, data.index(bytes(range(256)))),
    "a number of the manifest": lambda data: data.replace(b'"made_at": 179', b'"made_at": 178', 1),
    "no media": lambda data: _without(data, "media/ab/abcd"),
    "no list of media": lambda data: _without(data, "media.sha256"),
    "no people": lambda data: _without(data, "tables/people.jsonl"),
    "no manifest": lambda data: _without(data, "manifest.json"),
}


class TestDamage:
    @pytest.mark.parametrize("how", ALTERED)
    async def test_a_damaged_backup_is_refused_before_anything_is_written(
        self, taken: Path, tmp_path: Path, how: str
    ) -> None:
        rewrite(taken, ALTERED[how])
        assert re.search("its? |there is", await refused(taken, tmp_path))

    async def test_the_whole_one_is_taken(self, taken: Path, tmp_path: Path) -> None:
        async with empty_sqlite(tmp_path / "try") as store:
            assert (await restore(store, taken, tmp_path / "new")).tables["people"].rows == 3

    async def test_no_cut_is_taken_for_a_whole_one(self, taken: Path, tmp_path: Path) -> None:
        size = taken.stat().st_size  # noqa: ASYNC240 - nothing else runs
        for end in reversed(range(512, size, size // 40)):
            rewrite(taken, lambda data, end=end: data[:end])  # type: ignore[misc]
            assert re.search("it |there is", await refused(taken, tmp_path))
            shutil.rmtree(tmp_path / "try")

    @pytest.mark.parametrize("name", ["media/../evil", "media//etc/evil", "media/.hidden", "media/"])
    async def test_no_file_leaves_the_media_folder(
        self, store: Both, media: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain = Writer.member
        monkeypatch.setattr(
            Writer, "member", lambda self, n: plain(self, name if n == "media/empty" else n)
        )  # fmt: skip
        monkeypatch.setattr(
            backing_up, "media_line", lambda n, s: f"{s}  {name if n == 'media/empty' else n}\n".encode()
        )
        await backup(store, tmp_path / "b.tar", media, NOW)
        async with empty_sqlite(tmp_path / "try") as fresh:
            with pytest.raises(BackupFault, match="no name for a file of ours"):
                await restore(fresh, tmp_path / "b.tar", tmp_path / "new")
        assert [p for p in (tmp_path / "new").rglob("*") if p.is_file()] == []
        assert not (tmp_path / "evil").exists()


async def _fails(tx: Tx) -> None:
    raise KeyError("erasures")


async def _awaits(tx: Tx) -> None:
    await asyncio.sleep(0)


class TestAllOrNothing:
    async def test_only_into_an_empty_store(self, store: Both, taken: Path, tmp_path: Path) -> None:
        await store.transact(lambda tx: marks.put(tx, "a", "1", NOW))
        before = await content(store)
        with pytest.raises(BackupFault, match="not empty: marks"):
            await restore(store, taken, tmp_path / "new")
        assert await content(store) == before
        assert not (tmp_path / "new").exists()

    @pytest.mark.parametrize(("after", "error"), [(_fails, KeyError), (_awaits, AwaitedInTurn)])
    async def test_what_fails_at_the_end_undoes_all_of_it(
        self,
        empty: Both,
        taken: Path,
        tmp_path: Path,
        after: Callable[[Tx], Awaitable[None]],
        error: type[Exception],
    ) -> None:
        with pytest.raises(error):
            await restore(empty, taken, tmp_path / "new", after)
        assert {rows for rows, _ in (await content(empty)).values()} == {0}
        assert [p for p in (tmp_path / "new").rglob("*") if p.is_file()] == []
        await restore(empty, taken, tmp_path / "new")
        assert (await content(empty))["people"][0] == 3

    async def test_erasures_are_applied_before_anybody_sees_it(self, empty: Both, taken: Path, tmp_path: Path) -> None:
        async def after(tx: Tx) -> None:
            assert await people.by_number(tx, "PLG-000001") is not None
            await people.close(tx, 1, NOW)

        await restore(empty, taken, tmp_path / "new", after)
        found = await empty.read(lambda tx: people.by_id(tx, 1))
        assert found is not None
        assert found.status == "closed"

    async def test_a_file_that_is_there_already_stays_and_another_one_is_not_replaced(
        self, empty: Both, taken: Path, media: Path, tmp_path: Path
    ) -> None:
        shutil.copytree(media, tmp_path / "new")
        with pytest.raises(KeyError):
            await restore(empty, taken, tmp_path / "new", _fails)
        assert (tmp_path / "new/empty").exists()
        (tmp_path / "new/empty").write_bytes(b"other")
        with pytest.raises(BackupFault, match="is there already and differs"):
            await restore(empty, taken, tmp_path / "new")
        assert (tmp_path / "new/empty").read_bytes() == b"other"
        (tmp_path / "new/empty").unlink()
        await restore(empty, taken, tmp_path / "new")

    async def test_a_store_that_is_down_takes_nothing(self, empty: Both, taken: Path, tmp_path: Path) -> None:
        await empty.close()
        with pytest.raises(StoreDown):
            await restore(empty, taken, tmp_path / "new")
        assert not (tmp_path / "new").exists()


class TestVersions:
    async def test_an_older_backup_is_brought_up_to_date(
        self, taken: Path, empty: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newest = _one_more(tmp_path, monkeypatch)
        await restore(empty, taken, tmp_path / "new")
        assert await version(empty) == newest
        row = await empty.read(lambda tx: tx.one("people.by_number", number="PLG-000001"))
        assert row is not None

    async def test_but_not_in_a_store_that_is_newer(
        self, taken: Path, store: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _one_more(tmp_path, monkeypatch)
        await migrating.migrate(store)
        with pytest.raises(BackupFault, match="restore into a database without tables"):
            await restore(store, taken, tmp_path / "new")

    async def test_a_newer_backup_wants_a_newer_program(
        self, store: Both, empty: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            _one_more(tmp_path, patched)
            await migrating.migrate(store)
            await backup(store, tmp_path / "b.tar", tmp_path / "none", NOW)
        with pytest.raises(BackupFault, match="use a newer program"):
            await restore(empty, tmp_path / "b.tar", tmp_path / "new")
        assert await version(empty) == 0


def _one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """One more migration than there are; its number."""
    folder = shutil.copytree(migrating.HERE, tmp_path / "schema")
    number = migrating.migrations()[-1][0] + 1
    (folder / f"{number:04}_more.sql").write_text("ALTER TABLE people ADD COLUMN boats INTEGER NOT NULL DEFAULT 7;")
    monkeypatch.setattr(migrating, "HERE", folder)
    return number
