"""Days as a calendar file (iCalendar, RFC 5545). Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MOST = 74  # octets of a line, its end apart
_RINGS = 9  # o'clock: a day begins at midnight, and nobody wants to be woken
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A day, or several; both `first` and `last` count. `uid` is the same in every edition of the file, `remind` how
    many days before its first a phone is to ring (at nine), 0: not; `off`: it will not be."""

    uid: str
    first: date
    last: date
    title: str
    text: str = ""
    place: str = ""
    url: str = ""
    remind: int = 0
    off: bool = False


def calendar(days: Iterable[Days], product: str, stamp: str, edition: int = 0) -> bytes:
    """The file. `product` names who makes it, `stamp` when, in UTC ("20261124T020000Z"); a later `edition` replaces an
    earlier one."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_said(product)}//ID",
        "CALSCALE:GREGORIAN",
    ]
    for each in days:
        lines += _event(each, stamp, edition)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _event(days: Days, stamp: str, edition: int) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{days.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{edition}"
    yield f"DTSTART;VALUE=DATE:{days.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days.last + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_said(days.title)}"
    for name, value in (("DESCRIPTION", days.text), ("LOCATION", days.place)):
        if value:
            yield f"{name}:{_said(value)}"
    if days.url:
        yield f"URL:{days.url}"
    yield "TRANSP:TRANSPARENT"
    if days.off:
        yield "STATUS:CANCELLED"
    elif days.remind:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_said(days.title)}")
        yield from (f"TRIGGER:-PT{24 * days.remind - _RINGS}H", "END:VALARM")
    yield "END:VEVENT"


def _said(text: str) -> str:
    """As TEXT of RFC 5545: escaped, and without the control characters that no line may hold."""
    return "".join(_ESCAPES.get(sign, sign if sign >= " " and sign != "\x7f" else " ") for sign in text)


def _folded(line: str) -> str:
    """No line is longer than a calendar reads; none is cut within a letter."""
    parts, room, part = [], _MOST, ""
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = "", _MOST - 1
        part, room = part + sign, room - size
    return "\r\n ".join((*parts, part))
