"""The HTTP side, put together."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from bot.web.assets import Assets
from bot.web.chat_api import ChatApi
from bot.web.chat_page import ChatPage
from bot.web.conversation import Conversation
from bot.web.failures import Failures
from bot.web.files import FilesOut, Signed
from bot.web.gate import Gate
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.offers import OfferPages
from bot.web.pages import PublicPages
from bot.web.peers import Peers
from bot.web.render import Pages
from bot.web.security import Guard
from bot.web.sessions import Sessions
from bot.web.site import Site
from bot.web.webhooks import Webhooks


def build(site: Site) -> ASGIApp:
    """The application of one city. Raises ValueError if a trusted proxy is no address."""
    assets = Assets()
    pages = Pages(site.house, assets)
    sessions, signed = Sessions(site), Signed(site)
    conversation = Conversation(site, signed)
    gate = Gate(site, Peers(site.trusted_proxies))
    routes = [
        *ChatApi(site, sessions, conversation, gate).routes(),
        *FilesOut(site, sessions, signed).routes(),
        *ChatPage(site, pages, sessions, conversation, gate).routes(),
        *OfferPages(site, pages).routes(),
        *PublicPages(site, pages, sessions, gate).routes(),
        *Health(site).routes(),
        *Metrics(site).routes(),
        *assets.routes(),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, https=site.public_url.startswith("https:"))],
        exception_handlers=Failures(pages).handlers(),
    )
    app.router.redirect_slashes = False
    return Webhooks(app, site)
