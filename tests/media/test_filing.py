"""Files on disk: whole or not at all, for their owner alone, and gone when no row names them."""

import hashlib
import json
import os
import shutil
import stat
from collections import namedtuple
from pathlib import Path

import pytest

from bot import filing
from bot.core.message import Attachment
from bot.errors import Rejected
from bot.filing import Files, Opened
from bot.media import MediaWorker
from storage.ports import Store
from tests.clock.world import Posted, Time, meet, send
from tests.media import pictures
from tests.media.platform import Platform
from tests.storage.people import NOW

Usage = namedtuple("Usage", "total used free")


def on_disk(files: Files) -> list[Path]:
    return [path for path in files.folder.rglob("*") if path.is_file()] if files.folder.exists() else []


async def test_kept_by_content_for_the_owner_alone(files: Files) -> None:
    name = await files.keep(b"halo")
    path = files.folder / "media" / name[:2] / name
    assert name == hashlib.sha256(b"halo").hexdigest()
    assert path.read_bytes() == b"halo"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await files.keep(b"halo") == name
    assert len(on_disk(files)) == 1


async def test_a_write_that_fails_leaves_nothing(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        await files.keep(b"halo")
    assert on_disk(files) == []


class TestUploads:
    async def test_the_same_content_has_the_same_name(self, files: Files) -> None:
        ref = await files.take_upload(b"halo", "a.txt", "text/plain")
        assert ref == await files.take_upload(b"halo", "b.txt", "text/plain")
        assert await files.fetch_upload(ref, 10) == b"halo"
        assert files.waiting() == [ref]

    async def test_gone_or_too_big(self, files: Files) -> None:
        ref = await files.take_upload(b"halo", "a.txt", "text/plain")
        with pytest.raises(Rejected, match="413"):
            await files.fetch_upload(ref, 3)
        files.drop_upload(ref)
        with pytest.raises(Rejected, match="404"):
            await files.fetch_upload(ref, 10)

    async def test_what_is_too_big_or_has_no_room_is_not_kept(
        self, files: Files, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert (await files.take_upload(bytes(20_000_001), "a", "b")).startswith("upload:")
        monkeypatch.setattr(filing, "MOST_WAITING", 5)
        await files.take_upload(b"halo", "a", "b")
        await files.take_upload(b"hola", "a", "b")
        assert len(files.waiting()) == 1
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(100, 91, 9))
        assert files.full()
        await files.take_upload(b"h", "a", "b")
        assert len(on_disk(files)) == 1

    @pytest.mark.parametrize("name", ["../../etc/passwd", "upload:../x", "", "upload:" + "g" * 64])
    async def test_no_name_leads_out_of_the_folder(self, files: Files, name: str) -> None:
        with pytest.raises(Rejected, match="404"):
            await files.fetch_upload(name, 10)


class TestOpening:
    async def test_everything_held_of_a_contact(self, store: Store, files: Files) -> None:
        contact_id = await meet(store, "1", NOW)
        await send(store, Posted(contact_id, "e", NOW))
        opened = await files.open(f"data:{contact_id}")
        assert opened is not None
        assert (opened.mime, opened.name) == ("application/json", "data-saya.json")
        held = json.loads(opened.content)
        assert held["chat"][0]["body"]["text"] == "halo"
        assert b"\n " in opened.content

    async def test_a_picture_that_came_in_is_shown_by_its_copy(
        self, store: Store, files: Files, platform: Platform, worker: MediaWorker
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        content = pictures.photo_with_a_past()
        platform.holds["ref"] = content
        photo = await send(store, Posted(contact_id, "e", NOW, "photo", attachment("ref", "songket.png")))
        await worker.round()
        sha256 = hashlib.sha256(content).hexdigest()
        for source in (f"shown:{photo}", f"file:{sha256}", f"upload:{sha256}"):
            opened = await files.open(source)
            assert opened is not None
            assert (opened.mime, opened.name) == ("image/jpeg", "songket.jpg")
            assert b"Exif" not in opened.content

    async def test_a_document_is_given_as_it_came(
        self, store: Store, files: Files, platform: Platform, worker: MediaWorker
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        platform.holds["ref"] = pictures.PDF
        row = await send(store, Posted(contact_id, "e", NOW, "file", attachment("ref", "surat.exe")))
        await worker.round()
        assert await files.open(f"shown:{row}") == Opened(pictures.PDF, "application/pdf", "surat.pdf")

    async def test_an_upload_that_waits_and_one_of_no_row(self, files: Files) -> None:
        ref = await files.take_upload(pictures.MP3, "a.mp3", "audio/mpeg")
        opened = await files.open(ref)
        assert opened is not None
        assert (opened.mime, opened.name.endswith(".mp3")) == ("audio/mpeg", True)
        name = await files.keep(b"tak dikenal")
        assert await files.open(f"file:{name}") == Opened(b"tak dikenal", "application/octet-stream", f"{name[:8]}.bin")

    async def test_what_is_gone_is_none(self, files: Files) -> None:
        sources = ("data:9", "shown:9", f"file:{'0' * 64}", f"upload:{'0' * 64}")
        assert [await files.open(source) for source in sources] == [None] * 4

    @pytest.mark.parametrize("source", ["", "x", "data:", "file:../../x", "http://a.example/", "shown:x"])
    async def test_other_names_are_told_apart(self, files: Files, source: str) -> None:
        with pytest.raises(LookupError, match="no file can be called"):
            await files.open(source)


async def test_only_what_no_row_names_is_dropped(
    store: Store, files: Files, platform: Platform, worker: MediaWorker, time: Time
) -> None:
    contact_id = await meet(store, "1", NOW)
    platform.holds["ref"] = pictures.PDF
    await send(store, Posted(contact_id, "e", NOW, "file", attachment("ref", "")))
    await worker.round()
    used = hashlib.sha256(pictures.PDF).hexdigest()
    unused = await files.keep(b"x")
    assert await files.drop_unused([used, unused, "../../etc/passwd", ""]) == 1
    assert files.kept() == [used]


def attachment(ref: str, name: str) -> Attachment:
    return Attachment(ref, "application/octet-stream", name)
