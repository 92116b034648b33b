"""A city with everything around it: a bot in its own process, Telegram, a database, and people who talk to it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.bot_process import BotProcess
from tests.acceptance.records import Records
from tests.fakes.telegram import TOKEN, FakeTelegram, Message, Person, Tap

WAIT_S = 20.0
SECRET = "a-fictional-webhook-secret"
FAST = {"KEKRAF_TELEGRAM_RATE": "1000", "KEKRAF_TELEGRAM_CHAT_RATE": "0"}


@dataclass(frozen=True)
class City:
    """All of it."""

    tg: FakeTelegram
    bot: BotProcess
    records: Records


class Talker:
    """Somebody on Telegram. A line in brackets is a tap: "[Setuju, saya 18+]"."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.taps: list[Tap] = []

    async def says(self, line: str) -> None:
        """Does it; the answer comes when it comes."""
        if line.startswith("["):
            tap = await self.person.taps(line[1:-1])
            assert isinstance(tap, Tap)
            self.taps.append(tap)
        else:
            await self.person.says(line)

    async def hears(self, words: str) -> Message:
        """The next answer, which holds these words."""
        answer = await self.person.reply(WAIT_S)
        assert words in answer.text, f"{words!r} is not in {answer.text!r}"
        return answer

    async def finds(self, words: str) -> None:
        """Waits for an answer with these words, whatever notice comes before it."""
        while words not in (await self.person.reply(WAIT_S)).text:
            pass

    async def asks(self, line: str, words: str) -> Message:
        """Says it and hears the answer."""
        await self.says(line)
        return await self.hears(words)

    @property
    def heard(self) -> list[str]:
        """Everything the bot ever said to her."""
        return [message.text for message in self.person.messages if message.from_bot]


def talker(tg: FakeTelegram, id: int, name: str = "Ratna") -> Talker:
    """A fictional person who writes Indonesian."""
    return Talker(tg.user(id, name, language_code="id"))


@asynccontextmanager
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Bot API that forgives nothing."""
    async with FakeTelegram() as tg:
        yield tg
        assert tg.faults == []


def sqlite_url(folder: Path) -> str:
    """A database file in a folder that the bot will make."""
    return f"sqlite:///{folder / 'data' / 'kekraf.db'}"


def settings(tg: FakeTelegram, url: str, **more: str) -> dict[str, str]:
    """Telegram by polling, on a database."""
    return {
        "KEKRAF_DATABASE_URL": url,
        "KEKRAF_TELEGRAM_TOKEN": TOKEN,
        "KEKRAF_TELEGRAM_API_URL": tg.url,
        **FAST,
        **{f"KEKRAF_{name.upper()}": value for name, value in more.items()},
    }


def process(folder: Path, base: Mapping[str, str], mode: str = "poll") -> BotProcess:
    """A bot that is not started yet. `mode`: poll or webhook."""
    bot = BotProcess(folder, base)
    if mode == "webhook":
        bot.settings["KEKRAF_PUBLIC_URL"] = f"http://127.0.0.1:{bot.port}"
        bot.settings["KEKRAF_TELEGRAM_WEBHOOK_SECRET"] = SECRET
    return bot


@asynccontextmanager
async def city(folder: Path, url: str = "", mode: str = "poll", **more: str) -> AsyncIterator[City]:
    """Everything running; in the end the bot stops cleanly, and its log has neither a traceback nor a token."""
    url = url or sqlite_url(folder)
    async with telegram() as tg:
        tg.webhook.deliver_twice = mode == "webhook"
        async with process(folder, settings(tg, url, **more), mode) as bot:
            yield City(tg, bot, Records(url))
        check_log(bot)


def check_log(bot: BotProcess) -> None:
    """No surprise in the log, and no secret."""
    assert "Traceback" not in bot.errors, bot.errors[-4000:]
    assert TOKEN not in bot.errors
    assert TOKEN.partition(":")[2] not in bot.errors
    assert SECRET not in bot.errors
