"""A channel that only gives files: each by its name, or the error a test wants."""

from dataclasses import dataclass, field

from bot.channels.channel import Files, Reaction, Sent
from bot.core.channel import Limits
from bot.core.message import Heard, Message
from bot.errors import NotSent, Rejected


@dataclass
class Platform:
    """What it holds, and what was asked of it."""

    name: str = "telegram"
    account: str = "42"
    limits: Limits = field(default_factory=Limits)
    holds: dict[str, bytes | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, ref: str, most: int) -> bytes:
        self.asked.append(ref)
        found = self.holds.get(ref, Rejected(400, "wrong file_id"))
        if isinstance(found, Exception):
            raise found
        if len(found) > most:
            raise Rejected(413, "the file is too big")
        return found

    async def send(self, chat: str, message: Message, files: Files, *, plain: bool = False) -> Sent:
        raise NotSent("only files are given here")

    def react(self, error: Rejected) -> Reaction:
        return Reaction("failed")

    async def acknowledge(self, heard: Heard, toast: str) -> None:
        """Nothing is tapped here."""

    async def close(self) -> None:
        """Nothing is open."""
