"""The city as the program knows it: what is made there, where, by whose rules.

All of it is data from a city pack (`bot.city.load`); nothing here names a real city. Texts are mappings of a
language ("id", "en") to words. A place is a code: a ward ("16.71.14.1005"), a district ("16.71.14"), OUTSIDE or
ROAMING.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.core.alert_rule import AlertRule
from bot.core.opportunity_kinds import Opportunities
from bot.core.pack import CityFault as CityFault
from bot.core.pack import Texts as Texts
from bot.core.support import Helix, Support, SupportKind

OUTSIDE = "outside"
ROAMING = "roaming"


@dataclass(frozen=True, slots=True)
class SubSector:
    """One of the kinds of creative work.

    `goods`: its works are things to sell; the works of others may be about something (a photo of a cake).
    `short` is for buttons, 20 characters at most. `verbs` and `keywords` decide alone, a verb above a noun;
    `keywords_soft` decide where nothing else does; `keywords_weak` only suggest.
    """

    id: str
    code: str
    name: Texts
    short: Texts
    description: Texts
    hint: Texts
    emoji: str
    field: str
    needs_partners: bool
    goods: bool = False
    verbs: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    keywords_soft: tuple[str, ...] = ()
    keywords_weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A group of sub-sectors, for lists that hold few rows. `members` are sub-sector ids in display order."""

    id: str
    name: Texts
    description: Texts
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ward:
    """A kelurahan. `needs_cue`: its name is an everyday word too, a place only after "di", "kelurahan" ..."""

    code: str
    name: str
    official_name: str
    district: str
    aliases: tuple[str, ...] = ()
    needs_cue: bool = False


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan. `tile` is (row, column) of the tile map; `formerly` the districts it was split from."""

    id: str
    code: str
    name: str
    official_name: str
    short: str
    bank: Literal["ilir", "ulu"]
    tile: tuple[int, int]
    wards: tuple[Ward, ...]
    neighbours: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """What people call a part of the city that is no unit. `candidates` are the codes to offer, likeliest first."""

    id: str
    name: str
    aliases: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place that is no part of the city: OUTSIDE or ROAMING.

    `words` mean it wherever they stand, `words_cued` (towns that also name dishes) only after "di", "dari" ...
    """

    code: str
    name: Texts
    words: tuple[str, ...]
    words_cued: tuple[str, ...] = ()


