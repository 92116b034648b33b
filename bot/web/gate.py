"""Floods: how often an address may open a session, and a session may post."""

import math

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.web.limits import Bucket
from bot.web.peers import Peers
from bot.web.sessions import Who
from bot.web.site import Site

SESSIONS, SESSIONS_S = 10, 10 / 60
MESSAGES, MESSAGES_S = 20, 2.0


class Gate:
    """The flood limits of this process."""

    def __init__(self, site: Site, peers: Peers) -> None:
        self._peers = peers
        self._sessions = Bucket(SESSIONS, SESSIONS_S, site.now)
        self._messages = Bucket(MESSAGES, MESSAGES_S, site.now)

    def session(self, request: Request) -> None:
        """One more session for this address. Raises HTTPException 429."""
        _pass(self._sessions.take(self._peers.neighbourhood(request)))

    def message(self, who: Who) -> None:
        """One more message of this session. Raises HTTPException 429."""
        _pass(self._messages.take(who.token_hash))


def _pass(seconds: float) -> None:
    if seconds:
        raise HTTPException(429, headers={"Retry-After": str(math.ceil(seconds))})
