"""An account on Telegram. Hot calls are plain dicts on the shared session, the rest goes through PTB's Bot."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from telegram import Bot

from bot.channels.channel import Files, Reaction, Sent
from bot.channels.http import SEND_SECONDS, Http
from bot.channels.telegram import reactions, writing
from bot.channels.telegram.limits import LIMITS, TOAST, UPDATES
from bot.channels.telegram.media import Uploads
from bot.channels.telegram.reading import CHANNEL, Reader
from bot.channels.telegram.request import SharedRequest, translated
from bot.core.channel import Limits
from bot.core.message import Heard, Message
from bot.errors import InDoubt, NotSent, Rejected, SendError

API_URL = "https://api.telegram.org"
_log = logging.getLogger(__name__)


class TelegramChannel:
    """`bot.channels.channel.Channel` for the bot a token belongs to.

    `commands`: which command a slash name runs. `now` gives UTC milliseconds. `api_url`: Telegram's, or that of a
    local Bot API server.
    """

    name = CHANNEL

    def __init__(
        self,
        token: str,
        http: Http,
        commands: Mapping[str, str],
        now: Callable[[], int],
        api_url: str = API_URL,
    ) -> None:
        logging.getLogger("telegram").setLevel(logging.INFO)  # its DEBUG lines hold the token and what people write
        head, colon, _ = token.partition(":")
        self._account = head if colon and head.isdecimal() else "unknown"  # never the token itself
        self._reader = Reader(self._account, commands)
        self._http = http
        self._now = now
        root, secret = api_url.rstrip("/"), quote(token, safe=":")
        self._url = f"{root}/bot{secret}"
        request = SharedRequest(http)
        self.bot = Bot(
            secret, f"{root}/bot", f"{root}/file/bot", request=request, get_updates_request=request
        )  # fmt: skip
        self._uploads = Uploads(self.bot)

    @property
    def account(self) -> str:
        """The bot's number: the digits of its token before the colon."""
        return self._account

    @property
    def limits(self) -> Limits:
        return LIMITS

    @property
    def username(self) -> str:
        """The bot's name in links and groups, without @; "" until `set_up` has told it."""
        return self._reader.username

    @username.setter
    def username(self, value: str) -> None:
        self._reader.username = value

    def read(self, update: object) -> list[Heard]:
        """What an update says, received now. Raises BadPayload."""
        return self._reader.read(update, self._now())

    async def send(self, chat: str, message: Message, files: Files, *, plain: bool = False) -> Sent:
        """One bubble: a new one, or in the place of the one it edits. A file cannot take a text's place: it comes anew.

        Raises NotSent, InDoubt or Refusal.
        """
        if message.media:
            return await self._uploads.send(chat, message, files, plain=plain)
        params = {"chat_id": writing.chat_id(chat), **writing.keyboard(message.choices)}
        if message.text:
            params |= writing.text(message.text, plain=plain)
            params["link_preview_options"] = {"is_disabled": True}
        method = "sendMessage"
        if message.edits:
            method = "editMessageText" if message.text else "editMessageReplyMarkup"
            params["message_id"] = int(message.edits)
        result = await self.call(method, params)
        number = result.get("message_id") if isinstance(result, dict) else None
        return Sent(str(number or message.edits), {})

    def react(self, error: Rejected) -> Reaction:
        """What to do about a refusal; see `reactions`."""
        return reactions.react(error)

    async def acknowledge(self, heard: Heard, toast: str) -> None:
        """Answers a tap once. Whether Telegram still wanted the answer changes nothing."""
        if not heard.callback:
            return
        shown = {"text": toast[:TOAST]} if toast else {}
        try:
            await self.call("answerCallbackQuery", {"callback_query_id": heard.callback, **shown})
        except SendError as error:
            _log.info("a tap was not acknowledged: %s", error)

    async def fetch(self, ref: str, most: int) -> bytes:
        """A file that came in. A local Bot API server may name a file on this machine.

        Raises Rejected (gone, too big) or NotSent (try again).
        """
        try:
            found = await translated(self.bot.get_file(ref))
            if (found.file_size or 0) > most:
                raise Rejected(413, "the file is too big")
            where = found.file_path or ""
            if Path(where).is_absolute():
                return await asyncio.to_thread(_read, Path(where), most)
            return await self._http.download(where, most)
        except Rejected as error:
            if error.status < 500 and error.status not in (401, 429):
                raise
            raise NotSent(error.reason) from None
        except InDoubt as error:
            raise NotSent(str(error)) from None

    async def updates(self, offset: int, wait: int) -> list[Any]:
        """What has happened since, waiting up to `wait` seconds for it. Raises like `call`."""
        params = {"timeout": wait, "allowed_updates": list(UPDATES), **({"offset": offset} if offset else {})}
        found = await self.call("getUpdates", params, SEND_SECONDS + wait)
        return found if isinstance(found, list) else []

    async def call(self, method: str, params: Mapping[str, Any], seconds: float = SEND_SECONDS) -> Any:
        """A method's result. Raises NotSent, InDoubt (no answer that can be read) or Refusal."""
        answer = await self._http.post(f"{self._url}/{method}", params, seconds)
        told = answer.body if isinstance(answer.body, dict) else {}
        if answer.status < 300:
            if told.get("ok") is True:
                return told.get("result")
            raise InDoubt(f"an answer {answer.status} without a result")
        raise reactions.refusal(answer.status, told, str(params.get("chat_id", "")))

    async def close(self) -> None:
        """Nothing is ours alone: the session is closed by whoever made it."""


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise Rejected(404, f"the file is gone: {error.strerror}") from None
    if len(content) > most:
        raise Rejected(413, "the file is too big")
    return content
