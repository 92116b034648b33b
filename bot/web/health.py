"""Whether the process answers (`/healthz`), and whether it can take a turn (`/readyz`)."""

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import StoreDown
from bot.web.site import Site
from storage import marks
from storage.ports import Tx

PATIENCE_S = 4.0
FRESH_MS = 1_000  # so long an answer is given again: asking must not cost a commit each time


class Health:
    """The two probes."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._asked_at = -FRESH_MS
        self._ready = False

    def routes(self) -> list[Route]:
        """`/healthz` and `/readyz`."""
        return [Route("/healthz", self.alive), Route("/readyz", self.ready)]

    async def alive(self, request: Request) -> Response:
        """200 as long as anything answers."""
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        """200 if the store takes a write, else 503; 503 too while the process stops."""
        now = self._site.now()
        if not 0 <= now - self._asked_at < FRESH_MS:
            self._asked_at, self._ready = now, await self._writes()
        ready = self._ready and not self._site.wakeups.closed
        return PlainTextResponse("ready\n" if ready else "not ready\n", 200 if ready else 503)

    async def _writes(self) -> bool:
        now = self._site.now()

        async def work(tx: Tx) -> None:
            await marks.put(tx, "ready", "", now)

        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._site.store.transact(work)
        except (StoreDown, TimeoutError):
            return False
        return True
