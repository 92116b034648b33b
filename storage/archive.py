"""A tar file, written and read in one go and with little memory, whatever is in it.

Python's `tarfile` wants to know each size before, and keeps every member in memory.
"""

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from bot.errors import BackupFault

BLOCK = 512
CHUNK = 1 << 20
END = bytes(2 * BLOCK)


class Member:
    """A file while it is written into an archive."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """More of it."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        """Of what was written so far, hexadecimal."""
        return self._hash.hexdigest()


class Writer:
    """Writes members one after the other into `file`, which can be sought; `end` closes the archive."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file = file
        self._seconds = at // 1000

    @contextmanager
    def member(self, name: str) -> Iterator[Member]:
        """A new file. Raises BackupFault for a name over 100 bytes."""
        start = self._file.tell()
        self._file.write(bytes(BLOCK))
        member = Member(self._file)
        yield member
        self._file.write(bytes(-member.size % BLOCK))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(self._header(name, member.size))
        self._file.seek(end)

    def _header(self, name: str, size: int) -> bytes:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._seconds, 0o600
        header = info.tobuf(tarfile.GNU_FORMAT)
        if len(header) != BLOCK:
            raise BackupFault(f"the name of a file is too long for a backup: {name}")
        return header

    def end(self) -> None:
        """The mark of a whole archive."""
        self._file.write(END)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive."""

    name: str
    start: int
    size: int


def entries(file: BinaryIO) -> Iterator[Entry]:
    """Every file in an archive. Raises BackupFault where it is cut off, or not as `Writer` wrote it."""
    start = 0
    while True:
        file.seek(start)
        header = file.read(BLOCK)
        if header == bytes(BLOCK):
            if header + file.read(BLOCK + 1) != END:
                raise BackupFault("there is something after its end")
            return
        entry = _entry(header, start + BLOCK)
        yield entry
        start = entry.start + entry.size
        file.seek(start)
        padding = -entry.size % BLOCK
        if file.read(padding) != bytes(padding):
            raise BackupFault(f"it is cut off or altered after {entry.name}")
        start += padding


def _entry(header: bytes, start: int) -> Entry:
    try:
        info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeError) as error:
        raise BackupFault("it is cut off or not a backup of ours") from error
    if info.type != tarfile.REGTYPE or info.size < 0:
        raise BackupFault(f"{info.name} is not a file of ours")
    return Entry(info.name, start, info.size)


def chunks(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """What an entry holds, a piece at a time. Raises BackupFault if the archive is cut off."""
    file.seek(entry.start)
    left = entry.size
    while left:
        data = file.read(min(left, CHUNK))
        if not data:
            raise BackupFault(f"it is cut off in {entry.name}")
        left -= len(data)
        yield data


def lines(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """What an entry holds, a line at a time."""
    rest = b""
    for data in chunks(file, entry):
        *whole, rest = (rest + data).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if rest:
        yield rest
