"""Raw calls to a Bot API, for tests that look at the answer itself."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp

from .fake import FakeTelegram
from .shapes import Json


class Raw:
    """`await raw("sendMessage", chat_id=501, text="x")` -> (HTTP status, body)."""

    def __init__(self, tg: FakeTelegram, token: str | None = None) -> None:
        self._root = f"{tg.url}/bot{token or tg.token}"
        self.url = tg.url

    async def __aenter__(self) -> Self:
        self.http = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.close()

    async def __call__(self, method: str, /, **params: object) -> tuple[int, Json]:
        async with self.http.post(f"{self._root}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def refusal(self, method: str, /, **params: object) -> str:
        """The description of an answer that must be a refusal."""
        status, body = await self(method, **params)
        assert not body["ok"] and body["error_code"] == status, body
        return str(body["description"])

    async def result(self, method: str, /, **params: object) -> Any:
        """The result of an answer that must be a success: any JSON."""
        status, body = await self(method, **params)
        assert status == 200 and body["ok"], body
        return body["result"]

    async def control(self, path: str, **body: object) -> tuple[int, Any]:
        """POST /control/`path`."""
        async with self.http.post(f"{self.url}/control/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def look(self, path: str) -> tuple[int, Any]:
        """GET /control/`path`."""
        async with self.http.get(f"{self.url}/control/{path}") as answer:
            return answer.status, await answer.json()
