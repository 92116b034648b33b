"""Announcements in words, for staff: whom they are for, who was left out, how far they are. Pure; nothing is marked."""

from collections.abc import Iterable, Mapping

from babel.numbers import format_decimal

from bot.core.announcements import LEFT_OUT, Announcement, Preview, Report
from bot.core.audience import Audience
from bot.core.vocabulary import City
from bot.i18n.naming import Names
from bot.i18n.speech import Speech

FREE = frozenset({"telegram", "webchat"})  # channels that bill nothing
CHANNELS = {"telegram": "Telegram", "webchat": "web", "whatsapp": "WhatsApp"}
BAR = 10
MINUTE = 60
UNSENT = ("failed", "dead", "expired", "cancelled", "erased")
SHOWN = 5  # kinds of failure
HEAD = 120  # characters of free words on a card
_BECAUSE = (  # what a row says, in lower case; the first that is in it
    ("blocked", "blocked"), ("initiate", "blocked"), ("deactivated", "gone"), ("not found", "gone"),
    ("stopped", "stopped"), ("cancelled", "cancelled"),
)  # fmt: skip
_FIELDS = ("sub_sectors", "districts", "kinds", "levels")


def audience_text(speech: Speech, city: City, audience: Audience) -> str:
    """ "musik, film · Plaju · kecuali usaha"; "semua pelaku"."""
    wanted = [_named(speech, city, field, getattr(audience, field)) for field in _FIELDS]
    said = " · ".join(filter(None, wanted)) or speech.plain("announcement.everybody")
    if without := without_text(speech, city, audience):
        return f"{said} · {speech.plain('announcement.except', {'who': without})}"
    return said


def without_text(speech: Speech, city: City, audience: Audience) -> str:
    """ "kuliner, Gandus, usaha": whom it leaves out; "" for nobody."""
    left_out = (_named(speech, city, field, getattr(audience, f"without_{field}")) for field in _FIELDS[:3])
    return ", ".join(filter(None, left_out))


def _named(speech: Speech, city: City, field: str, values: Iterable[str]) -> str:
    names = Names(city, speech)
    match field:
        case "sub_sectors":
            return ", ".join(names.sub_sector(value) for value in values)
        case "districts":
            return ", ".join(names.place(value) for value in values)
    return ", ".join(speech.plain(f"announcement.who.{value}") for value in values)


def head(one: Announcement, title: str) -> str:
    """What it is about, on a line: the opportunity's title, or the first of its words."""
    text = title or " ".join(one.texts.get("id", "").split())
    return text if len(text) <= HEAD else f"{text[: HEAD - 1].rstrip()}…"


def by_channel(speech: Speech, channels: Mapping[str, int]) -> str:
    """ "Telegram 398, web 14"."""
    return ", ".join(f"{CHANNELS.get(name, name)} {figure(speech, n)}" for name, n in channels.items()) or "-"


def left_out(speech: Speech, reasons: Mapping[str, int]) -> str:
    """ "23 belum setuju kabar, 4 tidak terjangkau"; "" for nobody."""
    return ", ".join(
        speech.plain(f"announcement.left.{reason}", {"count": figure(speech, reasons[reason])})
        for reason in LEFT_OUT
        if reasons.get(reason)
    )


def cost(speech: Speech, preview: Preview) -> str:
    """What the channels bill for it."""
    billed = {name: n for name, n in preview.channels.items() if name not in FREE}
    return by_channel(speech, billed) if billed else speech.plain("announcement.free")


def bar(done: int, total: int) -> str:
    """ "▓▓▓▓▓░░░░░ 52%"."""
    share = min(1.0, done / total) if total else 1.0
    full = int(share * BAR)
    return f"{'▓' * full}{'░' * (BAR - full)} {int(share * 100)}%"


def time_left(speech: Speech, seconds: float) -> str:
    """ "2 menit", "40 detik"."""
    if seconds < MINUTE:
        return speech.plain("announcement.seconds", {"count": max(1, round(seconds))})
    return speech.plain("announcement.minutes", {"count": figure(speech, round(seconds / MINUTE))})


def outcome(speech: Speech, report: Report) -> str:
    """What became of its rows, a line each."""
    unread = speech.plain("announcement.no_data")
    read, delivered = report.states.get("read", 0), report.states.get("delivered", 0)
    lines = [
        _line(speech, "sent", figure(speech, report.arrived)),
        _line(speech, "delivered", figure(speech, delivered + read) if delivered + read else unread),
        _line(speech, "read", figure(speech, read) if read else unread),
        *(_line(speech, state, figure(speech, report.states[state])) for state in UNSENT if report.states.get(state)),
        *_failures(speech, report),
    ]
    if report.doubts:
        lines.append(_line(speech, "doubts", figure(speech, report.doubts)))
    if left := left_out(speech, report.reasons):
        lines.append(speech.plain("announcement.line.left", {"reasons": left}))
    return "\n".join((*lines, _line(speech, "taps", figure(speech, report.taps))))


def because(reason: str) -> str:
    """The key in words of why a row was not sent, "" for what a platform says that we have no words for."""
    said = reason.lower()
    return next((key for part, key in _BECAUSE if part in said), "")


def _failures(speech: Speech, report: Report) -> list[str]:
    """Why, in our words where we have some; what a line of its own tells is left out."""
    found: dict[str, int] = {}
    for reason, n in report.failures.items():
        key = because(reason)
        said = speech.plain(f"announcement.because.{key}") if key else reason
        if said and key != "cancelled":
            found[said] = found.get(said, 0) + n
    return [f"- {said}: {figure(speech, n)}" for said, n in list(found.items())[:SHOWN]]


def figure(speech: Speech, number: int) -> str:
    """ "1.234"."""
    return str(format_decimal(number, locale=speech.language))


def _line(speech: Speech, name: str, count: str) -> str:
    return speech.plain(f"announcement.line.{name}", {"count": count})
