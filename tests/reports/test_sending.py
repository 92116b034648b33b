"""The running bot sends what it draws: a letter to Telegram, the same one for the web chat; without it, the words."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.actions import partnering, routing
from bot.app.opening import now, opened
from bot.app.running import Bot
from bot.core.message import Chat, Media, Message
from bot.settings import read
from storage import contacts, outbox
from storage.partners import Partner
from storage.ports import Tx
from tests.actions.world import Office, Who
from tests.fakes.telegram import FakeTelegram, Person
from tests.fakes.telegram.fixtures import tg, tg_user
from tests.reports.papers import pages

__all__ = ["tg", "tg_user"]

SANGGAR = Partner(0, "community", "Sanggar Contoh", ("equipment",))


@dataclass
class Desk:
    """A bot that sends, and a request its requester lets go to a partner."""

    bot: Bot
    office: Office
    asker: Who
    referral_id: int

    async def answer(self, answer: str) -> None:
        await self.office.act(self.asker, routing.consent, self.referral_id, answer, "Boleh ...?")  # type: ignore[arg-type]

    async def queue(self) -> None:
        """The letter to the person of the fake."""
        side = self.bot.telegram
        assert side is not None
        letter = Media("document", f"letter:{self.referral_id}", "application/pdf", "surat-D-2026-000001.pdf")

        async def work(tx: Tx) -> None:
            known = await contacts.meet(tx, Chat("telegram", side.channel.account, "501"), "id", "", now())
            await outbox.add(tx, known.contact, Message("Surat siap diteruskan.", media=(letter,)), now())

        await self.bot.city.store.transact(work)
        side.dispatcher.wake()


@pytest.fixture
async def desk(tg: FakeTelegram, tmp_path: Path) -> AsyncIterator[Desk]:
    """A bot whose dispatcher runs."""
    settings = read(
        data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kekraf.db'}", telegram_token=tg.token,
        telegram_api_url=tg.url, telegram_chat_rate=0,
    )  # fmt: skip
    async with opened(settings) as city:
        bot, office = Bot(city, lambda line: None), Office(city.store, now())
        assert bot.telegram is not None
        asker, member = await office.requester(), await office.officer("committee")
        filed = await office.file(asker)
        partner_id = await office.act(member, partnering.add, SANGGAR)
        await office.act(member, routing.ask_consent, await office.seen(filed), partner_id)
        (referral,) = await office.act(member, routing.of_request, filed.id)
        sending = asyncio.create_task(bot.telegram.dispatcher.run())
        yield Desk(bot, office, asker, referral.id)
        await bot.telegram.stop_sending()
        await sending


async def arrived(person: Person, count: int) -> None:
    """Waits until so many messages are there."""
    async with asyncio.timeout(60):
        while len(person.messages) < count:  # noqa: ASYNC110 - the fake has no event for it
            await asyncio.sleep(0.02)


async def test_a_letter_arrives_and_later_only_the_words(desk: Desk, tg_user: Person) -> None:
    await desk.answer("yes")
    await desk.queue()
    await arrived(tg_user, 1)
    (file,) = tg_user.last.files
    assert (tg_user.last.kind, tg_user.last.text) == ("document", "Surat siap diteruskan.")
    assert file.filename == "surat-D-2026-000001.pdf"
    assert "Yuk Contoh" in pages(file.data)[0]
    served = await desk.bot.site().files.open(f"letter:{desk.referral_id}")
    assert served is not None
    assert served.content == file.data
    await desk.answer("no")
    await desk.queue()
    await arrived(tg_user, 2)
    assert tg_user.last.kind == "text"
    assert tg_user.last.text == (
        "Surat siap diteruskan.\n\nBerkasnya belum dapat kami kirim, jadi pesan ini tanpa lampiran."
    )


async def test_a_letter_is_never_sent_by_the_platforms_id_of_it(desk: Desk, tg_user: Person) -> None:
    await desk.answer("yes")
    for count in (1, 2):
        await desk.queue()
        await arrived(tg_user, count)
    first, second = (message.files[0] for message in tg_user.messages)
    assert first.data == second.data
    assert first.file_id != second.file_id
