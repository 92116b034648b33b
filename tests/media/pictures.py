"""Fictional files: pictures of noise, sounds of silence, and things that are not what they seem."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112
TURNED_LEFT = 6


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 40), mode: str = "RGB", **how: Any) -> bytes:
    """A picture of noise."""
    noise = Image.effect_noise(size, 60).convert(mode)
    out = io.BytesIO()
    noise.save(out, kind, **how)
    return out.getvalue()


def photo_with_a_past() -> bytes:
    """A JPEG lying on its side, with a place, a comment and a camera."""
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_LEFT
    exif[0x0110] = "Kamera Rekaan"
    exif[GPS] = {1: "S", 2: (2.0, 59.0, 27.0), 3: "E", 4: (104.0, 45.0, 24.0)}
    return picture(size=(80, 20), exif=exif, comment=b"di rumah Cek Rekaan")


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int = 60_000) -> bytes:
    """A PNG that would fill the memory: its rows are all zeros, a thousandth of their size."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(10_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A PNG whose comment unpacks to 200 MB."""
    plain = picture("PNG")
    packed = zlib.compress(bytes(200_000_000), 9)
    return plain[:33] + chunk(b"zTXt", b"Comment\0\0" + packed) + plain[33:]


def with_zip(content: bytes) -> bytes:
    """A file that is an archive too."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("run.sh", "echo")
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\n" + zlib.compress(bytes(10**6)) + b"\nendstream\n%%EOF"
OPUS = b"OggS\0\2" + bytes(20) + b"\x01\x13OpusHead" + bytes(90)
MP3 = b"ID3\x03" + bytes(6) + b"\xff\xfb\x90\x64" + bytes(413)
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0" + bytes(50)
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(50)
AAC = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(100)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50)
HEIC_OF_APPLE = b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(50)
HTML = b"<!doctype html><script>alert(1)</script>"
HTML_IN_PNG_CLOTHES = b"\x89PNG\r\n\x1a\n" + HTML
SCRIPT_IN_GIF_CLOTHES = b"GIF89a/*" + HTML + b"*/=1;"
TEXT = b"Halo, ini bukan foto"
PROGRAM = b"MZ\x90\0" + bytes(200)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
THEORA = b"OggS\0\2" + bytes(20) + b"\x01\x2a\x80theora" + bytes(90)
