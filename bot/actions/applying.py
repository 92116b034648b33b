"""Applying: begun as a draft, handed in, changed and taken back until the deadline; first come, first served where the
opportunity says so. What is sent before the deadline counts (`sent_at`, UTC ms), whenever it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bot.actions import browsing, choosing, drafts, shares, telling
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.core import confirming
from bot.core.applications import HOLDING, LACKS, Application, State, reminders_due, takes
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.core.records import Person
from bot.errors import Refused
from bot.i18n import Speech
from storage import applications, audit, opportunities, threads
from storage.audit import Act

OWN_MOST = 50
WORKS_MOST = 5
CHANGEABLE: frozenset[State] = frozenset({"draft", "submitted", "shortlisted"})
SEATED: frozenset[State] = frozenset({"confirmed", "waiting"})
"""Where who comes first has a place, these are as if handed in: words may be changed, the place stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What an applicant has answered so far: as in `Application`; `lacks` None until it says."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    works: tuple[str, ...] = ()
    lacks: tuple[str, ...] | None = None

    @property
    def kept(self) -> dict[str, Any]:
        """The answers as they are kept."""
        return {**self.answers, **({LACKS: list(self.lacks)} if self.lacks is not None else {})}


async def offered(actor: Actor, opportunity_id: int, sent_at: int) -> Opportunity:
    """The opportunity, if one may apply to it here. Raises Refused: unknown, closed, not open yet, or elsewhere."""
    one = await browsing.public_by_id(actor.tx, opportunity_id)
    if one is None:
        raise Refused("apply.unknown")
    language = actor.contact.language if actor.contact is not None else "id"
    if not takes(one, sent_at, actor.now):
        raise Refused("apply.closed", title=one.title(language))
    opens = one.offer.opens_on
    if opens is not None and actor.now < actor.house.calendar.moment(opens, 0):
        raise Refused("apply.not_yet", title=one.title(language), day=telling.day_text(opens, language))
    if one.offer.apply_via == "link":
        raise Refused("apply.by_link", title=one.title(language), link=one.offer.link)
    if one.offer.apply_via == "desk":
        raise Refused("apply.by_desk", title=one.title(language), contact=one.offer.contact_role)
    return one


async def allowed(actor: Actor, one: Opportunity) -> None:
    """Raises Refused where the applicant's district has sent as many as it may."""
    person = _person(actor)
    if not one.offer.per_district or not person.district:
        return
    mine = await applications.of(actor.tx, one.id, person.id)
    if mine is not None and mine.state not in ("draft", "withdrawn"):
        return
    if await applications.of_district(actor.tx, one.id, person.district) >= one.offer.per_district:
        raise Refused("apply.district_full", most=one.offer.per_district)


async def begin(actor: Actor, one: Opportunity) -> Application:
    """What the actor has of an opportunity, whatever became of it; a draft where it has nothing, or took it back."""
    person = _person(actor)
    found = await applications.of(actor.tx, one.id, person.id)
    if found is not None and found.state != "withdrawn":
        return found
    reminded = _reminders_past(actor, one)
    if found is not None:
        return await _save(actor, replace(found, state="draft", reminded=reminded), "apply.begin")
    draft = Application(
        id=0, opportunity_id=one.id, person_id=person.id, contact_id=actor.id, state="draft", reminded=reminded,
        place=await came_by(actor, one), **_of_then(person),
    )  # fmt: skip
    made = await applications.add(actor.tx, draft, actor.now) or await applications.of(actor.tx, one.id, person.id)
    assert made is not None  # noqa: S101 - either is there
    return made


async def keep(actor: Actor, opportunity_id: int, filled: Filled) -> None:
    """Keeps what a draft has so far; what is handed in already changes only by being handed in again."""
    found = await applications.of(actor.tx, opportunity_id, _person(actor).id)
    if found is not None and found.state == "draft":
        await applications.save(actor.tx, replace(found, answers=filled.kept, works=filled.works), actor.now)


