"""An update becomes what was heard. Nothing here trusts a shape: what is not as documented raises BadPayload."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.channels.cleaning import clean, mask
from bot.channels.telegram import shapes
from bot.channels.telegram.contents import ASIDE, Content, content
from bot.channels.telegram.limits import CALLBACK_BYTES, PAYLOAD
from bot.channels.telegram.shapes import Json
from bot.core.message import Chat, Heard
from bot.errors import BadPayload

CHANNEL = "telegram"
DAY_MS = 86_400_000
_NAME = 64
_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
_PAYLOAD = re.compile(PAYLOAD)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_IN, _OUT = ("member", "administrator", "restricted"), ("left", "kicked")


class Reader:
    """Reads for one account. `commands`: what `/name` stands for, by its slash name. `username`: the bot's own, without
    @, as soon as it is known; until then a group reaches the bot only by answering it.
    """

    def __init__(self, account: str, commands: Mapping[str, str]) -> None:
        self.username = ""
        self._account = account
        self._commands = commands
        self._kinds: dict[str, Callable[[Json, str, int], list[Heard]]] = {
            "message": self._message,
            "edited_message": self._edited,
            "callback_query": self._tapped,
            "my_chat_member": self._membership,
            "message_reaction": self._reaction,
        }

    def read(self, update: object, received_at: int) -> list[Heard]:
        """What one update says, received at that UTC millisecond; nothing for kinds we did not ask for.

        Raises BadPayload, and nothing else, for a shape that is not documented.
        """
        body = shapes.an_object(update, "update")
        number = shapes.integer(body, "update_id")
        for kind, reader in self._kinds.items():
            if body.get(kind) is not None:
                return reader(shapes.part(body, kind), str(number), received_at)
        return []

    def _message(self, message: Json, event: str, received_at: int) -> list[Heard]:
        chat = self._chat(message)
        if chat is None or _by_bot(message):
            return []
        at = _at(message, "date", received_at)
        if chat.group:  # that somebody called the bot is all that is kept of a group's talk
            return [Heard(chat, event, "text", at)] if self._called(message) else []
        heard = _heard(chat, event, message, content(message), at)
        return [self._command(heard) if heard.text.startswith("/") and heard.kind == "text" else heard]

    def _edited(self, message: Json, event: str, received_at: int) -> list[Heard]:
        chat = self._chat(message)
        if chat is None or chat.group or _by_bot(message):
            return []
        held = content(message)
        words = held.words if held.kind != "location" else ASIDE.words  # a live location moves by edits
        edit = Content("edit", words) if words.text else ASIDE
        date = "edit_date" if "edit_date" in message else "date"
        return [_heard(chat, event, message, edit, _at(message, date, received_at))]

    def _tapped(self, query: Json, event: str, received_at: int) -> list[Heard]:
        message = shapes.maybe(query, "message")
        sender = shapes.part(query, "from")
        chat = self._chat(message) if message is not None else None
        if message is None or chat is None or "data" not in query:  # a game's button, or one of an inline message
            return []
        tap = Heard(
            chat, event, "tap", received_at, choice=mask(shapes.token(query, "data", CALLBACK_BYTES))[0],
            message=str(shapes.integer(message, "message_id")), callback=shapes.token(query, "id", 64),
        )  # fmt: skip
        return [tap if chat.group else _from(tap, sender)]

    def _membership(self, change: Json, event: str, received_at: int) -> list[Heard]:
        chat = self._chat(change)
        if chat is None:
            return []
        was = shapes.text(shapes.part(change, "old_chat_member"), "status")
        now = shapes.text(shapes.part(change, "new_chat_member"), "status")
        at = _at(change, "date", received_at)
        if now in _OUT:
            return [Heard(chat, event, "blocked", at)]
        if now in _IN and was in _OUT:
            return [Heard(chat, event, "start" if chat.group else "unblocked", at)]
        return []

    def _reaction(self, reaction: Json, event: str, received_at: int) -> list[Heard]:
        chat = self._chat(reaction)
        if chat is None or chat.group:
            return []
        return [Heard(chat, event, "aside", _at(reaction, "date", received_at))]

    def _chat(self, parent: Json) -> Chat | None:
        """The chat something happened in; None for channels, where the bot has nothing to say."""
        chat = shapes.part(parent, "chat")
        kind = shapes.text(chat, "type")
        if kind == "channel":
            return None
        if kind not in ("private", "group", "supergroup"):
            raise BadPayload("a chat of no known type")
        return Chat(CHANNEL, self._account, str(shapes.integer(chat, "id")), kind != "private")

    def _called(self, message: Json) -> bool:
        """Whether a message in a group is for the bot: it is named in it, or answered by it."""
        answered = shapes.maybe(message, "reply_to_message") or {}
        if str((shapes.maybe(answered, "from") or {}).get("id")) == self._account:
            return True
        said = shapes.text(message, "text") or shapes.text(message, "caption")
        named = rf"@{re.escape(self.username)}(?!\w)"
        return bool(self.username) and re.search(named, said, re.IGNORECASE) is not None

    def _command(self, heard: Heard) -> Heard:
        """/start opens, a known command is a tap of its button, any other is its word without the slash."""
        found = _COMMAND.fullmatch(heard.text)
        if found is None:
            return heard
        name, bot, rest = found[1].lower(), found[2], (found[3] or "").strip()
        if bot and self.username and bot.lower() != self.username.lower():
            return replace(heard, kind="aside", text="")
        if name == "start":
            return replace(heard, kind="start", text=rest if _PAYLOAD.fullmatch(rest) else "")
        if name in self._commands and not rest:
            return replace(heard, kind="tap", text="", choice=f"do:{self._commands[name]}", message="")
        return replace(heard, text=f"{found[1]} {rest}".strip())


def _by_bot(message: Json) -> bool:
    return (shapes.maybe(message, "from") or {}).get("is_bot") is True


def _at(parent: Json, name: str, received_at: int) -> int:
    """Telegram's time (s) in ms: never later than receipt, at most a day earlier."""
    return max(received_at - DAY_MS, min(received_at, shapes.integer(parent, name) * 1000))


def _heard(chat: Chat, event: str, message: Json, held: Content, at: int) -> Heard:
    heard = Heard(
        chat, event, held.kind, at, text=held.words.text, message=str(shapes.integer(message, "message_id")),
        attachment=held.attachment, latitude=held.latitude, longitude=held.longitude,
        masked=held.words.masked, cut=held.words.cut, reply_to=_answered(message),
        forwarded="forward_origin" in message,
    )  # fmt: skip
    return _from(heard, shapes.maybe(message, "from") or {})


def _answered(message: Json) -> str:
    """The id of the message that this one answers, "" if it answers none."""
    answered = shapes.maybe(message, "reply_to_message")
    return str(shapes.integer(answered, "message_id")) if answered is not None else ""


def _from(heard: Heard, sender: Json) -> Heard:
    """With the name and the language of who did it."""
    names = f"{shapes.text(sender, 'first_name')} {shapes.text(sender, 'last_name')}"
    language = shapes.text(sender, "language_code").lower()
    return replace(
        heard,
        profile_name=clean(names, _NAME).text,
        language=language if _LANGUAGE.fullmatch(language) else "",
    )
