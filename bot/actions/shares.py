"""Who came by which link: readers, registrations, applications, counted by the place where a link was put."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Literal

from bot.core.keeping import DAY_MS
from storage import shares
from storage.ports import Tx

PLACE = r"[A-Za-z0-9_-]{1,32}"
READERS_KEPT_MS = 7 * DAY_MS
LATELY_MS = 30 * DAY_MS  # between reading and what it leads to
What = Literal["read", "register"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Those who came by one place. Whoever reads the page and then in the chat is two readers."""

    readers: int = 0
    registrations: int = 0
    applications: int = 0


async def read(tx: Tx, opportunity_id: int, place: str, who: int | str, what: What, now: int) -> None:
    """Somebody came, once: a chat (its contact's id) or a page's reader (`reader`). A place nobody could have made is
    none."""
    place = cleaned(place)
    if isinstance(who, int):
        await shares.contact_came(tx, opportunity_id, place, who, what, now)
        return
    await shares.forget_readers(tx, now - READERS_KEPT_MS)
    await shares.reader_came(tx, opportunity_id, place, who, now)


async def is_known(tx: Tx, opportunity_id: int, place: str, reader: str) -> bool:
    """Whether a page's reader is counted already, so that there is nothing to write."""
    found = await shares.reader(tx, opportunity_id, reader)
    return found is not None and bool(found or not cleaned(place))


async def registered(tx: Tx, contact_id: int, now: int) -> None:
    """A chat has registered: by the opportunity it read last, if it read one lately."""
    await shares.registered(tx, contact_id, now - LATELY_MS, now)


async def came_by(tx: Tx, contact_id: int, opportunity_id: int) -> str:
    """The place by which a chat came to an opportunity, "" for none."""
    return await shares.came_by(tx, contact_id, opportunity_id)


async def last_read(tx: Tx, contact_id: int, now: int) -> int | None:
    """The id of the opportunity that a chat read last, if it did lately."""
    return await shares.last_read(tx, contact_id, now - LATELY_MS)


async def counts(tx: Tx, opportunity_id: int) -> dict[str, Counts]:
    """By place, "" for any other way; applications are those handed in."""
    found: dict[str, dict[str, int]] = {}
    for row in await shares.counts(tx, opportunity_id):
        found.setdefault(row["place"], {})[row["what"]] = int(row["n"])
    return {place: Counts(by.get("read", 0), by.get("register", 0), by.get("apply", 0)) for place, by in found.items()}


def cleaned(place: str) -> str:
    """The place as links carry it; "" for what cannot be one."""
    return place.lower() if re.fullmatch(PLACE, place) else ""


def reader(secret: bytes, *marks: str) -> str:
    """A name for a page's reader that tells nothing of it: `marks` are what makes it one (address, browser)."""
    return hmac.new(secret, "\n".join(("reader", *marks)).encode(), hashlib.sha256).hexdigest()[:32]
