"""The weekly summary as numbers: one ISO week of a city, Monday to Sunday of its own days. Pure; no name of a person.

Rules behind every number
  A moment is in the week if `start_at <= moment < until_at`. `until_at` is the end of the week, or `made_at` while the
  week still runs (`partial`).
  Sealed complaints are in no number but those of `Sealed`, whatever their kind by now.
  What can change later (closed, reopened, what the requester says) counts as it stands at `made_at`: a request that
  was closed in the week and is open again is not closed.
  Nothing is crossed: a number is about one kind, one sub-sector, one district or one side of the pentahelix, never
  about two of them at once, so there is no small cell to guess a person from. The one exception is a request to
  decide, which names its kind and district, and no sub-sector.
  Cuts (`by_kind`, ...) have a row for everything the city pack names, zero or not, in its order, then rows for what
  else was met, the unknown ("": a requester who did not say, or lives nowhere in the city) last. Their sums are the
  totals.

Who draws reads the numbers here and computes none. A file is named `summary:<page>.<language>.<format>`, where page is
`Summary.page` and format png, xlsx or pdf.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.summary_offers import NONE as NO_OFFERS
from bot.core.summary_offers import Offers
from bot.core.weeks import Week

BEFORE = 8  # weeks the mean is taken over
DECISIONS_MOST, DECISIONS_EACH = 200, 20  # rows kept of what is to be decided
SOURCE = "summary:"

Rule = Literal["legal_missed", "sealed_late", "reopened", "no_partner", "partner_silent"]
"""Most urgent first.

legal_missed    an open request whose last filing day is over, its event (if it has a day) is not, and nothing was
                sent to a partner by then
sealed_late     an open sealed complaint older than the working days its kind is to be settled in; reference only
reopened        an open request the requester opened again, and staff have not answered since (`under_review`)
no_partner      an open request filed ten working days ago or longer, of a kind partners can help with (or unsorted),
                that no partner has (none sent, accepted, done), and either a partner was asked for and it came to
                nothing yet (asked, agreed, refused, unable), or nobody has answered at all
