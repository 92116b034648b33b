"""An opportunity as anybody reads it in talk: its card with the ways on, and how many there are now."""

from bot.actions import browsing, contests, linking, permitting
from bot.actions.desk import Desk
from bot.actions.permitting import RIGHTS
from bot.core.flow import Says
from bot.core.message import Choice, Media, Rendered, Say
from bot.core.opportunities import Opportunity
from bot.i18n import offers
from bot.i18n.offer_facts import has_days

AROUND = 160  # characters of a bubble that are not the card
FULL = "full"
STAFF_CARD = "offer"  # the command of staff's own card
NAMED_MOST = 2  # sub-sectors


async def coded(desk: Desk, code: str, place: str = "") -> Says:
    """The card of a code, as a link or words name it. Raises Refused."""
    return await detail(desk, await browsing.coded(await permitting.actor(desk), code), place)


async def detail(desk: Desk, one: Opportunity, place: str = "", *, full: bool = False) -> Says:
    """The card, with the poster if there is one, and what can be done. `place`: where the link was that led here.

    What has no room under a poster is had by a tap (`full`); where not even conditions have room, the words go alone.
    """
    await browsing.came(await permitting.actor(desk), one, place)
    rest: tuple[Choice, ...] = ()
    whole = text = _card(desk, one, desk.limits.text)
    pictures = () if full else poster(one)
    if pictures and len(whole) > (room := desk.limits.caption - AROUND):
        text = _card(desk, one, desk.limits.caption)
        if len(text) > room:
            text, pictures = whole, ()
        else:
            label = desk.speech.text("offer_button.menu.full")
            rest = (Choice(f"do:opportunity:{one.id}.{FULL}", label),)
    ask = "opportunity.ask" if one.is_open(desk.now) else "opportunity.over"
    return (
        Say("opportunity.card", {"card": Rendered(text)}, media=pictures),
        Say(ask, choices=(*await _managing(desk, one), *ways(desk, one, rest)), role="question"),
    )


def _card(desk: Desk, one: Opportunity, most: int) -> str:
    return offers.card(desk.speech, desk.house.city, one, desk.now, min(offers.MOST, most - AROUND))


def poster(one: Opportunity) -> tuple[Media, ...]:
    """Its picture, where it has one."""
    if one.poster_id is None:
        return ()
    return (Media("photo", f"shown:{one.poster_id}", "image/jpeg", f"{one.code}.jpg"),)


def ways(desk: Desk, one: Opportunity, rest: tuple[Choice, ...] = ()) -> tuple[Choice, ...]:
    """What can be done with it now: applying first, then the `rest` of its card."""
    names = ["ask_offer"]
    if one.is_open(desk.now) and one.offer.apply_via == "bot":
        names.insert(0, "apply")
    if one.state != "cancelled" and has_days(one):
        names.append("calendar")
    if linking.link(desk.house, one.code):
        names.append("share")
    if (ends := contests.until(desk.house, one)) is not None and desk.now < ends:
        names.append("objection")
    found = [button(desk, name, str(one.id)) for name in names if name in desk.commands]
    if one.is_open(desk.now) and one.offer.apply_via == "link" and one.offer.link.startswith(("https://", "http://")):
        found.insert(0, Choice(f"link:{one.offer.link}", desk.speech.text("offer_button.menu.link")))
    return (*found[:1], *rest, *found[1:], button(desk, "opportunities"))


async def _managing(desk: Desk, one: Opportunity) -> tuple[Choice, ...]:
    """The way to what staff do with it."""
    if STAFF_CARD not in desk.commands or RIGHTS["offer"].isdisjoint(await desk.roles()):
        return ()
    return (button(desk, STAFF_CARD, str(one.id)),)


def button(desk: Desk, name: str, argument: str = "") -> Choice:
    """A button that runs a command about an opportunity."""
    return Choice(f"do:{name}:{argument}" if argument else f"do:{name}", desk.speech.text(f"offer_button.menu.{name}"))


async def now_for(desk: Desk) -> Says:
    """How many fit whoever is registered, in a sentence; nothing where there are none."""
    n = await browsing.count(await permitting.actor(desk))
    if not n or desk.person is None:
        return ()
    names = {each.id: each.short[desk.language] for each in desk.house.city.sub_sectors}
    crafts = [names[id].partition(" (")[0] for id in desk.person.sub_sectors if id in names][:NAMED_MOST]
    key = "opportunities.now" if crafts else "opportunities.now.any"
    return (Say(key, {"n": n, "craft": desk.speech.plain("opportunities.and").join(crafts)}),)
