"""An announcement to hundreds, the bot killed -9 at random moments, and Telegram in a bad mood."""

import asyncio
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from tests.acceptance.bot_process import BotProcess
from tests.acceptance.city import City, process, settings, telegram
from tests.acceptance.commands import answer
from tests.acceptance.records import Records, until
from tests.fakes.telegram import FakeTelegram, too_many

PEOPLE, KILLS, BLOCKED = 400, 4, 12
FIRST = 1_000_001  # the chat of the first fictional person
WORDS = "Lokakarya membatik hari Sabtu (rekaan)"
ON_THE_WAY = 16  # rows that may be sending when a process dies


async def command(bot: BotProcess, *words: str) -> list[str]:
    """Beside the running bot."""
    own = {"KEKRAF_DATA_DIR": str(bot.data), "KEKRAF_HTTP_PORT": str(bot.port)}
    return await answer(bot.folder / "elsewhere", {**bot.settings, **own}, *words)


async def report(bot: BotProcess, number: str) -> dict[str, Any]:
    """What the command says of an announcement."""
    (line,) = await command(bot, "announcement", number, "--json")
    found: dict[str, Any] = json.loads(line)
    return found


async def announced(bot: BotProcess, *more: str) -> str:
    """Announces to everyone; the id."""
    bot.folder.mkdir(parents=True, exist_ok=True)
    words = bot.folder / "words.txt"
    words.write_text(WORDS, "utf-8")
    (number,) = await command(bot, "announce", "--text-file", str(words), *more)
    return number


def known(tg: FakeTelegram) -> None:
    """Everybody who was made up is known to Telegram; some block the bot."""
    for number in range(PEOPLE):
        person = tg.user(FIRST + number, "Rekaan", started=True)
        if number < BLOCKED:
            person.chat.state = "blocked"


def copies(tg: FakeTelegram) -> Counter[int]:
    """How often each has it."""
    found: Counter[int] = Counter()
    for id, person in tg.people.items():
        found[id] = sum(message.from_bot and WORDS in message.text for message in person.messages)
    return found


async def test_killed_again_and_again_nobody_is_missed_and_a_double_is_marked(
    tmp_path: Path, database_url: str
) -> None:
    chance = random.Random(7)
    async with telegram() as tg:
        known(tg)
        bot = process(tmp_path, settings(tg, database_url, telegram_rate="200"))
        await command(bot, "seed", "--people", str(PEOPLE))
        async with bot:
            tg.random_faults(7, server_error=0.05, cut_after=0.01, cut_before=0.01)
            number = await announced(bot)
            tg.plan("sendMessage", too_many(1), skip=100)
            for _ in range(KILLS):
                await asyncio.sleep(chance.uniform(0.1, 0.6))
                await bot.restart()
            tg.random_faults(7)

            async def over() -> bool:
                return bool((await report(bot, number))["state"] == "done")

            await until(over, "the announcement is over", 60)
            found = await report(bot, number)
    got = copies(tg)
    reached = [FIRST + n for n in range(BLOCKED, PEOPLE)]
    assert found["states"] == {"sent": PEOPLE - BLOCKED, "failed": BLOCKED}
    assert found["rows"] == PEOPLE
    assert [id for id in reached if not got[id]] == []
    doubles = sum(got[id] - 1 for id in reached)
    assert doubles <= found["doubts"] <= ON_THE_WAY * KILLS + PEOPLE * 0.05
    assert sum(got[FIRST + n] for n in range(BLOCKED)) == 0


async def test_who_does_not_want_it_gets_nothing_and_the_ledger_says_why(tmp_path: Path) -> None:
    async with telegram() as tg:
        known(tg)
        bot = process(tmp_path, settings(tg, f"sqlite:///{tmp_path / 'data' / 'kekraf.db'}"))
        await command(bot, "seed", "--people", str(PEOPLE), "--mixed")
        async with bot:
            here = City(tg, bot, Records(bot.settings["KEKRAF_DATABASE_URL"]))
            number = await announced(bot, "--wait", "--audience", "sub_sector=musik")
            found = await report(bot, number)
            consented = await here.records.count(
                "people p",
                "EXISTS (SELECT 1 FROM person_sub_sector s WHERE s.person_id = p.id AND s.sub_sector = 'musik')"
                " AND EXISTS (SELECT 1 FROM consents k WHERE k.person_id = p.id AND k.purpose = 'alerts'"
                " AND k.withdrawn_at IS NULL)",
            )
    assert found["reasons"]["no_consent"] > 0
    assert sum(found["states"].values()) <= consented
    assert sum(copies(tg).values()) == found["states"]["sent"] > 0
