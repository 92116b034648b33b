"""What a channel must be able to do. One file (or folder) a channel; the vendor stays in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.core.channel import Limits
from bot.core.message import Heard, Media, Message
from bot.errors import Rejected


@dataclass(frozen=True, slots=True)
class File:
    """A file to send, read or made at delivery. `sha256` names its content, `known` is the platform's id of it."""

    content: bytes
    sha256: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it. `id` is its id of the message; `files` maps a file's sha256 to the platform's id of it."""

    id: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a refusal means.

    `done`: as good as sent. `wait`: silence of the whole account for `seconds` (`here`: of this chat alone).
    `again`: a passing fault. `blocked`, `closed`: this contact cannot be reached (until heard again, or ever).
    `anew`: send it as a new message. `plain`: send it once without marks, and raise the alarm. `moved`: the chat has
    another id now. `stop`: the account itself is refused. `failed`: our mistake, never again.
    """

    kind: Literal["done", "wait", "again", "blocked", "closed", "anew", "plain", "moved", "stop", "failed"]
    seconds: float = 0.0
    here: bool = False
    chat: str = ""


Files = Callable[[Media], Awaitable[File]]


class Channel(Protocol):
    """An account on a platform."""

    @property
    def name(self) -> str: ...

    @property
    def account(self) -> str: ...

    @property
    def limits(self) -> Limits: ...

    async def send(self, chat: str, message: Message, files: Files, *, plain: bool = False) -> Sent:
        """Sends one bubble, or edits the one it replaces. `plain`: without any mark-up.

        Raises NotSent (no byte left), InDoubt (it may have arrived), Rejected (the platform said no), or what `files`
        raises before anything leaves.
        """
        ...

    def react(self, error: Rejected) -> Reaction:
        """What to do about a refusal."""
        ...

    async def acknowledge(self, heard: Heard, toast: str) -> None:
        """Answers a tap, once, with a word or with nothing. Never raises: nobody waits for it."""
        ...

    async def fetch(self, ref: str, most: int) -> bytes:
        """A file that came in, `most` bytes at most. Raises Rejected (gone, too big) or NotSent (try again)."""
        ...

    async def close(self) -> None:
        """Lets connections go."""
        ...
