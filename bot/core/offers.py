"""What an opportunity still lacks before it may be published, and what an old one lends a new one. Pure.

The city pack names the fields that everything needs (`required`) and those its kind needs: who owns the work of an open
call, what a stage pays and when.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.core.opportunities import QUESTIONS_MOST, Offer, Requirement
from bot.core.opportunity_kinds import OpportunityField, OpportunityKind
from bot.core.vocabulary import City

OWN = "own."
"""Before the key of a field of the kind's own: "own.theme"."""
ELSEWHERE = {"stages": "phases", "judging_criteria": "criteria"}
"""Fields of a kind that stand in the offer itself."""
PAYS = ("honorarium_idr", "fee_idr_per_day")
PAID_WHEN = "payment_terms"
_YEAR = re.compile(r"\b20\d\d\b")
TITLE_MOST, SUMMARY_MOST, LINE_MOST, LINES_MOST = 80, 500, 120, 12


def lacking(city: City, offer: Offer, today: date) -> tuple[str, ...]:
    """What has to be said before it may go out, in the order of asking: names of fields, `own.<key>` of the kind's own.

    A day that is over lacks as one not said.
    """
    return tuple(_lacking(city, offer, today))


def _lacking(city: City, offer: Offer, today: date) -> Iterator[str]:
    for name in city.opportunities.required:
        if not _is_said(offer, name) or (name == "last_day" and offer.last_day is not None and offer.last_day < today):
            yield name
    if offer.apply_via == "link" and not offer.link:
        yield "link"
    kind = city.opportunities.kind(offer.kind)
    for field in kind.fields if kind is not None else ():
        elsewhere = ELSEWHERE.get(field.key, "")
        if field.required and not (_is_said(offer, elsewhere) if elsewhere else _has_own(offer, field)):
            yield elsewhere or f"{OWN}{field.key}"


def own_fields(kind: OpportunityKind | None) -> tuple[OpportunityField, ...]:
    """The fields of a kind that are asked under its own name."""
    return tuple(field for field in kind.fields if field.key not in ELSEWHERE) if kind is not None else ()


def _is_said(offer: Offer, name: str) -> bool:
    value = getattr(offer, name)
    if name in ("title", "summary"):
        return bool(value.get("id"))
    return value is not None and value not in ("", ())


def _has_own(offer: Offer, field: OpportunityField) -> bool:
    if field.key == PAID_WHEN and any(offer.fields.get(pay) == 0 for pay in PAYS):
        return True  # nothing is paid
    return offer.fields.get(field.key) not in (None, "", [])


def is_in_order(offer: Offer) -> bool:
    """Whether its days follow each other: begin and end; opening, last day to apply, and the day of the results."""
    days = [day for day in (offer.starts_on, offer.ends_on) if day is not None]
    applying = [day for day in (offer.opens_on, offer.last_day, offer.results_on) if day is not None]
    return days == sorted(days) and applying == sorted(applying)


def is_within(offer: Offer) -> bool:
    """Whether nothing is longer than people read, or than a form shows."""
    titles, summaries = offer.title.values(), offer.summary.values()
    lines = (*offer.benefits, *offer.criteria, *(each.text for each in offer.requirements))
    return (
        all(len(each) <= TITLE_MOST for each in titles)
        and all(len(each) <= SUMMARY_MOST for each in summaries)
        and all(len(each) <= LINE_MOST for each in lines)
        and max(len(offer.benefits), len(offer.requirements), len(offer.criteria), len(offer.phases)) <= LINES_MOST
        and len(offer.questions) <= QUESTIONS_MOST
    )


def public_texts(offer: Offer) -> tuple[str, ...]:
    """Everything of it that anybody may read."""
    own = (value for value in offer.fields.values() if isinstance(value, str | list))
    return (
        *offer.title.values(), *offer.summary.values(), offer.organizer, offer.place, offer.contact_role, offer.link,
        *offer.benefits, *(each.text for each in offer.requirements), *offer.criteria,
        *(each.name for each in offer.phases), *(question.ask for question in offer.questions),
        *(str(part) for value in own for part in (value if isinstance(value, list) else [value])),
    )  # fmt: skip


def copied(offer: Offer, city: City) -> Offer:
    """A new one after an old one: everything but its days, those among its kind's own too, and what it came from."""
    dated = {field.key for field in own_fields(city.opportunities.kind(offer.kind)) if field.type == "date"}
    own = {key: value for key, value in offer.fields.items() if key not in dated and not _YEAR.search(str(value))}
    return replace(
        offer, opens_on=None, last_day=None, starts_on=None, ends_on=None, results_on=None, sample=False, source="",
        phases=tuple(replace(phase, on=None) for phase in offer.phases), fields=own,
    )  # fmt: skip


def extended(offer: Offer, last_day: date) -> Offer:
    """With more time to apply; a day that was promised for the results moves along."""
    promised, before = offer.results_on, offer.last_day
    if promised is not None and promised <= last_day:
        promised += last_day - (before if before is not None and before < promised else promised)
    return replace(offer, last_day=last_day, results_on=promised)


KNOWN_REQUIREMENTS = {"nib": ("nib",), "domicile": ("domisili", "berdomisili", "domiciled", "warga palembang")}


def requirement(text: str) -> Requirement:
    """A condition in words, with what a profile may tell of it."""
    folded = text.lower()
    for key, words in KNOWN_REQUIREMENTS.items():
        if any(word in folded.split() or (" " in word and word in folded) for word in words):
            return Requirement(text=text, key=key)
    return Requirement(text=text)
