"""SEBAR K7QXM: a poster with a text that stands alone, to forward by hand; a caption; a link for each place."""

from bot.actions import kits, permitting
from bot.actions.desk import Desk
from bot.actions.kits import Kit
from bot.core.flow import Command, Says
from bot.core.message import Choice, Media, Say
from handlers.shared.announced import ROLES

WAYS = ("text", "caption", "links")


async def run(desk: Desk, argument: str) -> Says:
    """The text with the poster; a button's "<id>.caption" and "<id>.links" give the rest."""
    wanted, _, part = argument.strip().partition(".")
    if not wanted:
        return (Say("kit.which"),)
    found = await kits.of(await permitting.actor(desk), wanted, desk.speech)
    match part:
        case "caption":
            return (Say("kit.text", {"text": found.caption}, _ways(desk, found, part)),)
        case "links":
            return (Say("kit.links", {"list": _links(desk, found)}, _ways(desk, found, part)),)
    poster = found.one.poster_id
    media = (Media("photo", f"shown:{poster}", "image/jpeg", "poster.jpg"),) if poster is not None else ()
    return (Say("kit.text", {"text": found.text}, _ways(desk, found, "text"), media=media),)


def _ways(desk: Desk, found: Kit, here: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"do:kit:{found.one.id}.{way}", desk.speech.text(f"kit.menu.{way}")) for way in WAYS if way != here
    )


def _links(desk: Desk, found: Kit) -> str:
    """A line a place, with who came by it."""
    lines = []
    for place, link in found.links.items():
        lines.append(
            desk.speech.plain("kit.link", {"place": desk.speech.plain(f"kit.place.{place}"), "link": link or "-"})
        )
        if counts := found.counts.get(place):
            lines.append(desk.speech.plain("kit.counts", {
                "read": counts.readers, "register": counts.registrations, "apply": counts.applications,
            }))  # fmt: skip
    return "\n".join(lines)


COMMAND = Command("kit", run, ROLES, argued=True)
