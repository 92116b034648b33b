"""Saved replies: kept by the committee, offered by likeness, filled with name, number and date."""

from dataclasses import asdict, replace
from datetime import date
from string import Formatter

from bot.actions import changing, permitting, telling
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from bot.core.spelling import fold
from bot.core.support import UNSORTED
from bot.core.vocabulary import City
from bot.errors import Refused
from storage import audit, replies
from storage.audit import Act
from storage.ports import Tx
from storage.replies import SavedReply

PLACES = frozenset({"nama", "nomor", "tanggal"})
TITLE_MOST, TEXT_MOST = 60, 1500
NAMELESS = "Kak"


async def likeliest(actor: Actor, request: SupportRequest, most: int = 2) -> list[SavedReply]:
    """The replies that fit a request best: most words of its story, then the most used."""
    permitting.check(actor, "read")
    words = frozenset(fold(request.story).split())
    found = await replies.of_kind(actor.tx, request.kind)

    def rank(reply: SavedReply) -> tuple[int, bool, int]:
        shared = len(words & frozenset(fold(f"{reply.title} {reply.text}").split()))
        return (-shared, reply.kind != request.kind, -reply.uses)

    return sorted(found, key=rank)[:most]


def filled(actor: Actor, reply: SavedReply, request: SupportRequest, name: str) -> str:
    """A reply for one request. `{tanggal}` is the day promised, or that of the next look; who gave no name is "Kak"."""
    at = request.promised_at or actor.house.calendar.due(actor.now, changing.LOOK_AGAIN_DAYS)
    day = telling.day_text(actor.house.calendar.day(at), "id")
    return reply.text.format(nama=name or NAMELESS, nomor=request.short, tanggal=day)


def sample(text: str, day: date) -> str:
    """A text as it would read for a fictional person; its placeholders are known to fit."""
    return text.format(nama="Yuk Contoh", nomor="D-123", tanggal=telling.day_text(day, "id"))


def fits(text: str) -> bool:
    """Whether a text asks for nothing but what can be filled in."""
    return _places(text) <= PLACES


async def load(tx: Tx, city: City) -> int:
    """Adds the replies of the city pack that were never here; how many. What the committee changed stays."""
    known = await replies.codes(tx)
    fresh = [reply for reply in city.support.saved_replies if reply.id not in known]
    for reply in fresh:
        kind = "" if reply.kind == UNSORTED else reply.kind
        await replies.add(tx, kind, reply.title, reply.text, reply.id)
    return len(fresh)


async def every(actor: Actor, kind: str) -> list[SavedReply]:
    """The replies for a kind, and those for every kind."""
    permitting.check(actor, "read")
    return await replies.of_kind(actor.tx, kind)


async def offered(actor: Actor) -> list[SavedReply]:
    """Every reply, for whoever keeps them."""
    permitting.check(actor, "decide")
    return await replies.offered(actor.tx)


async def add(actor: Actor, kind: str, title: str, text: str) -> int:
    """A new reply; `kind` "": for every one. Raises Refused for placeholders it does not know."""
    reply = _checked(actor, SavedReply(0, kind, title.strip(), text.strip()))
    reply_id = await replies.add(actor.tx, reply.kind, reply.title, reply.text)
    await _log(actor, "reply.add", None, replace(reply, id=reply_id))
    return reply_id


async def change(actor: Actor, reply: SavedReply) -> SavedReply:
    """Replaces a reply; `active` False: it is offered no more. Raises Refused where somebody else was first."""
    checked = _checked(actor, replace(reply, title=reply.title.strip(), text=reply.text.strip()))
    before = await replies.by_id(actor.tx, reply.id)
    if before is None or not await replies.save(actor.tx, checked):
        raise Refused("request.reply.stale")
    await _log(actor, "reply.change", before, checked)
    return replace(checked, version=checked.version + 1)


def _checked(actor: Actor, reply: SavedReply) -> SavedReply:
    permitting.check(actor, "decide")
    if reply.kind and not actor.house.city.support.has_kind(reply.kind):
        raise Refused("request.kind_unknown")
    if not reply.title or not reply.text:
        raise Refused("request.empty")
    if len(reply.title) > TITLE_MOST or len(reply.text) > TEXT_MOST:
        raise Refused("request.reply.long", most=TEXT_MOST)
    if not fits(reply.text):
        raise Refused("request.reply.places")
    return reply


def _places(text: str) -> frozenset[str]:
    """The placeholders of a text; anything but plain ones is "?", which is none of ours."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return frozenset({"?"})
    plain = all(not spec and conversion is None for _, name, spec, conversion in parts if name is not None)
    return frozenset(name for _, name, _, _ in parts if name is not None) if plain else frozenset({"?"})


async def _log(actor: Actor, action: str, before: SavedReply | None, after: SavedReply) -> None:
    was = asdict(before) if before is not None else {}
    await audit.add(actor.tx, Act(actor.name, action, "saved_replies", after.id, was, asdict(after)), actor.now)
