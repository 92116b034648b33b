"""What a chat shows to its people, and waiting for the bot without looking again and again."""

from __future__ import annotations

import asyncio

from .chat import Chat, Toast
from .message import Message
from .world import World

PATIENCE = 5.0
"""Seconds a person waits, unless told otherwise."""


class Phone:
    """One chat on a screen."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Every message ever, also those that are `deleted`, oldest first."""
        return self.chat.messages

    @property
    def screen(self) -> list[Message]:
        """The messages one can see now."""
        return [message for message in self.chat.messages if not message.deleted]

    @property
    def last(self) -> Message:
        """The bot's newest message on the screen. Raises LookupError if there is none."""
        for message in reversed(self.screen):
            if message.from_bot:
                return message
        raise LookupError("the bot has said nothing yet")

    @property
    def toasts(self) -> list[Toast]:
        """What button presses brought up, oldest first, empty ones included."""
        return self.chat.toasts

    async def reply(self, timeout: float = PATIENCE) -> Message:
        """The oldest message of the bot that `reply` has not given yet, now or when it comes.

        Raises TimeoutError after `timeout` seconds.
        """
        async with asyncio.timeout(timeout):
            return await self.chat.unread.get()

    async def change(self, timeout: float = PATIENCE) -> Message:
        """The next message the bot edited or deleted, each change once. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            return await self.chat.changes.get()

    async def hears_nothing(self, seconds: float = 0.2) -> None:
        """Raises AssertionError if a message is there that `reply` has not given, or comes within `seconds`."""
        try:
            message = await self.reply(seconds)
        except TimeoutError:
            return
        raise AssertionError(f"the bot said: {message.text}")

    def forget_unread(self) -> list[Message]:
        """Take all that `reply` would give now."""
        taken = []
        while not self.chat.unread.empty():
            taken.append(self.chat.unread.get_nowait())
        return taken
