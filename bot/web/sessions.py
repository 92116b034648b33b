"""Who is talking: a token in a header or a cookie, of which only the hash is kept."""

import secrets
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels import webchat
from bot.core.message import Chat
from bot.i18n import DEFAULT
from bot.web import tokens
from bot.web.site import Site
from storage import contacts, schedule, web_sessions
from storage.ports import Tx

COOKIE = "kekraf_chat"
COOKIE_S = 400 * 86_400  # what browsers allow at most; renewed at every visit
TOKEN_MOST = 128  # characters; nothing longer was given out here


@dataclass(frozen=True, slots=True)
class Who:
    """A browser or program that holds a session."""

    contact_id: int
    chat: Chat
    token: str

    @property
    def token_hash(self) -> str:
        """The session's name in the store."""
        return tokens.hashed(self.token)


class Sessions:
    """The sessions of the web chat."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def begin(self) -> Who:
        """A new session with a chat of its own. Raises StoreDown."""
        chat = Chat(webchat.CHANNEL, webchat.ACCOUNT, secrets.token_hex(12))
        token, now = tokens.new(), self._site.now()

        async def work(tx: Tx) -> int:
            known = await contacts.meet(tx, chat, DEFAULT, "", now)
            await web_sessions.add(tx, tokens.hashed(token), known.contact.id, now)
            return known.contact.id

        return Who(await self._site.store.transact(work), chat, token)

    async def who(self, request: Request) -> Who | None:
        """The session a request comes with: the header counts before the cookie. Raises StoreDown."""
        token = _token(request)
        if not token or len(token) > TOKEN_MOST:
            return None
        token_hash = tokens.hashed(token)
        found = await self._site.store.read(lambda tx: web_sessions.chat_of(tx, token_hash))
        return Who(*found, token) if found is not None else None

    async def require(self, request: Request) -> Who:
        """As `who`. Raises HTTPException 401 without a session, 403 if another site's page sent it."""
        if request.headers.get("sec-fetch-site") == "cross-site" and "authorization" not in request.headers:
            raise HTTPException(403)
        who = await self.who(request)
        if who is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        return who

    async def redeem(self, token: str) -> Who | None:
        """A session for the contact of a one-time link, the first time only."""
        if len(token) > TOKEN_MOST:
            return None
        once, now, fresh = tokens.hashed_once(token), self._site.now(), tokens.new()

        async def work(tx: Tx) -> Who | None:
            found = await web_sessions.chat_of(tx, once)
            if found is None or not await schedule.take(tx, f"once:{once}", 0, now):
                return None
            await web_sessions.add(tx, tokens.hashed(fresh), found[0], now)
            return Who(*found, fresh)

        return await self._site.store.transact(work)


async def one_time(tx: Tx, contact_id: int, now: int) -> str:
    """The token of a new one-time link `/demo/<token>` that opens this contact's web chat."""
    token = tokens.new()
    await web_sessions.add(tx, tokens.hashed_once(token), contact_id, now)
    return token


def set_cookie(response: Response, who: Who, *, secure: bool) -> None:
    """Hands the session to the browser, or renews it there."""
    response.set_cookie(COOKIE, who.token, max_age=COOKIE_S, secure=secure, httponly=True, samesite="lax")


def _token(request: Request) -> str:
    header = request.headers.get("authorization")
    if header is None:
        return request.cookies.get(COOKIE, "")
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
