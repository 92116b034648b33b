"""Files out: a photo or a document with the text as its caption, through PTB's Bot."""

from typing import Any

from telegram import Bot, InlineKeyboardMarkup, MessageEntity
from telegram import Message as Shown

from bot.channels.channel import File, Files, Sent
from bot.channels.telegram import writing
from bot.channels.telegram.reactions import Refusal
from bot.channels.telegram.request import translated
from bot.core.message import Media, Message
from bot.errors import InDoubt, NotSent

_UNKNOWN_FILE = ("wrong file identifier", "wrong remote file id", "type of file mismatch", "file_reference")


class Uploads:
    """Sends messages that carry files."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat: str, message: Message, files: Files, *, plain: bool) -> Sent:
        """The files in order; the last carries the text and the buttons. Raises NotSent, InDoubt or Refusal."""
        known: dict[str, str] = {}
        shown: Shown | None = None
        opened = [await files(media) for media in message.media]  # before any of them leaves
        for media, file in zip(message.media, opened, strict=True):
            words = _words(message, plain) if media is message.media[-1] else {}
            try:
                shown = await self._upload(chat, media, file, words)
            except NotSent as error:
                if known:  # the first of them has arrived, and will come again
                    raise InDoubt(str(error)) from None
                raise
            known[file.sha256] = _file_id(shown)
        return Sent(str(shown.message_id) if shown else "", known)

    async def _upload(self, chat: str, media: Media, file: File, words: dict[str, Any]) -> Shown:
        if file.known:
            try:
                return await self._send(chat, media, file.known, words)
            except Refusal as error:
                if not any(hint in error.reason.lower() for hint in _UNKNOWN_FILE):
                    raise
        return await self._send(chat, media, file.content, words)

    async def _send(self, chat: str, media: Media, what: bytes | str, words: dict[str, Any]) -> Shown:
        send = self._bot.send_photo if media.kind == "photo" else self._bot.send_document
        return await translated(send(writing.chat_id(chat), what, filename=media.name, **words), chat)


def _words(message: Message, plain: bool) -> dict[str, Any]:
    """Caption and keyboard as PTB's types."""
    found = {**writing.caption(message.text, plain=plain), **writing.keyboard(message.choices)}
    if "caption_entities" in found:
        found["caption_entities"] = [MessageEntity(**entity) for entity in found["caption_entities"]]
    if "reply_markup" in found:
        found["reply_markup"] = InlineKeyboardMarkup.de_json(found["reply_markup"])
    return found


def _file_id(shown: Shown) -> str:
    if shown.photo:
        return shown.photo[-1].file_id
    return shown.document.file_id if shown.document else ""
