"""Opportunities and stages: what is offered, and the record. Pure. Their kinds: `bot.core.opportunity_kinds`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from bot.core.audience import EVERYBODY, Audience

State = Literal["draft", "in_review", "published", "closed", "cancelled", "archived"]
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits of a code: none that look alike."""
CODE_LENGTH = 5
QUESTIONS_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A condition; `key` is what a profile may tell of it ("nib", "domicile"), "" where only words can."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An own question to applicants."""

    key: str
    ask: str
    type: Literal["text", "number", "choice", "file", "link"] = "text"
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A named stage of a competition and its day."""

    name: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What staff write of an opportunity.

    `title` and `summary` by language (Indonesian at least); `last_day` is the last day to apply: it closes with that
    day (23.59). `district` is a code, "" for the whole city or elsewhere; `fee_idr` 0 is free, None not said yet.
    `selection`: staff choose (`curated`), or who comes first has a place (`first_come`). `confirm_hours` 0 is as
    usual; `results_on` the day by which everyone is told. `per_district` 0 sets no limit.
    """

    kind: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    organizer: str = ""
    helix: str = ""
    opens_on: date | None = None
    last_day: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    district: str = ""
    online: bool = False
    quota: int | None = None
    fee_idr: int | None = None
    benefits: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    audience: Audience = EVERYBODY
    questions: tuple[Question, ...] = ()
    pillar: str = ""
    apply_via: Literal["bot", "link", "desk"] = "bot"
    link: str = ""
    contact_role: str = ""
    source: str = ""
    selection: Literal["curated", "first_come"] = "curated"
    confirm_hours: int = 0
    results_on: date | None = None
    per_district: int = 0
    phases: tuple[Phase, ...] = ()
    criteria: tuple[str, ...] = ()
    objection_days: int = 0
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """The record. Times are UTC milliseconds; `closes_at` is exclusive, None for none. `created_by`, `submitted_by`,
    `approved_by` and `fee_approved_by` are the audit's names, `proposed_by` the contact that it came from."""

    id: int
    code: str
    state: State
    version: int
    offer: Offer
    poster_id: int | None
    closes_at: int | None
    proposed_by: int | None
    created_by: str
    submitted_by: str
    approved_by: str
    fee_approved_by: str
    reason: str
    results: str
    created_at: int
    changed_at: int
    published_at: int | None
    ended_at: int | None
    results_at: int | None

    def title(self, language: str) -> str:
        """Its title in a language, in Indonesian where there is no other."""
        return in_language(self.offer.title, language)

    def summary(self, language: str) -> str:
        """Its text in a language, in Indonesian where there is no other."""
        return in_language(self.offer.summary, language)

    def is_open(self, now: int) -> bool:
        """Whether one may apply at a moment."""
        return self.state == "published" and (self.closes_at is None or now < self.closes_at)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, in Indonesian where there is no other."""
    return texts.get(language) or texts.get("id", "")
