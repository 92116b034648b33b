"""`/o/<code>`: an opportunity as a page for everybody, with its picture and its days for a calendar. No scripts."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import browsing, linking, shares
from bot.channels import marks
from bot.core.opportunities import Opportunity
from bot.errors import NoFile, StoreDown
from bot.i18n import DEFAULT, offers
from bot.i18n.offer_facts import facts
from bot.web.files import SHOWN
from bot.web.limits import Bucket
from bot.web.peers import Peers
from bot.web.render import Pages
from bot.web.site import File, Site

READS, READS_S = 20, 1 / 6  # of an address that are counted
PREVIEWS = ("bot", "preview", "facebookexternalhit", "whatsapp", "crawler", "spider", "curl", "python")
KEPT = "public, max-age=600"
KEY = ("until", "dates", "place", "fee")  # what is seen first
DESCRIBED = 200  # characters in a link preview


class OfferPages:
    """`/o/<code>`, `/o/<code>.ics`, `/o/<code>/picture`."""

    def __init__(self, site: Site, pages: Pages) -> None:
        self._site = site
        self._pages = pages
        self._peers = Peers(site.trusted_proxies)
        self._reads = Bucket(READS, READS_S, site.now)

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route("/o/{code}.ics", self.calendar),
            Route("/o/{code}/picture", self.picture),
            Route("/o/{code}", self.show),
        ]

    async def show(self, request: Request) -> Response:
        """The page, in `?lang=`; `?di=` names where the link was put."""
        one = await self._one(request)
        place = shares.cleaned(request.query_params.get("di", ""))
        with suppress(StoreDown):
            await self._count(request, one, place)
        asked = request.query_params.get("lang", DEFAULT)
        language = asked if asked in self._site.house.speeches else DEFAULT
        return self._pages.page("offer.html", self._values(one, place, language), language)

    async def calendar(self, request: Request) -> Response:
        """Its days, for a calendar."""
        file = await self._file(f"offer:{(await self._one(request)).id}.{DEFAULT}.ics")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}", "Cache-Control": KEPT}
        return Response(file.content, headers=headers, media_type=file.mime)

    async def picture(self, request: Request) -> Response:
        """Its poster, or what is drawn where there is none."""
        one = await self._one(request)
        drawn = f"offer:{one.id}.{DEFAULT}.png"
        file = await self._file(drawn if one.poster_id is None else f"shown:{one.poster_id}")
        if file.mime not in SHOWN:
            file = await self._file(drawn)
        headers = {"Cache-Control": KEPT, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(file.content, headers=headers, media_type=file.mime)

    async def _one(self, request: Request) -> Opportunity:
        code = request.path_params["code"]
        one = await self._site.store.read(lambda tx: browsing.public(tx, code)) if len(code) <= 12 else None
        if one is None:
            raise HTTPException(404)
        return one

    async def _file(self, source: str) -> File:
        try:
            file = await self._site.files.open(source)
        except NoFile:
            raise HTTPException(503, headers={"Retry-After": "10"}) from None
        if file is None:
            raise HTTPException(404)
        return file

    async def _count(self, request: Request, one: Opportunity, place: str) -> None:
        """One more reader of that place, if it is no program and was not counted before."""
        browser = request.headers.get("user-agent", "")
        if request.method == "HEAD" or not browser or any(word in browser.lower() for word in PREVIEWS):
            return
        address = self._peers.neighbourhood(request)
        reader = shares.reader(self._site.secret, address, browser)
        known = await self._site.store.read(lambda tx: shares.is_known(tx, one.id, place, reader))
        if not known and not self._reads.take(address):
            now = self._site.now()
            await self._site.store.transact(lambda tx: shares.read(tx, one.id, place, reader, "read", now))

    def _values(self, one: Opportunity, place: str, language: str) -> Mapping[str, Any]:
        house, now = self._site.house, self._site.now()
        speech, base = house.speeches[language], self._site.public_url
        known = facts(speech, house.city, one, now)
        address = f"{base}/o/{one.code}"
        summary = one.summary(language)
        shared = marks.read(offers.line(speech, house.city, one, now)).text
        return {
            "one": one, "title": one.title(language), "summary": summary, "organizer": one.offer.organizer,
            "kind": offers.kind_name(speech, house.city, one), "sign": offers.sign(house.city, one),
            "standing": offers.standing(speech, house.city, one, now), "open": one.is_open(now),
            "key": [fact for fact in known if fact.key in KEY], "facts": [f for f in known if f.key not in KEY],
            "described": summary if len(summary) <= DESCRIBED else f"{summary[: DESCRIBED - 1].rstrip()}…",
            "address": address, "picture": f"{address}/picture", "payload": linking.payload(one.code, place),
            "telegram": linking.links(house, one.code, place).get("telegram", ""),
            "outside": _outside(one), "base": base,
            "forward": f"https://wa.me/?text={quote(f'{shared} {address}?di=wa')}" if base else "",
            "languages": self._pages.tongues(),
        }  # fmt: skip


def _outside(one: Opportunity) -> str:
    """Where one applies, if that is elsewhere; "" for what is no address."""
    link = one.offer.link if one.offer.apply_via == "link" else ""
    return link if link.startswith(("https://", "http://")) else ""
