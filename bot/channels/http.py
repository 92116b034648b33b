"""The one HTTP client session, and the exact meaning of its failures.

    NotSent   no byte left: refused, no such host, no connection in time, no free one in time, or no usable address
    InDoubt   anything later: the other side may have taken it

aiohttp sends GET and the like a second time when a kept connection turns out closed, a POST never. The addresses hold
tokens: no error made here carries one, nor the error it was made of.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.errors import InDoubt, NotSent, Rejected, SendError

CONNECT_SECONDS = 5.0
SEND_SECONDS = 20.0
MEDIA_SECONDS = 60.0
_CHUNK = 1 << 16
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
_LOST = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, and the JSON value of the body (None if it is not JSON)."""

    status: int
    body: Any


class Http:
    """One session for every channel. `connections` at once; waiting for one counts as connecting."""

    def __init__(self, connections: int = 100, connect_seconds: float = CONNECT_SECONDS) -> None:
        self._connections = connections
        self._connect_seconds = connect_seconds
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def post(
        self,
        url: str,
        body: Mapping[str, Any] | aiohttp.FormData,
        seconds: float = SEND_SECONDS,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Posts JSON, or a form. Any answer is an answer, whatever its status. Raises NotSent or InDoubt."""
        status, content = await self.exchange("POST", url, body, seconds, headers)
        return Answer(status, parsed(content))

    async def exchange(
        self,
        method: str,
        url: str,
        body: Mapping[str, Any] | aiohttp.FormData | None = None,
        seconds: float = SEND_SECONDS,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """One request and its whole answer, redirects not followed. Raises NotSent or InDoubt."""
        form = body if isinstance(body, aiohttp.FormData) else None
        try:
            async with self._open().request(
                method, url, data=form, json=body if form is None else None, headers=headers,
                timeout=self._patience(seconds), allow_redirects=False,
            ) as answer:  # fmt: skip
                return answer.status, await answer.read()
        except _LOST as error:
            trouble = _meaning(error)
        raise trouble  # out here, so that it does not carry the error that names the address

    async def download(
        self, url: str, most: int, seconds: float = MEDIA_SECONDS, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """A file, `most` bytes at most. Raises NotSent (try again) or Rejected (the status; 413: bigger)."""
        try:
            async with self._open().get(url, headers=headers, timeout=self._patience(seconds)) as answer:
                if answer.status == 200:
                    return await _read(answer, most)
                trouble: SendError = Rejected(answer.status, "the file was not given")
        except _LOST as error:
            trouble = NotSent(_name(error))
        raise trouble

    async def close(self) -> None:
        """Lets all connections go; whatever is asked for later is NotSent."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise NotSent("the client is closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session

    def _patience(self, seconds: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(total=seconds, connect=self._connect_seconds)


def parsed(content: bytes) -> Any:
    """The JSON value of an answer's body, None if it is not JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


async def _read(answer: aiohttp.ClientResponse, most: int) -> bytes:
    kept = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        kept += chunk
        if len(kept) > most:
            raise Rejected(413, "the file is too big")
    return bytes(kept)


def _meaning(error: Exception) -> SendError:
    return NotSent(_name(error)) if isinstance(error, _NEVER_LEFT) else InDoubt(_name(error))


def _name(error: Exception) -> str:
    """What may be said of a failure: its kind and the system's word for it, never its own text."""
    system = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    word = system.strerror if isinstance(system, OSError) else None
    return f"{type(error).__name__}: {word}" if word else type(error).__name__
