"""Choosing among applicants: read with their history, counted, and what the clock finds due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.applications import HANDED_IN, Application, State
from storage.applications import read
from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """An application with who stands behind it; `ever` places it had before, `served` of these in 12 months."""

    application: Application
    name: str
    kind: str
    number: str
    story: str
    ever: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sift:
    """Which applicants: in which states, of which sub-sector and district ("" any), only who never had a place;
    `ranked`: in the order of the waiting list."""

    states: tuple[State, ...] = HANDED_IN
    sub_sector: str = ""
    district: str = ""
    first: bool = False
    ranked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many by state, by sub-sector and district; `firsts` never had a place (`first_of`: by those, too); `untold`
    are decided and not told."""

    states: Mapping[State, int] = field(default_factory=dict)
    untold: Mapping[State, int] = field(default_factory=dict)
    sub_sectors: Mapping[str, int] = field(default_factory=dict)
    districts: Mapping[str, int] = field(default_factory=dict)
    firsts: int = 0
    first_of: Mapping[str, int] = field(default_factory=dict)

    @property
    def handed_in(self) -> int:
        """All who applied."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Page:
    """After which id, how many are passed over, and how many are wanted at most; history since `since` (UTC ms)."""

    since: int
    after: int = 0
    skip: int = 0
    most: int = 1


async def page(tx: Tx, opportunity_id: int, sift: Sift, at: Page) -> list[Applicant]:
    """Applicants in the order in which they began, or of their ranks."""
    rows = await tx.all(
        "choosing.page", opportunity_id=opportunity_id, states=_listed(sift.states), sub_sector=sift.sub_sector,
        district=sift.district, first=int(sift.first), ranked=int(sift.ranked), since=at.since, after=at.after,
        skip=at.skip, most=at.most,
    )  # fmt: skip
    return [_applicant(row) for row in rows]


async def one(tx: Tx, application_id: int, since: int) -> Applicant | None:
    """One applicant."""
    row = await tx.one("choosing.one", application_id=application_id, since=since)
    return _applicant(row) if row is not None else None


async def file(tx: Tx, media_id: int) -> Row | None:
    """`id, kind, name, mime, state, shown` of a file; None if there is none of that id."""
    return await tx.one("media.by_id", media_id=media_id)


async def tally(tx: Tx, opportunity_id: int) -> Tally:
    """Everybody counted."""
    states: dict[State, int] = {}
    untold: dict[State, int] = {}
    sub_sectors: dict[str, int] = {}
    districts: dict[str, int] = {}
    first_of: dict[str, int] = {}
    firsts = 0
    for row in await tx.all("choosing.tally", opportunity_id=opportunity_id):
        n = int(row["n"])
        firsts += int(row["firsts"])
        for found, key in ((states, row["state"]), (sub_sectors, row["sub_sector"]), (districts, row["district"])):
            found[key] = found.get(key, 0) + n
        for key in (row["sub_sector"], row["district"]):
            first_of[key] = first_of.get(key, 0) + int(row["firsts"])
        if not row["told"]:
            untold[row["state"]] = untold.get(row["state"], 0) + n
    return Tally(
        states=states, untold=untold, sub_sectors=sub_sectors, districts=districts, firsts=firsts, first_of=first_of
    )


async def applied_to(tx: Tx, most: int) -> list[tuple[int, int]]:
    """(opportunity, how many have handed in) of what is not over: where somebody waits for a word first, then what
    closes or closed last."""
    return [(int(row["id"]), int(row["n"])) for row in await tx.all("choosing.applied_to", most=most)]


async def settle_rest(tx: Tx, opportunity_id: int, decline: str, now: int) -> int:
    """Whoever is not decided is not chosen, with that reason; how many."""
    return await tx.run("choosing.settle_rest", opportunity_id=opportunity_id, decline=decline, now=now)


async def let_go(tx: Tx, opportunity_id: int, states: Iterable[State], until: int) -> int:
    """What was decided (in these states) by a moment (UTC ms) may be told from now on; to how many."""
    return await tx.run("choosing.let_go", opportunity_id=opportunity_id, states=_listed(states), until=until)


async def to_tell(tx: Tx, most: int) -> list[Application]:
    """Those whose word was let go."""
    return [read(row) for row in await tx.all("choosing.to_tell", most=most)]


@dataclass(frozen=True, slots=True)
class Due:
    """What is looked for: everything that falls due up to `seen`, of whatever has not ended by `now`; UTC ms.
    `before` is how long before the end it falls due."""

    now: int
    seen: int
    before: int
    most: int


async def to_remind(tx: Tx, due: Due) -> list[Application]:
    """Chosen ones to be reminded: the first time at half time, the last time `before` the end."""
    rows = await tx.all("choosing.to_remind", now=due.now, seen=due.seen, before=due.before, most=due.most)
    return [read(row) for row in rows]


async def to_call(tx: Tx, due: Due) -> list[Application]:
    """Chosen ones whom staff are to call, by opportunity."""
    rows = await tx.all("choosing.to_call", now=due.now, seen=due.seen, before=due.before, most=due.most)
    return [read(row) for row in rows]


async def to_lapse(tx: Tx, now: int, most: int) -> list[Application]:
    """Chosen ones whose time is over."""
    return [read(row) for row in await tx.all("choosing.to_lapse", now=now, most=most)]


async def waited_for(tx: Tx, lately: int) -> list[int]:
    """Opportunities with a waiting list where no place came free after `lately` (UTC ms)."""
    return [int(row["opportunity_id"]) for row in await tx.all("choosing.waited_for", lately=lately)]


async def undecided(tx: Tx, opportunity_id: int, most: int) -> list[Application]:
    """Applicants who wait for a word and do not know that it takes longer."""
    return [read(row) for row in await tx.all("choosing.undecided", opportunity_id=opportunity_id, most=most)]


async def untold(tx: Tx, opportunity_id: int) -> int:
    """How many applicants of an opportunity do not know how it ended."""
    return await _count(tx, "choosing.untold", opportunity_id=opportunity_id)


async def came(tx: Tx) -> list[int]:
    """Opportunities of which somebody who came was not asked yet."""
    return [int(row["opportunity_id"]) for row in await tx.all("choosing.came")]


async def to_ask(tx: Tx, opportunity_id: int, before: int, most: int) -> list[Application]:
    """Those who came before a moment (UTC ms) and were not asked what came of it."""
    rows = await tx.all("choosing.to_ask", opportunity_id=opportunity_id, before=before, most=most)
    return [read(row) for row in rows]


async def places_of(tx: Tx, person_id: int) -> list[Application]:
    """The places a person holds, newest first."""
    return [read(row) for row in await tx.all("choosing.places_of", person_id=person_id)]


async def came_in(tx: Tx, opportunity_id: int) -> int:
    """How many have been checked in."""
    return await _count(tx, "choosing.came_in", opportunity_id=opportunity_id)


async def _count(tx: Tx, query: str, **params: int) -> int:
    row = await tx.one(query, **params)
    return int(row["n"]) if row is not None else 0


def _listed(states: Iterable[State]) -> str:
    return f",{','.join(states)},"


def _applicant(row: Row) -> Applicant:
    return Applicant(
        application=read(row), name=row["group_name"] or row["person_name"] or "", kind=row["kind"] or "",
        number=row["number"] or "", story=row["story"] or "", ever=int(row["ever"]), served=int(row["served"]),
    )  # fmt: skip
