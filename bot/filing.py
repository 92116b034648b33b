"""The files of the data folder: those that came in, by their content, and uploads that wait to be judged.

<data>/media/ab/<sha256>   originals and shown copies, 0600
<data>/uploads/<sha256>    what the web chat was handed, until the media worker takes it
"""

import asyncio
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.actions import holding
from bot.errors import Rejected
from bot.judging import guess, suffix_of
from bot.reports.studio import Drawn
from storage import media
from storage.ports import Store

UPLOAD = "upload:"
MOST_BYTES = 20_000_000
MOST_WAITING = 500_000_000  # bytes of uploads at once
FULL = 0.9
DATA = "data-saya.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to hand out."""

    content: bytes
    mime: str
    name: str


Draw = Callable[[str], Awaitable[Drawn | None]]


class Files:
    """The files of one city, in `folder`. `changing` is held while a file and the row that names it come or go.

    `drawn` makes the files of these kinds when they are wanted, each by its name.
    """

    def __init__(self, store: Store, data_dir: Path, drawn: Mapping[str, Draw] | None = None) -> None:
        self._store = store
        self._drawn = drawn or {}
        self.folder = data_dir
        self.changing = asyncio.Lock()

    def full(self) -> bool:
        """Whether the disk is more than nine tenths full; then no file is taken."""
        folder = next(path for path in (self.folder, *self.folder.absolute().parents) if path.is_dir())
        usage = shutil.disk_usage(folder)
        return 1 - usage.free / usage.total > FULL

    async def keep(self, content: bytes) -> str:
        """Keeps a file; its SHA-256. Raises OSError where there is no room."""
        name = hashlib.sha256(content).hexdigest()
        await asyncio.to_thread(write, self._kept(name), content)
        return name

    async def take_upload(self, content: bytes, name: str, mime: str) -> str:
        """Keeps an upload until the media worker judges it; its ref, the same for the same content.

        What there is no room for is not kept, and told when the worker looks for it.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        await asyncio.to_thread(self._take, self._upload(sha256), content)
        return f"{UPLOAD}{sha256}"

    def _take(self, path: Path, content: bytes) -> None:
        waiting = sum(each.stat().st_size for each in self._waiting())
        if len(content) <= MOST_BYTES and waiting + len(content) <= MOST_WAITING and not self.full():
            write(path, content)

    async def fetch_upload(self, ref: str, most: int) -> bytes:
        """An upload's content, `most` bytes at most. Raises Rejected 404 if it is gone, 413 if it is too big."""
        sha256 = ref.removeprefix(UPLOAD)
        content = await self._read(self._upload(sha256)) or await self._read(self._kept(sha256))
        if content is None:
            raise Rejected(404, "upload gone")
        if len(content) > most:
            raise Rejected(413, "upload too big")
        return content

    def kept(self) -> list[str]:
        """The names of all files that are kept."""
        return sorted(path.name for path in (self.folder / "media").glob("*/*") if _SHA256.fullmatch(path.name))

    def waiting(self) -> list[str]:
        """The refs of the uploads that are kept."""
        return [f"{UPLOAD}{path.name}" for path in self._waiting()]

    def drop_upload(self, ref: str) -> None:
        """Lets an upload go."""
        self._upload(ref.removeprefix(UPLOAD)).unlink(missing_ok=True)

    async def drop_unused(self, names: Iterable[str]) -> int:
        """Removes the files that no row names any more; how many."""
        dropped = 0
        for name in sorted({name for name in names if _SHA256.fullmatch(name)}):
            async with self.changing:
                if await self._store.read(lambda tx, name=name: media.is_used(tx, name)):  # type: ignore[misc]
                    continue
                dropped += self._kept(name).exists()
                self._kept(name).unlink(missing_ok=True)
                self.drop_upload(name)
        return dropped

    async def open(self, source: str) -> Opened | None:
        """What a `Media.source` or an attachment's ref names, None if it is gone.

        `data:<contact id>` everything held of a contact, `file:<sha256>` a file kept, `shown:<media id>` one that
        came in, `upload:<sha256>` one from the web chat, or what is drawn. Raises LookupError for any other name,
        NoFile where it cannot be drawn.
        """
        kind, _, name = source.partition(":")
        if kind in self._drawn:
            drawn = await self._drawn[kind](name)
            return Opened(drawn.content, drawn.mime, drawn.name) if drawn is not None else None
        if kind in ("data", "shown") and _NUMBER.fullmatch(name):
            return await (self._data_of(int(name)) if kind == "data" else self._shown(int(name)))
        if kind in ("file", "upload") and _SHA256.fullmatch(name):
            return await self._by_name(name)
        raise LookupError(f"no file can be called {source[:80]!r}")

    async def _data_of(self, contact_id: int) -> Opened | None:
        held = await self._store.read(lambda tx: holding.held_of(tx, contact_id))
        if held is None:
            return None
        text = json.dumps(held.to_json(), ensure_ascii=False, indent=1)
        return Opened(text.encode(), "application/json", DATA)

    async def _shown(self, media_id: int) -> Opened | None:
        kept = await self._store.read(lambda tx: media.kept(tx, media_id))
        return await self._opened(kept) if kept is not None else None

    async def _by_name(self, sha256: str) -> Opened | None:
        kept = await self._store.read(lambda tx: media.kept_as(tx, sha256))
        if kept is not None:
            return await self._opened(kept)
        content = await self._read(self._kept(sha256)) or await self._read(self._upload(sha256))
        if content is None:
            return None
        mime = await asyncio.to_thread(guess, content)
        return Opened(content, mime or "application/octet-stream", f"{sha256[:8]}.{suffix_of(mime)}")

    async def _opened(self, kept: media.Kept) -> Opened | None:
        """The shown copy where there is one, else the original."""
        content = await self._read(self._kept(kept.shown or kept.sha256))
        if content is None:
            return None
        mime = "image/jpeg" if kept.shown else kept.mime
        stem = Path(kept.name).stem or kept.kind
        return Opened(content, mime, f"{stem}.{suffix_of(mime)}")

    def _kept(self, name: str) -> Path:
        return self.folder / "media" / name[:2] / name

    def _upload(self, name: str) -> Path:
        return self.folder / "uploads" / (name if _SHA256.fullmatch(name) else "none")

    def _waiting(self) -> Iterator[Path]:
        folder = self.folder / "uploads"
        return (path for path in folder.iterdir() if _SHA256.fullmatch(path.name)) if folder.is_dir() else iter(())

    async def _read(self, path: Path) -> bytes | None:
        try:
            return await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            return None


def write(path: Path, content: bytes, *, anew: bool = False) -> None:
    """Whole or not at all, for its owner alone; what is there already stays, unless it is to be written `anew`."""
    if path.exists() and not anew:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.parent / f".{secrets.token_hex(8)}"
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
