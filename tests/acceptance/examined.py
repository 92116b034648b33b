"""A bot that is fed garbage, and looked at closely when everything is over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.acceptance.bot_process import BotProcess
from tests.acceptance.city import City, city, talker
from tests.acceptance.garbage import ANY_FORM


@asynccontextmanager
async def examined(folder: Path) -> AsyncIterator[City]:
    """In the end it still answers, nothing failed, and an identity number is nowhere in its folder or log."""
    async with city(folder, mode="webhook", trusted_proxies="127.0.0.1") as here:
        yield here
        await talker(here.tg, 1).asks("/start", "sudah 18 tahun?")
        await here.records.settled()
        assert await here.records.rows("SELECT kind, body, error FROM inbox WHERE state = 'failed'") == []
        assert await here.records.count("outbox", "state NOT IN ('sent', 'superseded')") == 0
        nowhere(here.bot)  # the write-ahead log is there as long as it runs
    nowhere(here.bot)


def nowhere(bot: BotProcess) -> None:
    """No file of the bot's, and no line it wrote, holds the number in any form."""
    written = [file for file in bot.folder.rglob("*") if file.is_file()]
    assert {"stderr.log", "kekraf.db"} <= {file.name for file in written}
    for file in written:
        content = file.read_bytes()
        found = ANY_FORM.search(content)
        assert found is None, (file, content[found.start() - 200 : found.end() + 50])
    assert ANY_FORM.search("\n".join(bot.said).encode()) is None
