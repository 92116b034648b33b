"""Why somebody did not get an announcement, or when it came, in one line."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.actions import announcing, permitting
from bot.actions.permitting import Actor
from bot.core.announcements import ARRIVED, Announcement
from bot.core.message import Say, Word
from bot.core.spelling import fold
from bot.errors import Refused
from bot.i18n import broadcasts
from bot.i18n.days import moment_text
from storage import announcements, people
from storage.ports import Row

_WHICH = re.compile(r"\b(?:siaran|announcement|broadcast)\s+#?(\d{1,15})\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:tidak|dak|nggak|gak|belum|kok|bisa|did|does|not|didn'?t)\b|"
    r"\b(?:dapat|dapet|terima|menerima|get|receive|siaran|kabar|it|the|announcement)\b|[?!]",
    re.IGNORECASE,
)


async def why(actor: Actor, asked: str, language: str) -> Say:
    """What became of the newest announcement, or "siaran 12", for "PLG-123456" or a name.

    Raises Refused: no right, nobody of that number or name or several, nothing was announced yet.
    """
    permitting.check(actor, "read")
    which = _WHICH.search(asked)
    one = await announcing.of(actor, int(which[1])) if which else await _newest(actor)
    who = " ".join(_ASIDE.sub(" ", _WHICH.sub(" ", asked)).split())
    person = await people.by_id(actor.tx, await _person(actor, who))
    if person is None:
        raise Refused("announcement.why.unknown", who=who)
    rows = await announcements.of_person(actor.tx, one.id, person.id)
    values: dict[str, str | int] = {"name": person.name, "number": person.number, "id": one.id}
    return _told(actor, one, rows, values, language)


async def _newest(actor: Actor) -> Announcement:
    found = await announcements.latest(actor.tx, 20)
    newest = next((one for one in found if one.started_at is not None), None)
    if newest is None:
        raise Refused("announcement.none")
    return newest


async def _person(actor: Actor, who: str) -> int:
    number = await people.by_number(actor.tx, who.upper())
    if number is not None:
        return number
    found = await people.named(actor.tx, fold(who), 2) if fold(who) else []
    if len(found) > 1:
        raise Refused("announcement.why.several", who=who)
    if not found:
        raise Refused("announcement.why.unknown", who=who)
    return found[0]


def _told(
    actor: Actor, one: Announcement, rows: Sequence[Row], values: dict[str, str | int], language: str
) -> Say:  # fmt: skip
    """The chat that was meant to get it says it; else the first that was left out."""
    known = [row for row in rows if row["reason"] is not None]
    row = next((row for row in known if not row["reason"]), known[0] if known else None)
    if row is None:
        return Say("announcement.why.pending" if not one.filled else "announcement.why.not_for", values)
    if row["reason"]:
        return Say("announcement.why.left", {**values, "why": Word(f"announcement.because.{row['reason']}")})
    if row["state"] in ARRIVED:
        at = datetime.fromtimestamp((row["done_at"] or row["at"]) / 1000, actor.house.calendar.zone)
        return Say("announcement.why.arrived", {**values, "when": moment_text(at, language)})
    if row["state"] in ("queued", "sending"):
        return Say("announcement.why.pending", values)
    key = "expired" if row["state"] == "expired" else broadcasts.because(row["said"] or "")
    if key:
        return Say("announcement.why.left", {**values, "why": Word(f"announcement.because.{key}")})
    return Say("announcement.why.failed", {**values, "said": row["said"] or row["state"] or "-"})
