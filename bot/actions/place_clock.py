"""What the clock does about places: reminds, asks staff to call, lets lapse, offers to the next in rank, keeps the day
that was promised for results. Each is a function of (tx, house, now) that any number of processes may run: what it did
is marked in the same transaction, a batch at a time; run again until it answers 0. Nobody is told anything at night.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeGuard

from bot.actions import alerting, choosing, permitting, place_words, placing, results, telling
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.actions.place_words import Called
from bot.core import confirming
from bot.core.applications import Application
from bot.core.flow import Says, Values
from bot.core.keeping import HOUR_MS
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.i18n import Speech
from storage import applications, opportunities, schedule
from storage import choosing as store
from storage.choosing import Due
from storage.ports import Tx

BATCH = 20
GRACE_MS = HOUR_MS // 12  # so long somebody may think again, and a word that was sent in time may still come
PROMISED = 15 * 60  # minutes of the promised day: until then staff may send the results themselves
MORNING = 9 * 60
LISTED = 12  # in one list of whom to call
OFFERS = 500
FULL = "full"
MANY = 1_000_000  # places, where there is no quota


async def remind(tx: Tx, house: House, now: int) -> int:
    """Chosen ones who have said nothing: at half time, and six hours before the end."""
    seen = confirming.horizon(house.calendar, now)
    if seen is None:
        return 0
    actor = permitting.clock(tx, house, now)
    found = await store.to_remind(tx, Due(now, seen, confirming.LAST_CALL_MS, BATCH))
    for before in found:
        last = (before.confirm_by or 0) - confirming.LAST_CALL_MS <= seen
        kept = await choosing.first(actor, before, replace(before, reminded=2 if last else 1), "remind")
        one = await opportunities.by_id(tx, before.opportunity_id)
        if kept is not None and _goes_on(one, actor):
            key = "place.remind_last" if last else "place.remind"
            await results.reach(actor, before, place_words.chosen(house, one, before, key))
    return len(found)


async def to_call(tx: Tx, house: House, now: int) -> int:
    """Twelve hours before the end staff get the list of whom to call."""
    seen = confirming.horizon(house.calendar, now)
    if seen is None:
        return 0
    actor = permitting.clock(tx, house, now)
    found = await store.to_call(tx, Due(now, seen, confirming.LIST_MS, LISTED))
    of: dict[int, list[Application]] = defaultdict(list)
    for before in found:
        if await choosing.first(actor, before, replace(before, warned_at=now), "to_call") is not None:
            of[before.opportunity_id].append(before)
    for opportunity_id, its in of.items():
        await _list_told(actor, opportunity_id, its)
    return len(found)


async def _list_told(actor: Actor, opportunity_id: int, its: list[Application]) -> None:
    one = await opportunities.by_id(actor.tx, opportunity_id)
    if not _goes_on(one, actor):
        return
    called = [await _called(actor, each) for each in its]
    for contact_id in await alerting.present(actor.tx, "answer", actor.now):
        says = partial(_to_call, actor.house, one, called)
        await telling.tell_contact_id(actor.tx, actor.house, contact_id, says, actor.now)


async def _called(actor: Actor, application: Application) -> Called:
    found = await store.one(actor.tx, application.id, 0)
    person_id = application.person_id
    reached = person_id is not None and await telling.reachable(actor.tx, person_id) is not None
    name, number = (found.name or found.number, found.number) if found is not None else ("", "")
    return Called(application, name, number, reached)


def _to_call(house: House, one: Opportunity, called: list[Called], speech: Speech) -> Says:
    until = place_words.moment_text(house, called[0].application.confirm_by or 0, speech.language)
    lines = "\n".join(place_words.to_call(house, each, speech) for each in called)
    buttons = tuple(Choice(f"do:applicant:{each.application.id}.c", each.name) for each in called)
    values: Values = {"title": one.title(speech.language), "until": until, "list": lines, "n": len(called)}
    return (Say("choose.notice.call", values, buttons),)


def _goes_on(one: Opportunity | None, actor: Actor) -> TypeGuard[Opportunity]:
    """Whether there is something to be there for; also while it is off the list to be put right."""
    return one is not None and one.state not in ("cancelled", "archived") and not choosing.is_over(actor, one)


async def lapse(tx: Tx, house: House, now: int) -> int:
    """The time is over: the place goes, and its holder is told. By day only: in the night it may still say yes."""
    if confirming.horizon(house.calendar, now) is None:
        return 0
    actor = permitting.clock(tx, house, now)
    found = await store.to_lapse(tx, now, BATCH)
    for before in found:
        one = await opportunities.locked(tx, before.opportunity_id)
        after = await choosing.first(actor, before, replace(before, state="lapsed"), "lapse")
        if after is not None and _goes_on(one, actor):
            await results.reach(actor, after, place_words.said("place.lapsed", one))
            await placing.staff_told(actor, one, after, "choose.notice.lapsed")
    return len(found)


async def fill(tx: Tx, house: House, now: int) -> int:
    """Free places are offered to the waiting list in the order of its ranks; how many."""
    if confirming.horizon(house.calendar, now) is None:
        return 0
    actor = permitting.clock(tx, house, now)
    return sum([await _filled(actor, each) for each in await store.waited_for(tx, now - GRACE_MS)])


async def _filled(actor: Actor, opportunity_id: int) -> int:
    one = await opportunities.locked(actor.tx, opportunity_id)
    if one is None or one.state not in ("published", "closed"):
        return 0
    told = one.offer.selection == "first_come"  # whoever waits there knows it
    if one.offer.quota is None and not told:
        return 0
    quota = one.offer.quota if one.offer.quota is not None else MANY
    free = min(quota - await choosing.holding(actor, one.id), BATCH)
    until = confirming.confirm_by(actor.house.calendar, actor.now, one.offer.confirm_hours)
    if free <= 0 or not confirming.comes_before(actor.house.calendar, until, one.offer.starts_on):
        return 0
    listed = await applications.in_states(actor.tx, one.id, ("waiting",), choosing.LISTED)
    waiting = [each for each in listed if told or each.told]
    following = [each for each in waiting if await choosing.is_here(actor, each)][:free]
    for before in following:
        after = await choosing.kept(actor, before, replace(before, state="chosen", rank=0, told_at=0), "next")
        await results.told(actor, one, after)
        await placing.staff_told(actor, one, after, "choose.notice.next")
    return len(following)


async def end_waiting(tx: Tx, house: House, now: int) -> int:
    """On the first day of it whoever still waits for a place hears that there is none; how many."""
    if confirming.horizon(house.calendar, now) is None:
        return 0
    actor, ended = permitting.clock(tx, house, now), 0
    for opportunity_id in await store.waited_for(tx, now):
        one = await opportunities.by_id(tx, opportunity_id)
        first = one.offer.starts_on if one is not None and one.state in ("published", "closed") else None
        if first is None or house.calendar.day(now) < first:
            continue
        for before in await applications.in_states(tx, opportunity_id, ("waiting",), BATCH):
            over = replace(before, state="not_chosen", decline=_full(house), rank=0, told_at=0)
            ended += await choosing.first(actor, before, over, "end") is not None
        if ended:
            break
    return ended


def _full(house: House) -> str:
    """The city's reason that there were no more places."""
    known = [each.id for each in house.city.opportunities.declines]
    return FULL if FULL in known else known[0]


