"""The chat as a page. It works without scripts: forms, links and a redirect; scripts only add."""

import hashlib
import secrets
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.filing import MOST_BYTES
from bot.web import bodies, posting, tokens
from bot.web.conversation import Conversation
from bot.web.gate import Gate
from bot.web.peers import Peers
from bot.web.render import Pages
from bot.web.sessions import Sessions, Who, set_cookie
from bot.web.shown import shown
from bot.web.site import Site

PATH = "/chat"
SHOWN = 60  # bubbles a page
ASK_ANEW_MS = 540_000  # after that the scripts ask for a file's address anew, before it ends


class ChatPage:
    """`/chat`."""

    def __init__(self, site: Site, pages: Pages, sessions: Sessions, conversation: Conversation, gate: Gate) -> None:
        self._site = site
        self._pages = pages
        self._sessions = sessions
        self._conversation = conversation
        self._gate = gate
        self._peers = Peers(site.trusted_proxies)

    def routes(self) -> list[Route]:
        """The page, and where its forms go."""
        return [Route(PATH, self.show, methods=["GET"]), Route(PATH, self.post, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """The conversation. Whoever comes first is given a session, and the bot speaks first."""
        if request.method == "HEAD":  # link previews: no session for them
            return Response()
        payload = request.query_params.get("ref", "")
        who = await self._sessions.who(request)
        if who is None:
            self._gate.session(request)
            who = await self._sessions.begin()
            await self._conversation.start(who, "", payload)
        elif payload:
            self._gate.message(who)
            await self._conversation.start(who, secrets.token_hex(8), payload)
        response = RedirectResponse(PATH, 303) if payload else await self._page(request, who)
        set_cookie(response, who, secure=self._is_secure(request))
        return response

    async def post(self, request: Request) -> Response:
        """A form of the page. Sent twice it is heard once; back to the conversation."""
        who = await self._sessions.require(request)
        self._gate.message(who)
        async with bodies.form(request) as fields:
            if not tokens.same(str(fields.get("csrf", "")), self._form_value(who)):
                raise HTTPException(403)
            posted = None if _is_empty(fields) else await posting.of_form(self._site, fields, _id(fields))
        if posted is not None:
            await self._conversation.say(who, posted)
        return RedirectResponse(PATH, 303)

    async def _page(self, request: Request, who: Who) -> Response:
        before = request.query_params.get("before", "")
        number = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else 0
        messages = await self._conversation.latest(who, number, SHOWN)
        language = await self._conversation.language(who)
        values: dict[str, Any] = {
            "bubbles": shown(messages, lambda at: self._pages.moment(at, language), self._site.now()),
            "last": messages[-1]["n"] if messages else 0,
            "older": messages[0]["n"] if len(messages) == SHOWN else 0,
            "history": bool(number),
            "until": self._site.now() + ASK_ANEW_MS,
            "csrf": self._form_value(who),
            "form_id": secrets.token_urlsafe(9),
            "most_bytes": MOST_BYTES,
            "demo": self._site.demo,
        }
        return self._pages.page("chat.html", values, language)

    def _form_value(self, who: Who) -> str:
        return tokens.form_value(self._site.secret, who.token_hash)

    def _is_secure(self, request: Request) -> bool:
        return self._site.public_url.startswith("https:") or self._peers.is_https(request)


def _is_empty(fields: FormData) -> bool:
    file = fields.get("file")
    has_file = file is not None and not isinstance(file, str) and bool(file.size)
    return not (has_file or fields.get("choice") or str(fields.get("text") or "").strip())


def _id(fields: FormData) -> str:
    """The form's own id and its content: the same form sent again is the same, with other words it is not."""
    said = "\n".join(f"{name}={fields.get(name)}" for name in ("text", "choice") if fields.get(name))
    mark = hashlib.sha256(said.encode(errors="replace")).hexdigest()[:12]
    return f"{str(fields.get('id') or '')[:40]}-{mark}"