async def submit(actor: Actor, opportunity_id: int, filled: Filled, sent_at: int) -> Application:
    """Hands in, or changes what was handed in; where who comes first has a place, it is given now. Raises Refused."""
    await opportunities.locked(actor.tx, opportunity_id)
    one = await offered(actor, opportunity_id, sent_at)
    await allowed(actor, one)
    before = await begin(actor, one)
    if not may_change(one, before):
        raise Refused("apply.decided")
    kept = {key: value for key, value in filled.kept.items() if value is not None}
    filed = replace(before, answers=kept, works=filled.works, contact_id=actor.id, **_of_then(_person(actor)))
    if before.state == "draft":
        filed = await _handed_in(actor, one, filed)
    await threads.keep_media(actor.tx, actor.id or 0, sorted(filed.files))
    return await _save(actor, filed, "apply.change" if before.state != "draft" else "apply.submit")


async def _handed_in(actor: Actor, one: Opportunity, filed: Application) -> Application:
    filed = replace(filed, state="submitted", submitted_at=actor.now, reminded=0)
    if one.offer.selection != "first_come":
        return filed
    counts = await applications.counts(actor.tx, one.id)
    if not _is_free(one, counts) or (counts.get("waiting") and _is_offered(actor, one)):
        rank = await applications.last_rank(actor.tx, one.id) + 1
        return replace(filed, state="waiting", rank=rank, told_at=actor.now)
    return await _seated(actor, filed)


def _is_free(one: Opportunity, counts: Mapping[State, int]) -> bool:
    return one.offer.quota is None or sum(counts.get(state, 0) for state in HOLDING) < one.offer.quota


def _is_offered(actor: Actor, one: Opportunity) -> bool:
    """Whether a free place is first offered to who waits: there is time for them to say that they come."""
    calendar = actor.house.calendar
    until = confirming.confirm_by(calendar, actor.now, one.offer.confirm_hours)
    return one.offer.quota is not None and confirming.comes_before(calendar, until, one.offer.starts_on)


async def _seated(actor: Actor, filed: Application) -> Application:
    earlier = await applications.of_person(actor.tx, filed.person_id or 0, OWN_MOST)
    first = not any(each.confirmed_at is not None for each in earlier if each.id != filed.id)
    now = actor.now
    return replace(
        filed, state="confirmed", rank=0, first_time=first, chosen_at=now, confirmed_at=now, told_at=now
    )  # fmt: skip


async def withdraw(actor: Actor, application_id: int, sent_at: int) -> list[str]:
    """Takes one's own back, with its words and files; the names of files to remove if nobody else uses them.

    The next in rank has the place it leaves, if it had one by coming first, and is told. Raises Refused: not one's
    own, over, or too late.
    """
    found = await own(actor, application_id)
    one = await opportunities.locked(actor.tx, found.opportunity_id)
    found = await own(actor, application_id)
    if one is None or not may_withdraw(one, found):
        raise Refused("apply.decided")
    if not takes(one, sent_at, actor.now):
        raise Refused("apply.too_late")
    await _save(actor, _emptied(found), "apply.withdraw")
    if found.state in HOLDING and one.offer.selection == "first_come":
        await _next(actor, one)
    others = await applications.of_person(actor.tx, found.person_id or 0, OWN_MOST)
    return await threads.drop_media(actor.tx, sorted(found.files.difference(*(each.files for each in others))))


def _emptied(found: Application) -> Application:
    """Nothing of it is left: also what staff thought of it is not for whoever may come back."""
    return replace(
        found, state="withdrawn", answers={}, works=(), rank=0, decline="", words="", first_time=False, chosen_at=None,
        confirm_by=None, confirmed_at=None, told_at=None, warned_at=None,
    )  # fmt: skip


async def _next(actor: Actor, one: Opportunity) -> None:
    night = confirming.horizon(actor.house.calendar, actor.now) is None
    if not _is_free(one, await applications.counts(actor.tx, one.id)) or (night and _is_offered(actor, one)):
        return  # in the night nobody is told anything: the clock offers it in the morning
    waiting = await applications.in_states(actor.tx, one.id, ("waiting",), choosing.LISTED)
    here = [each for each in waiting if await choosing.is_here(actor, each)][:1]
    if not here:
        return
    moved = await _save(actor, await _seated(actor, here[0]), "apply.moved_up")
    await drafts.tell(actor.tx, actor.house, moved.person_id or 0, partial(_moved_up, one), actor.now)


