"""Where platforms deliver, in front of the pages: hot, and in need of nothing that browsers need.

The body is capped here and read by the channel's own adapter, which says what to answer.
"""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import StoreDown
from bot.web.bodies import PATIENCE_S
from bot.web.site import Site

TELEGRAM = "/telegram/webhook"
TELEGRAM_MOST = 1_000_000
SECRET = b"x-telegram-bot-api-secret-token"
EMPTY = [(b"content-length", b"0")]


class Webhooks:
    """ASGI: takes posts to `/telegram/webhook`, leaves everything else to `app`."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._telegram = site.telegram_webhook

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        posted = scope["type"] == "http" and scope["path"] == TELEGRAM and scope["method"] == "POST"
        if not posted or self._telegram is None:
            await self._app(scope, receive, send)
            return
        status = await self._taken(scope, receive)
        if status:
            await send({"type": "http.response.start", "status": status, "headers": EMPTY})
            await send({"type": "http.response.body", "body": b""})

    async def _taken(self, scope: Scope, receive: Receive) -> int:
        """The status to answer, 0 if nobody waits for one any more."""
        try:
            body = await _body(receive)
        except TimeoutError:
            return 408
        if body is None:
            return 0
        if len(body) > TELEGRAM_MOST:
            return 413
        secret = next((value for name, value in scope["headers"] if name == SECRET), None)
        try:
            assert self._telegram is not None  # noqa: S101 - the caller looked
            return await self._telegram(body, secret.decode("latin-1") if secret is not None else None)
        except StoreDown:
            return 503


async def _body(receive: Receive) -> bytes | None:
    """The body, or just more of it than anybody may send; None if the platform hung up."""
    message = await receive()
    if message["type"] != "http.request":
        return None
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    async with asyncio.timeout(PATIENCE_S):
        while message.get("more_body") and len(body) <= TELEGRAM_MOST:
            message = await receive()
            if message["type"] != "http.request":
                return None
            body += message.get("body", b"")
    return body
