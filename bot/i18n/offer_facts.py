"""What there is to know of an opportunity, fact by fact, in plain words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from bot.core import contests
from bot.core.opportunities import Offer, Opportunity
from bot.core.opportunity_kinds import FieldType
from bot.core.vocabulary import City
from bot.i18n.contests import SHOWN, last_objection
from bot.i18n.figures import day, money
from bot.i18n.speech import Speech

SOON = 7  # days before the end from which they are counted


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know: what it is called, and its value or values, in plain words.

    `key` is what it is, `sign` stands before it. Where room is short, those of the highest `rank` go first; 0 stays.
    """

    key: str
    name: str
    values: tuple[str, ...]
    sign: str = ""
    rank: int = 0


def facts(speech: Speech, city: City, one: Opportunity, now: int) -> list[Fact]:
    """Everything to know beside title and text, what decides first. `now` in UTC milliseconds."""
    return [fact for fact in _Facts(speech, city, one, now).every() if fact.values]


def last_day(city: City, one: Opportunity) -> date | None:
    """The last day on which one may apply, None for no end."""
    return _day_of(city, one.closes_at - 1) if one.closes_at is not None else one.offer.last_day


def has_days(one: Opportunity) -> bool:
    """Whether there is any day to note: the last to apply, or those it takes place."""
    return bool(one.closes_at or one.offer.last_day or one.offer.starts_on or one.offer.ends_on)


def is_over(one: Opportunity, now: int) -> bool:
    """Whether one cannot apply any more; a draft is shown as it will be."""
    return one.state not in ("draft", "in_review") and not one.is_open(now)


def until(speech: Speech, city: City, one: Opportunity, now: int, *, clock: bool = False) -> str:
    """Until when one may apply: "sampai Jumat, 28 Mei 2027 (3 hari lagi)", with the hour if `clock`; or that it is
    over."""
    if is_over(one, now):
        return speech.plain("opportunity.until.over")
    last = last_day(city, one)
    if last is None:
        return speech.plain("opportunity.until.none")
    left = (last - _day_of(city, now)).days
    text = speech.plain("opportunity.until", {"day": day(last, speech.language)})
    if clock and one.closes_at is not None:
        end = datetime.fromtimestamp(one.closes_at / 1000 - 60, UTC).astimezone(_zone(city))
        values = {"until": text, "hours": f"{end:%H}", "minutes": f"{end:%M}", "zone": end.tzname() or ""}
        text = speech.plain("opportunity.until.clock", values)
    if left > SOON:
        return text
    return speech.plain("opportunity.until.soon" if left else "opportunity.until.today", {"until": text, "n": left})


