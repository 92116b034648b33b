"""Where platforms deliver. The body is capped here and read by the channel's own adapter."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web import bodies
from bot.web.site import Site

TELEGRAM_MOST = 1_000_000
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name


class Webhooks:
    """`/telegram/webhook`."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[Route]:
        """One address a platform."""
        return [Route("/telegram/webhook", self.telegram, methods=["POST"])]

    async def telegram(self, request: Request) -> Response:
        """Hands an update over; the adapter says what to answer."""
        if self._site.telegram_webhook is None:
            raise HTTPException(404)
        body = await bodies.raw(request, TELEGRAM_MOST)
        return Response(status_code=await self._site.telegram_webhook(body, request.headers.get(SECRET)))
