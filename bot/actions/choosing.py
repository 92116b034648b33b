"""Choosing among applicants: seen with their history, marked, ranked, declined with a reason. Nobody is told yet.

What staff decide stays theirs until the results are sent (`bot.actions.results`). A place is given away only under the
lock of its opportunity, so that the quota is never passed.
"""

from dataclasses import replace
from typing import Literal

from bot.actions import permitting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.core.applications import HANDED_IN, HOLDING, Application, State
from bot.core.keeping import DAY_MS
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import applications, audit, choosing, opportunities, people
from storage.audit import Act
from storage.choosing import Applicant, Page, Sift, Tally

YEAR_MS = 365 * DAY_MS
WORDS_MOST = 500
LISTED = 50
Decision = Literal["chosen", "shortlisted", "waiting", "not_chosen", "submitted"]
"""What staff make of an applicant; `submitted` takes a decision back."""
GONE: tuple[State, ...] = ("draft", "withdrawn")


async def offered(actor: Actor) -> list[tuple[Opportunity, int]]:
    """Opportunities that somebody has applied to and that are not over, with how many have: where somebody waits for a
    word first, then what closes last."""
    permitting.check(actor, "read")
    counted = await choosing.applied_to(actor.tx, LISTED)
    found = [(await opportunities.by_id(actor.tx, id), n) for id, n in counted]
    return [(one, n) for one, n in found if one is not None]


async def opened(actor: Actor, opportunity_id: int, *, lock: bool = False) -> Opportunity:
    """The opportunity, for staff. Raises Refused for one that never was public."""
    permitting.check(actor, "read")
    found = await (opportunities.locked if lock else opportunities.by_id)(actor.tx, opportunity_id)
    return _public(found)


async def coded(actor: Actor, code: str) -> Opportunity:
    """As `opened`, by its public code."""
    permitting.check(actor, "read")
    return _public(await opportunities.by_code(actor.tx, code.strip().upper()))


def _public(found: Opportunity | None) -> Opportunity:
    if found is None or found.state in ("draft", "in_review"):
        raise Refused("choose.unknown")
    return found


async def tally(actor: Actor, opportunity_id: int) -> Tally:
    """How its applicants stand."""
    permitting.check(actor, "read")
    return await choosing.tally(actor.tx, opportunity_id)


async def page(actor: Actor, opportunity_id: int, sift: Sift, *, skip: int = 0, most: int = 10) -> list[Applicant]:
    """Applicants with their history, some at a time."""
    permitting.check(actor, "read")
    return await choosing.page(actor.tx, opportunity_id, sift, Page(actor.now - YEAR_MS, 0, skip, most))


async def following(actor: Actor, opportunity_id: int, sift: Sift, after: int) -> Applicant | None:
    """The next applicant after an id; the first again once all were passed; None if there is none."""
    permitting.check(actor, "read")
    one_by_one = replace(sift, ranked=False)
    for begin in (after, 0):
        if found := await choosing.page(actor.tx, opportunity_id, one_by_one, Page(actor.now - YEAR_MS, begin)):
            return found[0]
    return None


async def applicant(actor: Actor, application_id: int) -> Applicant:
    """One applicant. Raises Refused for who has not handed in, or has withdrawn."""
    permitting.check(actor, "read")
    found = await choosing.one(actor.tx, application_id, actor.now - YEAR_MS)
    if found is None or found.application.state in GONE or not await is_here(actor, found.application):
        raise Refused("choose.gone")
    return found


async def is_here(actor: Actor, application: Application) -> bool:
    """Whether there is somebody behind it who is not erased, and does not wait to be."""
    person = await people.by_id(actor.tx, application.person_id) if application.person_id is not None else None
    return person is not None and person.erase_at is None


async def works(actor: Actor, application: Application) -> list[tuple[int, str, str, bool]]:
    """The files among works and answers that are here: id, type, name, and whether it is a picture."""
    permitting.check(actor, "read")
    works = [int(work) for work in application.works if work.isdecimal()]
    ids = [*works, *sorted(application.files.difference(works))]
    rows = [await choosing.file(actor.tx, id) for id in ids]
    return [
        (row["id"], row["mime"], row["name"] or row["kind"], bool(row["shown"]))
        for row in rows
        if row is not None and row["state"] == "kept"
    ]


async def decide(actor: Actor, seen: Seen, decision: Decision, *, decline: str = "", words: str = "") -> Application:
    """Marks an applicant. Raises Refused: not allowed, changed meanwhile, no place left, or told already."""
    permitting.check(actor, "choose")
    before = await _at_choice(actor, seen)
    one = await opened(actor, before.opportunity_id, lock=True)
    if one.state not in ("published", "closed"):
        raise Refused("choose.over")
    after = await _decided(actor, one, before, decision)
    if decision == "not_chosen":
        after = replace(after, decline=_reason(actor, decline), words=_spoken(words))
    return await kept(actor, before, after, decision)


