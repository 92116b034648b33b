"""The one program that opens pictures, always a process of its own: a photo on standard input, its shown copy out.

    python -I bot/imaging.py < photo > copy.jpg

The copy is a JPEG of 1600 px and 200 KB at most, upright and without any metadata. Exit status 3: no picture that can
be read; 4: more than 50 megapixels. What a hostile picture may cost is bounded: memory, processor time, no files.
"""

import io
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

BROKEN, TOO_LARGE = 3, 4
MOST_PIXELS = 50_000_000
MOST_BYTES = 200_000
SIDE = 1600
MEMORY = 1_000_000_000
SECONDS = 10
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ATTEMPTS = ((SIDE, 85), (SIDE, 75), (SIDE, 62), (1280, 62), (1024, 55), (800, 50), (640, 40), (480, 30))


def bound() -> None:
    """Bounds what this process may take."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shown(content: bytes) -> bytes:
    """The shown copy. Raises whatever Pillow raises for what is no picture, OverflowError above 50 megapixels."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own bound is below, with its own answer
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise OverflowError
        opened.draft("RGB", (SIDE, SIDE))  # a JPEG is decoded at a fraction of its size
        opened.load()
        small = _small(opened)
    return _saved(_plain(ImageOps.exif_transpose(small)))


def _small(picture: "Image.Image") -> "Image.Image":
    """Smaller before anything else is done to it: turning 50 megapixels would need them twice."""
    if picture.mode.startswith(("I", "F")):  # 16 bits a pixel
        picture = picture.point(lambda value: value / 256).convert("L")
    picture.thumbnail((SIDE, SIDE))
    return picture


def _plain(picture: "Image.Image") -> "Image.Image":
    """The pixels alone, on white where they are transparent: no EXIF, comment, profile or text comes along."""
    from PIL import Image

    plain = Image.new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        see_through = picture.convert("RGBA")
        plain.paste(see_through, mask=see_through.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain


def _saved(picture: "Image.Image") -> bytes:
    """As JPEG, tried until it is small enough; the last attempt is."""
    content = b""
    for side, quality in ATTEMPTS:
        picture.thumbnail((side, side))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        content = out.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content


def main() -> int:
    """Reads, draws, writes; the exit status."""
    bound()
    try:
        copy = shown(sys.stdin.buffer.read())
    except OverflowError:
        return TOO_LARGE
    except Exception:  # Pillow's decoders raise many kinds; each means that it cannot be read
        return BROKEN
    sys.stdout.buffer.write(copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
