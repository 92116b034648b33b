"""Sending results: what staff decided goes out after a look at the whole, by day, a batch at a time."""

from dataclasses import dataclass, replace

from bot.actions import choosing, permitting, place_words, placing, telling
from bot.actions.changing import Seen
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.actions.telling import SaysIn
from bot.core import confirming
from bot.core.applications import DECIDED, HANDED_IN, Application
from bot.core.fitting import fits
from bot.core.message import Say
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import applications, contacts, opportunities, people
from storage import choosing as store
from storage.ports import Tx

BATCH = 20
SIMILAR_AMONG = 100


@dataclass(frozen=True, slots=True)
class Review:
    """What would go out: how many chosen, waiting, not chosen, and how many are not decided."""

    one: Opportunity
    chosen: int
    waiting: int
    not_chosen: int
    undecided: int
    held: int
    applied: int

    @property
    def everybody(self) -> int:
        """How many would be told."""
        return self.chosen + self.waiting + self.not_chosen + self.undecided


async def review(actor: Actor, opportunity_id: int) -> Review:
    """A look before results are sent. Raises Refused while people may still apply, or if nothing waits to be told."""
    permitting.check(actor, "choose")
    one = await choosing.opened(actor, opportunity_id)
    if one.state not in ("published", "closed"):
        raise Refused("choose.over")
    if one.closes_at is not None and one.is_open(actor.now):
        language = actor.contact.language if actor.contact is not None else "id"
        until = place_words.moment_text(actor.house, one.closes_at - 1, language)
        raise Refused("choose.still_open", until=until)
    tally = await store.tally(actor.tx, one.id)
    held = await choosing.holding(actor, one.id)
    untold = tally.untold
    found = Review(
        one, untold.get("chosen", 0), untold.get("waiting", 0), untold.get("not_chosen", 0),
        untold.get("submitted", 0) + untold.get("shortlisted", 0), held, tally.handed_in,
    )  # fmt: skip
    if not found.everybody:
        raise Refused("choose.nothing_to_send")
    return found


async def send(actor: Actor, opportunity_id: int, everybody: int, rest: str) -> Review:
    """Lets all results go; whoever is not decided is not chosen for the reason `rest`.

    `everybody` is how many the sender saw. Raises Refused as `review`, and if that is not true any more.
    """
    await choosing.opened(actor, opportunity_id, lock=True)
    found = await review(actor, opportunity_id)
    if found.everybody != everybody:
        raise Refused("choose.changed", n=found.everybody)
    if found.undecided:
        if rest not in {each.id for each in actor.house.city.opportunities.declines}:
            raise Refused("choose.no_reason")
        await store.settle_rest(actor.tx, opportunity_id, rest, actor.now)
    await store.let_go(actor.tx, opportunity_id, DECIDED, actor.now)
    return found


async def tell(tx: Tx, house: House, now: int) -> int:
    """For the clock: brings what was let go, by day only. How many at once; until it is 0."""
    if confirming.horizon(house.calendar, now) is None:
        return 0
    actor = permitting.clock(tx, house, now)
    found = await store.to_tell(tx, BATCH)
    for application in found:
        one = await opportunities.locked(tx, application.opportunity_id)
        if one is not None:
            await told(actor, one, application)
    return len(found)


async def told(actor: Actor, one: Opportunity, before: Application) -> None:
    """Tells one applicant how it ended; for who is chosen the time to confirm begins. Staff hear
    of a chosen one whom nothing reaches."""
    after = replace(before, told_at=actor.now, warned_at=None)
    if await _moves_up(actor, one, before):
        after = replace(after, state="chosen", rank=0)
    if after.state == "chosen":
        until = confirming.confirm_by(actor.house.calendar, actor.now, one.offer.confirm_hours)
        first = before.person_id is not None and not await _ever(actor, before)
        after = replace(after, chosen_at=actor.now, confirm_by=until, reminded=0, first_time=first)
    kept = await choosing.first(actor, before, after, "told")
    if kept is None or await reach(actor, kept, await _words(actor, one, kept)):
        return
    if kept.state == "chosen" and await choosing.is_here(actor, kept):
        await placing.staff_told(actor, one, kept, "choose.notice.unreached")


