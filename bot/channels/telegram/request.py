"""python-telegram-bot's Bot, over our session: the same connections, the same meaning of failures.

PTB serves what is seldom: set-up, files. Its errors become ours in `translated`.
"""

import os
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import BaseRequest, RequestData

from bot.channels.http import MEDIA_SECONDS, SEND_SECONDS, Http, parsed
from bot.channels.telegram.reactions import refusal
from bot.errors import InDoubt, SendError

os.environ.setdefault("PTB_TIMEDELTA", "1")  # else PTB warns of its own future with every RetryAfter

T = TypeVar("T")
_STATUS: tuple[tuple[type[TelegramError], int], ...] = (
    (Forbidden, 403),
    (InvalidToken, 401),
    (BadRequest, 400),
    (Conflict, 409),
    (NetworkError, 500),  # the last: BadRequest is one too
)


class SharedRequest(BaseRequest):
    """PTB's way to HTTP. Its own time-outs are not used: `http` has ours."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @property
    def read_timeout(self) -> float | None:
        return SEND_SECONDS

    async def initialize(self) -> None:
        """Nothing to open: the session opens itself."""

    async def shutdown(self) -> None:
        """Nothing to close: the session is shared."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """One request. Raises NotSent or InDoubt, which PTB hands on as the cause of a NetworkError."""
        if request_data is None:
            return await self._http.exchange(method, url)  # a file, not an answer of the API
        form = aiohttp.FormData(quote_fields=False)  # quoted, a file would arrive named "foto%20saya.png"
        for name, value in request_data.json_parameters.items():
            form.add_field(name, value)
        for name, (filename, content, mime) in request_data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=mime)
        seconds = MEDIA_SECONDS if request_data.contains_files else SEND_SECONDS
        return _whole(*await self._http.exchange(method, url, form, seconds))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object. PTB's own would log what it cannot read."""
        body = parsed(payload)
        if not isinstance(body, dict):
            raise TelegramError("Invalid server response")
        return body


def _whole(status: int, content: bytes) -> tuple[int, bytes]:
    """The answer, if it is a refusal or a result; a success without a result tells nothing, and PTB trips over it."""
    told = parsed(content)
    if status < 300 and not (isinstance(told, dict) and "result" in told):
        raise InDoubt(f"an answer {status} without a result")
    return status, content


async def translated(work: Awaitable[T], chat: str = "") -> T:
    """What a call of PTB's Bot gives; its errors become NotSent, InDoubt or a Refusal about `chat`."""
    try:
        return await work
    except TelegramError as error:
        trouble = _ours(error, chat)
    raise trouble


def _ours(error: TelegramError, chat: str) -> SendError:
    if isinstance(error.__cause__, SendError):
        return error.__cause__
    for kind, status in _STATUS:
        if isinstance(error, kind):
            too_large = status == 500 and "entity too large" in error.message.lower()
            return refusal(413 if too_large else status, {"description": error.message}, chat)
    if isinstance(error, RetryAfter):
        return refusal(429, _told(error, "retry_after", _seconds(error.retry_after)), chat)
    if isinstance(error, ChatMigrated):
        return refusal(400, _told(error, "migrate_to_chat_id", error.new_chat_id), chat)
    return InDoubt(error.message)


def _told(error: TelegramError, name: str, value: float) -> dict[str, Any]:
    return {"description": error.message, "parameters": {name: value}}


def _seconds(after: int | timedelta) -> float:
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
