"""Groups, blocking, and what Telegram is told of the bot."""

from pathlib import Path

import pytest

from tests.acceptance.city import City, city, talker
from tests.acceptance.records import until
from tests.fakes.telegram import BLOCKED, refusal, too_many

GROUP = -1_000_000_000_123
TALKING = frozenset({"getUpdates", "sendMessage", "answerCallbackQuery", "editMessageText", "editMessageReplyMarkup"})


async def taken(here: City, messages: int) -> None:
    """Waits until so many events are in the inbox, and everything is sent."""

    async def there() -> bool:
        return await here.records.count("inbox") >= messages

    await until(there, f"{messages} events are taken")
    await here.records.settled()


async def test_a_group_hears_one_sentence_with_a_button_once_a_day(tmp_path: Path) -> None:
    async with city(tmp_path, admins="telegram:1") as here:
        await ready(here, 1)
        group, ratna = here.tg.group(GROUP), talker(here.tg, 501)
        await ratna.person.says("selamat pagi semua", group)
        await ratna.person.says("@kekraf_fiktif_bot halo", group)
        told = await group.reply(20)
        assert "obrolan" in told.text
        assert len([label for row in told.buttons for label in row]) == 1
        await ratna.person.taps(told.buttons[0][0], told, group)
        assert ratna.person.opened == ["https://t.me/kekraf_fiktif_bot"]
        await ratna.person.says("@kekraf_fiktif_bot halo lagi", group)
        await ratna.asks("/start", "sudah 18 tahun?")
        await taken(here, 3)
        assert [message.text for message in group.messages if message.from_bot] == [told.text]
        assert await here.records.count("inbox", "body LIKE '%selamat pagi%' OR body LIKE '%halo lagi%'") == 0


async def test_who_blocks_the_bot_is_not_written_to_until_she_comes_back(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        ratna = talker(here.tg, 501)
        await ratna.asks("/start", "sudah 18 tahun?")
        await here.records.settled()
        plan = here.tg.plan("sendMessage", too_many(4), chat=501)
        await ratna.says("[Setuju, saya 18+]")
        await plan.happened(20)
        await ratna.person.blocks()
        await taken(here, 3)
        assert await here.records.states() == {"sent": 1, "cancelled": 1}
        assert await here.records.count("contacts", "reach = 'blocked'") == 1
        await ratna.person.unblocks()
        await ratna.asks("bikin pempek di plaju", "Nama panggilan")
        assert await here.records.count("contacts", "reach = 'active'") == 1


async def test_a_block_that_only_the_refusal_tells_of(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        ratna = talker(here.tg, 501)
        here.tg.plan("sendMessage", refusal(403, BLOCKED), chat=501)
        await ratna.says("/start")
        await taken(here, 1)

        async def known() -> bool:
            return await here.records.count("contacts", "reach = 'blocked'") == 1

        await until(known, "the contact is known as blocked")
        assert await here.records.states() == {"failed": 1}
        await ratna.asks("/start", "sudah 18 tahun?")
        await here.records.settled()
        assert await here.records.states() == {"failed": 1, "sent": 1}


@pytest.mark.parametrize("mode", ["poll", "webhook"])
async def test_telegram_is_told_who_we_are_once(tmp_path: Path, mode: str) -> None:
    async with city(tmp_path, mode=mode) as here:
        await ready(here, 1)
        first = [call.method for call in here.tg.calls() if call.method not in TALKING]
        assert 1 <= len(first) <= 12
        await here.bot.restart()
        await ready(here, 2)
        assert [call.method for call in here.tg.calls() if call.method not in TALKING] == first
        assert {language for _, language in here.tg.world.commands} == {"", "en"}


async def ready(here: City, starts: int) -> None:
    """Waits until the bot has said so often that Telegram knows it."""

    async def said() -> bool:
        return here.bot.errors.count("telegram.ready") >= starts

    await until(said, "Telegram knows the bot")
