"""Files about an opportunity, made when they are wanted: its days for a calendar, a picture where it has no poster."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bot.actions import browsing, linking
from bot.actions.desk import House
from bot.core.ics import Days, calendar
from bot.core.opportunities import Opportunity
from bot.i18n import offers
from bot.i18n.offer_facts import facts, has_days, last_day, until
from bot.i18n.speech import Speech
from bot.reports.drawing import Order
from bot.reports.studio import Drawn, Studio
from storage.ports import Store

OFFER = "offer"
SHOWN = ("dates", "place")  # on the picture
_NAME = re.compile(r"([0-9]{1,18})\.([a-z]{2,8})\.(ics|png)")


class Offers:
    """The files of one city's opportunities; none of one that is not public."""

    def __init__(self, store: Store, house: House, now: Callable[[], int], studio: Studio) -> None:
        self._store = store
        self._house = house
        self._now = now
        self._studio = studio

    async def open(self, name: str) -> Drawn | None:
        """`offer:<id>.<language>.<ics|png>`; None where there is none. Raises LookupError for no name, NoFile."""
        match = _NAME.fullmatch(name)
        if match is None or match[2] not in self._house.speeches:
            raise LookupError("no file of an opportunity can be called that")
        one = await self._store.read(lambda tx: browsing.public_by_id(tx, int(match[1])))
        if one is None:
            return None
        speech = self._house.speeches[match[2]]
        if match[3] == "ics":
            if not has_days(one):
                return None
            return Drawn(days_of(one, self._house, speech), "text/calendar", f"{one.code}.ics")
        drawing = order(one, self._house, speech, self._now())
        (content,) = await self._studio.made(json.dumps(drawing.data), lambda: [drawing])
        return Drawn(content, "image/png", f"{one.code}.png")


def days_of(one: Opportunity, house: House, speech: Speech) -> bytes:
    """Its last day to apply and its days, as a calendar file; that of one that was called off takes them back."""
    stamp = datetime.fromtimestamp(one.changed_at / 1000, UTC)
    return calendar(_days(one, house, speech), house.city.identity.committee, f"{stamp:%Y%m%dT%H%M%SZ}", one.version)


def _days(one: Opportunity, house: House, speech: Speech) -> Iterator[Days]:
    title, url, last = one.title(speech.language), linking.link(house, one.code), last_day(house.city, one)
    off = one.state == "cancelled"
    text = "\n".join(filter(None, (one.summary(speech.language), url)))
    if last is not None:
        said = speech.plain("opportunity.last_day", {"title": title})
        yield Days(
            uid=f"{one.code}-last@kekraf", first=last, last=last, title=said, text=text, url=url, remind=1, off=off
        )
    starts, ends = one.offer.starts_on or one.offer.ends_on, one.offer.ends_on or one.offer.starts_on
    if starts is not None and ends is not None:
        yield Days(
            uid=f"{one.code}-days@kekraf", first=starts, last=max(starts, ends), title=title, text=text, url=url,
            place=one.offer.place, remind=1, off=off,
        )  # fmt: skip


def order(one: Opportunity, house: House, speech: Speech, now: int) -> Order:
    """The picture that stands for it."""
    known = {fact.key: fact.values[0] for fact in facts(speech, house.city, one, now)}
    kind = offers.kind_name(speech, house.city, one)
    ends = speech.plain("opportunity.apply", {"until": until(speech, house.city, one, now)})
    return Order("poster", {
        "head": " · ".join(filter(None, (house.city.identity.committee, kind))), "title": one.title(speech.language),
        "lines": [*(known[key] for key in SHOWN if key in known), ends], "foot": one.offer.organizer,
        "badge": speech.plain("opportunity.sample") if one.offer.sample else "",
    })  # fmt: skip
