"""An announcement is put into a Telegram channel too: once, whatever happens; staff hear where that cannot be."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.core.audience import EVERYBODY
from storage import announcements
from storage.announcements import Plan
from storage.ports import Store
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore
from tests.acceptance.announced import WORDS, announced
from tests.acceptance.city import City, Talker, city
from tests.acceptance.records import until
from tests.acceptance.test_desk_answers import hired
from tests.fakes.telegram import Group, server_error
from tests.offers import published

CHANNEL, NAME = -1_001_000_000_777, "@kekrafcontoh"
DAY = 86_400_000


@asynccontextmanager
async def beside(here: City) -> AsyncIterator[Store]:
    """The city's store, as another program opens it."""
    url = here.records.url
    sqlite = url.startswith("sqlite:")
    store = SqliteStore(Path(url.removeprefix("sqlite:///"))) if sqlite else PostgresStore(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def tied(here: City) -> tuple[Talker, Group]:
    """An admin, and a channel that is tied."""
    officer = await hired(here, 900, "admin")
    channel = here.tg.channel(CHANNEL, NAME.removeprefix("@"))
    await officer.asks(f"tautkan {NAME}", f"{NAME} sudah ditautkan")
    return officer, channel


async def over(here: City, number: object) -> None:
    """The announcement has gone to everybody."""

    async def done() -> bool:
        return await here.records.count("announcements", f"id = {number} AND state = 'done'") == 1

    await until(done, "the announcement is over")


def posts(channel: Group, words: str = WORDS) -> list[str]:
    """What stands in the channel with these words."""
    return [message.text for message in channel.messages if words in message.text]


async def test_it_stands_in_the_channel_once_though_the_bot_is_killed_in_between(
    tmp_path: Path, database_url: str
) -> None:
    async with city(tmp_path, database_url) as here:
        officer, channel = await tied(here)
        number = await announced(here.bot)
        await over(here, number)
        await officer.asks(f"siaran {number}", "selesai")
        refused = here.tg.plan("sendMessage", server_error(), chat=NAME)
        await officer.asks("[Pasang di kanal]", f"Sedang dipasang di {NAME}.")
        await refused.happened()
        await here.bot.restart()
        assert WORDS in (await channel.reply(20)).text
        await here.records.settled()
        await here.bot.restart()
        officer.person.forget_unread()  # an answer on its way at a kill may come twice
        await officer.asks(f"siaran {number}", "selesai")
        await officer.asks("[Pasang di kanal]", f"Sudah ada di {NAME}.")
        await here.records.settled()
        (post,) = posts(channel)
        assert "BERHENTI" not in post


async def test_an_opportunity_stands_there_with_the_way_to_it(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        officer, channel = await tied(here)
        now = time.time_ns() // 1_000_000
        async with beside(here) as store:
            one = await published(store, now, now + 20 * DAY)
            plan = Plan(
                texts={}, audience=EVERYBODY, at=now, expires_at=now + DAY, created_by="cli", opportunity_id=one.id
            )
            number = await store.transact(lambda tx: announcements.add(tx, plan, now))
        await over(here, number)
        await officer.asks(f"siaran {number}", "selesai")
        await officer.asks("[Pasang di kanal]", f"Sedang dipasang di {NAME}.")
        post = await channel.reply(20)
        assert "Slot Panggung Contoh" in post.text
        assert "BERHENTI" not in post.text
        assert [label for label, *_ in post.buttons] == ["Buka"]
        assert "start=o_CNTH7_kanal" in str(post.raw["reply_markup"])


@pytest.mark.parametrize("state", ["left", "no_rights", "unknown"])
async def test_whoever_put_it_there_hears_that_the_bot_may_not_write(tmp_path: Path, state: str) -> None:
    async with city(tmp_path) as here:
        officer, channel = await tied(here)
        if state == "unknown":
            del here.tg.world.chats[CHANNEL]
        channel.chat.state = state
        number = await announced(here.bot)
        await over(here, number)
        await officer.asks(f"siaran {number}", "selesai")
        await officer.asks("[Pasang di kanal]", f"Sedang dipasang di {NAME}.")
        await officer.hears(f"Siaran {number} tidak bisa dipasang di {NAME}.")
        await here.records.settled()
        await officer.person.hears_nothing(0.6)
        assert posts(channel) == []
        here.tg.world.chats[CHANNEL], channel.chat.state = channel.chat, "open"
        await officer.asks(f"siaran {number}", "selesai")
        await officer.asks("[Pasang di kanal]", f"Sedang dipasang di {NAME}.")
        await channel.reply(20)
        assert len(posts(channel)) == 1
