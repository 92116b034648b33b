"""The way of a file that came in: wanted, then kept, refused or lost, and the last two told in words."""

import asyncio
import shutil

import pytest

from bot.core.message import Attachment, Kind
from bot.errors import InDoubt, NotSent, Rejected
from bot.filing import Files
from bot.media import MediaWorker
from storage import contacts, media
from storage.ports import Row, Store
from tests.clock.world import HOUSE, MINUTE, Posted, Time, meet, register, rows, said, send
from tests.media import pictures
from tests.media.pictures import picture
from tests.media.platform import Platform
from tests.media.test_filing import Usage, on_disk
from tests.storage.people import NOW


async def got(store: Store, ref: str, event: str = "e", chat: str = "1", kind: Kind = "photo") -> int:
    """A contact that sent a file; the contact's id."""
    contact_id = await meet(store, chat, NOW)
    await send(store, Posted(contact_id, event, NOW, kind, Attachment(ref, "image/jpeg", "foto.jpg", 0)))
    return contact_id


async def files_of(store: Store, contact_id: int) -> list[Row]:
    return await store.read(lambda tx: media.of_contact(tx, contact_id))


def sentence(reason: str, language: str = "id") -> str:
    return HOUSE.speeches[language].text(f"media.{reason}")


async def test_a_photo_is_kept_and_nobody_is_bothered(
    store: Store, files: Files, platform: Platform, worker: MediaWorker
) -> None:
    platform.holds["ref"] = content = picture()
    contact_id = await got(store, "ref")
    assert await worker.round() == 1
    row = (await files_of(store, contact_id))[0]
    assert (row["state"], row["mime"], row["size"]) == ("kept", "image/jpeg", len(content))
    assert files.kept() == sorted((row["sha256"], row["shown"]))
    assert await said(store, contact_id) == []
    assert await worker.round() == 0


