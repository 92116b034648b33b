"""Announcements made, followed and counted from outside of the bot, to a crowd that Telegram knows."""

import json
from collections import Counter
from typing import Any

from tests.acceptance.bot_process import BotProcess
from tests.acceptance.commands import answer
from tests.fakes.telegram import FakeTelegram

FIRST = 1_000_001  # the chat of the first fictional person
WORDS = "Lokakarya membatik hari Sabtu (rekaan)"


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


def known(tg: FakeTelegram, people: int, blocked: int = 0) -> None:
    """Everybody who was made up is known to Telegram; the first `blocked` of them block the bot."""
    for number in range(people):
        person = tg.user(FIRST + number, "Rekaan", started=True)
        if number < blocked:
            person.chat.state = "blocked"


def copies(tg: FakeTelegram) -> Counter[int]:
    """How often each has it."""
    found: Counter[int] = Counter()
    for id, person in tg.people.items():
        found[id] = sum(message.from_bot and WORDS in message.text for message in person.messages)
    return found
