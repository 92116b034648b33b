"""What the weekly summary says of opportunities and stages. Pure; no name of a person.

The rules of `bot.core.summary` hold. A moment of a publication, of an application handed in, of a place given decides
in which week it is. As it stands when the page is made: an application taken back, a place not taken or lapsed is not
counted. Nothing is crossed: a number is about one kind, one sub-sector or one district.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SOON_MOST = 10  # of what closes soon that are kept
SOON_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCut:
    """Opportunities of one kind: published in the week; handed in for, and places given in, the week, whenever."""

    id: str
    published: int
    applicants: int
    chosen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCut:
    """Applicants of one sub-sector or district (code; "") in the week; places given, `first` of these a first one."""

    id: str
    applicants: int
    chosen: int
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The opportunity of which most places were given in the week: `taken` of `quota` in all, `first` the first ever.

    `title` by language.
    """

    title: Mapping[str, str]
    taken: int
    quota: int
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Closes within SOON_DAYS after `until_at`: its last day, who has applied by now, places (None: not said)."""

    title: Mapping[str, str]
    on: date
    applicants: int
    quota: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The part as a whole.

    published   in the week; `published_last` in the week before
    open        may be applied to at `until_at`
    applicants  handed in in the week, and not taken back; `applicants_last` in the week before
    chosen      places given in the week, and not given up; `first` of these to whom nobody had given one before
    apart       of `chosen`, those of the sub-sectors that need partners
    fullest     None where no place was given, or nothing says how many there are
    soon        first to close first, SOON_MOST at most
    """

    published: int
    published_last: int
    open: int
    applicants: int
    applicants_last: int
    chosen: int
    chosen_last: int
    first: int
    apart: int
    by_kind: tuple[KindCut, ...]
    by_sub_sector: tuple[PlaceCut, ...]
    by_district: tuple[PlaceCut, ...]
    fullest: Filled | None
    soon: tuple[Closing, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing was published, applied to, or given."""
        return not (self.published or self.applicants or self.chosen)


NONE = Offers(
    published=0, published_last=0, open=0, applicants=0, applicants_last=0, chosen=0, chosen_last=0, first=0, apart=0,
    by_kind=(), by_sub_sector=(), by_district=(), fullest=None, soon=(),
)  # fmt: skip
"""Of a page that was made before there were any."""
