"""How an announcement stands, as staff read it: a draft with its count, how far it is, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import preparing, quieting
from bot.actions.desk import House
from bot.core.announcements import AGAIN, ARRIVED, Announcement, Report
from bot.core.flow import Says
from bot.core.message import Choice, Say
from bot.i18n import Speech, broadcasts
from bot.i18n.days import moment_text
from storage import announcements
from storage.ports import Tx

WAYS: Mapping[str, tuple[str, ...]] = {
    "counting": ("drop",),
    "draft": ("test", "now", "at", "urgent", "edit", "drop"),
    "nobody": ("edit", "drop"),
    "scheduled": ("undo",),
    "missed": ("revive",),
    "running": ("pause", "stop", "look", "post"),
    "held": ("pause", "stop"),
    "paused": ("resume", "stop"),
    "done": ("again", "correct", "post"),
    "cancelled": ("again", "correct"),
}
"""What may be done with it, by how it stands. The ids are `do:announcement:<id>.<what>`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One as it stands: its rows by state, the report once it is over, what it shows, when news may go out next,
    how many outlets there are."""

    one: Announcement
    states: Mapping[str, int]
    report: Report | None
    title: str
    opens: int
    outlets: int

    @property
    def standing(self) -> str:
        """A key of WAYS."""
        one = self.one
        if one.state == "draft":
            return "counting" if one.preview is None else "draft" if one.preview.reached else "nobody"
        return "held" if one.state == "running" and one.held else one.state

    @property
    def over(self) -> int:
        """Rows that wait no more."""
        return Report(self.states).over


async def look(tx: Tx, house: House, announcement_id: int, now: int) -> Seen | None:
    """One as it stands now; None if there is none."""
    one = await announcements.by_id(tx, announcement_id)
    if one is None:
        return None
    ended = one.state in ("done", "cancelled")
    report = await announcements.report(tx, one.id) if ended else None
    states = report.states if report is not None else await announcements.states(tx, one.id)
    offer = await preparing.offer_of(tx, one)
    opens = quieting.windows(house).next(now, await quieting.declared(tx, house, now))
    return Seen(
        one, states, report, offer.title("id") if offer is not None else "", opens, len(await announcements.outlets(tx))
    )


def says(house: House, speech: Speech, seen: Seen, rate: float = 0.0) -> Says:
    """It in words, with what may be done; `rate` is messages a second, 0 where that is not known yet."""
    one, standing = seen.one, seen.standing
    values: dict[str, str | int] = {
        "id": one.id, "head": broadcasts.head(one, seen.title),
        "audience": _audience(speech, house, one),
    }  # fmt: skip
    if standing in ("draft", "nobody"):
        values |= _counted(speech, one)
    elif standing in ("scheduled", "held"):
        at = one.at if standing == "scheduled" else seen.opens
        values["when"] = moment_text(datetime.fromtimestamp(at / 1000, house.calendar.zone), speech.language)
    elif standing in ("running", "paused"):
        values |= _progress(speech, seen, rate)
    elif seen.report is not None:
        values["outcome"] = broadcasts.outcome(speech, seen.report)
    ways = tuple(way for way in WAYS[standing] if _open(seen, way))
    return (Say(f"announcement.card.{standing}", values, choices(speech, one.id, ways)),)


def _open(seen: Seen, way: str) -> bool:
    """Whether there is anything or anybody for it."""
    match way:
        case "post":
            return seen.outlets > 0
        case "again":
            return any(seen.states.get(state) for state in AGAIN)
        case "correct":
            return any(seen.states.get(state) for state in ARRIVED)
    return True


def _audience(speech: Speech, house: House, one: Announcement) -> str:
    """Whom it is for; of one that follows another, which of that one's."""
    said = broadcasts.audience_text(speech, house.city, one.audience)
    if one.only_of is None:
        return said
    which = "announcement.only_failed" if one.only_states == AGAIN else "announcement.only_arrived"
    return f"{speech.plain(which, {'id': one.only_of})} · {said}"


def choices(speech: Speech, announcement_id: int, ways: tuple[str, ...]) -> tuple[Choice, ...]:
    """Buttons of an announcement."""
    return tuple(
        Choice(f"do:announcement:{announcement_id}.{way}", speech.text(f"announcement.menu.{way}")) for way in ways
    )


def _counted(speech: Speech, one: Announcement) -> dict[str, str | int]:
    preview = one.preview
    assert preview is not None  # noqa: S101 - it stands as counted
    return {
        "n": preview.reached, "count": broadcasts.figure(speech, preview.reached),
        "channels": broadcasts.by_channel(speech, preview.channels),
        "left": broadcasts.left_out(speech, preview.reasons) or "-", "cost": broadcasts.cost(speech, preview),
    }  # fmt: skip


def _progress(speech: Speech, seen: Seen, rate: float) -> dict[str, str | int]:
    rows = sum(seen.states.values())
    total = max(seen.one.preview.reached if seen.one.preview is not None else 0, rows)
    left = broadcasts.time_left(speech, (total - seen.over) / rate) if rate else "…"
    return {
        "bar": broadcasts.bar(seen.over, total), "done": broadcasts.figure(speech, seen.over),
        "total": broadcasts.figure(speech, total), "rate": broadcasts.figure(speech, round(rate)) if rate else "…",
        "time": left,
    }  # fmt: skip


def without(says: Says, way: str) -> Says:
    """The same without one of its ways."""
    return tuple(replace(say, choices=tuple(c for c in say.choices if not c.id.endswith(f".{way}"))) for say in says)
