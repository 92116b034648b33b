"""A chat as Telegram holds it: who may write to it, what is in it, and what nobody has read yet."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from . import errors
from .errors import ApiError, bad
from .message import Message
from .shapes import Json


@dataclass(frozen=True)
class Toast:
    """What answerCallbackQuery shows: nothing, a line or an alert."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(eq=False)
class Chat:
    """`profile` holds the fields that go beside id and type. `state` says why the bot may not write, if so."""

    id: int
    type: str
    profile: Json
    state: str = "open"
    """open, never_started, blocked, deactivated, kicked, left, no_rights, or upgraded."""
    moved_to: int = 0
    messages: list[Message] = field(default_factory=list)
    unread: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    changes: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    toasts: list[Toast] = field(default_factory=list)

    @property
    def private(self) -> bool:
        return self.type == "private"

    def as_json(self) -> Json:
        return {"id": self.id, "type": self.type, **self.profile}

    def find(self, message_id: int) -> Message | None:
        """The message with this number, unless it is gone."""
        for message in reversed(self.messages):
            if message.id == message_id:
                return None if message.deleted else message
        return None

    def check_writable(self) -> None:
        """Raises the ApiError the bot gets when it may not write here."""
        if self.state == "open":
            return
        if self.state == "no_rights":
            raise bad(errors.NO_RIGHTS)
        if self.type == "channel":
            raise ApiError(403, errors.NOT_IN_CHANNEL)
        if self.state == "upgraded":
            raise bad(errors.UPGRADED, migrate_to_chat_id=self.moved_to)
        raise ApiError(403, _REASONS[self.state])


_REASONS = {
    "never_started": errors.NEVER_STARTED,
    "blocked": errors.BLOCKED,
    "deactivated": errors.DEACTIVATED,
    "kicked": errors.KICKED,
    "left": errors.NOT_A_MEMBER,
}