def _moved_up(one: Opportunity, speech: Speech) -> tuple[Say, ...]:
    ways = (Choice("do:my_applications", speech.text("own_application.menu.my_applications")),)
    return (Say("apply.moved_up", {"title": one.title(speech.language)}, ways),)


def may_change(one: Opportunity, application: Application) -> bool:
    """Whether its words may still be changed, as far as its applicant may know: what staff marked is theirs."""
    seated = one.offer.selection == "first_come" and application.state in SEATED
    return application.known in CHANGEABLE or seated


def may_withdraw(one: Opportunity, application: Application) -> bool:
    """Whether it may be taken back, as far as its state tells."""
    return may_change(one, application) or application.known == "waiting"


async def own(actor: Actor, application_id: int) -> Application:
    """The application, for whoever handed it in. Raises Refused, where it is somebody else's, as if there were none."""
    found = await applications.by_id(actor.tx, application_id)
    if found is None or actor.person is None or found.person_id != actor.person.id:
        raise Refused("apply.unknown")
    return found


async def mine(actor: Actor) -> list[tuple[Application, Opportunity]]:
    """All of one's own that were not taken back, newest first, with what they are for."""
    if actor.person is None:
        return []
    found = []
    for each in await applications.of_person(actor.tx, actor.person.id, OWN_MOST):
        one = await opportunities.by_id(actor.tx, each.opportunity_id)
        if one is not None and each.state != "withdrawn":
            found.append((each, one))
    return found


async def position(actor: Actor, application: Application) -> int:
    """The place on the waiting list as people count it, from 1; 0 for one that does not wait."""
    waiting = await applications.in_states(actor.tx, application.opportunity_id, ("waiting",), application.rank)
    ids = [each.id for each in waiting]
    return ids.index(application.id) + 1 if application.id in ids else 0


async def known_works(actor: Actor, one: Opportunity) -> tuple[str, ...]:
    """What the actor last sent with another application, to be sent again."""
    if actor.person is None:
        return ()
    earlier = await applications.of_person(actor.tx, actor.person.id, OWN_MOST)
    return next((each.works for each in earlier if each.works and each.opportunity_id != one.id), ())


async def works(actor: Actor, items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What was collected in a talk (`bot.core.flow.Collect`) as works: ids of files, and links."""
    found = []
    for item in items:
        if item["kind"] in ("link", "kept"):
            found.append(str(item["text"]))
        elif (id := await applications.file_of(actor.tx, actor.id or 0, str(item["event"]))) is not None:
            found.append(str(id))
    return tuple(dict.fromkeys(found))[:WORKS_MOST]


def day_said(house: House, at: int, language: str) -> str:
    """The city's day of a moment, in words."""
    return telling.day_text(house.calendar.day(at), language)


async def came_by(actor: Actor, one: Opportunity) -> str:
    """The place of the link that brought the actor to an opportunity; "" for any other way."""
    return await shares.came_by(actor.tx, actor.id, one.id) if actor.id is not None else ""


def _reminders_past(actor: Actor, one: Opportunity) -> int:
    """Reminders whose day was there when a draft is begun are not for it."""
    if one.closes_at is None:
        return 0
    calendar = actor.house.calendar
    return reminders_due(calendar.day(actor.now), calendar.day(one.closes_at - 1))


def _of_then(person: Person) -> dict[str, Any]:
    return {"sub_sector": next(iter(person.sub_sectors), ""), "district": person.district}


def _person(actor: Actor) -> Person:
    if actor.person is None:
        raise Refused("apply.unregistered")
    return actor.person


async def _save(actor: Actor, after: Application, action: str) -> Application:
    """Writes it, and the act. Raises Refused if somebody else was first."""
    if not await applications.save(actor.tx, after, actor.now):
        raise Refused("apply.stale")
    act = Act(actor.name, action, "applications", after.id, after={"state": after.state})
    await audit.add(actor.tx, act, actor.now)
    saved = await applications.by_id(actor.tx, after.id)
    assert saved is not None  # noqa: S101 - just written
    return saved
