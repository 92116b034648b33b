"""`/o/<code>`: an opportunity as a page for everybody, with its picture and its days for a calendar. No scripts."""

import re
from collections.abc import Iterable, Mapping
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
from bot.i18n.offer_facts import Fact, facts, has_days
from bot.web.files import SHOWN
from bot.web.limits import Bucket
from bot.web.peers import Peers
from bot.web.render import Pages
from bot.web.site import File, Site

READS, READS_S = 20, 1 / 6  # of an address that are counted
PREVIEWS = re.compile(r"(?<!cu)bot|preview|facebookexternalhit|whatsapp|crawler|spider|curl|python")  # Cubot: a phone
KEPT = "public, max-age=600"
AGAIN = "private, max-age=60"  # whoever looks into the chat and comes back does not pay for the page twice
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
        language = self._language(request)
        page = self._pages.page("offer.html", self._values(one, place, language), language)
        page.headers["Cache-Control"] = AGAIN
        return page

    async def calendar(self, request: Request) -> Response:
        """Its days, for a calendar."""
        one = await self._one(request)
        file = await self._file(f"offer:{one.id}.{self._language(request)}.ics")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}", "Cache-Control": KEPT}
        return Response(file.content, headers=headers, media_type=file.mime)

    async def picture(self, request: Request) -> Response:
        """Its poster, or what is drawn where there is none."""
        one = await self._one(request)
        poster = await self._poster(one)
        file = poster if poster is not None else await self._file(f"offer:{one.id}.{DEFAULT}.png")
        headers = {"Cache-Control": KEPT, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(file.content, headers=headers, media_type=file.mime)

    async def _one(self, request: Request) -> Opportunity:
        code = request.path_params["code"]
        one = await self._site.store.read(lambda tx: browsing.public(tx, code)) if len(code) <= 12 else None
        if one is None:
            raise HTTPException(404)
        return one

    async def _poster(self, one: Opportunity) -> File | None:
        """Its poster, if it has one, and that is a picture, and it can be had."""
        if one.poster_id is None:
            return None
        try:
            file = await self._site.files.open(f"shown:{one.poster_id}")
        except NoFile:
            return None
        return file if file is not None and file.mime in SHOWN else None

    def _language(self, request: Request) -> str:
        asked = request.query_params.get("lang", DEFAULT)
        return asked if asked in self._site.house.speeches else DEFAULT

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
        if request.method == "HEAD" or not browser or PREVIEWS.search(browser.lower()):
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
        summary, over = one.summary(language), offers.standing(speech, house.city, one, now)
        shared = marks.read(offers.line(speech, house.city, one, now)).text
        return {
            "one": one, "title": one.title(language), "summary": summary, "organizer": one.offer.organizer,
            "kind": offers.kind_name(speech, house.city, one), "sign": offers.sign(house.city, one),
            "standing": over, "dated": one.state != "cancelled" and has_days(one), "open": one.is_open(now),
            "key": [fact for fact in known if fact.key in KEY], "facts": [f for f in known if f.key not in KEY],
            "described": _described(over, summary, known), "place": place,
            "address": address, "picture": f"{address}/picture", "payload": linking.payload(one.code, place),
            "telegram": linking.links(house, one.code, place).get("telegram", ""),
            "outside": _outside(one), "base": base,
            "forward": f"https://wa.me/?text={quote(f'{shared} {address}?di=wa')}" if base else "",
            "languages": self._pages.tongues(),
        }  # fmt: skip


def _described(over: str, summary: str, known: Iterable[Fact]) -> str:
    """What a link preview says: that it is over, if it is; else what it is; of one without a text, what decides."""
    text = " ".join((over or summary or " · ".join(fact.values[0] for fact in known if fact.key in KEY)).split())
    return text if len(text) <= DESCRIBED else f"{text[: DESCRIBED - 1].rstrip()}…"


def _outside(one: Opportunity) -> str:
    """Where one applies, if that is elsewhere; "" for what is no address."""
    link = one.offer.link if one.offer.apply_via == "link" else ""
    return link if link.startswith(("https://", "http://")) else ""