class _Facts:
    """The facts of one opportunity in one language."""

    def __init__(self, speech: Speech, city: City, one: Opportunity, now: int) -> None:
        self._speech = speech
        self._city = city
        self._one = one
        self._offer = one.offer
        self._now = now

    def every(self) -> Iterator[Fact]:
        offer, over = self._offer, is_over(self._one, self._now)
        if not over:
            yield self._fact("until", until(self._speech, self._city, self._one, self._now, clock=True), sign="⏳")
            yield self._fact("opens", self._opens())
        yield self._fact("outcome", *self._outcome())
        yield self._fact("object_until", self._day(last_objection(self._city, self._one)))
        yield self._fact("dates", self._dates(), sign="🗓️", rank=1)
        yield self._fact("place", self._place(), sign="📍", rank=1)
        yield self._fact("fee", self._fee())
        yield self._fact("quota", self._number(offer.quota) if offer.quota else "", rank=1)
        yield self._fact("audience", "; ".join(filter(None, self._audience())), rank=2)
        yield self._fact("requirements", *(each.text for each in offer.requirements))
        yield self._fact("benefits", *offer.benefits, rank=1)
        yield from self._own()
        yield self._fact("phases", *self._phases(), rank=2)
        yield self._fact("per_district", self._number(offer.per_district) if offer.per_district else "", rank=2)
        yield self._fact("criteria", *offer.criteria, rank=2)
        if not over:
            yield self._fact("selection", self._speech.plain(f"opportunity.selection.{offer.selection}"), rank=3)
            yield self._fact("confirm", self._counted("opportunity.confirm", offer.confirm_hours))
            yield self._fact("via", self._via(), rank=3 if offer.apply_via == "bot" else 1)
        if self._one.state != "cancelled":
            yield self._fact("results", self._day(offer.results_on), rank=2)
            days = offer.objection_days if self._one.results_at is None else 0
            yield self._fact("objection", self._counted("opportunity.objection", days), rank=2)
        yield self._fact("contact", offer.contact_role, rank=3)

    def _fact(self, key: str, *values: str, sign: str = "", rank: int = 0) -> Fact:
        return Fact(key, self._speech.plain(f"opportunity.name.{key}"), tuple(filter(None, values)), sign, rank)

    def _day(self, when: date | None) -> str:
        return day(when, self._speech.language) if when is not None else ""

    def _opens(self) -> str:
        """The first day to apply, until it has come."""
        first = self._offer.opens_on
        return self._day(first) if first is not None and first > _day_of(self._city, self._now) else ""

    def _outcome(self) -> Iterator[str]:
        """The results, as many as one reads, and how many more there are."""
        placed = contests.of(self._one.results).placed
        yield from (each.line for each in placed[:SHOWN])
        if len(placed) > SHOWN:
            yield self._speech.plain("contest.results.more", {"n": len(placed) - SHOWN})

    def _counted(self, key: str, number: int) -> str:
        return self._speech.plain(key, {"n": number}) if number else ""

    def _number(self, number: int) -> str:
        return str(format_decimal(number, locale=self._speech.language))

    def _dates(self) -> str:
        """When it is: a day, or from one to another."""
        first, last = self._offer.starts_on, self._offer.ends_on
        if first is None or last is None or first == last:
            return self._day(first or last)
        return self._speech.plain("opportunity.dates", {"first": self._day(first), "last": self._day(last)})

    def _place(self) -> str:
        offer, parts = self._offer, [self._offer.place]
        if offer.district and self._city.has_place(offer.district):
            parts.append(self._city.place_label(offer.district, self._speech.language))
        if offer.online:
            parts.append(self._speech.plain("opportunity.online"))
        return ", ".join(dict.fromkeys(filter(None, parts)))

    def _fee(self) -> str:
        """Always said where it is known: nothing, or how much."""
        fee = self._offer.fee_idr
        if fee is None:
            return ""
        return money(self._speech, fee) if fee else self._speech.plain("opportunity.free")

    def _audience(self) -> Iterator[str]:
        """Whom it is for; whom it leaves out is no news to a reader."""
        audience, language = self._offer.audience, self._speech.language
        names = {each.id: each.short[language] for each in self._city.sub_sectors}
        yield ", ".join(names[id] for id in audience.sub_sectors if id in names)
        yield ", ".join(self._speech.plain(f"opportunity.kind.{kind}") for kind in audience.kinds)
        yield ", ".join(self._city.place_label(code, language) for code in audience.districts)
        if len(audience.levels) == 1:
            yield self._speech.plain(f"opportunity.level.{audience.levels[0]}")

    def _own(self) -> Iterator[Fact]:
        """The own fields of its kind, in its order."""
        kind = self._city.opportunities.kind(self._offer.kind)
        for field in kind.fields if kind is not None else ():
            values = tuple(self._said(field.type, self._offer.fields.get(field.key)))
            yield Fact(field.key, _capital(field.name[self._speech.language]), values, rank=1 if field.required else 3)

    def _said(self, type_: FieldType, value: Any) -> Iterator[str]:
        if value is None or value == "":
            return
        if isinstance(value, list | tuple):
            yield from filter(None, map(str, value))
        elif isinstance(value, bool):
            yield self._speech.plain("opportunity.yes" if value else "opportunity.no")
        elif type_ == "money" and isinstance(value, int):
            yield money(self._speech, value) if value else self._speech.plain("opportunity.none")
        elif type_ == "date":
            yield _as_day(str(value), self._speech.language)
        else:
            yield self._number(value) if type_ == "number" and isinstance(value, int) else str(value)

    def _phases(self) -> Iterator[str]:
        for phase in self._offer.phases:
            yield f"{phase.name}: {self._day(phase.on)}" if phase.on is not None else phase.name

    def _via(self) -> str:
        offer: Offer = self._offer
        if offer.apply_via == "link" and not offer.link:
            return ""
        return self._speech.plain(f"opportunity.via.{offer.apply_via}", {"link": offer.link})


def _as_day(text: str, language: str) -> str:
    try:
        return day(date.fromisoformat(text), language)
    except ValueError:
        return text


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _zone(city: City) -> ZoneInfo:
    return ZoneInfo(city.identity.timezone)


def _day_of(city: City, at: int) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(city)).date()
