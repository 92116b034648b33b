"""An opportunity in words: the card that is read, and its line in a list. Pure; marks as in the catalogue."""

from bot.core.opportunities import Opportunity
from bot.core.vocabulary import City
from bot.i18n.speech import Speech


def card(speech: Speech, city: City, one: Opportunity, now: int) -> str:
    """Everything somebody needs to decide, in one message; `now` in UTC milliseconds."""
    return "\n".join((f"*{one.title(speech.language)}*", one.summary(speech.language)))


def line(speech: Speech, city: City, one: Opportunity, now: int) -> str:
    """Its line in a list: what, and until when."""
    return one.title(speech.language)
