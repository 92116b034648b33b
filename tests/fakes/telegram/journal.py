"""Every call the bot made, in memory and, if wanted, as JSON lines in a file."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from .shapes import Json, Upload


@dataclass(slots=True)
class Call:
    """`at` is time.monotonic() of its arrival. `outcome`: ok, error, or the kind of fault played."""

    number: int
    method: str
    params: Json
    at: float
    outcome: str = ""
    status: int = 0
    description: str = ""
    message_id: int = 0

    def as_json(self) -> Json:
        """JSON without the bytes of files."""
        shown = {
            name: {"filename": value.filename, "mime": value.mime, "bytes": len(value.data)}
            if isinstance(value, Upload)
            else value
            for name, value in self.params.items()
        }
        return {name: getattr(self, name) for name in self.__slots__} | {"params": shown}


class Journal:
    """`counts` also counts what `keep=False` does not keep."""

    def __init__(self, path: str | None, keep: bool = True) -> None:
        self.entries: list[Call] = []
        self.counts: Counter[str] = Counter()
        self._keep = keep
        self._file: TextIO | None = Path(path).open("a", buffering=1) if path else None  # noqa: SIM115
        self._waiting: list[tuple[str, int, asyncio.Future[None]]] = []

    def add(self, call: Call) -> None:
        """Write down a call that is over."""
        call.number = self.counts["all"] = self.counts["all"] + 1
        self.counts[call.method] += 1
        if self._keep:
            self.entries.append(call)
        if self._file:
            self._file.write(json.dumps(call.as_json(), ensure_ascii=False, default=str) + "\n")
        for method, count, future in self._waiting:
            if self.counts[method] >= count and not future.done():
                future.set_result(None)

    async def reach(self, method: str, count: int, timeout: float) -> None:
        """Wait until `method` was called `count` times in all. Raises TimeoutError."""
        if self.counts[method] >= count:
            return
        with self._waiter(method, count) as future:
            async with asyncio.timeout(timeout):
                await future

    @contextmanager
    def _waiter(self, method: str, count: int) -> Iterator[asyncio.Future[None]]:
        entry = (method, count, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        try:
            yield entry[2]
        finally:
            self._waiting.remove(entry)

    def close(self) -> None:
        if self._file:
            self._file.close()
