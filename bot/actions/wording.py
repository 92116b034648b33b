"""What an announcement says on each phone: free words with a picture, or an opportunity with the way to it."""

from bot.actions.desk import House
from bot.core.announcements import Announcement
from bot.core.flow import Says
from bot.core.message import Choice, Media, Rendered, Say
from bot.core.opportunities import Opportunity
from bot.i18n import Speech, offers

CAPTION = 1_000  # characters that go beside a picture everywhere
CAME = "!"  # before the announcement by which a button was found: "do:opportunity:17!5"
_DIGITS = 15


def says(house: House, speech: Speech, one: Announcement, offer: Opportunity | None, now: int) -> Says:
    """The bubble in one language. A picture stays away where the words need more room than it leaves them."""
    less = Choice("do:reduce", speech.text("alert.menu.reduce"))
    stop = Choice("do:stop", speech.text("announcement.stop"))
    if offer is None:
        text = one.texts.get(speech.language) or one.texts.get("id", "")
        return (Say("announcement.text", {"text": text}, (less, stop), media=_poster(one.poster_id, text)),)
    card = offers.card(speech, house.city, offer, now)
    media = _poster(offer.poster_id, card)
    return (Say("announcement.offer", {"card": Rendered(card)}, (*_ways(speech, one, offer), less, stop), media=media),)


def _poster(media_id: int | None, text: str) -> tuple[Media, ...]:
    if media_id is None or len(text) > CAPTION:
        return ()
    return (Media("photo", f"shown:{media_id}", "image/jpeg", "poster.jpg"),)


def _ways(speech: Speech, one: Announcement, offer: Opportunity) -> tuple[Choice, ...]:
    """To apply and to read; each tells by which announcement somebody came."""
    names = ("apply", "opportunity") if offer.offer.apply_via == "bot" else ("opportunity",)
    return tuple(
        Choice(f"do:{name}:{offer.id}{CAME}{one.id}", speech.text(f"announcement.menu.{name}")) for name in names
    )


def came_by(choice: str) -> tuple[str, int]:
    """The choice a button means, and the announcement it was found by; 0 for any other button."""
    plain, _, number = choice.rpartition(CAME)
    if plain.startswith("do:") and number.isdecimal() and len(number) <= _DIGITS:
        return plain, int(number)
    return choice, 0
