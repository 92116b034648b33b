"""What the clock tells about requests. Each is a function of (tx, house, now) that any number of processes may run.

What it finds to do it takes with the same statement, a batch at a time, so that it is done once and delays no turn:
run again until it answers 0. Nothing is told outside working hours but the two digests.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial

from bot.actions import alerting, closing, leave, permitting, telling
from bot.actions.desk import House
from bot.core.keeping import HOUR_MS
from bot.core.message import Say, Word
from bot.i18n import Speech
from storage import complaints, promises, queue, threads
from storage.ports import Row, Tx

AHEAD_MS = 4 * HOUR_MS  # officers are reminded so long before something is due
LISTED = 8  # references in one message
BATCH = 50


async def urgent(tx: Tx, house: House, now: int) -> int:
    """What is wanted within three working days, at once, in working hours. How many requests."""
    if not house.calendar.is_working(now):
        return 0
    rows = await queue.take_soon(tx, BATCH)
    of: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for contact_id in await alerting.at_work(tx, await _concerned(tx, row, now), now):
            of[contact_id].append(row)
    for contact_id, its in of.items():
        n = await telling.tell_contact_id(tx, house, contact_id, partial(_urgent, house, its), now)
        await _link(tx, contact_id, n, its)
    return len(rows)


def _urgent(house: House, rows: Sequence[Row], speech: Speech) -> tuple[Say, ...]:
    lines = [
        speech.text("request.urgent.one", {
            "reference": f"D-{row['n']}", "kind": kind_name(house, row["kind"], speech.language),
            "date": telling.day_text(_soonest(row), speech.language),
        })
        for row in rows[:LISTED]
    ]  # fmt: skip
    more = "\n…" if len(rows) > LISTED else ""
    return (Say("request.urgent", {"list": "\n".join(lines) + more}, alerting.button(speech, "queue")),)


def _soonest(row: Row) -> date:
    return date.fromisoformat(min(text for text in (row["wanted_on"], row["event_on"]) if text))


async def remind(tx: Tx, house: House, now: int) -> int:
    """Officers are told what they have to answer within four hours. How many requests."""
    if not house.calendar.is_working(now):
        return 0
    rows = await queue.take_due(tx, now + AHEAD_MS, now, BATCH)
    of: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of[row["assignee_id"]].append(row)
    for contact_id in await alerting.at_work(tx, of, now):
        says = _listed("request.remind", [f"D-{row['n']}" for row in of[contact_id]])
        await _link(tx, contact_id, await telling.tell_contact_id(tx, house, contact_id, says, now), of[contact_id])
    return len(rows)


async def escalate(tx: Tx, house: House, now: int) -> int:
    """The committee is told what is late; of sealed complaints those named for them, by reference. How many.

    Where nobody of them is at work, the admins are, who can name or invite somebody.
    """
    if not house.calendar.is_working(now):
        return 0
    rows = await queue.take_late(tx, now, BATCH)
    open_ones = [f"D-{row['n']}" for row in rows if not row["sealed"]]
    committee = await alerting.present(tx, "decide", now) if open_ones else []
    for contact_id in committee:
        await telling.tell_contact_id(tx, house, contact_id, _listed("request.late", open_ones), now)
    if open_ones and not committee:
        await _tell_admins(tx, house, now, "request.late.nobody", open_ones)
    for row in rows:
        if row["sealed"]:
            await _complaint_late(tx, house, row, now)
    return len(rows)


async def _complaint_late(tx: Tx, house: House, row: Row, now: int) -> None:
    """Whoever may handle it; where nobody may or is there, the admins, who name somebody."""
    named = [handler["contact_id"] for handler in await complaints.handlers(tx, row["id"], now)]
    handlers = await alerting.at_work(tx, named, now)
    for contact_id in handlers:
        says = _listed("request.late", [f"D-{row['n']}"])
        await _link(tx, contact_id, await telling.tell_contact_id(tx, house, contact_id, says, now), [row])
    if not handlers:
        await _tell_admins(tx, house, now, "request.unhandled", [f"D-{row['n']}"])


async def _tell_admins(tx: Tx, house: House, now: int, key: str, references: list[str]) -> None:
    command = "complaints" if key == "request.unhandled" else "staff_list"
    says_in = _listed(key, references, command)
    await telling.tell_admins(tx, house, lambda language: says_in(house.speeches[language]), now)


async def settle(tx: Tx, house: House, now: int) -> int:
    """Promises broken, closings nobody confirmed in seven days, roles that are over and the work they leave."""
    clock = permitting.clock(tx, house, now)
    broken, silent = await promises.give_up(tx, now), await closing.end_silent(clock)
    return broken + silent + await leave.pool_ended(clock) + await leave.part(clock)


async def ask_results(tx: Tx, house: House, now: int, kinds: Collection[str]) -> int:
    """What came of it, for kinds that have an outcome; in working hours."""
    if not house.calendar.is_working(now):
        return 0
    return await closing.ask_results(permitting.clock(tx, house, now), kinds)


def kind_name(house: House, kind: str, language: str) -> str | Word:
    """A kind in words: the city's, or "pertanyaan" for what is not sorted yet."""
    support = house.city.support
    return support.kind(kind).label[language] if support.has_kind(kind) else Word("request.unsorted")


async def _concerned(tx: Tx, row: Row, now: int) -> Iterable[int]:
    if row["sealed"]:
        return [handler["contact_id"] for handler in await complaints.handlers(tx, row["id"], now)]
    if row["assignee_id"] is not None:
        return [row["assignee_id"]]
    return await alerting.present(tx, "answer", now)


async def _link(tx: Tx, contact_id: int, n: int, about: Sequence[Row]) -> None:
    """A reply to a notice about one request is about that request."""
    if n and len(about) == 1:
        await threads.link(tx, contact_id, n, about[0]["id"])


def _listed(key: str, references: list[str], command: str = "queue") -> telling.SaysIn:
    names = ", ".join(references[:LISTED]) + (" …" if len(references) > LISTED else "")
    values: dict[str, str | int] = {"n": len(references), "references": names}
    return lambda speech: (Say(key, values, alerting.button(speech, command)),)
