"""An opportunity as anybody reads it in talk: its card with the ways on, and how many there are now."""

from bot.actions import browsing, contests, linking, permitting
from bot.actions.desk import Desk
from bot.actions.permitting import RIGHTS
from bot.core.flow import Says
from bot.core.message import Choice, Media, Rendered, Say
from bot.core.opportunities import Opportunity
from bot.i18n import offers

AROUND = 160  # characters of a bubble that are not the card
STAFF_CARD = "offer"  # the command of staff's own card
NAMED_MOST = 2  # sub-sectors


async def coded(desk: Desk, code: str, place: str = "") -> Says:
    """The card of a code, as a link or words name it. Raises Refused."""
    return await detail(desk, await browsing.coded(await permitting.actor(desk), code), place)


async def detail(desk: Desk, one: Opportunity, place: str = "") -> Says:
    """The card, with the poster if there is one, and what can be done. `place`: where the link was that led here."""
    await browsing.came(await permitting.actor(desk), one, place)
    room = min(offers.MOST, (desk.limits.caption if one.poster_id is not None else desk.limits.text) - AROUND)
    card = offers.card(desk.speech, desk.house.city, one, desk.now, room)
    ask = "opportunity.ask" if one.is_open(desk.now) else "opportunity.over"
    return (
        Say("opportunity.card", {"card": Rendered(card)}, media=poster(one)),
        Say(ask, choices=(*await _managing(desk, one), *ways(desk, one)), role="question"),
    )


def poster(one: Opportunity) -> tuple[Media, ...]:
    """Its picture, where it has one."""
    if one.poster_id is None:
        return ()
    return (Media("photo", f"shown:{one.poster_id}", "image/jpeg", f"{one.code}.jpg"),)


def ways(desk: Desk, one: Opportunity) -> tuple[Choice, ...]:
    """What can be done with it now: applying first."""
    names = ["ask_offer"]
    if one.is_open(desk.now) and one.offer.apply_via == "bot":
        names.insert(0, "apply")
    if calendar_days(one):
        names.append("calendar")
    if linking.link(desk.house, one.code):
        names.append("share")
    if (ends := contests.until(desk.house, one)) is not None and desk.now < ends:
        names.append("objection")
    found = [button(desk, name, str(one.id)) for name in names if name in desk.commands]
    if one.is_open(desk.now) and one.offer.apply_via == "link" and one.offer.link.startswith(("https://", "http://")):
        found.insert(0, Choice(f"link:{one.offer.link}", desk.speech.text("offer_button.menu.link")))
    return (*found, button(desk, "opportunities"))


async def _managing(desk: Desk, one: Opportunity) -> tuple[Choice, ...]:
    """The way to what staff do with it."""
    if STAFF_CARD not in desk.commands or RIGHTS["offer"].isdisjoint(await desk.roles()):
        return ()
    return (button(desk, STAFF_CARD, str(one.id)),)


def button(desk: Desk, name: str, argument: str = "") -> Choice:
    """A button that runs a command about an opportunity."""
    return Choice(f"do:{name}:{argument}" if argument else f"do:{name}", desk.speech.text(f"offer_button.menu.{name}"))


def calendar_days(one: Opportunity) -> bool:
    """Whether there is any day to note."""
    return one.state != "cancelled" and bool(one.offer.starts_on or one.offer.ends_on or one.closes_at)


async def now_for(desk: Desk) -> Says:
    """How many fit whoever is registered, in a sentence; nothing where there are none."""
    n = await browsing.count(await permitting.actor(desk))
    if not n or desk.person is None:
        return ()
    names = {each.id: each.short[desk.language] for each in desk.house.city.sub_sectors}
    crafts = [names[id].partition(" (")[0] for id in desk.person.sub_sectors if id in names][:NAMED_MOST]
    key = "opportunities.now" if crafts else "opportunities.now.any"
    return (Say(key, {"n": n, "craft": desk.speech.plain("opportunities.and").join(crafts)}),)
