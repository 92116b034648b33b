"""Personal data struck from a thread: its files leave the disk with the turn, but for those somebody else uses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.actions import requesting
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.app.demo import for_demo, prepare
from bot.app.opening import now, opened
from bot.app.running import Bot
from bot.core.message import Attachment, Chat, Heard, Message
from bot.settings import read
from storage import contacts, inbox, media, outbox
from storage.media import Result
from storage.ports import Tx

OFFICER, ASKER, OTHER = (Chat("webchat", "web", name) for name in ("demo-staff", "asker", "other"))


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """Prepared, not yet listening."""
    async with opened(for_demo(read(data_dir=tmp_path))) as city:
        made = Bot(city, lambda line: None)
        await prepare(made)
        yield made


async def owns(bot: Bot, chat: Chat, sha256: str) -> int:
    """A file of that content which a chat has sent; its id."""

    async def work(tx: Tx) -> int:
        known = await contacts.meet(tx, chat, "id", "Yuk Contoh", now())
        heard = Heard(chat, f"file {chat.id} {sha256}", "photo", now(), attachment=Attachment("ref"))
        row = await inbox.take(tx, heard, inbox.Place(known.contact.id, known.contact.last_n + 1, 0), now(), "done")
        assert row is not None
        media_id = await media.want(tx, known.contact, row, heard, now())
        await media.settle(tx, media_id, Result("kept", "", sha256, "", "image/jpeg", 3))
        return media_id

    return await bot.city.store.transact(work)


async def files(bot: Bot, media_ids: list[int]) -> int:
    """A request with these files; its id."""

    async def work(tx: Tx) -> int:
        known = await contacts.meet(tx, ASKER, "id", "Yuk Contoh", now())
        actor = Actor(tx, bot.city.house, now(), known.contact, f"contact:{known.contact.id}")
        asked = Asked(key="one", kind="equipment", story="nomor rekening saya 123 FIKTIF", media=media_ids)
        return (await requesting.file(actor, asked)).id

    return await bot.city.store.transact(work)


async def taps(bot: Bot, event: str, label: str) -> Message:
    """The officer taps a button of its last bubble; the answer."""
    last = await shown(bot)
    choice = next(each.id for each in last.choices if each.label.startswith(label))
    await bot.hear(Heard(OFFICER, event, "tap", now(), choice=choice))
    return await shown(bot)


async def shown(bot: Bot) -> Message:
    """The last the officer was shown."""
    known = await bot.city.store.read(lambda tx: contacts.find(tx, OFFICER))
    assert known is not None
    found = await bot.city.store.read(lambda tx: outbox.transcript(tx, known.contact.id, 0, 99))
    return Message.from_json([each.body for each in found if each.sender == "bot"][-1])


async def test_the_files_go_with_the_words(bot: Bot) -> None:
    own, shared = await bot.files.keep(b"own"), await bot.files.keep(b"shared")
    await owns(bot, OTHER, shared)
    request_id = await files(bot, [await owns(bot, ASKER, own), await owns(bot, ASKER, shared)])
    await bot.hear(Heard(OFFICER, "s0", "tap", now(), choice=f"do:act:{request_id}"))
    labels = ("Coret data pribadi", "Pemohon: nomor rekening", "Kosongkan")
    for n, label in enumerate(labels, 1):
        await taps(bot, f"s{n}", label)
    assert sorted(bot.files.kept()) == sorted((own, shared))
    answer = await taps(bot, "s9", "Coret")
    assert "sudah dicoret" in answer.text
    assert bot.files.kept() == [shared]