partner_silent  sent to, or accepted by, a partner whose date to be asked again is over
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Requests in one week: `new` filed in it, `closed` with an answer by staff in it, and still closed."""

    week: str
    new: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Requests of one kind, sub-sector or district (`id`: kind id or "unsorted", sub-sector id, district code, "").

    `new` and `closed` in the week as in `Count`, `new_last` filed in the week before, `new_mean` filed a week in the
    mean of the eight weeks before.
    """

    id: str
    new: int
    closed: int
    new_last: int
    new_mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many were closed in the week with an outcome: helped, advised, elsewhere, duplicate, declined."""

    id: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """The requests of the week.

    new             filed in the week
    new_answered    of these, with a first answer before `until_at`
    new_last        filed in the week before; `new_mean` a week, in the mean of the eight weeks before
    closed          closed by staff in the week (`outcomes` add up to it); `closed_last`, `closed_mean` likewise
    withdrawn       ended in the week by the requester: withdrawn, or erased with the person
    open            filed before `until_at` and not ended by then; without those of a person who waits to be erased
    late            filed and due for a first answer before `until_at`, without one and not ended by then
    late_last       the same at the end of the week before
    reopened        acts of opening again in the week
    """

    new: int
    new_answered: int
    new_last: int
    new_mean: float
    closed: int
    closed_last: int
    closed_mean: float
    withdrawn: int
    open: int
    late: int
    late_last: int
    reopened: int
    outcomes: tuple[Outcome, ...]
    by_kind: tuple[Cut, ...]
    by_sub_sector: tuple[Cut, ...]
    by_district: tuple[Cut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """First answers given in the week, in working minutes since the filing, as written down at the answer.

    `median_minutes`, `ninth_minutes`: half, and nine of ten, were not slower (nearest rank; None without answers).
    `in_time`: given before their limit. `limit_minutes`: the usual limit (two working days of usual length).
    """

    count: int
    median_minutes: int | None
    ninth_minutes: int | None
    in_time: int
    limit_minutes: int

    @property
    def in_time_share(self) -> float | None:
        """0 to 1; None without answers."""
        return self.in_time / self.count if self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """Dates promised to requesters that fell in the week (`due`), and how many were kept."""

    due: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the requesters of those closed in the week say: `yes` done, `elsewhere` settled elsewhere, `silent` no
    word (yet). The three add up to `Requests.closed`. `ratings` of them gave 1 to 5, `rating_sum` in all.
    """

    yes: int
    elsewhere: int
    silent: int
    ratings: int
    rating_sum: int

    @property
    def rating(self) -> float | None:
        """The mean of the ratings, 1 to 5; None without any."""
        return self.rating_sum / self.ratings if self.ratings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Requests for a kind the city has closed: told the right address in the week, nothing filed."""

    id: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Sealed complaints: `new` filed in the week, `open` at its end, `late` of these over their age."""

    new: int
    open: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something only the committee can decide, due before `until_at` and still undecided at `made_at`.

    `reference` "D-2026-000318" and `short` "D-318" are "" where `requests` > 1: a partner with several silent ones.
    `kind` and `district` (code) are "" for sealed complaints and several. `days`: whole days it has waited at
    `made_at`: since the filing (legal_missed, sealed_late, no_partner), since it was opened again, since it was sent
    (partner_silent, the longest). `event_on` and `legal_on` (last filing day) only for legal_missed. `helix` and
    `partner` only for partner_silent: `partner` is the body's name where it is one of the city pack, else "".
    """

    rule: Rule
    reference: str
    short: str
    kind: str
    district: str
    days: int
    requests: int = 1
    event_on: date | None = None
    legal_on: date | None = None
    helix: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How many requests a rule stands for."""

    rule: Rule
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What is to be decided, most urgent first; a request stands under its most urgent rule alone.

    `total` counts entries (a partner with several is one), `by_rule` requests, every rule. `rows` are DECISIONS_MOST
    entries at most: the first of each rule (DECISIONS_EACH), then whatever is most urgent.
    """

    total: int
    rows: tuple[Decision, ...]
    by_rule: tuple[RuleCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelixCount:
    """Sent to partners of one side of the pentahelix in the week (all five, in the pack's order)."""

    id: str
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A partner past its date at `until_at`: `silent` requests, the oldest sent `days` whole days before `made_at`.

    `name` is "" for what is no entry of the city pack.
    """

    name: str
    helix: str
    silent: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A sub-sector that needs partners: `new` requests in the week, and `routed` sent to a partner in it."""

    id: str
    new: int
    routed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """`sent` to partners in the week = `accepted` (or done) + `waiting` + `unable` of these at `made_at`; `by_helix`
    add up to it too. `done`: settled by a partner in the week, whenever it was sent. `slowest`: most silent first.
    """

    sent: int
    accepted: int
    waiting: int
    unable: int
    done: int
    by_helix: tuple[HelixCount, ...]
    slowest: tuple[Body, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCut:
    """Practitioners of one (first) sub-sector or one district (code; ""), `new` of them registered in the week."""

    id: str
    total: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Practitioners registered before `until_at`, and still so; each under its first sub-sector and its district."""

    total: int
    new: int
    by_sub_sector: tuple[PeopleCut, ...]
    by_district: tuple[PeopleCut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The whole page. Moments are UTC milliseconds, days the city's. `weeks`: nine of them, oldest first, this last."""

    week: str
    first_day: date
    last_day: date
    week_before: str
    start_at: int
    until_at: int
    made_at: int
    partial: bool
    requests: Requests
    answers: Answers
    promises: Promises
    said: Said
    elsewhere: tuple[Elsewhere, ...]
    sealed: Sealed
    decisions: Decisions
    partners: Partners
    people: People
    weeks: tuple[Count, ...]
    offers: Offers = NO_OFFERS

    @property
    def number(self) -> int:
        """The week's number in its year: 47."""
        week = Week.read(self.week)
        assert week is not None  # noqa: S101 - made from one
        return week.number

    @property
    def page(self) -> str:
        """The name of this very page: "2026-W47-1795400000000". Others of its week may have other numbers."""
        return f"{self.week}-{self.made_at}"


def ordered(named: Sequence[str], *met: Iterable[str]) -> list[str]:
    """What is named in its order, then what else was met, the unknown last."""
    others = {id for each in met for id in each} - {*named, ""}
    return [*named, *sorted(others), ""]


def rank(count: int, share: float) -> int:
    """The place (0: the first) in an ordered list of so many of the smallest that so large a share does not exceed."""
    return max(0, math.ceil(share * count) - 1)


def most(cuts: Sequence[Cut], count: int) -> tuple[Cut, ...]:
    """The `count` largest by `new`, none of zero; ties in the given order."""
    return tuple(sorted((cut for cut in cuts if cut.new), key=lambda cut: -cut.new)[:count])


def quietest(cuts: Sequence[PeopleCut], count: int) -> tuple[PeopleCut, ...]:
    """The `count` with the fewest practitioners, the unknown left out; ties in the given order."""
    return tuple(sorted((cut for cut in cuts if cut.id), key=lambda cut: cut.total)[:count])
