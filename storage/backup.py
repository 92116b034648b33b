"""A backup: one tar with every table as lines of JSON from one snapshot, the media, and the sums of it all.

It is the same from both databases, so it also moves a city from one to the other (`storage.restore`). Taken while the
bot runs. The lists can be checked without this program: `sha256sum -c media.sha256`.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from storage.archive import CHUNK, Member, Writer
from storage.manifest import Manifest, MediaSum, TableSum
from storage.ports import Row, Store, Tx
from storage.tables import Content, Table, tables

MANIFEST, MEDIA_LIST = "manifest.json", "media.sha256"


async def backup(store: Store, file: Path, media_dir: Path, now: int) -> Manifest:
    """Writes a backup (mode 0600); `file` is there when it is whole, and not before. `now` in UTC milliseconds.

    Raises StoreDown, and OSError if the file cannot be written.
    """
    found = await tables(store)
    with _new(file) as out:
        archive = Writer(out, now)

        async def snapshot(tx: Tx) -> tuple[int, dict[str, TableSum]]:
            version = await tx.one("schema.version")
            sums = {table.name: await _write(tx, table, archive) for table in found}
            return (int(version["version"]) if version is not None else 0), sums

        schema, sums = await store.read(snapshot)
        media = await asyncio.to_thread(_write_media, archive, media_dir)
        manifest = Manifest(schema, store.kind, now, sums, media)
        with archive.member(MANIFEST) as member:
            member.write(manifest.to_json())
        archive.end()
    return manifest


@contextmanager
def _new(file: Path) -> Iterator[BinaryIO]:
    """A file that takes its name, on the disk for good, when all of it was written; else nothing is left of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    try:
        with os.fdopen(number, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def _write(tx: Tx, table: Table, archive: Writer) -> TableSum:
    content = Content()
    with archive.member(f"tables/{table.name}.jsonl") as member:
        last: Row | None = None
        while rows := await table.page(tx, last):
            for line in map(table.line, rows):
                content.add(line)
                member.write(line)
            last = rows[-1]
        return TableSum(content.rows, member.sha256, content.sum)


def _write_media(archive: Writer, media_dir: Path) -> MediaSum:
    """Every file below the folder but hidden ones. One that was erased meanwhile is left out."""
    files = size = 0
    with tempfile.TemporaryFile() as names:
        for path in _files(media_dir):
            name = f"media/{path.relative_to(media_dir).as_posix()}"
            try:
                source = path.open("rb")
            except FileNotFoundError:
                continue
            with source, archive.member(name) as member:
                _copy(source, member)
            names.write(media_line(name, member.sha256))
            files, size = files + 1, size + member.size
        names.seek(0)
        with archive.member(MEDIA_LIST) as member:
            _copy(cast("BinaryIO", names), member)
    return MediaSum(files, size, member.sha256)


def media_line(name: str, sha256: str) -> bytes:
    """A file's line in the list of media, as `sha256sum` writes it."""
    return f"{sha256}  {name}\n".encode()


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(where, name) for name in sorted(names) if not name.startswith(".")):
            if path.is_file() and not path.is_symlink():
                yield path


def _copy(source: BinaryIO, member: Member) -> None:
    while data := source.read(CHUNK):
        member.write(data)
