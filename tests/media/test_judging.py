"""What a file is, by its content alone; and pictures opened where they can harm nothing."""

import asyncio
import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot import judging
from bot.judging import Unfit, judge, shown_copy, type_of
from tests.media import pictures
from tests.media.pictures import picture

TAKEN = {
    "image/jpeg": picture("JPEG"), "image/png": picture("PNG"), "image/webp": picture("WEBP"),
    "image/gif": picture("GIF"), "application/pdf": pictures.PDF, "audio/ogg": pictures.OPUS,
    "audio/mpeg": pictures.MP3, "audio/mp4": pictures.M4A, "audio/aac": pictures.AAC, "video/mp4": pictures.MP4,
}  # fmt: skip
REFUSED = {
    "nothing": (b"", "broken"), "words": (pictures.TEXT, "type"), "a page": (pictures.HTML, "type"),
    "a page in PNG clothes": (pictures.HTML_IN_PNG_CLOTHES, "type"),
    "a script in GIF clothes": (pictures.SCRIPT_IN_GIF_CLOTHES, "type"), "a program": (pictures.PROGRAM, "type"),
    "a drawing with a script": (pictures.SVG, "type"), "a film in sound's clothes": (pictures.THEORA, "type"),
    "an archive": (pictures.with_zip(b""), "type"), "a photo that is an archive": (
        pictures.with_zip(picture()), "type"), "a PDF that is an archive": (pictures.with_zip(pictures.PDF), "type"),
    "a photo that is a page": (picture() + pictures.HTML, "type"), "HEIC": (pictures.HEIC, "heic"),
    "HEIC as a telephone writes it": (pictures.HEIC_OF_APPLE, "heic"), "AVIF": (picture("AVIF"), "heic"),
    "half a photo": (picture(size=(300, 300))[:9000], "broken"), "a photo without its end": (picture()[:-40], "broken"),
    "only the head of a photo": (picture()[:20], "broken"), "a bomb": (pictures.bomb(), "pixels"),
    "a bomb in a comment": (pictures.text_bomb(), "broken"), "a program of MPEG frames' size": (bytes(500), "type"),
}  # fmt: skip


@pytest.mark.parametrize("mime", TAKEN)
async def test_taken(mime: str) -> None:
    judged = await judge(TAKEN[mime])
    assert judged.mime == mime
    assert (judged.shown is not None) == mime.startswith("image/")


@pytest.mark.parametrize("what", REFUSED)
async def test_refused_with_a_reason(what: str) -> None:
    content, reason = REFUSED[what]
    with pytest.raises(Unfit) as refusal:
        await judge(content)
    assert refusal.value.reason == reason


def test_a_sound_or_document_is_never_opened() -> None:
    assert type_of(pictures.PDF) == "application/pdf"
    assert "PIL" not in subprocess.run(
        [sys.executable, "-c", "import sys, bot.media, bot.clock; print([m for m in sys.modules if m == 'PIL'])"],
        capture_output=True, text=True, check=True, cwd=Path(judging.__file__).parents[1],
    ).stdout  # fmt: skip


class TestTheShownCopy:
    async def test_stands_upright_and_says_nothing_of_its_past(self) -> None:
        source = pictures.photo_with_a_past()
        assert Image.open(io.BytesIO(source)).getexif()[pictures.ORIENTATION] == pictures.TURNED_LEFT
        copy = await shown_copy(source)
        opened = Image.open(io.BytesIO(copy))
        assert opened.size == (20, 80)
        assert dict(opened.getexif()) == {}
        assert [word for word in (b"Exif", b"Kamera", b"rumah", b"ICC_PROFILE", b"http") if word in copy] == []

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
    async def test_is_small_whatever_it_was(self, kind: str) -> None:
        copy = await shown_copy(picture(kind, (1800, 1300)))
        opened = Image.open(io.BytesIO(copy))
        assert opened.format == "JPEG"
        assert max(opened.size) <= 1600
        assert len(copy) <= 200_000

    async def test_fifty_megapixels_are_still_opened_and_one_row_more_is_not(self) -> None:
        flat = io.BytesIO()
        Image.new("L", (10_000, 5_000), 90).save(flat, "PNG")
        assert len(await shown_copy(flat.getvalue())) <= 200_000
        flat = io.BytesIO()
        Image.new("L", (10_000, 5_001), 90).save(flat, "PNG")
        with pytest.raises(Unfit, match="pixels"):
            await shown_copy(flat.getvalue())

    @pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("LA", "PNG"), ("P", "GIF"), ("CMYK", "JPEG")])
    async def test_of_every_kind_of_colour(self, mode: str, kind: str) -> None:
        opened = Image.open(io.BytesIO(await shown_copy(picture(kind, mode=mode))))
        assert (opened.mode, opened.size) == ("RGB", (64, 40))

    async def test_what_is_transparent_is_white(self) -> None:
        clear = io.BytesIO()
        Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(clear, "PNG")
        opened = Image.open(io.BytesIO(await shown_copy(clear.getvalue())))
        assert opened.getpixel((4, 4)) == (255, 255, 255)

    async def test_sixteen_bits_a_pixel_are_not_blown_out(self) -> None:
        grey = io.BytesIO()
        Image.new("I;16", (8, 8), 128 * 256).save(grey, "PNG")
        opened = Image.open(io.BytesIO(await shown_copy(grey.getvalue())))
        value = opened.convert("L").getpixel((4, 4))
        assert isinstance(value, int | float)
        assert abs(value - 128) < 4

    async def test_a_picture_that_takes_too_long_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(judging, "PATIENCE", 0.0)
        with pytest.raises(Unfit, match="broken"):
            await shown_copy(picture())

    async def test_the_child_knows_nothing_of_our_settings(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        spy = tmp_path / "spy.py"
        spy.write_text("import os, sys; sys.stdin.read(); sys.stdout.write(repr(sorted(os.environ)))")
        monkeypatch.setattr(judging, "PROGRAM", spy)
        monkeypatch.setenv("KEKRAF_TELEGRAM_TOKEN", "123456:fictional")
        assert "KEKRAF" not in (await shown_copy(b"x")).decode()

    async def test_several_at_once(self) -> None:
        copies = await asyncio.gather(*(shown_copy(picture()) for _ in range(3)))
        assert all(copies)
