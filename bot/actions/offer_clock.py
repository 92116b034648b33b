"""What happens to opportunities because its time has come: closed, archived, and a cancelling told to who applied.

Each takes a batch in a transaction and answers how many it was; what is done is marked in the same transaction.
"""

from dataclasses import replace

from bot.actions import telling
from bot.actions.desk import House
from bot.core.applications import Application
from bot.core.applications import State as Ended
from bot.core.flow import Says
from bot.core.keeping import DAY_MS
from bot.core.message import Say
from bot.core.opportunities import Opportunity, State
from bot.i18n import Speech
from storage import applications, audit, opportunities, publishing
from storage.audit import Act
from storage.ports import Tx

BATCH = 50
LOOKED_AT = 500  # closed long ago, with a day that may be still to come
KEPT_MS = 90 * DAY_MS  # on the list of what is over


async def close_due(tx: Tx, house: House, now: int) -> int:
    """Closes what is past its last day."""
    found = await publishing.due(tx, now, BATCH)
    for opportunity_id in found:
        one = await opportunities.locked(tx, opportunity_id)
        if one is not None and one.state == "published" and one.closes_at is not None and one.closes_at <= now:
            await _turn(tx, one, "closed", one.closes_at, now)
    return len(found)


async def archive(tx: Tx, house: House, now: int) -> int:
    """Puts away what has been over for 90 days: closed, and the event and the day of its results as well."""
    over = house.calendar.day(now - KEPT_MS).isoformat()
    found = [id for id, last in await publishing.old(tx, now - KEPT_MS, LOOKED_AT) if last < over][:BATCH]
    for opportunity_id in found:
        one = await opportunities.locked(tx, opportunity_id)
        if one is not None and one.state in ("closed", "cancelled"):
            await _turn(tx, one, "archived", one.ended_at, now)
    return len(found)


async def _turn(tx: Tx, one: Opportunity, state: State, ended_at: int | None, now: int) -> None:
    await opportunities.save(tx, replace(one, state=state, ended_at=ended_at), now)
    act = Act("clock", f"offer.{state}", "opportunities", one.id, {"state": one.state}, {"state": state})
    await audit.add(tx, act, now)


async def tell_cancelled(tx: Tx, house: House, now: int) -> int:
    """Tells whoever applied to what was cancelled, once, in the words of whoever cancelled it."""
    found = await publishing.untold(tx, BATCH)
    for application_id, opportunity_id in found:
        one = await opportunities.by_id(tx, opportunity_id)
        application = await applications.by_id(tx, application_id)
        if one is not None and application is not None:
            await _tell(tx, house, now, one, application)
    return len(found)


async def _tell(tx: Tx, house: House, now: int, one: Opportunity, application: Application) -> None:
    """The application ends with it: a draft as taken back, any other as not chosen."""
    state: Ended = "withdrawn" if application.state == "draft" else "not_chosen"
    over = replace(application, state=state, words=one.reason, told_at=now, confirm_by=None)
    if not await applications.save(tx, over, now):
        return  # it changed meanwhile: the next look takes it

    def says(speech: Speech) -> Says:
        return (Say("offer.called_off.applicant", {"title": one.title(speech.language), "reason": one.reason}),)

    if application.person_id is not None and await _told_person(tx, house, now, application.person_id, says):
        return
    if application.contact_id is not None:
        await telling.tell_contact_id(tx, house, application.contact_id, says, now)


async def _told_person(tx: Tx, house: House, now: int, person_id: int, says_in: telling.SaysIn) -> bool:
    """On the chat last heard of; False where none can be reached."""
    contact = await telling.reachable(tx, person_id)
    if contact is None:
        return False
    await telling.tell(tx, house, contact, says_in(house.speeches[contact.language]), now)
    return True
