"""Updates pushed to the bot's own server, again and again until it says 2xx.

As the real one: at most `max_connections` posts at once; updates of one chat and kind one after the other (a
message and a button press of the same person may overlap). `WebhookOptions` makes it harsher than that.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import json
import time
from collections import deque
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass

import aiohttp

from .shapes import Json
from .updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class WebhookOptions:
    """How unkind the delivery is. Times in seconds."""

    retry_delay: float = 0.1
    """Pause before an update that was not taken comes again."""
    deliver_twice: bool = False
    """Every update comes twice, whatever the answer."""
    at_most: int = 100
    """Posts at once, if that is below max_connections."""
    ordered: bool = True
    """False: updates of one chat overlap as well."""
    patience: float = 60.0
    """How long an answer may take."""


@dataclass(frozen=True)
class Post:
    """One delivery: `status` is 0 when there was no answer."""

    update_id: int
    status: int
    at: float


class Webhook:
    """The push side of `updates`. `faults` gets what the real one would act upon and this project never uses."""

    def __init__(self, updates: Updates, faults: list[str]) -> None:
        self.options = WebhookOptions()
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.posts: list[Post] = []
        self.last_error = ""
        self.last_error_date = 0
        self.failed = asyncio.Event()
        """Set by the first post that was not taken."""
        self._updates = updates
        self._faults = faults
        self._queues: dict[Hashable, deque[Json]] = {}
        self._due: list[tuple[float, int, Hashable]] = []
        self._turn = itertools.count()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._posting: set[asyncio.Task[None]] = set()
        self._runner: asyncio.Task[None] | None = None
        self._http: aiohttp.ClientSession | None = None

    async def start(self, url: str, secret: str, max_connections: int) -> None:
        """Push to `url` from now on, what is pending first."""
        await self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self._updates.on_push = self._enqueue
        for update_id in self._updates.pending:
            self._enqueue(update_id)
        self._runner = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop pushing. What was not taken stays pending."""
        self.url, self._updates.on_push = "", None
        tasks = [*self._posting, *([self._runner] if self._runner else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._queues.clear()
        self._due.clear()
        self._idle.set()
        self._runner = None
        if self._http:
            await self._http.close()
            self._http = None

    async def idle(self, timeout: float = 5.0) -> None:
        """Wait until every update was taken. Raises TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self._idle.wait()

    def _enqueue(self, update_id: int) -> None:
        key, update = self._updates.pending[update_id]
        for copy in range(2 if self.options.deliver_twice else 1):
            queue = key if self.options.ordered else (update_id, copy)
            self._queues.setdefault(queue, deque()).append(update)
            if len(self._queues[queue]) == 1:
                heapq.heappush(self._due, (time.monotonic(), next(self._turn), queue))
        self._idle.clear()
        self._wake.set()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            pause = self._launch(time.monotonic())
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    def _launch(self, now: float) -> float | None:
        most = min(self.max_connections, self.options.at_most)
        while self._due and len(self._posting) < most:
            if self._due[0][0] > now:
                return self._due[0][0] - now
            queue = heapq.heappop(self._due)[2]
            task = asyncio.create_task(self._deliver(queue))
            self._posting.add(task)
            task.add_done_callback(self._finished)
        return None

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._posting.discard(task)
        if not self._queues:
            self._idle.set()
        self._wake.set()

    async def _deliver(self, queue: Hashable) -> None:
        waiting = self._queues[queue]
        taken = await self._post(waiting[0])
        if taken:
            self._updates.pending.pop(waiting.popleft()["update_id"], None)
        if waiting:
            due = time.monotonic() + (0 if taken else self.options.retry_delay)
            heapq.heappush(self._due, (due, next(self._turn), queue))
        else:
            del self._queues[queue]

    async def _post(self, update: Json) -> bool:
        status, error = 0, ""
        try:
            status, reason = await self._exchange(json.dumps(update))
            if not 200 <= status < 300:
                error = f"Wrong response from the webhook: {status} {reason}"
        except TimeoutError:
            error = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            error = "Connection refused"
        except (aiohttp.ClientError, OSError):
            error = "Webhook connection closed"
        self.posts.append(Post(update["update_id"], status, time.monotonic()))
        if error:
            self.last_error, self.last_error_date = error, int(time.time())
            self.failed.set()
        return not error

    async def _exchange(self, body: str) -> tuple[int, str]:
        assert self._http is not None
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: self.secret} if self.secret else {})
        patience = aiohttp.ClientTimeout(total=self.options.patience)
        async with self._http.post(self.url, data=body, headers=headers, timeout=patience) as answer:
            if b'"method"' in await answer.read():
                self._faults.append("webhook: a method in the answer, which hides its result")
            return answer.status, answer.reason or ""
