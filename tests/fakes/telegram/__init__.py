"""A Telegram Bot API on loopback, stricter than the real one. Start with `FakeTelegram` (fake.py).

In a process of its own: python -m tests.fakes.telegram --port 8081 (control.py says what to ask it).
"""

from .errors import BLOCKED, CHAT_NOT_FOUND, DEACTIVATED, KICKED, NEVER_STARTED, NOT_MODIFIED, OLD_QUERY
from .fake import TOKEN, FakeTelegram
from .faults import (
    cut_after,
    cut_before,
    cut_half,
    delay,
    hang,
    refusal,
    server_error,
    too_many,
)
from .group import Group
from .message import Message
from .person import Person
from .world import Tap

__all__ = [
    "BLOCKED",
    "CHAT_NOT_FOUND",
    "DEACTIVATED",
    "KICKED",
    "NEVER_STARTED",
    "NOT_MODIFIED",
    "OLD_QUERY",
    "TOKEN",
    "FakeTelegram",
    "Group",
    "Message",
    "Person",
    "Tap",
    "cut_after",
    "cut_before",
    "cut_half",
    "delay",
    "hang",
    "refusal",
    "server_error",
    "too_many",
]
