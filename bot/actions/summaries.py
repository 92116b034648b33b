"""The weekly summary on its way: asked for in a turn, answered after its commit, sent on its day."""

from datetime import timedelta

from bot.actions import permitting, telling
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.core.keeping import DAY_MS
from bot.core.message import Media, Message
from bot.core.summary import SOURCE, Summary
from bot.core.weeks import Week
from bot.errors import Refused
from bot.i18n import weekly
from storage import contacts, schedule, staff, summaries
from storage.ports import Tx
from storage.summaries import Order

JOB = "summary"  # its name in the schedule
LATE_MS = DAY_MS  # missed for longer, it is left out
KEPT_MS = 100 * DAY_MS  # a page, so that a chat that still shows it can open its files
FORMATS = {
    "png": "image/png", "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


async def order(actor: Actor, argument: str) -> Week:
    """Asks for a week ("", "46", "2026-W46"; "": the last complete one). Raises Refused.

    The turn only writes that down: reading the numbers of a big city takes longer than a turn may.
    """
    permitting.check(actor, "totals")
    week = named(actor.house, argument, actor.now)
    await summaries.order(actor.tx, actor.id or 0, str(week), actor.now)
    return week


def named(house: House, argument: str, now: int) -> Week:
    """The week that is meant; a bare number is the last of those that have begun. Raises Refused for any other."""
    current = Week.of(house.calendar.day(now))
    if not argument:
        return current.plus(-1)
    week = Week.numbered(int(argument), current) if argument.isdecimal() else Week.read(argument)
    if week is None:
        raise Refused("summary.unread")
    if week > current:
        raise Refused("summary.ahead", week=week.number)
    return week


async def answer(tx: Tx, house: House, order: Order, summary: Summary) -> bool:
    """Sends whoever asked the page of its week; False if somebody else did."""
    if not await summaries.take(tx, order.id):
        return False
    await _keep(tx, summary)
    await _send(tx, house, order.contact_id, summary)
    return True


async def publish(tx: Tx, house: House, summary: Summary, due: int) -> int | None:
    """Sends everybody of the city's roles the page that was due; how many, None if another process did."""
    now = summary.made_at
    if not await schedule.take(tx, JOB, due, now):
        return None
    await _keep(tx, summary)
    roles = house.city.summary.roles
    held = dict.fromkeys(row["contact_id"] for row in await staff.holders(tx, now) if row["role"] in roles)
    told = sum([await _send(tx, house, contact_id, summary) for contact_id in held])
    await schedule.settle(tx, JOB, due, "done", f"{summary.week}: {told} told", now)
    return told


def due_of(house: House, week: Week) -> int:
    """The moment at which the summary of a week goes out."""
    rule, calendar = house.city.summary, house.calendar
    day = week.plus(1).first_day + timedelta(days=rule.weekday)
    return calendar.moment(calendar.working_day(day), rule.minute)


async def _keep(tx: Tx, summary: Summary) -> None:
    await summaries.keep(tx, summary)
    await summaries.forget(tx, summary.made_at - KEPT_MS)


async def _send(tx: Tx, house: House, contact_id: int, summary: Summary) -> bool:
    """Two bubbles: the page to be read, and its files. False where the chat cannot be reached."""
    contact = await contacts.by_id(tx, contact_id)
    if contact is None or contact.reach != "active":
        return False
    speech = house.speeches[contact.language]
    text = weekly.text(summary, house.city, speech)
    await telling.post(tx, house, contact, Message(text), summary.made_at)
    caption = speech.text("summary.files", {"week": summary.number})
    await telling.post(tx, house, contact, Message(caption, media=files(summary, speech.language)), summary.made_at)
    return True


def files(summary: Summary, language: str) -> tuple[Media, ...]:
    """The picture, the paper and the workbook of a page, drawn when they are sent."""
    return tuple(
        Media(
            "photo" if format == "png" else "document", f"{SOURCE}{summary.page}.{language}.{format}", mime,
            f"{file_name(summary)}.{format}",
        )
        for format, mime in FORMATS.items()
    )  # fmt: skip


def file_name(summary: Summary) -> str:
    """What its files are called, without the ending: "ringkasan-2026-W47"."""
    return f"ringkasan-{summary.week}"
