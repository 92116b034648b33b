"""Restores a backup into an empty store, of whichever database: all of it, or nothing."""

import asyncio
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from bot.errors import BackupFault
from storage.archive import Entry, chunks, entries, lines
from storage.backup import MANIFEST, MEDIA_LIST, media_line
from storage.manifest import Manifest, MediaSum
from storage.migrate import Migratable, migrate, migrations, version
from storage.ports import Row, Tx, Work
from storage.tables import PAGE, Content, Table, tables


async def restore(store: Migratable, file: Path, media_dir: Path, after: Work[None] | None = None) -> Manifest:
    """Brings an empty store to what the backup holds; `after` runs in the same transaction, at its end.

    The store may be one without tables: it is then migrated to the backup's version, filled, and brought up to date.
    Raises BackupFault (nothing was changed but empty tables made), StoreDown, and OSError.
    """
    with file.open("rb") as source:
        manifest = await asyncio.to_thread(check, source)
        await _ready(store, manifest)
        known = await _known(store, manifest)
        kept = await asyncio.to_thread(_unpack, source, media_dir)
        try:
            await store.transact(lambda tx: _load(tx, source, known, manifest, after))
        except BaseException:
            _remove(kept)
            raise
    await migrate(store)
    return manifest


def check(source: BinaryIO) -> Manifest:
    """Reads a backup from end to end and compares all sums; its manifest. Raises BackupFault."""
    sums: dict[str, str] = {}
    media, files, size = hashlib.sha256(), 0, 0
    last = Entry("", 0, 0)
    for last in entries(source):
        digest = hashlib.sha256()
        for data in chunks(source, last):
            digest.update(data)
        if last.name.startswith("media/"):
            media.update(media_line(last.name, digest.hexdigest()))
            files, size = files + 1, size + last.size
        else:
            sums[last.name] = digest.hexdigest()
    if last.name != MANIFEST:
        raise BackupFault("it has no manifest")
    manifest = Manifest.from_json(b"".join(chunks(source, last)))
    told = {f"tables/{name}.jsonl": table.sha256 for name, table in manifest.tables.items()}
    told |= {MEDIA_LIST: manifest.media.sha256, MANIFEST: sums[MANIFEST]}
    wrong = sorted(name for name in {*sums, *told} if sums.get(name) != told.get(name))
    if MediaSum(files, size, media.hexdigest()) != manifest.media:
        wrong.append("media")
    if wrong:
        raise BackupFault(f"it was altered: {', '.join(wrong)}")
    return manifest


async def _ready(store: Migratable, manifest: Manifest) -> None:
    """The store has the backup's version. Raises BackupFault if it cannot be brought to it."""
    newest = migrations()[-1][0]
    if manifest.schema > newest:
        raise BackupFault(f"it has schema {manifest.schema}, this program knows {newest}: use a newer program")
    if (there := await version(store)) > manifest.schema:
        raise BackupFault(f"it has schema {manifest.schema}, the store {there}: restore into a database without tables")
    await migrate(store, upto=manifest.schema)


async def _known(store: Migratable, manifest: Manifest) -> list[Table]:
    """The store's tables, all empty. Raises BackupFault if they are not, or not those of the backup."""
    known = await tables(store)
    if {table.name for table in known} != set(manifest.tables):
        raise BackupFault("the store has other tables than the backup")
    await store.read(lambda tx: _empty(tx, known))
    return known


async def _empty(tx: Tx, known: list[Table]) -> None:
    for table in known:
        if not await table.empty(tx):
            raise BackupFault(f"the store is not empty: {table.name} has rows")


async def _load(
    tx: Tx, source: BinaryIO, known: list[Table], manifest: Manifest, after: Work[None] | None
) -> None:  # fmt: skip
    """Writes every table and reads it again."""
    await _empty(tx, known)
    by_name = {entry.name: entry for entry in entries(source) if entry.name.startswith("tables/")}
    for table in known:
        told = manifest.tables[table.name]
        await _fill(tx, table, map(json.loads, lines(source, by_name[f"tables/{table.name}.jsonl"])))
        now = await _content(tx, table)
        if (now.rows, now.sum) != (told.rows, told.content):
            raise BackupFault(f"{table.name} came out differently: {now.rows} rows of {told.rows}")
    if after is not None:
        await after(tx)


async def _fill(tx: Tx, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    highest = 0
    while page := list(islice(rows, PAGE)):
        await table.put(tx, page)
        if "id" in table.key:
            highest = max(highest, *(row["id"] for row in page))
    if highest:
        await tx.one("schema.sequence", owner=table.name, highest=highest)


async def _content(tx: Tx, table: Table) -> Content:
    content = Content()
    last: Row | None = None
    while rows := await table.page(tx, last):
        for row in rows:
            content.add(table.line(row))
        last = rows[-1]
    return content


def _unpack(source: BinaryIO, media_dir: Path) -> list[Path]:
    """Writes the media, on the disk for good; the files that were not there before. Raises BackupFault."""
    made: list[Path] = []
    try:
        for entry in entries(source):
            if entry.name.startswith("media/"):
                path = media_dir / _safe(entry.name.removeprefix("media/"))
                if not _same(source, entry, path):
                    _put(source, entry, path)
                    made.append(path)
    except BaseException:
        _remove(made)
        raise
    os.sync()
    return made


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or any(part.startswith(".") for part in path.parts) or "\0" in name:
        raise BackupFault(f"media/{name} is no name for a file of ours")
    return path


def _same(source: BinaryIO, entry: Entry, path: Path) -> bool:
    """Whether the file is there already, as a restore that was interrupted leaves it."""
    if not path.exists():
        return False
    with path.open("rb") as there:
        if any(there.read(len(data)) != data for data in chunks(source, entry)) or there.read(1):
            raise BackupFault(f"{path} is there already and differs")
    return True


def _put(source: BinaryIO, entry: Entry, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    number, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "wb") as out:
            out.writelines(chunks(source, entry))
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _remove(made: list[Path]) -> None:
    for path in made:
        path.unlink(missing_ok=True)