async def keep_promise(tx: Tx, house: House, now: int) -> int:
    """The promised day of results: staff are told the day before, that morning, and every working morning on which
    somebody still waits; from 15.00 whoever was declined is told, everybody else that it takes longer. How many were.
    """
    if confirming.horizon(house.calendar, now) is None:
        return 0
    actor = permitting.clock(tx, house, now)
    today, told = house.calendar.day(now), 0
    for one in await opportunities.in_states(tx, ("published", "closed"), OFFERS):
        day = one.offer.results_on
        if day is None or today < day - timedelta(days=1):
            continue
        if today <= day or house.calendar.is_working_day(today):
            await _staff_reminded(actor, one)
        if now >= house.calendar.moment(day, PROMISED) and told < BATCH:
            told += await _promised(actor, one, BATCH - told)
    return told


async def _staff_reminded(actor: Actor, one: Opportunity) -> None:
    """Once each day."""
    today = actor.house.calendar.day(actor.now)
    due = actor.house.calendar.moment(today, MORNING)
    n = await store.untold(actor.tx, one.id) if actor.now >= due else 0
    if not n or not await schedule.take(actor.tx, f"choose.promise:{one.id}", due, actor.now):
        return
    for contact_id in await alerting.present(actor.tx, "choose", actor.now):
        says = partial(_promise, one, n, actor.house)
        await telling.tell_contact_id(actor.tx, actor.house, contact_id, says, actor.now)


def _promise(one: Opportunity, n: int, house: House, speech: Speech) -> Says:
    assert one.offer.results_on is not None  # noqa: S101 - it is what staff are reminded of
    date = telling.day_text(one.offer.results_on, speech.language)
    button = (Choice(f"do:applicants:{one.id}", speech.text("choose.menu.applicants")),)
    return (Say("choose.notice.promise", {"title": one.title(speech.language), "n": n, "date": date}, button),)


async def _promised(actor: Actor, one: Opportunity, most: int) -> int:
    if not one.is_open(actor.now):
        await store.let_go(actor.tx, one.id, ("not_chosen",), actor.now - GRACE_MS)
    found = await store.undecided(actor.tx, one.id, most)
    for before in found:
        if await choosing.first(actor, before, replace(before, warned_at=actor.now), "delay") is not None:
            await results.reach(actor, before, place_words.said("place.delayed", one))
    return len(found)
