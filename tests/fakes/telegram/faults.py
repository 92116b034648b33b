"""Trouble on order: what shall go wrong with which call, once, often or at random.

tg.plan("sendMessage", cut_after(), chat=501)             the next one to 501 is taken, but never answered
tg.plan("sendMessage", too_many(3), times=2, skip=10)     the 11th and 12th
tg.random_faults(seed=7, too_many=0.02, cut_after=0.01)   shares of all calls that write to people
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from . import errors
from .answers import CUT, Answer, refused
from .errors import ApiError
from .shapes import words

_HTML = b"<html>\r\n<head><title>%d Bad Gateway</title></head>\r\n<body><center><h1>%d</h1></center></body>\r\n</html>"


@dataclass(frozen=True)
class Fault:
    """`kind`: refuse, cut_before, cut_after, cut_half, hang or delay. `created`: the call is carried out too."""

    kind: str
    seconds: float = 0.0
    created: bool = False
    answer: Answer = CUT


def too_many(retry_after: int = 1) -> Fault:
    """429; `retry_after` in seconds."""
    return Fault("refuse", answer=refused(errors.too_many(retry_after)))


def server_error(status: int = 502, html: bool = True, created: bool = False) -> Fault:
    """A 5xx: a proxy's HTML page, or JSON."""
    if html:
        return Fault("refuse", created=created, answer=Answer(status, _HTML % (status, status), "text/html"))
    return Fault("refuse", created=created, answer=refused(ApiError(status, "Internal Server Error")))


def refusal(status: int, description: str, **parameters: int) -> Fault:
    """Any refusal by its whole description, such as errors.BLOCKED with 403."""
    return Fault("refuse", answer=refused(ApiError(status, description, **parameters)))


def cut_before() -> Fault:
    """The connection closes, and nothing was done."""
    return Fault("cut_before")


def cut_after() -> Fault:
    """The message is made; the connection closes without an answer."""
    return Fault("cut_after", created=True)


def cut_half() -> Fault:
    """The message is made; half of the HTTP answer comes."""
    return Fault("cut_half", created=True)


def hang(seconds: float, created: bool = False) -> Fault:
    """No answer for so long, then the connection closes."""
    return Fault("hang", seconds, created)


def delay(seconds: float) -> Fault:
    """As always, but so much later."""
    return Fault("delay", seconds, True)


BY_NAME: dict[str, Callable[..., Fault]] = {
    maker.__name__: maker for maker in (too_many, server_error, refusal, cut_before, cut_after, cut_half, hang, delay)
}
WRITING = words(
    "sendMessage sendPhoto sendDocument sendVoice sendLocation sendContact sendMediaGroup editMessageText "
    "editMessageCaption editMessageMedia editMessageReplyMarkup"
)


@dataclass(eq=False)
class Plan:
    """An order for a fault. `times` None means for ever."""

    method: str
    fault: Fault
    chat: int | str | None
    times: int | None
    skip: int
    used: int = 0
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def happened(self, timeout: float = 5.0) -> None:
        """Wait until it was used at least once. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            await self._happened.wait()

    def fits(self, method: str, chat: object) -> bool:
        if self.times is not None and self.used >= self.times:
            return False
        return self.method in (method, "*") and self.chat in (None, chat)

    def use(self) -> Fault | None:
        if self.skip:
            self.skip -= 1
            return None
        self.used += 1
        self._happened.set()
        return self.fault


class Faults:
    """All plans, and the dice."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self._dice = random.Random(0)
        self._shares: dict[str, float] = {}

    def roll(self, seed: int, shares: dict[str, float]) -> None:
        """Let faults of these names happen to these shares of the writing calls; {} stops it."""
        unknown = set(shares) - set(BY_NAME) - {"hang", "refusal"}
        if unknown or sum(shares.values()) > 1:
            raise ValueError(f"shares of {sorted(shares)} must be known names and add up to 1 at most")
        self._dice, self._shares = random.Random(seed), shares

    def pick(self, method: str, chat: object) -> Fault | None:
        """The fault for this call, if any: the oldest plan that fits, else the dice."""
        for plan in self.plans:
            if plan.fits(method, chat):
                return plan.use()
        if not self._shares or method not in WRITING:
            return None
        thrown = self._dice.random()
        for name, share in self._shares.items():
            thrown -= share
            if thrown < 0:
                return delay(0.05) if name == "delay" else BY_NAME[name]()
        return None


async def play(
    fault: Fault, carry_out: Callable[[], Awaitable[Answer]], wait: Callable[[float], Awaitable[None]]
) -> Answer:
    """Carry the call out, or not, and answer as the fault says."""
    if fault.kind == "delay":
        await wait(fault.seconds)
        return await carry_out()
    done = await carry_out() if fault.created else CUT
    if fault.kind == "hang":
        await wait(fault.seconds)
    if fault.kind == "refuse":
        return replace(fault.answer, message_id=done.message_id)
    return replace(done, cut="half" if fault.kind == "cut_half" else "all")
