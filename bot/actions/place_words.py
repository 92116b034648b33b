"""What applicants are told of their places, in the language of each chat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.actions.desk import House
from bot.actions.telling import SaysIn, day_text
from bot.core.applications import Application
from bot.core.flow import Says
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.i18n import Speech

ANSWERS = ("yes", "no")


def moment_text(house: House, at: int, language: str) -> str:
    """ "Rabu, 25 November, 16.00"."""
    clock = datetime.fromtimestamp(at / 1000, house.calendar.zone)
    return f"{day_text(clock.date(), language)}, {clock.strftime('%H.%M')}"


def answers(speech: Speech, application_id: int, *names: str) -> tuple[Choice, ...]:
    """Buttons by which a chosen one answers."""
    return tuple(
        Choice(f"do:place:{application_id}.{name}", speech.text(f"place.answer.{name}")) for name in names or ANSWERS
    )


def when_where(one: Opportunity, speech: Speech) -> str:
    """ "Sabtu, 9 Januari · Gedung Contoh", as far as it is known."""
    day = day_text(one.offer.starts_on, speech.language) if one.offer.starts_on is not None else ""
    return " · ".join(filter(None, (day, one.offer.place)))


def chosen(house: House, one: Opportunity, application: Application, key: str = "place.chosen") -> SaysIn:
    """It has a place if it says so in time: asked at once, and again as a reminder (`key`)."""
    until = application.confirm_by or 0

    def says(speech: Speech) -> Says:
        values = {
            "title": one.title(speech.language), "until": moment_text(house, until, speech.language),
            "about": when_where(one, speech),
        }  # fmt: skip
        return (Say(key, values, answers(speech, application.id), role="question"),)

    return says


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody whom staff are to call; `reached`: there is a chat that takes messages."""

    application: Application
    name: str
    number: str
    reached: bool


def to_call(house: House, called: Called, speech: Speech) -> str:
    """ "- Yuk Contoh (PLG-123456), Musik, Plaju": nobody's telephone is kept, so where to ask for whom."""
    application, language = called.application, speech.language
    craft = next((each.short[language] for each in house.city.sub_sectors if each.id == application.sub_sector), "")
    place = house.city.place_label(application.district, language) if application.district else ""
    closed = "" if called.reached else speech.text("choose.unreached")
    return "- " + ", ".join(filter(None, (f"{called.name} ({called.number})", craft, place, closed)))


def waiting(one: Opportunity, rank: int) -> SaysIn:
    """It is on the waiting list, at that place."""
    return lambda speech: (Say("place.waiting", {"title": one.title(speech.language), "rank": rank}),)


def said(key: str, one: Opportunity, **values: str | int) -> SaysIn:
    """A sentence about an opportunity, by its title."""
    return lambda speech: (Say(key, {"title": one.title(speech.language), **values}),)


def not_chosen(
    house: House, one: Opportunity, application: Application, applied: int, similar: Opportunity | None
) -> SaysIn:
    """Not this time: how many places and applicants, why, and what comes next."""
    reasons = {each.id: each.name for each in house.city.opportunities.declines}

    def says(speech: Speech) -> Says:
        language = speech.language
        reason = reasons.get(application.decline, {})
        values: dict[str, str | int] = {
            "title": one.title(language), "applied": applied, "quota": one.offer.quota or 0,
            "reason": reason.get(language) or reason.get("id", ""),
        }  # fmt: skip
        key = "place.not_chosen" if one.offer.quota else "place.not_chosen_open"
        told: Says = (Say(key, values),)
        if application.words:
            told = (*told, Say("place.words", {"text": application.words}))
        if similar is not None:
            look = (Choice(f"do:opportunity:{similar.id}", speech.text("place.menu.similar")),)
            told = (*told, Say("place.similar", {"title": similar.title(language)}, look, role="question"))
        return told

    return says


def confirmed(one: Opportunity, application: Application, number: str) -> Callable[[Speech], Says]:
    """The place is certain; what to bring, and how to give it back."""

    def says(speech: Speech) -> Says:
        values = {"title": one.title(speech.language), "about": when_where(one, speech), "number": number}
        return (Say("place.confirmed", values, answers(speech, application.id, "cannot")),)

    return says
