"""The database locked, the disk full, PostgreSQL away: nobody is told a lie, and afterwards nothing is missing."""

import asyncio
import resource
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.acceptance.city import City, Talker, city, talker
from tests.acceptance.records import Records, until
from tests.acceptance.test_killed_between import TALK, nothing_lost_or_doubled
from tests.acceptance.web_person import WebPerson, visitor
from tests.storage.stores import Server, server

Trouble = Callable[[City], AbstractAsyncContextManager[None]]
PAGE = 4096  # bytes: less than a frame of the write-ahead log
IDA = (("halo", "sudah 18 tahun?"), ("[Setuju, saya 18+]", "membuat apa"))


@asynccontextmanager
async def locked(here: City) -> AsyncIterator[None]:
    """Another program writes, and does not end."""
    async with here.records.held():
        yield


@asynccontextmanager
async def disk_full(here: City) -> AsyncIterator[None]:
    """No page of the database can be written any more."""
    soft, hard = resource.prlimit(here.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(here.bot.pid, resource.RLIMIT_FSIZE, (PAGE, hard))
    try:
        yield
    finally:
        resource.prlimit(here.bot.pid, resource.RLIMIT_FSIZE, (soft, hard))


@asynccontextmanager
async def away(here: City) -> AsyncIterator[None]:
    """PostgreSQL is stopped, and started again."""
    server().stop()
    try:
        yield
    finally:
        server().back()


async def status(url: str) -> int:
    """Of a GET."""
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return answer.status


async def nothing_can_be_taken(here: City, ida: WebPerson, body: dict[str, str]) -> None:
    """Telegram and the browser are told to come again; the process is alive, and says that it is not ready."""

    async def refused() -> bool:
        return any(post.status == 503 for post in here.tg.api.webhook.posts)

    _, *told = await asyncio.gather(
        until(refused, "Telegram gets a 503"),
        ida.posts(body), status(f"{here.bot.url}/readyz"), status(f"{here.bot.url}/healthz"),
    )  # fmt: skip
    assert told == [503, 503, 200]


async def suffers(here: City, trouble: Trouble) -> list[int]:
    """Two people in the middle of their talks, one on each channel; the trouble comes, and goes. The bubbles on the web
    by number: each once, none missing."""
    ratna = talker(here.tg, 501)
    async with visitor(here.bot.url) as ida:
        await ratna.asks(*TALK[0])
        await ida.asks(*IDA[0])
        body = ida.body(IDA[1][0])
        await here.records.settled()
        async with trouble(here):
            await ratna.says(TALK[1][0])
            await nothing_can_be_taken(here, ida, body)
        await ratna.hears(TALK[1][1])
        await ida.insists(body)
        await ida.hears(IDA[1][1])
    await rest_is_as_ever(here, ratna)
    return [bubble["n"] for bubble in ida.bubbles]


async def rest_is_as_ever(here: City, ratna: Talker) -> None:
    """Her talk goes on to its end, and every row is there once."""
    for line, words in TALK[2:]:
        await ratna.asks(line, words)
    await here.records.settled()
    await here.records.run("DELETE FROM inbox WHERE channel = 'webchat'")
    await here.records.run("DELETE FROM outbox WHERE channel = 'webchat'")
    await nothing_lost_or_doubled(here, ratna, doubts=0)

    async def ready() -> bool:
        return await status(f"{here.bot.url}/readyz") == 200

    await until(ready, "it says that it is ready again")


@pytest.mark.parametrize("trouble", [locked, disk_full])
async def test_sqlite_in_trouble(tmp_path: Path, trouble: Trouble) -> None:
    async with city(tmp_path, mode="webhook") as here:
        assert await suffers(here, trouble) == [1, 2, 3, 4]


async def test_postgresql_stopped_and_back(tmp_path: Path, postgres_server: Server) -> None:
    async with (
        postgres_server.database(await postgres_server.template()) as url,
        city(tmp_path, url, "webhook") as here,
    ):
        assert await suffers(here, away) == [1, 2, 3, 4]


async def test_polling_while_postgresql_is_away(tmp_path: Path, postgres_server: Server) -> None:
    async with postgres_server.database(await postgres_server.template()) as url, city(tmp_path, url) as here:
        ratna = talker(here.tg, 501)
        await ratna.asks(*TALK[0])
        await here.records.settled()
        async with away(here):
            await ratna.says(TALK[1][0])
            assert await status(f"{here.bot.url}/readyz") == 503
        await ratna.hears(TALK[1][1])
        for line, words in TALK[2:]:
            await ratna.asks(line, words)
        await here.records.settled()
        await nothing_lost_or_doubled(here, ratna, doubts=0)


async def test_a_short_lock_is_only_a_pause(tmp_path: Path) -> None:
    async with city(tmp_path, mode="webhook") as here:
        ratna = talker(here.tg, 501)
        await ratna.asks(*TALK[0])
        async with here.records.held():
            await ratna.says(TALK[1][0])
            await ratna.person.hears_nothing(2)
        await ratna.hears(TALK[1][1])
        await here.records.settled()
        assert {post.status for post in here.tg.api.webhook.posts} == {200}


async def test_it_stops_cleanly_while_the_store_is_down(tmp_path: Path) -> None:
    async with city(tmp_path) as here:
        ratna = talker(here.tg, 501)
        await ratna.asks(*TALK[0])
        await here.records.settled()
        async with here.records.held():
            await ratna.says(TALK[1][0])
            await here.bot.stop()
        await here.bot.start()
        await ratna.hears(TALK[1][1])


async def test_a_start_without_its_database_says_so_in_a_line(tmp_path: Path, postgres_server: Server) -> None:
    async with postgres_server.database(await postgres_server.template()) as url, city(tmp_path, url) as here:
        await here.bot.stop()
        before = len(here.bot.errors)
        async with away(here):
            await here.bot.launch()
            assert await here.bot.ended() == 1
        said = here.bot.errors[before:].strip()
        assert said.startswith("KEKRAF_DATABASE_URL: the database cannot be opened")
        assert "\n" not in said
        await here.bot.start()
        assert await Records(url).count("outbox") == 0
