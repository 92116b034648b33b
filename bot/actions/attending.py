"""Being there: staff check in by a person's number; afterwards those who came are asked once what came of it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.actions import choosing, permitting, placing, results
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.actions.telling import SaysIn
from bot.core import confirming
from bot.core.applications import Application
from bot.core.flow import Says
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from bot.i18n import Speech
from storage import applications, opportunities, people
from storage import choosing as store
from storage.ports import Tx

ASKED_FROM = 10 * 60  # minutes of the day after the end
BATCH = 20
OUTCOME_MOST = 1000


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody with a place, by number; `came` of how many `held`; `again`: it was checked in before."""

    application: Application
    one: Opportunity
    name: str
    came: int
    held: int
    again: bool


async def places(actor: Actor, number: str) -> list[tuple[Application, Opportunity]]:
    """The places of the person of a number that are on today; where none is, those still to come, the nearest first.

    Raises Refused for a number that nobody has, and for who has no place.
    """
    permitting.check(actor, "answer")
    person_id = await people.by_number(actor.tx, number.strip().upper())
    if person_id is None:
        raise Refused("checkin.nobody", number=number.strip().upper())
    today = actor.house.calendar.day(actor.now)
    found = []
    for each in await store.places_of(actor.tx, person_id):
        one = await opportunities.by_id(actor.tx, each.opportunity_id)
        has_place = each.state == "confirmed" or each.told
        if has_place and one is not None and one.state in ("published", "closed") and not _over(one, today):
            found.append((each, one))
    if not found:
        raise Refused("checkin.no_place", number=number.strip().upper())
    found.sort(key=lambda place: place[1].offer.starts_on or today)
    return [(each, one) for each, one in found if _is_on(one, today)] or found


def _over(one: Opportunity, today: date) -> bool:
    last = one.offer.ends_on or one.offer.starts_on
    return last is not None and last < today


def is_early(actor: Actor, one: Opportunity) -> bool:
    """Whether it has not begun yet; one without a day may be on at any time."""
    first = one.offer.starts_on
    return first is not None and actor.house.calendar.day(actor.now) < first


def _is_on(one: Opportunity, today: date) -> bool:
    first = one.offer.starts_on
    return first is not None and first <= today <= (one.offer.ends_on or first)


async def check_in(actor: Actor, application_id: int) -> Arrival:
    """Somebody has come; the same twice is one. Who was chosen and had not said so yet has the place by coming."""
    permitting.check(actor, "answer")
    found = await applications.by_id(actor.tx, application_id)
    one = await opportunities.locked(actor.tx, found.opportunity_id) if found is not None else None
    before = await applications.by_id(actor.tx, application_id)
    if one is None or before is None or before.state not in ("chosen", "confirmed"):
        raise Refused("checkin.gone")
    if before.state == "chosen" and not before.told:
        raise Refused("checkin.gone")
    again = before.checked_in_at is not None
    if not again:
        since = before.confirmed_at or actor.now
        came = replace(before, state="confirmed", confirmed_at=since, checked_in_at=actor.now)
        before = await choosing.kept(actor, before, came, "check_in")
    who = await store.one(actor.tx, application_id, 0)
    here = await store.came_in(actor.tx, one.id)
    return Arrival(before, one, who.name if who is not None else "", here, await choosing.holding(actor, one.id), again)


async def ask(tx: Tx, house: House, now: int) -> int:
    """For the clock: the day after the last one, those who came are asked once what came of it. How many.

    Where no day is named, the day after they came.
    """
    if confirming.horizon(house.calendar, now) is None:
        return 0
    actor, asked = permitting.clock(tx, house, now), 0
    today = house.calendar.moment(house.calendar.day(now), 0)
    for opportunity_id in await store.came(tx):
        one = await opportunities.by_id(tx, opportunity_id)
        if one is None or not _ended(house, one, now):
            continue
        for before in await store.to_ask(tx, opportunity_id, today, BATCH - asked):
            asked += 1
            if await choosing.first(actor, before, replace(before, asked_at=now), "ask_outcome") is not None:
                await results.reach(actor, before, _question(one, before))
        if asked >= BATCH:
            break
    return asked


def _ended(house: House, one: Opportunity, now: int) -> bool:
    last = one.offer.ends_on or one.offer.starts_on or house.calendar.day(now) - timedelta(days=1)
    return now >= house.calendar.moment(last, 24 * 60 + ASKED_FROM)


def _question(one: Opportunity, application: Application) -> SaysIn:
    def says(speech: Speech) -> Says:
        button = (Choice(f"do:outcome:{application.id}", speech.text("outcome.menu.tell")),)
        return (Say("outcome.question", {"title": one.title(speech.language)}, button, role="question"),)

    return says


async def asked(actor: Actor, application_id: int) -> Opportunity:
    """What somebody who came is asked about. Raises Refused if it was not."""
    place = await placing.own(actor, application_id)
    if place.application.asked_at is None:
        raise Refused("outcome.not_asked")
    return place.one


async def tell(actor: Actor, application_id: int, words: str) -> None:
    """What came of it, in the words of whoever was there; told again, the newer words stand."""
    await asked(actor, application_id)
    before = (await placing.own(actor, application_id, lock=True)).application
    await choosing.kept(actor, before, replace(before, outcome=words.strip()[:OUTCOME_MOST]), "outcome")


async def latest(actor: Actor) -> int | None:
    """The application that was asked about last and waits for words; None if there is none."""
    if actor.person is None:
        return None
    found = [
        each
        for each in await applications.of_person(actor.tx, actor.person.id, choosing.LISTED)
        if each.asked_at is not None and not each.outcome
    ]
    return max(found, key=lambda each: each.asked_at or 0).id if found else None
