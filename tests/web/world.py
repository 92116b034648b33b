"""A city's web side on loopback, over a real store and reception; only the clock and the files are ours."""

import asyncio
import hashlib
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from bot.actions.desk import House
from bot.channels.webchat import LIMITS
from bot.city import load
from bot.core.message import Heard
from bot.errors import NoFile, StoreDown
from bot.i18n import speeches
from bot.reception import Reception, Taken
from bot.talking import Talks
from bot.web.server import build
from bot.web.site import File, Site
from handlers import COMMANDS, FLOWS
from storage.ports import Store, Work
from storage.sqlite import SqliteStore
from tests.storage.stores import sqlite_store

NOW = 1_790_000_000_000
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loopback speaks none; made once, it is slow to make
SECRET = b"a fictional key"
CITY = load()
HOUSE = House(CITY, speeches(CITY), SECRET)


class Clock:
    """UTC milliseconds that move only when told."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> int:
        return self.at

    def pass_(self, seconds: float) -> None:
        """Time goes by."""
        self.at += int(seconds * 1000)


class KeptFiles:
    """Files in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, File] = {}
        self.lacking: dict[str, NoFile] = {}

    async def take_upload(self, content: bytes, name: str, mime: str) -> str:
        ref = f"upload:{hashlib.sha256(content).hexdigest()}"
        self.kept[ref] = File(content, mime, name)
        return ref

    async def open(self, source: str) -> File | None:
        if source.startswith("data:"):
            return File(b'{"contact": {}}', "application/json", "data-saya.json")
        if source in self.lacking:
            raise self.lacking[source]
        return self.kept.get(source)


class FaultyStore:
    """A store that can be made to fail."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.down = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def transact(self, work: Work[Any]) -> Any:
        """As the store's, or StoreDown."""
        if self.down:
            raise StoreDown("made so by a test")
        return await self._store.transact(work)


@dataclass
class Web:
    """A running web side. `heard` is everything that was taken as new or not, `updates` what a webhook was given."""

    site: Site
    store: FaultyStore
    clock: Clock
    files: KeptFiles
    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    updates: list[tuple[bytes, str | None]] = field(default_factory=list)

    def client(self, **settings: Any) -> httpx.AsyncClient:
        """A browser, or a program."""
        return httpx.AsyncClient(base_url=self.url, timeout=30, verify=NO_TLS, **settings)


class Caller:
    """A program that talks to the JSON API."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self.http = http
        self.headers = {"Authorization": f"Bearer {token}"}
        self._count = 0
        self._last = 0

    async def post(self, **body: Any) -> httpx.Response:
        """Posts a message; its id is made unless given."""
        self._count += 1
        return await self.http.post("/chat/api/messages", json={"id": f"m{self._count}"} | body, headers=self.headers)

    async def read(self, after: int = 0, wait: int = 0) -> list[dict[str, Any]]:
        """The bubbles after a number."""
        answer = await self.http.get(f"/chat/api/messages?after={after}&wait={wait}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    async def say(self, words: str) -> dict[str, Any]:
        """Writes, or taps the choice so labelled, and gives the bot's answer."""
        before = await self.read(self._last)
        choices = {c["label"]: c["id"] for m in before for c in m["choices"]}
        posted = await self.post(choice=choices[words]) if words in choices else await self.post(text=words)
        assert posted.status_code == 202, posted.text
        answer = (await self.read())[-1]
        assert answer["from"] == "bot"
        self._last = answer["n"] - 1
        return answer


async def caller(http: httpx.AsyncClient) -> Caller:
    """A program with a new session."""
    answer = await http.post("/chat/api/session")
    assert answer.status_code == 200, answer.text
    return Caller(http, answer.json()["token"])


@asynccontextmanager
async def running(folder: Path, **changes: Any) -> AsyncIterator[Web]:
    """A web side over an empty store in `folder`; `changes` are fields of its Site."""
    async with sqlite_store(folder) as store, served(store, **changes) as web:
        yield web


@asynccontextmanager
async def served(store: SqliteStore, port: int = 0, **changes: Any) -> AsyncIterator[Web]:
    """A web side over a store."""
    clock, faulty, files = Clock(), FaultyStore(store), KeptFiles()
    now = changes.pop("now", clock)
    reception = Reception(faulty, HOUSE, Talks(FLOWS, COMMANDS, {"webchat": LIMITS}), now)

    async def hear(heard: Heard) -> Taken:
        web.heard.append(heard)
        taken = await reception.hear(heard)
        web.site.wakeups.poke(taken.contact_id)
        return taken

    async def webhook(body: bytes, secret: str | None) -> int:
        web.updates.append((body, secret))
        return 200 if secret == "right" else 403

    site = Site(faulty, hear, HOUSE, now, files, SECRET, telegram_webhook=webhook)
    web = Web(replace(site, **changes), faulty, clock, files)
    sock = socket.create_server(("127.0.0.1", port))
    web.url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    config = uvicorn.Config(
        build(web.site), log_config=None, access_log=False, lifespan="off", ws="none", proxy_headers=False,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[sock]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.005)
    try:
        yield web
    finally:
        web.site.wakeups.close()
        server.should_exit = True
        await task