async def called(actor: Actor, seen: Seen, *, comes: bool) -> Application:
    """Staff have called somebody chosen; who comes has it in writing, with its number. Raises as `choosing.called`."""
    after = await choosing.called(actor, seen, comes=comes)
    one, who = await opportunities.by_id(actor.tx, after.opportunity_id), await store.one(actor.tx, after.id, 0)
    if comes and one is not None and who is not None:
        await reach(actor, after, place_words.confirmed(one, after, who.number))
    return after


async def _moves_up(actor: Actor, one: Opportunity, before: Application) -> bool:
    """Whether a place is free for somebody on the waiting list who was not told of it yet: it hears that only."""
    quota = one.offer.quota
    if before.state != "waiting" or before.told or quota is None or one.state not in ("published", "closed"):
        return False
    until = confirming.confirm_by(actor.house.calendar, actor.now, one.offer.confirm_hours)
    if not confirming.comes_before(actor.house.calendar, until, one.offer.starts_on):
        return False
    listed = await applications.in_states(actor.tx, one.id, ("waiting",), choosing.LISTED)
    above = [each for each in listed if each.rank < before.rank]
    held = await choosing.holding(actor, one.id)
    return held + len(above) < quota and await choosing.is_here(actor, before)


async def reach(actor: Actor, application: Application, says: SaysIn) -> bool:
    """Tells an applicant, on the chat last heard of; False if it cannot be reached, or waits to be erased."""
    if application.person_id is None or not await choosing.is_here(actor, application):
        return False
    contact = await telling.reachable(actor.tx, application.person_id)
    if contact is None:
        return False
    said = says(actor.house.speeches[contact.language])
    known = await contacts.by_id(actor.tx, contact.id)
    if known is not None and known.person_id != application.person_id:  # the chat speaks for somebody else just now
        who = await store.one(actor.tx, application.id, 0)
        said = (Say("place.for", {"name": who.name or who.number if who is not None else ""}), *said)
    await telling.tell(actor.tx, actor.house, contact, said, actor.now)
    return True


async def _ever(actor: Actor, application: Application) -> bool:
    found = await store.one(actor.tx, application.id, 0)
    return found is not None and found.ever > 0


async def _words(actor: Actor, one: Opportunity, application: Application) -> SaysIn:
    match application.state:
        case "chosen":
            return place_words.chosen(actor.house, one, application)
        case "waiting":
            listed = await applications.in_states(actor.tx, one.id, ("waiting",), choosing.LISTED)
            ids = [each.id for each in listed]
            rank = ids.index(application.id) + 1 if application.id in ids else application.rank
            return place_words.waiting(one, rank)
    counts = await applications.counts(actor.tx, one.id)
    applied = sum(counts.get(state, 0) for state in HANDED_IN)
    return place_words.not_chosen(actor.house, one, application, applied, await _similar(actor, one, application))


async def _similar(actor: Actor, one: Opportunity, application: Application) -> Opportunity | None:
    """Another one that is open, for this person, that it has nothing to do with yet; of the same kind first."""
    person = await people.by_id(actor.tx, application.person_id) if application.person_id is not None else None
    if person is None:
        return None
    found, level = [], await applications.level(actor.tx, person.id)
    for each in await opportunities.in_states(actor.tx, ("published",), SIMILAR_AMONG):
        if each.id == one.id or not each.is_open(actor.now):
            continue
        if fits(each.offer, person.sub_sectors, person.district, person.kind, level):
            found.append(each)
    found.sort(key=lambda each: (each.offer.kind != one.offer.kind, _family(actor, each) != _family(actor, one)))
    for each in found:
        if await applications.of(actor.tx, each.id, person.id) is None:
            return each
    return None


def _family(actor: Actor, one: Opportunity) -> str:
    kind = actor.house.city.opportunities.kind(one.offer.kind)
    return kind.family if kind is not None else ""
