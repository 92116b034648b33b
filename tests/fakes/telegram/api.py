"""A call from arrival to answer: parameters, planned trouble, limits, the method, the journal."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from aiohttp import web

from . import spec
from .answers import Answer, refused, succeeded
from .errors import ApiError, Strictness
from .faults import Faults, play
from .intake import given
from .journal import Call, Journal
from .methods import HANDLERS
from .methods.receiving import RECEIVING
from .rate import Rate
from .webhook import Webhook
from .world import World

_CONFUSED = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What malformed JSON deep inside a parameter makes Python say."""


class Api:
    """The bot's side of the fake, without HTTP's details."""

    def __init__(self, world: World, journal: Journal) -> None:
        self.world = world
        self.journal = journal
        self.webhook = Webhook(world.updates, world.faults)
        self.faults = Faults()
        self.rate = Rate()
        self._closing = asyncio.Event()

    async def call(self, word: str, request: web.BaseRequest) -> Answer:
        """Answer the method named `word`, whose case does not matter. Never raises for what the bot did."""
        method = spec.BY_LOWER_NAME.get(word.lower(), word)
        call = Call(0, method, {}, time.monotonic(), "ok")
        try:
            if method not in spec.METHODS:
                self.world.faults.append(f"no method {word!r}")
                raise ApiError(404, "Not Found")
            raw = await given(request)
            call.params = raw
            call.params = spec.read(method, raw)
            answer = await self._act(call)
        except ApiError as error:
            answer = self._refuse(call, error)
        call.status, call.description, call.message_id = answer.status, answer.description, answer.message_id
        self.journal.add(call)
        return answer

    async def stop(self) -> None:
        """Let every call that waits end, and the webhook too."""
        self._closing.set()
        self.world.updates.end_poll(None)
        await self.webhook.stop()

    def _refuse(self, call: Call, error: ApiError) -> Answer:
        if isinstance(error, Strictness):
            self.world.faults.append(f"{call.method}: {error.what}")
        if call.outcome == "ok":
            call.outcome = "error"
        return refused(error)

    async def _act(self, call: Call) -> Answer:
        async def carry_out() -> Answer:
            try:
                return await self._carry_out(call)
            except ApiError as error:
                return self._refuse(call, error)

        fault = self.faults.pick(call.method, call.params.get("chat_id"))
        if fault is None:
            return await carry_out()
        call.outcome = fault.kind
        return await play(fault, carry_out, self._wait)

    async def _carry_out(self, call: Call) -> Answer:
        if call.method in RECEIVING:
            return succeeded(await RECEIVING[call.method](self.world.updates, self.webhook, call.params))
        if call.method.startswith("send") and call.method != "sendChatAction":
            self.rate.check(call.params.get("chat_id"))
        try:
            return succeeded(HANDLERS[call.method](self.world, dict(call.params)))
        except _CONFUSED as error:
            raise Strictness(f"malformed parameters: {error!r}") from error

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