Place = Ward | District | Elsewhere


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under an ambiguous term: its title (20 characters at most), and the sub-sectors it stands for."""

    title: Texts
    sub_sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AmbiguousTerm:
    """A word that belongs to several sub-sectors, with the question that settles it.

    `default` is the likeliest of `candidates`, or None. A choice with no sub-sector means "none of ours".
    """

    id: str
    terms: tuple[str, ...]
    candidates: tuple[str, ...]
    default: str | None
    question: Texts
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above and below what the committee sends on paper. `lines` name it, largest first; `reply` is where
    answers go; `name` and `role` are of whoever signs."""

    lines: tuple[str, ...]
    address: str
    reply: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks. `to_check` names the fields the committee has not confirmed."""

    city: str
    city_full: str
    province: str
    code: str
    timezone: str
    committee: str
    committee_full: str
    controller: str
    dpo: str
    contact: str
    notice_version: int
    number_prefix: str
    letterhead: Letterhead
    to_check: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """Service hours. `days` has seven entries, Monday first; each holds (opens, closes) in minutes of the day."""

    days: tuple[tuple[tuple[int, int], ...], ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day without service. `checked`: the date is fixed or confirmed."""

    day: date
    name: Texts
    checked: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long one kind of data is kept, counted from `since`."""

    id: str
    amount: int
    unit: Literal["hours", "days", "months"]
    since: str


@dataclass(frozen=True, slots=True)
class SummaryRule:
    """When the weekly summary goes out, and to whom: `weekday` (0 Monday) of the week after, at `minute` of the day.

    On a day without service it goes on the next one that has.
    """

    weekday: int
    minute: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people write: `spellings` map a chat or dialect spelling (one or more words) to the plain one.

    `cues` come before a place, `ward_cues` also say that it is a ward; `asides` before a work say that it is not
    what is made ("nyanyi di kafe"); `joins` link two works;
    `negations` undo what follows; `wants` say that the work is somebody else's; `plain` are everyday words never
    to be taken for a misspelt craft or place; `endings` may hang on any word ("songketnya").
    """

    spellings: Mapping[str, str]
    cues: frozenset[str] = frozenset()
    ward_cues: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """A whole city pack. Compared and cached by identity; `tables` holds the files this module knows nothing of."""

    identity: Identity
    fields: tuple[Field, ...]
    sub_sectors: tuple[SubSector, ...]
    terms: tuple[AmbiguousTerm, ...]
    districts: tuple[District, ...]
    areas: tuple[Area, ...]
    elsewhere: tuple[Elsewhere, ...]
    lexicon: Lexicon
    hours: Hours
    holidays: tuple[Holiday, ...]
    retention: Mapping[str, Keeping]
    summary: SummaryRule
    support: Support
    opportunities: Opportunities
    alerts: AlertRule
    tables: Mapping[str, object]
    _sub_sectors: Mapping[str, SubSector] = field(init=False, repr=False)
    _places: Mapping[str, Place] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sub_sectors", {each.id: each for each in self.sub_sectors})
        object.__setattr__(self, "_places", {place.code: place for place in self._all_places()})

    def _all_places(self) -> Iterable[Place]:
        yield from self.elsewhere
        for district in self.districts:
            yield district
            yield from district.wards

    @property
    def support_kinds(self) -> tuple[SupportKind, ...]:
        """What people may ask for, in the order of the pack."""
        return self.support.kinds

    @property
    def pentahelix(self) -> tuple[Helix, ...]:
        """The sides partners come from."""
        return self.support.pentahelix

    def support_kind(self, id: str) -> SupportKind:
        """Raises CityFault if the city has none of that id."""
        return self.support.kind(id)

    def sub_sector(self, id: str) -> SubSector:
        """Raises CityFault if the city has none of that id."""
        if id not in self._sub_sectors:
            raise CityFault(f"no sub-sector {id!r} in {self.identity.city}")
        return self._sub_sectors[id]

    def term(self, id: str) -> AmbiguousTerm:
        """Raises CityFault if the city has none of that id."""
        for term in self.terms:
            if term.id == id:
                return term
        raise CityFault(f"no ambiguous term {id!r} in {self.identity.city}")

    def area(self, id: str) -> Area:
        """Raises CityFault if the city has none of that id."""
        for area in self.areas:
            if area.id == id:
                return area
        raise CityFault(f"no area {id!r} in {self.identity.city}")

    def has_place(self, code: str) -> bool:
        """Whether a code is a ward, a district or elsewhere."""
        return code in self._places

    def place(self, code: str) -> Place:
        """The ward, district or elsewhere of a code. Raises CityFault if there is none."""
        if code not in self._places:
            raise CityFault(f"no place {code!r} in {self.identity.city}")
        return self._places[code]

    def district_of(self, code: str) -> District | None:
        """The district a code lies in (itself, for a district); None for elsewhere and for unknown codes."""
        place = self._places.get(code)
        if isinstance(place, Ward):
            place = self._places[place.district]
        return place if isinstance(place, District) else None

    def place_label(self, code: str, language: str = "id") -> str:
        """What people read: "Tuan Kentang, Jakabaring", "Plaju". A code no longer known is shown as it is."""
        place = self._places.get(code)
        if place is None:
            return code
        if isinstance(place, Elsewhere):
            return place.name[language]
        district = self.district_of(code)
        if isinstance(place, Ward) and district is not None and place.name != district.name:
            return f"{place.name}, {district.name}"
        return place.name
