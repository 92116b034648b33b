"""The web chat's JSON: a session, messages in, messages out (design §6)."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web import bodies, posting
from bot.web.conversation import Conversation
from bot.web.gate import Gate
from bot.web.peers import Peers
from bot.web.sessions import Sessions, set_cookie
from bot.web.site import Site

MOST = 100  # bubbles an answer
LONGEST_WAIT = 30  # seconds
HIGHEST = 2**53 - 1  # what every program's numbers can hold


class ChatApi:
    """`/chat/api/...`."""

    def __init__(self, site: Site, sessions: Sessions, conversation: Conversation, gate: Gate) -> None:
        self._site = site
        self._sessions = sessions
        self._conversation = conversation
        self._gate = gate
        self._peers = Peers(site.trusted_proxies)

    def routes(self) -> list[Route]:
        """The three addresses of the contract."""
        return [
            Route("/chat/api/session", self.begin, methods=["POST"]),
            Route("/chat/api/messages", self.post, methods=["POST"]),
            Route("/chat/api/messages", self.read, methods=["GET"]),
        ]

    async def begin(self, request: Request) -> Response:
        """A new session: its token, and the same as a cookie."""
        self._gate.session(request)
        who = await self._sessions.begin()
        response = JSONResponse({"token": who.token})
        secure = self._site.public_url.startswith("https:") or self._peers.is_https(request)
        set_cookie(response, who, secure=secure)
        return response

    async def post(self, request: Request) -> Response:
        """A message, a tap or a file; taken once by its id."""
        who = await self._sessions.require(request)
        kind = bodies.content_type(request)
        if kind not in ("application/json", bodies.MULTIPART):
            raise HTTPException(415)
        self._gate.message(who)
        if kind == "application/json":
            posted = posting.of_json(await bodies.from_json(request))
        else:
            async with bodies.form(request) as fields:
                posted = await posting.of_form(self._site, fields, fields.get("id"))
        toast = await self._conversation.say(who, posted)
        return JSONResponse({"id": posted.id, **({"toast": toast} if toast else {})}, 202)

    async def read(self, request: Request) -> Response:
        """The bubbles after a number; with `wait`, as soon as there are any."""
        who = await self._sessions.require(request)
        after, wait = _whole(request, "after", HIGHEST), min(_whole(request, "wait", HIGHEST), LONGEST_WAIT)
        return JSONResponse({"messages": await self._conversation.wait(who, after, MOST, wait)})


def _whole(request: Request, name: str, most: int) -> int:
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise HTTPException(400, f"{name} is a whole number, 0 or more")
    return int(text)