async def _at_choice(actor: Actor, seen: Seen) -> Application:
    """The application as it was seen, if staff may decide on it."""
    found = await applications.by_id(actor.tx, seen.id)
    if found is None or found.person_id is None or found.state in GONE:
        raise Refused("choose.gone")
    if found.version != seen.version:
        raise Refused("choose.stale")
    if found.state == "confirmed" or (found.state == "chosen" and found.told_at is not None):
        raise Refused("choose.has_place")
    return found


async def _decided(actor: Actor, one: Opportunity, before: Application, decision: Decision) -> Application:
    # Whoever was told that it takes longer, or how it ended, is not told once more that it takes longer.
    warned_at = before.warned_at or (actor.now if before.told else None)
    plain = replace(before, state=decision, decline="", words="", rank=0, told_at=None, warned_at=warned_at)
    if decision == "chosen":
        await room(actor, one)
        return plain
    if before.told_at is not None and decision != "waiting":
        raise Refused("choose.told")
    if decision == "waiting":
        told_at = before.told_at if before.state == "waiting" else None  # who waits already knows it
        return replace(plain, rank=await applications.last_rank(actor.tx, one.id) + 1, told_at=told_at)
    return plain


async def room(actor: Actor, one: Opportunity) -> None:
    """Raises Refused if every place is held; only under its lock does that stay true."""
    held = await holding(actor, one.id)
    if one.offer.quota is not None and held >= one.offer.quota:
        raise Refused("choose.full", held=held, quota=one.offer.quota)


async def holding(actor: Actor, opportunity_id: int) -> int:
    """How many places are held."""
    counts = await applications.counts(actor.tx, opportunity_id)
    return sum(counts.get(state, 0) for state in HOLDING)


async def move_up(actor: Actor, seen: Seen) -> Application:
    """One place up on the waiting list."""
    permitting.check(actor, "choose")
    before = await _at_choice(actor, seen)
    await opened(actor, before.opportunity_id, lock=True)
    above = await applications.above(actor.tx, before.opportunity_id, before.rank)
    if before.state != "waiting" or above is None:
        raise Refused("choose.first_in_rank")
    await kept(actor, above, replace(above, rank=before.rank), "rank")
    return await kept(actor, before, replace(before, rank=above.rank), "rank")


async def called(actor: Actor, seen: Seen, *, comes: bool) -> Application:
    """Staff have called somebody chosen, who comes or does not. Raises Refused if it was not asked, or has answered."""
    permitting.check(actor, "answer")
    found = await applications.by_id(actor.tx, seen.id)
    if found is None or found.state != "chosen" or not found.told:
        raise Refused("choose.not_asked")
    if found.version != seen.version:
        raise Refused("choose.stale")
    await opportunities.locked(actor.tx, found.opportunity_id)
    after = replace(found, state="confirmed", confirmed_at=actor.now) if comes else replace(found, state="unable")
    return await kept(actor, found, after, "called")


async def kept(actor: Actor, before: Application, after: Application, act: str) -> Application:
    """Saves and writes down what was done. Raises Refused if somebody else was first."""
    if not await applications.save(actor.tx, after, actor.now):
        raise Refused("choose.stale")
    done = Act(
        actor.name, f"choose.{act}", "applications", before.id, {"state": before.state}, {"state": after.state},
        after.decline,
    )  # fmt: skip
    await audit.add(actor.tx, done, actor.now)
    return replace(after, version=after.version + 1, changed_at=actor.now)


async def first(actor: Actor, before: Application, after: Application, act: str) -> Application | None:
    """As `kept`; None if somebody else was first."""
    try:
        return await kept(actor, before, after, act)
    except Refused:
        return None


def _reason(actor: Actor, decline: str) -> str:
    if decline not in {each.id for each in actor.house.city.opportunities.declines}:
        raise Refused("choose.no_reason")
    return decline


def _spoken(words: str) -> str:
    plain = words.strip()
    if len(plain) > WORDS_MOST:
        raise Refused("choose.words_long", most=WORDS_MOST)
    return plain


def is_over(actor: Actor, one: Opportunity) -> bool:
    """Whether its last day is over in the city; never where none is named."""
    last = one.offer.ends_on or one.offer.starts_on
    return last is not None and last < actor.house.calendar.day(actor.now)


ALL = Sift(states=HANDED_IN)
OPEN = Sift(states=("submitted", "shortlisted"))
FIRSTS = Sift(states=("submitted", "shortlisted"), first=True)
WAITING = Sift(states=("waiting",), ranked=True)
PLACES = Sift(states=HOLDING)
