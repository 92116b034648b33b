"""What Telegram knows: the bot, chats, messages, files, waiting button presses. No HTTP in here."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from hashlib import sha256

from . import errors
from .chat import Chat, Toast
from .errors import Strictness, bad
from .message import Message
from .shapes import Json, StoredFile, Upload
from .updates import Updates


@dataclass(eq=False)
class Tap:
    """A pressed button. `answer` waits for the bot's answerCallbackQuery."""

    id: str
    data: str
    chat: Chat
    answered: asyncio.Future[Toast] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    expired: bool = False

    async def answer(self, timeout: float = 5.0) -> Toast:
        """What the press brought up. Raises TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            return await asyncio.shield(self.answered)


class World:
    """`token` names the bot: the digits before its colon are its id."""

    def __init__(self, token: str) -> None:
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Kekraf (fiktif)",
            "username": "kekraf_fiktif_bot",
        }
        self.updates = Updates()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.taps: dict[str, Tap] = {}
        self.texts: dict[tuple[str, str], str] = {}
        """(name | description | short_description, language) -> text."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        """(scope as JSON, language) -> commands."""
        self.faults: list[str] = []
        self.open_to_all = False
        """A bench's world: every chat exists, and messages are not kept."""
        self._numbers = itertools.count(1)
        self._own_numbers: dict[int, itertools.count[int]] = {}
        self._serials = itertools.count(1)

    def serial(self) -> str:
        """A new number in words, for ids that mean nothing."""
        return str(7_000_000_000_000_000_000 + next(self._serials))

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and groups share one row of numbers; a supergroup or channel has its own."""
        if chat.type not in ("supergroup", "channel"):
            return next(self._numbers)
        return next(self._own_numbers.setdefault(chat.id, itertools.count(1)))

    def chat(self, chat_id: object) -> Chat:
        """Raises "chat not found" for a number never met or an @name nobody has, "chat_id is empty" for none."""
        if chat_id is None:
            raise bad("chat_id is empty")
        if isinstance(chat_id, int) and chat_id in self.chats:
            return self.chats[chat_id]
        if isinstance(chat_id, str):
            for chat in self.chats.values():
                if chat.type != "private" and f"@{chat.profile.get('username', '')}".lower() == chat_id.lower():
                    return chat
        if isinstance(chat_id, int) and self.open_to_all:
            return self.chats.setdefault(chat_id, Chat(chat_id, "private", {"first_name": "Uji"}))
        raise bad(errors.CHAT_NOT_FOUND)

    def writable(self, chat_id: object) -> Chat:
        """The chat, if the bot may write to it; else the ApiError that says why not."""
        chat = self.chat(chat_id)
        chat.check_writable()
        return chat

    def put(self, chat: Chat, sender: Json, content: Json, markup: Json | None = None) -> Message:
        """A new message in `chat`; one by the bot is put before its reader too."""
        from_bot = sender is self.bot
        raw: Json = {
            "message_id": self.next_message_id(chat),
            **({"sender_chat": chat.as_json()} if chat.type == "channel" else {"from": sender}),
            "chat": chat.as_json(),
            "date": int(time.time()),
            **content,
        }
        if markup and "inline_keyboard" in markup:
            raw["reply_markup"] = markup
        message = Message(chat, raw, from_bot, markup)
        if not self.open_to_all:
            chat.messages.append(message)
            if from_bot:
                chat.unread.put_nowait(message)
        return message

    def keep(self, kind: str, upload: Upload, size: int | None = None) -> StoredFile:
        """Store a file; `size` in bytes if Telegram shall state another than that of its data."""
        file_id = f"{kind}-{self.serial()}-{sha256(upload.data).hexdigest()[:16]}"
        stated = len(upload.data) if size is None else size
        kept = StoredFile(file_id, kind, upload.data, upload.mime, upload.filename, stated)
        self.files[file_id] = kept
        return kept

    def tap(self, chat: Chat, sender: Json, message: Message, data: str) -> Tap:
        """A button press, sent to the bot."""
        tap = Tap(self.serial(), data, chat)
        self.taps[tap.id] = tap
        gone = {"chat": chat.as_json(), "message_id": message.id, "date": 0}
        query = {
            "id": tap.id,
            "from": sender,
            "message": gone if message.deleted else dict(message.raw),
            "chat_instance": str(-(10**18) - chat.id),
            "data": data,
        }
        self.updates.push("callback_query", query, sender["id"])
        return tap

    def refuse_attachments(self, params: dict[str, object]) -> None:
        """Raises Strictness for a file that no parameter names."""
        stray = [name for name, value in params.items() if isinstance(value, Upload) and name not in _FILE_FIELDS]
        if stray:
            raise Strictness(f"file parts that nothing names: {stray}")


_FILE_FIELDS = ("photo", "document", "voice", "thumbnail")
