"""Pages for everyone: the way in, the notice about data, a word to robots; and the demo's one-time door."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels import marks
from bot.core.flow import Facts
from bot.i18n import DEFAULT
from bot.web.chat_page import PATH
from bot.web.gate import Gate
from bot.web.peers import Peers
from bot.web.render import Pages
from bot.web.sessions import Sessions, set_cookie
from bot.web.site import Site
from handlers.register import controller

ROBOTS = "User-agent: *\nDisallow: /\nAllow: /privacy\nAllow: /o/\n"


class PublicPages:
    """`/`, `/privacy`, `/robots.txt`, `/demo/<token>`."""

    def __init__(self, site: Site, pages: Pages, sessions: Sessions, gate: Gate) -> None:
        self._site = site
        self._pages = pages
        self._sessions = sessions
        self._gate = gate
        self._peers = Peers(site.trusted_proxies)

    def routes(self) -> list[Route]:
        """Their addresses; the demo's door only in a demo."""
        routes = [Route("/", self.root), Route("/privacy", self.privacy), Route("/robots.txt", self.robots)]
        if self._site.demo:
            routes.append(Route("/demo/{token}", self.enter, methods=["GET"]))
        return routes

    async def root(self, request: Request) -> Response:
        """The chat is the front door."""
        return RedirectResponse(PATH, 302)

    async def robots(self, request: Request) -> Response:
        """Nobody's chat is for a search engine."""
        return PlainTextResponse(ROBOTS)

    async def privacy(self, request: Request) -> Response:
        """The notice, as the bot tells it, in `?lang=`."""
        house = self._site.house
        asked = request.query_params.get("lang", DEFAULT)
        language = asked if asked in house.speeches else DEFAULT
        facts = Facts(language=language, city=house.city, now=self._site.now())
        notice = house.speeches[language].text("register.consent.read.ask", controller({}, facts))
        values = {"paragraphs": marks.read(notice).text.split("\n"), "languages": self._pages.tongues()}
        return self._pages.page("privacy.html", values, language)

    async def enter(self, request: Request) -> Response:
        """A prepared, fictional person's chat, for the first who comes."""
        if request.method == "HEAD":
            return Response()
        self._gate.session(request)
        who = await self._sessions.redeem(request.path_params["token"])
        if who is None:
            raise HTTPException(410)
        response = RedirectResponse(PATH, 303)
        set_cookie(response, who, secure=self._peers.is_https(request))
        return response
