"""A request for support as a record: its states, whose turn it is, its number. Names follow the glossary."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

State = Literal[
    "received",
    "under_review",
    "needs_info",
    "routed",
    "partner_accepted",
    "in_progress",
    "done",
    "declined",
    "withdrawn",
]
Turn = Literal["staff", "requester", "partner", "nobody"]
Thread = Literal["public", "internal"]
Author = Literal["requester", "staff", "clock"]
Outcome = Literal["", "helped", "advised", "elsewhere", "duplicate", "declined", "withdrawn", "erased"]
Confirmed = Literal["", "yes", "elsewhere", "silent"]
ReferralState = Literal["asked", "agreed", "refused", "sent", "accepted", "unable", "done"]

TURNS: Mapping[State, Turn] = {
    "received": "staff", "under_review": "staff", "in_progress": "staff", "needs_info": "requester",
    "routed": "partner", "partner_accepted": "partner", "done": "nobody", "declined": "nobody", "withdrawn": "nobody",
}  # fmt: skip
_REFERENCE = re.compile(r"(?:d\s*[-.]?\s*)?(?:(\d{4})\s*[-./]\s*)?0*(\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRequest:
    """A request. Times are UTC milliseconds, `wanted_on` and `event_on` days of the city.

    `answers` by the key of the question, `open_questions` keys still to be asked. `due_at` is when staff owe the next
    step, `wake_at` from when it is in the queue although it is others' turn, `legal_at` the end of the last day for
    handing papers in. `soon`: 1 wanted within three working days, 2 staff know it. An anonymous complaint reaches
    staff `veiled`.
    """

    id: int
    year: int
    n: int
    person_id: int | None
    contact_id: int | None
    kind: str
    state: State
    name: str
    title: str
    story: str
    answers: Mapping[str, Any]
    open_questions: tuple[str, ...]
    sub_sector: str
    district: str
    wanted_on: date | None
    event_on: date | None
    sealed: bool
    anonymous: bool
    soon: int
    hidden: bool
    assignee_id: int | None
    version: int
    filed_at: int
    answer_due_at: int
    due_at: int
    wake_at: int
    promised_at: int | None
    legal_at: int | None
    reminded_at: int | None
    escalated_at: int | None
    first_answer_at: int | None
    first_answer_minutes: int | None
    closed_at: int | None
    outcome: Outcome
    asked_at: int | None
    confirmed: Confirmed
    confirmed_at: int | None
    rating: int | None
    reopened: int
    result_asked_at: int | None
    result: str
    emptied: bool

    @property
    def reference(self) -> str:
        """ "D-2026-000123": on paper, in files, to partners."""
        return reference(self.year, self.n)

    @property
    def short(self) -> str:
        """ "D-123": in talk."""
        return f"D-{self.n}"

    @property
    def open(self) -> bool:
        """Whether anything is still to be done."""
        return self.closed_at is None

    @property
    def turn(self) -> Turn:
        """Who acts next."""
        return TURNS[self.state]


def veiled(request: SupportRequest) -> SupportRequest:
    """A request as staff may have it: an anonymous one without who asked, and where."""
    if not request.anonymous:
        return request
    return replace(request, person_id=None, contact_id=None, name="", sub_sector="", district="")


def reference(year: int, n: int) -> str:
    """ "D-2026-000123"."""
    return f"D-{year}-{n:06d}"


def read_reference(text: str) -> tuple[int, int | None] | None:
    """Number and year (None: not said) of what somebody typed: "D-2026-000123", "d 123", "D-123", "123"."""
    match = _REFERENCE.fullmatch(text.strip())
    if match is None or int(match[2]) == 0:
        return None
    return int(match[2]), int(match[1]) if match[1] else None
