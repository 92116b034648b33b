"""Applications begun and not handed in: who began one is reminded 3 days and 1 day before the deadline, by day."""

from functools import partial

from bot.actions import telling
from bot.actions.desk import House
from bot.core.applications import REMINDED_BEFORE
from bot.core.message import Choice, Say
from bot.core.opportunities import Opportunity
from bot.i18n import Speech
from storage import applications, contacts, opportunities
from storage.ports import Tx

BATCH = 50
FROM, UNTIL = 9 * 60, 17 * 60 + 30  # minutes of the city's day between which somebody is reminded


async def remind(tx: Tx, house: House, now: int) -> int:
    """A batch of reminders, those of the last day first; how many drafts. The clock runs it again until it is 0."""
    calendar = house.calendar
    today = calendar.day(now)
    if not calendar.moment(today, FROM) <= now < calendar.moment(today, UNTIL):
        return 0
    for n, before in reversed(list(enumerate(REMINDED_BEFORE, start=1))):
        closing_by = calendar.moment(today, (before + 1) * 24 * 60)
        rows = await applications.take_drafts(tx, n, closing_by, now, BATCH)
        for row in rows:
            await _remind(tx, house, row["person_id"], row["opportunity_id"], now)
        if rows:
            return len(rows)
    return 0


async def _remind(tx: Tx, house: House, person_id: int, opportunity_id: int, now: int) -> None:
    one = await opportunities.by_id(tx, opportunity_id)
    if one is not None:
        await tell(tx, house, person_id, partial(_reminder, house, one), now)


async def tell(tx: Tx, house: House, person_id: int, says_in: telling.SaysIn, now: int) -> None:
    """Tells a person on the chat last heard of that can be reached, in its language."""
    for contact in await contacts.of_person(tx, person_id):
        if contact.reach == "active":
            await telling.tell(tx, house, contact, says_in(house.speeches[contact.language]), now)
            return


def _reminder(house: House, one: Opportunity, speech: Speech) -> tuple[Say, ...]:
    day = house.calendar.day((one.closes_at or 0) - 1)
    values = {"title": one.title(speech.language), "date": telling.day_text(day, speech.language)}
    ways = (
        Choice(f"do:apply:{one.id}", speech.text("own_application.menu.go_on")),
        Choice("do:my_applications", speech.text("own_application.menu.my_applications")),
    )
    return (Say("apply.reminder", values, ways),)
