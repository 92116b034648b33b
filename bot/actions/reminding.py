"""What the clock does for requests. Each is a function of (tx, house, now) that any number of processes may run.

What it finds to do it takes with the same statement, so that it is done once; nothing is told outside working hours
but the two digests.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from bot.actions import closing, leave, permitting, telling
from bot.actions.desk import House
from bot.core.keeping import DAY_MS, HOUR_MS
from bot.core.message import Say, Word
from bot.i18n import Speech
from storage import complaints, contacts, leaves, promises, queue, schedule, staff, threads
from storage.ports import Row, Tx

DIGESTS = (7 * 60 + 30, 13 * 60)  # minutes of a working day
LATE_MS = 3 * HOUR_MS  # a digest that was missed for longer is left out
AHEAD_MS = 4 * HOUR_MS  # officers are reminded so long before something is due
LISTED = 8  # references in one message


async def digest(tx: Tx, house: House, now: int) -> int:
    """At 07.30 and 13.00 on working days: what came in since the last one, what waits. How many were told."""
    moment = due_digest(house, now)
    if moment is None or not await schedule.take(tx, "request.digest", moment, now):
        return 0
    since = last_digest(house, moment)
    counts, kinds = await queue.digest(tx, since, now), await queue.fresh_kinds(tx, since, now)
    told = 0
    if not counts["waiting"] and not counts["fresh"]:
        return 0
    for contact_id in await _present(tx, "answer", now):
        mine = await queue.mine(tx, contact_id, now)
        values = {name: counts[name] for name in ("fresh", "waiting", "late", "pool")} | {"mine": mine}
        told += await _tell(tx, house, contact_id, now, lambda speech, v=values: (  # type: ignore[misc]
            Say("request.digest", {**v, "kinds": _kinds(house, speech, kinds)}),
        ))  # fmt: skip
    return told


async def urgent(tx: Tx, house: House, now: int) -> int:
    """What is wanted within three working days, at once, in working hours. How many requests."""
    if not house.calendar.is_working(now):
        return 0
    rows = await queue.take_soon(tx)
    for row in rows:
        day = min(text for text in (row["wanted_on"], row["event_on"]) if text)
        for contact_id in await _concerned(tx, row, now):
            await _tell(tx, house, contact_id, now, lambda speech, r=row, d=day: (  # type: ignore[misc]
                Say("request.urgent", {
                    "reference": f"D-{r['n']}", "kind": kind_name(house, r["kind"], speech.language),
                    "date": telling.day_text(date.fromisoformat(d), speech.language),
                }),
            ), about=row["id"])  # fmt: skip
    return len(rows)


async def remind(tx: Tx, house: House, now: int) -> int:
    """Officers are told what falls due within four hours. How many requests."""
    if not house.calendar.is_working(now):
        return 0
    rows = await queue.take_due(tx, now + AHEAD_MS, now)
    of: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of[row["assignee_id"]].append(row)
    for contact_id, mine in of.items():
        about = mine[0]["id"] if len(mine) == 1 else None
        await _tell(tx, house, contact_id, now, _listed("request.remind", [f"D-{r['n']}" for r in mine]), about=about)
    return len(rows)


async def escalate(tx: Tx, house: House, now: int) -> int:
    """The committee is told what is late; of sealed complaints those named for them, by reference. How many."""
    if not house.calendar.is_working(now):
        return 0
    rows = await queue.take_late(tx, now)
    open_ones = [f"D-{row['n']}" for row in rows if not row["sealed"]]
    for contact_id in await _present(tx, "decide", now) if open_ones else ():
        await _tell(tx, house, contact_id, now, _listed("request.late", open_ones))
    for row in rows:
        if row["sealed"]:
            await _complaint_late(tx, house, row, now)
    return len(rows)


async def _complaint_late(tx: Tx, house: House, row: Row, now: int) -> None:
    """Whoever may handle it; where nobody may, the admins, who name somebody."""
    handlers = await complaints.handlers(tx, row["id"], now)
    reference = f"D-{row['n']}"
    for handler in handlers:
        await _tell(tx, house, handler["contact_id"], now, _listed("request.late", [reference]), about=row["id"])
    if not handlers:
        unhandled = (Say("request.unhandled", {"reference": reference}),)
        await telling.tell_admins(tx, house, lambda _: unhandled, now)


async def settle(tx: Tx, house: House, now: int) -> int:
    """Promises broken, closings nobody confirmed in seven days, work of officers whose role is over."""
    clock = permitting.clock(tx, house, now)
    return await promises.give_up(tx, now) + await closing.end_silent(clock) + await leave.pool_ended(clock)


async def ask_results(tx: Tx, house: House, now: int, kinds: Collection[str]) -> int:
    """What came of it, for kinds that have an outcome; in working hours."""
    if not house.calendar.is_working(now):
        return 0
    return await closing.ask_results(permitting.clock(tx, house, now), kinds)


def due_digest(house: House, now: int) -> int | None:
    """The moment of the last digest of today, None where none is due or it was missed for too long."""
    day = house.calendar.day(now)
    if not house.calendar.is_working_day(day):
        return None
    moments = [house.calendar.moment(day, minute) for minute in DIGESTS]
    return max((moment for moment in moments if moment <= now < moment + LATE_MS), default=None)


def last_digest(house: House, moment: int) -> int:
    """The moment of the digest before one."""
    at = moment
    while True:
        day = house.calendar.day(at)
        moments = [house.calendar.moment(day, minute) for minute in DIGESTS]
        before = [each for each in moments if each < moment]
        if before and house.calendar.is_working_day(day):
            return max(before)
        if moment - at > 30 * DAY_MS:
            return at
        at -= DAY_MS


def kind_name(house: House, kind: str, language: str) -> str | Word:
    """A kind in words: the city's, or "pertanyaan" for what is not sorted yet."""
    support = house.city.support
    return support.kind(kind).label[language] if support.has_kind(kind) else Word("request.unsorted")


async def _present(tx: Tx, right: permitting.Right, now: int) -> list[int]:
    """Contacts that have a right and are not on leave."""
    away = await leaves.away(tx, now)
    held = await staff.holders(tx, now)
    return sorted({row["contact_id"] for row in held if row["role"] in permitting.RIGHTS[right]} - away.keys())


async def _concerned(tx: Tx, row: Row, now: int) -> Iterable[int]:
    if row["sealed"]:
        return [handler["contact_id"] for handler in await complaints.handlers(tx, row["id"], now)]
    if row["assignee_id"] is not None:
        return [row["assignee_id"]]
    return await _present(tx, "answer", now)


async def _tell(
    tx: Tx, house: House, contact_id: int, now: int, says_in: telling.SaysIn, *, about: int | None = None
) -> bool:
    """Tells an officer; a reply to what it is told belongs to the request `about`."""
    contact = await contacts.by_id(tx, contact_id)
    if contact is None or contact.reach != "active":
        return False
    n = await telling.tell(tx, house, contact, says_in(house.speeches[contact.language]), now)
    if about is not None:
        await threads.link(tx, contact_id, n, about)
    return True


def _listed(key: str, references: list[str]) -> telling.SaysIn:
    names = ", ".join(references[:LISTED]) + (" …" if len(references) > LISTED else "")
    return lambda _: (Say(key, {"n": len(references), "references": names}),)


def _kinds(house: House, speech: Speech, rows: list[Row]) -> str:
    named = ((kind_name(house, row["kind"], speech.language), row["n"]) for row in rows[:3])
    return ", ".join(f"{speech.text(name) if isinstance(name, Word) else name} {n}" for name, n in named) or "-"
