"""A place, as whoever was chosen has it: confirmed, given back, or said too late. The quota is never passed."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from bot.actions import alerting, choosing, telling
from bot.actions.permitting import Actor
from bot.core.applications import HOLDING, Application
from bot.core.flow import Says
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from bot.i18n import Speech
from storage import applications, contacts, opportunities
from storage import choosing as store

Answer = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Place:
    """An application and what it is for."""

    application: Application
    one: Opportunity


async def own(actor: Actor, application_id: int, *, lock: bool = False) -> Place:
    """The place of whoever speaks. Raises Refused, where it is somebody else's, as if there were none."""
    found = await applications.by_id(actor.tx, application_id)
    if found is None or found.person_id is None or not await _speaks_for(actor, found.person_id):
        raise Refused("place.unknown")
    one = await (opportunities.locked if lock else opportunities.by_id)(actor.tx, found.opportunity_id)
    again = await applications.by_id(actor.tx, application_id) if lock else found
    if one is None or again is None:
        raise Refused("place.unknown")
    return Place(again, one)


async def _speaks_for(actor: Actor, person_id: int) -> bool:
    """Whether whoever speaks is that person, or writes from a chat that it shares and was told on."""
    if actor.person is not None and actor.person.id == person_id:
        return True
    return actor.id is not None and actor.id in {each.id for each in await contacts.of_person(actor.tx, person_id)}


async def asked(actor: Actor) -> list[Place]:
    """The places of whoever speaks that wait for its word, newest first."""
    if actor.person is None:
        return []
    found = []
    for each in await store.places_of(actor.tx, actor.person.id):
        one = await opportunities.by_id(actor.tx, each.opportunity_id)
        if one is not None and each.state == "chosen" and each.told:
            found.append(Place(each, one))
    return found


async def answer(actor: Actor, application_id: int, said: Answer, sent_at: int) -> Place:
    """What somebody chosen says; the same twice is one. What was sent in time counts, whenever it is read.

    Raises Refused: nothing was asked, it is over, or the place is somebody else's by now.
    """
    place = await own(actor, application_id, lock=True)
    before, one = place.application, place.one
    if one.state in ("cancelled", "archived") or choosing.is_over(actor, one):
        raise Refused("place.over", title=one.title(_language(actor)))
    wanted = "confirmed" if said == "yes" else "unable"
    if before.state == wanted:
        return place
    if before.state == "waiting" or (not before.told and before.state != "confirmed"):
        raise Refused("place.not_asked")
    after = await (_yes(actor, place, sent_at) if said == "yes" else _no(actor, place))
    return Place(after, one)


async def _yes(actor: Actor, place: Place, sent_at: int) -> Application:
    before = place.application
    if before.state not in ("chosen", "lapsed", "unable"):
        raise Refused("place.not_asked")
    in_time = before.confirm_by is not None and min(sent_at, actor.now) < before.confirm_by
    if not (before.state == "chosen" and in_time):
        await _free(actor, place)
    after = replace(before, state="confirmed", confirmed_at=actor.now)
    return await choosing.kept(actor, before, after, "confirm")


async def _free(actor: Actor, place: Place) -> None:
    """Raises Refused where the place is not to be had any more: too late, or given back, and somebody else has it."""
    held = await choosing.holding(actor, place.one.id) - (place.application.state == "chosen")
    quota = place.one.offer.quota
    if quota is not None and held >= quota:
        raise Refused("place.gone", title=place.one.title(_language(actor)))


async def _no(actor: Actor, place: Place) -> Application:
    before = place.application
    if before.state not in ("chosen", "confirmed"):
        raise Refused("place.not_asked")
    after = await choosing.kept(actor, before, replace(before, state="unable", confirmed_at=None), "unable")
    await staff_told(actor, place.one, after, "choose.notice.unable")
    return after


async def give_up(actor: Actor, person_id: int) -> None:
    """The places of somebody who is erased are free for others; where it was stays for the figures."""
    for each in await store.places_of(actor.tx, person_id):
        one = await opportunities.locked(actor.tx, each.opportunity_id)
        before = await applications.by_id(actor.tx, each.id)
        if one is None or before is None or before.state not in HOLDING or before.checked_in_at is not None:
            continue
        if one.state != "archived" and not choosing.is_over(actor, one):
            await choosing.kept(actor, before, replace(before, state="unable", confirmed_at=None), "erased")


async def staff_told(actor: Actor, one: Opportunity, application: Application, key: str) -> None:
    """Tells the staff at work what became of a place."""
    found = await store.one(actor.tx, application.id, 0)
    name, number = (found.name, found.number) if found is not None else ("", "")
    held = await choosing.holding(actor, one.id)
    values: dict[str, str | int] = {"name": name, "number": number, "held": held, "quota": one.offer.quota or held}
    for contact_id in await alerting.present(actor.tx, "choose", actor.now):
        says = partial(_notice, one, key, values)
        await telling.tell_contact_id(actor.tx, actor.house, contact_id, says, actor.now)


def _notice(one: Opportunity, key: str, values: dict[str, str | int], speech: Speech) -> Says:
    button = (Choice(f"do:applicants:{one.id}", speech.text("choose.menu.applicants")),)
    return (Say(key, {"title": one.title(speech.language), **values}, button),)


def _language(actor: Actor) -> str:
    return actor.contact.language if actor.contact is not None else "id"
