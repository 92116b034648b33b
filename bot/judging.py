"""What a file that came in really is, by its content, and whether it is taken.

The name and the type it was sent under decide nothing. A picture must open, in a process of its own.
"""

import asyncio
import io
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bot.imaging import TOO_LARGE

PATIENCE = 10.0  # seconds for a picture
PROGRAM = Path(__file__).with_name("imaging.py")
TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "jfif": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "gif": "image/gif", "pdf": "application/pdf", "ogg": "audio/ogg", "mp3": "audio/mpeg", "mpga": "audio/mpeg",
    "aac": "audio/aac", "m4a": "audio/mp4", "f4a": "audio/mp4", "mp4": "video/mp4",
}  # fmt: skip
SUFFIXES = {"audio/mp4": "m4a"} | {mime: suffix for suffix, mime in reversed(TYPES.items()) if suffix != "f4a"}
HEIC = re.compile(rb"^....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1|avif|avis)", re.DOTALL)
SPOKEN = re.compile(rb"OpusHead|\x01vorbis|Speex   ")
ACTIVE = re.compile(rb"<script|<html|<!doctype|<\?php|%PDF-", re.IGNORECASE)  # a picture that is something else too


class Unfit(Exception):
    """A file that is not taken; `reason` ends the key of the sentence that says so: `media.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that is taken: its type, and the copy of a picture that may be shown (None for what is no picture)."""

    mime: str
    shown: bytes | None


async def judge(content: bytes) -> Judged:
    """What it is. Raises Unfit: `broken`, `type`, `heic` or `pixels`."""
    mime = await asyncio.to_thread(type_of, content)
    return Judged(mime, await shown_copy(content) if mime.startswith("image/") else None)


def type_of(content: bytes) -> str:
    """The type of a file of those that are taken. Raises Unfit for the others, and for what is two things at once."""
    if not content:
        raise Unfit("broken")
    if HEIC.match(content):
        raise Unfit("heic")
    mime = guess(content)
    if not mime or (mime == "audio/ogg" and not SPOKEN.search(content[:512])):
        raise Unfit("type")
    if zipfile.is_zipfile(io.BytesIO(content)) or (mime.startswith("image/") and ACTIVE.search(content)):
        raise Unfit("type")
    return mime


def guess(content: bytes) -> str:
    """The type its first bytes tell of, of those that are taken; "" for any other."""
    import puremagic  # reads its tables: only once there is a file

    try:
        matches = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return ""
    return next((TYPES[suffix] for m in matches if (suffix := m.extension.lstrip(".")) in TYPES), "")


def suffix_of(mime: str) -> str:
    """How the name of a file of that type ends, without the dot; "bin" for an unknown type."""
    return SUFFIXES.get(mime, "bin")


async def shown_copy(content: bytes) -> bytes:
    """The copy of a picture that may be shown. Raises Unfit: `broken` or `pixels`."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(PROGRAM), env={},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            copy, _ = await child.communicate(content)
    except TimeoutError:
        raise Unfit("broken") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode == TOO_LARGE:
        raise Unfit("pixels")
    if child.returncode or not copy:
        raise Unfit("broken")
    return copy
