"""Answers to what cannot be done: one kind sentence, as a page or as JSON."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.errors import StoreDown
from bot.web.render import Pages

Handler = Callable[[Request, Exception], Awaitable[Response]]
STORE_DOWN = HTTPException(503, headers={"Retry-After": "10"})


class Failures:
    """Handlers for the errors that have a status."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def failed(self, request: Request, error: Exception) -> Response:
        """A refusal: 4xx, or 503 while the store is down."""
        refused = error if isinstance(error, HTTPException) else STORE_DOWN
        sentence = self._sentence(refused.status_code)
        answer: Response
        if _wants_page(request):
            values = {"title": str(refused.status_code), "sentence": sentence}
            answer = self._pages.page("failure.html", values, status=refused.status_code)
        else:
            # The detail is ours (a constant of this program), never the request's.
            answer = JSONResponse({"error": _detail(refused) or sentence}, refused.status_code)
        answer.headers.update(refused.headers or {})
        return answer

    def handlers(self) -> dict[type[Exception], Handler]:
        """By the error they answer."""
        return {HTTPException: self.failed, StoreDown: self.failed}

    def _sentence(self, status: int) -> str:
        says = self._pages.says("id")
        return says(f"error.{status}" if says.has(f"error.{status}") else "error.other")


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.scope["path"].startswith("/chat/api/")


def _detail(error: HTTPException) -> str:
    return error.detail if error.status_code == 400 and error.detail != "Bad Request" else ""
