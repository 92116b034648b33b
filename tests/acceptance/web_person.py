"""Somebody at the web chat, by its JSON; and a raw caller for what no browser would send."""

import asyncio
import io
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.acceptance.records import PATIENCE_S, until

Bubble = dict[str, Any]
_ADDRESSES = itertools.count(1)


class WebPerson:
    """One session. A line in brackets is a tap, as on Telegram. `address`: where it says it comes from."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http = http
        self.url = url
        number = next(_ADDRESSES)
        self.headers = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}
        self.bubbles: list[Bubble] = []
        self._ids = itertools.count(1)
        self._last = 0

    async def arrives(self) -> None:
        """Asks for a session."""
        async with self.http.post(f"{self.url}/chat/api/session", headers=self.headers) as answer:
            assert answer.status == 200, await answer.text()
            self.headers["Authorization"] = f"Bearer {(await answer.json())['token']}"

    def body(self, line: str, id: str = "") -> dict[str, str]:
        """What is posted for a line."""
        id = id or f"m{next(self._ids)}"
        if not line.startswith("["):
            return {"id": id, "text": line}
        label = line[1:-1]
        offered = [choice for bubble in self.bubbles for choice in bubble["choices"] if choice["label"] == label]
        assert offered, f"no button {label!r} in {[bubble['choices'] for bubble in self.bubbles[-2:]]}"
        return {"id": id, "choice": offered[-1]["id"]}

    async def posts(self, body: object, **headers: str) -> int:
        """Any JSON body; the status."""
        async with self.http.post(f"{self.url}/chat/api/messages", json=body, headers=self.headers | headers) as answer:
            await answer.read()
            return answer.status

    async def uploads(self, content: bytes, name: str, mime: str, **fields: str) -> int:
        """A file; the status. The server may hang up on one that is too big."""
        form = aiohttp.FormData({"id": f"f{next(self._ids)}", **fields})
        form.add_field("file", io.BytesIO(content), filename=name, content_type=mime)
        async with self.http.post(f"{self.url}/chat/api/messages", data=form, headers=self.headers) as answer:
            await answer.read()
            return answer.status

    async def insists(self, body: dict[str, str]) -> None:
        """Posts until it is taken, as a browser does when the line or the server is away."""

        async def taken() -> bool:
            try:
                return await self.posts(body) == 202
            except aiohttp.ClientError:
                return False

        await until(taken, f"{body} is taken")

    async def looks(self, wait: int = 0) -> list[Bubble]:
        """What is new; kept in `bubbles`."""
        where = f"{self.url}/chat/api/messages?after={self._last}&wait={wait}"
        async with self.http.get(where, headers=self.headers) as answer:
            assert answer.status == 200, await answer.text()
            new: list[Bubble] = (await answer.json())["messages"]
        self.bubbles += new
        self._last = max([self._last, *(bubble["n"] for bubble in new)])
        return new

    async def hears(self, words: str) -> Bubble:
        """The bot's next bubble, which holds these words."""
        async with asyncio.timeout(PATIENCE_S):
            while not (answers := [bubble for bubble in await self.looks(5) if bubble["from"] == "bot"]):
                pass
        assert len(answers) == 1, answers
        assert words in answers[0]["text"], f"{words!r} is not in {answers[0]['text']!r}"
        return answers[0]

    async def asks(self, line: str, words: str) -> Bubble:
        """Says it and hears the answer."""
        await self.insists(self.body(line))
        return await self.hears(words)


@asynccontextmanager
async def visitor(url: str) -> AsyncIterator[WebPerson]:
    """Somebody with a session."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as http:
        person = WebPerson(http, url)
        await person.arrives()
        yield person
