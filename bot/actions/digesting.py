"""The digest: twice a working day every officer hears what is its own, what waits, and what came in since."""

from functools import partial

from bot.actions import alerting, telling
from bot.actions.desk import House
from bot.actions.reminding import kind_name
from bot.core.keeping import DAY_MS, HOUR_MS
from bot.core.message import Say, Word
from bot.i18n import Speech
from storage import queue, schedule
from storage.ports import Row, Tx

NAME = "request.digest"
DIGESTS = (7 * 60 + 30, 13 * 60)  # minutes of a working day
LATE_MS = 3 * HOUR_MS  # a digest that was missed for longer is left out; the next one tells of its time too
KINDS = 3


async def digest(tx: Tx, house: House, now: int) -> int:
    """At 07.30 and 13.00 on working days; once, whoever asks. How many were told."""
    moment = due(house, now)
    if moment is None:
        return 0
    before = await schedule.last(tx, NAME)
    if not await schedule.take(tx, NAME, moment, now):
        return 0
    since = before if before is not None and before < moment else earlier(house, moment)
    counts, kinds = await queue.digest(tx, since, now), await queue.fresh_kinds(tx, since, now)
    told = 0
    for contact_id in await alerting.present(tx, "answer", now):
        mine = await queue.mine(tx, contact_id, now)
        if mine or counts["pool"] or kinds:
            says_in = partial(_says, house, (mine, counts, kinds))
            told += bool(await telling.tell_contact_id(tx, house, contact_id, says_in, now))
    return told


def due(house: House, now: int) -> int | None:
    """The moment of the last digest of today, None where none is due or it was missed for too long."""
    day = house.calendar.day(now)
    if not house.calendar.is_working_day(day):
        return None
    moments = [house.calendar.moment(day, minute) for minute in DIGESTS]
    return max((moment for moment in moments if moment <= now < moment + LATE_MS), default=None)


def earlier(house: House, moment: int) -> int:
    """The moment of the digest before one, a month back at most."""
    at = moment
    while moment - at <= 30 * DAY_MS:
        day = house.calendar.day(at)
        before = [m for m in (house.calendar.moment(day, minute) for minute in DIGESTS) if m < moment]
        if before and house.calendar.is_working_day(day):
            return max(before)
        at -= DAY_MS
    return at


def _says(house: House, found: tuple[int, Row, list[Row]], speech: Speech) -> tuple[Say, ...]:
    """What is mine comes first; what is nothing is not said."""
    mine, counts, kinds = found
    values = {name: int(counts[name]) for name in ("waiting", "late", "pool")}
    lines = [
        speech.text("request.digest.mine", {"n": mine}) if mine else speech.text("request.digest.none"),
        speech.text("request.digest.waiting", values),
    ]
    if values["late"]:
        lines.append(speech.text("request.digest.late", values))
    if kinds:
        fresh = {"fresh": sum(row["n"] for row in kinds), "kinds": _kinds(house, speech, kinds)}
        lines.append(speech.text("request.digest.fresh", fresh))
    return (Say("request.digest", {"list": "\n".join(lines)}, alerting.button(speech, "queue")),)


def _kinds(house: House, speech: Speech, rows: list[Row]) -> str:
    named = ((kind_name(house, row["kind"], speech.language), row["n"]) for row in rows[:KINDS])
    told = [f"{speech.text(name) if isinstance(name, Word) else name} {n}" for name, n in named]
    return ", ".join(told) + (" …" if len(rows) > KINDS else "")
