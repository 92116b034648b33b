"""What is passed on by hand: a text that stands alone in a group, and a caption. Pure; nothing is marked."""

from bot.core.opportunities import Opportunity
from bot.core.vocabulary import City
from bot.i18n.broadcasts import figure
from bot.i18n.days import day_text
from bot.i18n.speech import Speech

MOST = 700  # characters of the text for groups
CAPTION_MOST = 1_500
TAG = "#KekrafPalembang"


def group_text(speech: Speech, city: City, one: Opportunity, way: str) -> str:
    """Title, what it is, the days and the place, the cost, the way to it and whose it is; MOST characters at most.

    `way` is the address, or the word to write to the bot.
    """
    return _cut(speech, city, one, way, MOST)


def caption(speech: Speech, city: City, one: Opportunity, way: str) -> str:
    """The same for below a picture, with more room and a tag."""
    return f"{_cut(speech, city, one, way, CAPTION_MOST - len(TAG) - 2)}\n\n{TAG}"


def _cut(speech: Speech, city: City, one: Opportunity, way: str, most: int) -> str:
    title = one.title(speech.language)
    head = f"*{title[:120]}*"
    if one.offer.sample:
        head = f"{speech.plain('kit.sample')}\n{head}"
    facts = "\n".join(_facts(speech, one))
    end = "\n\n".join(
        (speech.plain("kit.way", {"way": way}), speech.plain("kit.free", {"committee": city.identity.committee}))
    )
    room = most - len(head) - len(facts) - len(end) - 6
    summary = " ".join(one.summary(speech.language).split())
    if len(summary) > room:
        summary = f"{summary[: max(0, room - 1)].rstrip()}…" if room > 1 else ""
    return "\n\n".join(part for part in (head, summary, facts, end) if part)[:most]


def _facts(speech: Speech, one: Opportunity) -> list[str]:
    offer, language = one.offer, speech.language
    found = []
    if offer.starts_on is not None:
        found.append(f"🗓️ {day_text(offer.starts_on, language)}")
    if offer.place:
        found.append(f"📍 {offer.place[:80]}")
    if offer.last_day is not None:
        found.append(speech.plain("kit.until", {"day": day_text(offer.last_day, language)}))
    if offer.fee_idr is not None:
        fee = f"Rp{figure(speech, offer.fee_idr)}" if offer.fee_idr else speech.plain("kit.no_fee")
        found.append(speech.plain("kit.fee", {"fee": fee}))
    return found
