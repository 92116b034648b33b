"""`/metrics`, for whoever holds the token or sits on this machine."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import metrics
from bot.web import tokens
from bot.web.peers import is_neighbour
from bot.web.site import Site


class Metrics:
    """The numbers of this process and its queues."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[Route]:
        """`/metrics`."""
        return [Route("/metrics", self.show)]

    async def show(self, request: Request) -> Response:
        """Prometheus text; 401 without the token, 404 where there is none to have."""
        if not (is_neighbour(request) or self._has_token(request)):
            raise HTTPException(401 if self._site.metrics_token else 404)
        text = await metrics.collect(self._site.store, self._site.now())
        return Response(text, media_type=metrics.CONTENT_TYPE)

    def _has_token(self, request: Request) -> bool:
        token = self._site.metrics_token
        return bool(token) and tokens.same(request.headers.get("authorization", ""), f"Bearer {token}")
