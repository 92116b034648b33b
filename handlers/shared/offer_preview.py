"""An opportunity as people will read it on each channel, before it is out."""

from dataclasses import replace

from bot.actions.desk import Desk
from bot.core.channel import Limits
from bot.core.flow import Says
from bot.core.message import Choice, Media, Rendered, Say
from bot.core.opportunities import Opportunity
from bot.core.reading import Option
from bot.i18n import offers as cards
from handlers.shared.menu import channel_name

ENGLISH = "english"
AROUND = 60  # characters for the word that says that something was left out


def ways(desk: Desk, one: Opportunity) -> list[Option]:
    """The channels that run, and English where it is written in it."""
    found = [Option(name, channel_name(name)) for name in sorted(desk.channels)]
    return [*found, Option(ENGLISH, "English")] if one.offer.title.get("en") else found


def shown(desk: Desk, one: Opportunity, way: str) -> Says:
    """The card as that channel carries it, with its poster, and its line in a list; a button leads back."""
    language = "en" if way == ENGLISH else "id"
    speech = desk.house.speeches[language]
    out = replace(one, state="published")
    card = cards.card(speech, desk.house.city, out, desk.now)
    text, whole = _carried(card, desk.channels.get(way, desk.limits), one.poster_id is not None)
    note = "" if whole else f"\n\n{desk.speech.text('offer.preview.cut')}"
    values = {
        "channel": channel_name(desk.contact.channel if way == ENGLISH else way),
        "card": Rendered(text + note), "line": Rendered(cards.line(speech, desk.house.city, out, desk.now)),
    }  # fmt: skip
    back = (Choice(f"do:offer:{one.id}", desk.speech.text("offer.menu.back")),)
    return (Say("offer.preview", values, back, media=poster(one)),)


def _carried(card: str, limits: Limits, pictured: bool) -> tuple[str, bool]:
    """What fits into one message there, and whether that is all of it."""
    most = limits.caption if pictured else limits.text
    if limits.length(card) <= most:
        return card, True
    text = card[: most - AROUND]
    while limits.length(text) > most - AROUND:
        text = text[:-1]
    return text.rpartition("\n")[0] or text, False


def poster(one: Opportunity) -> tuple[Media, ...]:
    """Its picture, if there is one."""
    if one.poster_id is None:
        return ()
    return (Media("photo", f"shown:{one.poster_id}", "image/jpeg", f"{one.code}.jpg"),)
