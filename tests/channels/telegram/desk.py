"""Helpers: who hears, which files there are, what time it is."""

import asyncio
import hashlib
import io
import time
from collections.abc import Callable

from PIL import Image

from bot.channels.channel import File
from bot.core.message import Heard, Media

COMMANDS = {"menu": "menu", "bantuan": "help", "daftar": "register"}


def now() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


def picture() -> bytes:
    """A small PNG."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "maroon").save(made, "PNG")
    return made.getvalue()


class Shelf:
    """Files to send. `known`: what the platform is said to have, by sha256."""

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content or picture()
        self.known: dict[str, str] = {}
        self.asked: list[str] = []

    async def __call__(self, media: Media) -> File:
        self.asked.append(media.source)
        sha256 = hashlib.sha256(self.content + media.source.encode()).hexdigest()
        return File(self.content, sha256, self.known.get(sha256, ""))


async def no_files(media: Media) -> File:
    """For messages without any."""
    raise AssertionError(f"nobody should want {media.source}")


class Desk:
    """A `Hear` that remembers. `trouble` may raise for what is heard; what was heard before is not heard again."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.toast = ""
        self.trouble: Callable[[Heard], None] = lambda heard: None
        self._seen: set[str] = set()
        self._more = asyncio.Condition()

    @property
    def texts(self) -> list[str]:
        return [heard.text for heard in self.heard]

    async def __call__(self, heard: Heard) -> str | None:
        self.trouble(heard)
        if heard.event in self._seen:
            return None
        self._seen.add(heard.event)
        async with self._more:
            self.heard.append(heard)
            self._more.notify_all()
        return self.toast

    async def heard_so_many(self, count: int) -> list[Heard]:
        """Waits until so many were heard. Raises TimeoutError."""
        async with asyncio.timeout(5), self._more:
            await self._more.wait_for(lambda: len(self.heard) >= count)
        return self.heard