REFUSED = {
    "nothing": (b"", "broken"), "words": (pictures.TEXT, "type"), "half a photo": (picture()[:-40], "broken"),
    "a page in PNG clothes": (pictures.HTML_IN_PNG_CLOTHES, "type"), "HEIC": (pictures.HEIC, "heic"),
    "a bomb": (pictures.bomb(), "pixels"), "an archive too": (pictures.with_zip(picture()), "type"),
    "30 MB": (bytes(30_000_000), "too_big"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
async def test_refused_in_words_and_nothing_left_on_disk(
    store: Store, files: Files, platform: Platform, worker: MediaWorker, what: str
) -> None:
    platform.holds["ref"], reason = REFUSED[what]
    contact_id = await got(store, "ref")
    await worker.round()
    row = (await files_of(store, contact_id))[0]
    assert (row["state"], row["reason"], row["sha256"]) == ("refused", reason, "")
    assert await said(store, contact_id) == [sentence(reason)]
    assert on_disk(files) == []


async def test_told_in_the_language_of_the_chat_and_as_a_bubble_of_it(
    store: Store, platform: Platform, worker: MediaWorker
) -> None:
    contact_id = await got(store, "gone")
    await rows(store, "UPDATE contacts SET language = 'en' RETURNING 1 AS done")
    told: list[int] = []
    worker.told = told.append
    await worker.round()
    assert await said(store, contact_id) == [sentence("lost", "en")]
    assert told == [contact_id]
    out = await rows(store, "SELECT n, lane, state FROM outbox")
    contact = await store.read(lambda tx: contacts.by_id(tx, contact_id))
    assert contact is not None
    assert [(row["n"], row["lane"], row["state"]) for row in out] == [(contact.last_n, 1, "queued")]


class TestTheRoomThereIs:
    async def test_five_files_a_person_on_whatever_chat(
        self, store: Store, platform: Platform, worker: MediaWorker
    ) -> None:
        first, second = await meet(store, "1", NOW), await meet(store, "2", NOW)
        await register(store, "PLG-000001", [first, second], NOW)
        for number in range(7):
            platform.holds[f"r{number}"] = picture(size=(20 + number, 20))
            await got(store, f"r{number}", f"e{number}", str(1 + number % 2))
        while await worker.round():
            pass
        states = [row["state"] for contact_id in (first, second) for row in await files_of(store, contact_id)]
        assert (states.count("kept"), states.count("refused")) == (5, 2)
        assert [s for c in (first, second) for s in await said(store, c)] == [sentence("full")] * 2

    async def test_twenty_five_megabytes(
        self, store: Store, files: Files, platform: Platform, worker: MediaWorker
    ) -> None:
        for number in range(2):
            platform.holds[f"r{number}"] = pictures.MP3 + bytes([number]) * 13_000_000
            contact_id = await got(store, f"r{number}", f"e{number}", kind="voice")
        await worker.round()
        assert sorted(row["reason"] for row in await files_of(store, contact_id)) == ["", "full"]
        assert len(on_disk(files)) == 1

    async def test_a_full_disk_takes_words_and_no_files(
        self, store: Store, files: Files, platform: Platform, worker: MediaWorker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        platform.holds["ref"] = picture()
        contact_id = await got(store, "ref")
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(1000, 901, 99))
        await worker.round()
        assert await said(store, contact_id) == [sentence("disk")]
        assert platform.asked == []
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(1000, 899, 101))
        await got(store, "ref", "e2")
        await worker.round()
        assert [row["state"] for row in await files_of(store, contact_id)] == ["refused", "kept"]

    async def test_a_disk_that_fails_is_a_full_one(
        self, store: Store, files: Files, platform: Platform, worker: MediaWorker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def keep(content: bytes) -> str:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "keep", keep)
        platform.holds["ref"] = picture()
        contact_id = await got(store, "ref")
        await worker.round()
        assert await said(store, contact_id) == [sentence("disk")]


class TestTryingAgain:
    @pytest.mark.parametrize("fault", [NotSent("refused"), InDoubt("cut"), TimeoutError(), ValueError("our mistake")])
    async def test_a_passing_fault_is_waited_out_and_given_up_after_six(
        self, store: Store, files: Files, platform: Platform, worker: MediaWorker, time: Time, fault: Exception
    ) -> None:
        platform.holds["ref"] = fault
        contact_id = await got(store, "ref")
        waits = []
        for _ in range(6):
            assert await worker.round() == 1
            row = (await rows(store, "SELECT state, not_before FROM media"))[0]
            waits.append(row["not_before"] - time.at)
            time.pass_(max(0, waits[-1] - 1))
            assert await worker.round() == 0
            time.pass_(1)
        assert waits[:5] == [10_000, 40_000, 160_000, 640_000, 2_560_000]
        assert row["state"] == "lost"
        assert await said(store, contact_id) == [sentence("lost")]
        assert len(platform.asked) == 6

    async def test_it_is_kept_when_the_fault_has_passed(
        self, store: Store, platform: Platform, worker: MediaWorker, time: Time
    ) -> None:
        platform.holds["ref"] = NotSent("refused")
        contact_id = await got(store, "ref")
        await worker.round()
        platform.holds["ref"] = picture()
        time.pass_(10_000)
        await worker.round()
        assert (await files_of(store, contact_id))[0]["state"] == "kept"
        assert await said(store, contact_id) == []

    @pytest.mark.parametrize(
        ("error", "reason"),
        [(Rejected(400, "wrong file_id"), "lost"), (Rejected(400, "Bad Request: file is too big"), "too_big")],
    )
    async def test_what_the_platform_refuses_is_not_asked_again(
        self, store: Store, platform: Platform, worker: MediaWorker, error: Exception, reason: str
    ) -> None:
        platform.holds["ref"] = error
        contact_id = await got(store, "ref")
        await worker.round()
        await worker.round()
        assert await said(store, contact_id) == [sentence(reason)]
        assert platform.asked == ["ref"]

    async def test_one_bad_file_does_not_hold_up_the_others(
        self, store: Store, platform: Platform, worker: MediaWorker
    ) -> None:
        platform.holds |= {"bad": RuntimeError("our mistake"), "good": picture()}
        contact_id = await got(store, "bad", "e1")
        await got(store, "good", "e2")
        await worker.round()
        assert sorted(row["state"] for row in await files_of(store, contact_id)) == ["kept", "wanted"]


class TestFromTheWebChat:
    async def test_an_upload_is_taken_once(self, store: Store, files: Files, worker: MediaWorker) -> None:
        ref = await files.take_upload(content := picture(), "foto.jpg", "image/jpeg")
        contact_id = await meet(store, "w", NOW, "webchat")
        attached = Attachment(ref, "image/jpeg", "foto.jpg", len(content))
        await send(store, Posted(contact_id, "e", NOW, "photo", attached))
        await worker.round()
        assert (await files_of(store, contact_id))[0]["state"] == "kept"
        assert files.waiting() == []
        opened = await files.open(ref)
        assert opened is not None
        assert opened.name == "foto.jpg"

    async def test_a_refusal_is_there_at_once_and_the_upload_gone(
        self, store: Store, files: Files, worker: MediaWorker
    ) -> None:
        ref = await files.take_upload(pictures.TEXT, "foto.jpg", "image/jpeg")
        contact_id = await meet(store, "w", NOW, "webchat")
        await send(store, Posted(contact_id, "e", NOW, "photo", Attachment(ref)))
        await worker.round()
        assert [row["state"] for row in await rows(store, "SELECT state FROM outbox")] == ["sent"]
        assert on_disk(files) == []

    async def test_two_who_send_the_same(self, store: Store, files: Files, worker: MediaWorker) -> None:
        ref = await files.take_upload(picture(), "foto.jpg", "image/jpeg")
        people = [await meet(store, chat, NOW, "webchat") for chat in ("w1", "w2")]
        for contact_id in people:
            await send(store, Posted(contact_id, f"e{contact_id}", NOW, "photo", Attachment(ref)))
        await worker.round()
        assert [(await files_of(store, contact_id))[0]["state"] for contact_id in people] == ["kept", "kept"]
        assert len(files.kept()) == 2  # one photo and its copy

    async def test_what_no_turn_took_goes_after_a_minute(
        self, store: Store, files: Files, worker: MediaWorker, time: Time
    ) -> None:
        await files.take_upload(picture(), "foto.jpg", "image/jpeg")
        await worker.round()
        time.pass_(MINUTE - 1)
        await worker.round()
        assert len(files.waiting()) == 1
        time.pass_(1)
        await worker.round()
        assert on_disk(files) == []

    async def test_a_ref_of_an_upload_means_nothing_on_another_channel(
        self, store: Store, files: Files, worker: MediaWorker
    ) -> None:
        ref = await files.take_upload(picture(), "foto.jpg", "image/jpeg")
        contact_id = await got(store, ref)
        await worker.round()
        assert (await files_of(store, contact_id))[0]["state"] == "lost"


async def test_what_was_erased_meanwhile_leaves_no_file_and_no_word(
    store: Store, files: Files, platform: Platform, worker: MediaWorker
) -> None:
    contact_id = await got(store, "ref")

    class Slow(Platform):
        async def fetch(self, ref: str, most: int) -> bytes:
            await rows(store, "DELETE FROM media RETURNING 1 AS done")
            return picture()

    worker._channels = {"telegram": Slow()}
    await worker.round()
    assert on_disk(files) == []
    assert await said(store, contact_id) == []


async def test_another_process_does_the_same_file(
    store: Store, platform: Platform, worker: MediaWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def held(name: str) -> bool:
        return False

    platform.holds["ref"] = picture()
    await got(store, "ref")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(store, "hold", held)
        await worker.round()
    assert platform.asked == []
    await worker.round()
    assert platform.asked == ["ref"]


async def test_it_runs_when_woken_and_stops(store: Store, platform: Platform, worker: MediaWorker) -> None:
    told = asyncio.Event()
    worker.told = lambda contact_id: told.set()
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0)
    platform.holds["ref"] = pictures.TEXT
    contact_id = await got(store, "ref")
    worker.wake()
    async with asyncio.timeout(10):
        await told.wait()
        await worker.stop()
        await running
    assert await said(store, contact_id) == [sentence("type")]
