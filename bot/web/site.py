"""What the pages need of the rest of the program; the composition root fills it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.actions.desk import House
from bot.core.message import Heard
from bot.filing import Opened as File
from bot.reception import Taken
from bot.web.wakeups import Wakeups
from storage.ports import Store

__all__ = ["File", "Files", "Site", "Webhook"]


class Files(Protocol):
    """Where files that came in are kept, and those that go out are found or made."""

    async def take_upload(self, content: bytes, name: str, mime: str) -> str:
        """Keeps an upload until the media worker judges it.

        Its ref, `upload:<sha256>`: the same content has the same ref.
        """
        ...

    async def open(self, source: str) -> File | None:
        """The file of a `Media.source` or an attachment's ref (`data:<contact>`, `upload:<sha256>`); None: gone.

        Raises NoFile where it cannot be drawn.
        """
        ...


Webhook = Callable[[bytes, str | None], Awaitable[int]]
"""Takes a body and the secret that came with it; the HTTP status to answer. Raises StoreDown: answered 503."""


@dataclass(frozen=True, slots=True)
class Site:
    """One city's HTTP side.

    `hear` takes an event (Reception.hear), `now` is UTC milliseconds, `secret` keys signed addresses and form values,
    `public_url` is "" where there is none, `trusted_proxies` are the addresses or networks whose X-Forwarded-For is
    believed. Without a `metrics_token` only loopback reads the metrics.
    """

    store: Store
    hear: Callable[[Heard], Awaitable[Taken]]
    house: House
    now: Callable[[], int]
    files: Files
    secret: bytes
    wakeups: Wakeups = field(default_factory=Wakeups)
    telegram_webhook: Webhook | None = None
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ()
    metrics_token: str = ""
    demo: bool = False
