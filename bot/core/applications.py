"""An application to an opportunity, as a record; until when it is taken, when its draft is called to mind. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from bot.core.keeping import DAY_MS
from bot.core.opportunities import Opportunity

State = Literal[
    "draft",
    "submitted",
    "shortlisted",
    "waiting",
    "chosen",
    "confirmed",
    "unable",
    "lapsed",
    "not_chosen",
    "withdrawn",
]
"""draft        begun, not handed in
submitted    handed in
shortlisted  staff look at it more closely; the applicant is not told
waiting      on the waiting list, at `rank`
chosen       has a place if it confirms before `confirm_by`
confirmed    has a place
unable       was chosen and said that it cannot come
lapsed       was chosen and said nothing in time
not_chosen   told kindly, with `decline` and `words`
withdrawn    taken back by its applicant
"""
HOLDING: tuple[State, ...] = ("chosen", "confirmed")
"""What takes a place of the quota."""
HANDED_IN: tuple[State, ...] = (
    "submitted", "shortlisted", "waiting", "chosen", "confirmed", "unable", "lapsed", "not_chosen"
)  # fmt: skip
LACKS = "~lacks"
"""Among the answers: the conditions that the applicant says it does not meet yet, as texts; absent until it says."""
LATEST_MS = DAY_MS
REMINDED_BEFORE = (3, 1)  # days before the last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Times are UTC milliseconds. `answers` by the keys of the opportunity's questions, `works` ids of files or links.

    `reminded` counts the reminders of the present wait (to hand in, or to confirm); `place` names where the link lay.
    `first_time`: nobody had a place for this person before. `outcome` is what it said afterwards. `told_at` 0: staff
    have let the word go, and it is on its way. `warned_at` is when staff were asked to call somebody chosen, or an
    applicant was told that the choice takes longer.
    """

    id: int
    opportunity_id: int
    person_id: int | None
    contact_id: int | None
    state: State
    version: int = 1
    answers: Mapping[str, Any] = field(default_factory=dict)
    works: tuple[str, ...] = ()
    sub_sector: str = ""
    district: str = ""
    place: str = ""
    rank: int = 0
    decline: str = ""
    words: str = ""
    first_time: bool = False
    created_at: int = 0
    changed_at: int = 0
    submitted_at: int | None = None
    chosen_at: int | None = None
    confirm_by: int | None = None
    confirmed_at: int | None = None
    reminded: int = 0
    told_at: int | None = None
    warned_at: int | None = None
    checked_in_at: int | None = None
    asked_at: int | None = None
    outcome: str = ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """The conditions it says it does not meet yet."""
        return tuple(self.answers.get(LACKS, ()))

    @property
    def files(self) -> frozenset[int]:
        """The ids of the files among its works and its answers."""
        lists = [value for key, value in self.answers.items() if key != LACKS and isinstance(value, list)]
        return frozenset(int(work) for works in (self.works, *lists) for work in works if str(work).isdecimal())

    @property
    def told(self) -> bool:
        """Whether the applicant knows how it ended."""
        return bool(self.told_at)

    @property
    def known(self) -> State:
        """The state as far as its applicant may know it: what staff think of it is theirs until they send it."""
        if self.state == "shortlisted":
            return "submitted"
        return "submitted" if self.state in DECIDED and self.told_at in (None, 0) else self.state


DECIDED: tuple[State, ...] = ("chosen", "waiting", "not_chosen")
"""What staff decide of somebody who has handed in."""


def takes(one: Opportunity, sent_at: int, now: int) -> bool:
    """Whether an opportunity takes what was sent at `sent_at` and is read at `now`: what was sent before it closed
    counts, even where the bot slept meanwhile, a day at most; not after somebody closed it by hand."""
    at = max(min(sent_at, now), now - LATEST_MS)
    if one.is_open(at) and one.state == "published":
        return True
    by_itself = one.closes_at is not None and (one.ended_at is None or one.ended_at >= one.closes_at)
    return one.state == "closed" and one.closes_at is not None and by_itself and at < one.closes_at


def reminders_due(today: date, last_day: date) -> int:
    """How many of the reminders of a draft are due by a day of the city."""
    return sum((last_day - today).days <= before for before in REMINDED_BEFORE)
