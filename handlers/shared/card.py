"""A request as an officer reads it: who, what, by when, what was said. Pure: chat and web show the same words.

face(card, looking) -> Face      everything in words
fitted(face, room, page, limits) -> Shown  what one message can hold of it
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.actions.desk import House
from bot.actions.reminding import kind_name
from bot.actions.telling import day_text
from bot.actions.viewing import Card
from bot.core.channel import Limits
from bot.core.flow import Values
from bot.core.message import Media, Word
from bot.core.requests import SupportRequest
from bot.core.support import Question
from bot.i18n import Speech
from handlers.shared import due
from storage.ports import Row
from storage.threads import Said

LATEST = 3  # messages of the thread that are shown
SAID_MOST = 200  # characters of each
CUT = "…"
GAP = "\n\n"
PLAIN = Limits()


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks: in which language, in which house, when (UTC ms)."""

    speech: Speech
    house: House
    now: int


@dataclass(frozen=True, slots=True)
class Face:
    """A request in words. `head` are values for the catalogue; `blocks` follow, the story first; `files` can be shown
    now, in order. `asker` is whom an answer goes to, `about` its sub-sector and kind."""

    head: Values
    blocks: tuple[str, ...]
    files: tuple[Media, ...]
    asker: str
    about: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What fits of a face; `more`: there is something left to read."""

    body: str
    more: bool


def face(card: Card, looking: Looking) -> Face:
    """Everything there is to say of a request."""
    request, speech = card.request, looking.speech
    kind = _said(kind_name(looking.house, request.kind, speech.language), speech)
    craft = _craft(request, looking)
    head = {
        "emoji": _emoji(request, looking.house), "reference": request.short, "kind": kind,
        "who": ", ".join(filter(None, (_who(card, speech), craft, _place(request, looking)))),
        "state": Word(f"request.state.{request.state}"),
        "due": due.spoken(request.due_at, looking.now, looking.house.calendar, speech),
    }  # fmt: skip
    blocks = (
        _story(card, speech), _since(card, looking), _days(request, looking), *_asked(request, looking),
        _files(card.files, speech),
    )  # fmt: skip
    return Face(
        head, tuple(filter(None, blocks)), tuple(_media(row) for row in card.files if row["state"] == "kept"),
        _asker(card, speech), ", ".join(filter(None, (craft, kind))),
    )  # fmt: skip


def fitted(face: Face, room: int, page: int = 0, limits: Limits = PLAIN) -> Shown:
    """The blocks in so many characters as `limits` count them, the story cut first; from page 1 on all of it, a page
    at a time."""
    whole = GAP.join(face.blocks)
    if page:
        pages = _pages(whole, room, limits)
        return Shown(pages[min(page, len(pages)) - 1], page < len(pages))
    if limits.length(whole) <= room:
        return Shown(whole, more=False)
    story, *rest = face.blocks
    after = sum(limits.length(block) + len(GAP) for block in rest)
    shown = [cut(story, max(room - after, room // 2), limits)]
    for block in rest:
        if (left := room - limits.length(GAP.join(shown)) - len(GAP)) > len(CUT):
            shown.append(cut(block, left, limits))
    return Shown(GAP.join(shown), more=True)


def cut(text: str, most: int, limits: Limits = PLAIN) -> str:
    """A text of `most` characters at most, as `limits` count them, cut between words."""
    if limits.length(text) <= most:
        return text
    begin = _begin(text, most - len(CUT), limits)
    space = begin.rfind(" ")
    return (begin[:space] if space > len(begin) // 2 else begin).rstrip() + CUT


def _begin(text: str, most: int, limits: Limits) -> str:
    """As much of a text as fits."""
    begin = text[: max(0, most)]
    while (over := limits.length(begin) - most) > 0 and begin:
        begin = begin[: -max(1, over // 2)]
    return begin


def _pages(text: str, room: int, limits: Limits) -> list[str]:
    pages = []
    while limits.length(text) > room:
        begin = _begin(text, room, limits)
        at = max(begin.rfind("\n", len(begin) // 2), begin.rfind(" ", len(begin) // 2))
        at = at if at > 0 else len(begin)
        pages.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*pages, text]


def _said(value: str | Word, speech: Speech) -> str:
    return speech.text(value) if isinstance(value, Word) else value


def _emoji(request: SupportRequest, house: House) -> str:
    """The kind's sign; complaints bear none."""
    support = house.city.support
    return f"{support.kind(request.kind).emoji} " if support.has_kind(request.kind) and not request.sealed else ""


def _craft(request: SupportRequest, looking: Looking) -> str:
    city, language = looking.house.city, looking.speech.language
    return next((s.short[language] for s in city.sub_sectors if s.id == request.sub_sector), "")


def _place(request: SupportRequest, looking: Looking) -> str:
    code = request.district
    return looking.house.city.place_label(code, looking.speech.language) if code else ""


def _who(card: Card, speech: Speech) -> str:
    if card.request.anonymous:
        return speech.text("queue.nameless")
    return card.name or speech.text("queue.unnamed")


def _asker(card: Card, speech: Speech) -> str:
    """Whom an answer goes to: by name, or by the number of the request."""
    if card.request.anonymous:
        return speech.text("queue.asker_nameless", {"reference": card.request.short})
    return card.name or speech.text("queue.asker", {"reference": card.request.short})


def _story(card: Card, speech: Speech) -> str:
    """The story, under the title that a voice note was given."""
    request = card.request
    spoken = speech.text("queue.spoken" if is_untitled(card) else "queue.wordless")
    return "\n".join(filter(None, (request.title, request.story))) or spoken


def is_untitled(card: Card) -> bool:
    """Whether it was asked by a voice note, and nobody has written down what it is about."""
    request = card.request
    return not request.story and not request.title and any(row["kind"] == "voice" for row in card.files)


def _since(card: Card, looking: Looking) -> str:
    """The latest of what was said after the story."""
    later = [said for said in card.thread[1:] if said.text or said.media or said.struck]
    return "\n".join(_message(said, card, looking) for said in later[-LATEST:])


def _message(said: Said, card: Card, looking: Looking) -> str:
    speech = looking.speech
    if said.author == "staff":
        who = said.officer or speech.text("request.who.staff")
    else:
        who = card.name or speech.text("request.who.requester")
    if said.thread == "internal":
        who = f"{who} {speech.text('queue.note')}"
    text = said.text or speech.text("queue.struck" if said.struck else "queue.file")
    return f"{who}, {_when(said.at, looking)}: {cut(text, SAID_MOST)}"


def _when(at: int, looking: Looking) -> str:
    return datetime.fromtimestamp(at / 1000, looking.house.calendar.zone).strftime("%d/%m %H.%M")


def _days(request: SupportRequest, looking: Looking) -> str:
    """The days that matter beside the due one."""
    calendar, speech = looking.house.calendar, looking.speech
    found: Iterable[tuple[str, date | None]] = (
        ("queue.wanted", request.wanted_on),
        ("queue.event", request.event_on if request.event_on != request.wanted_on else None),
        ("queue.legal", calendar.day(request.legal_at - 1) if request.legal_at else None),
        ("queue.promised", calendar.day(request.promised_at - 1) if request.promised_at else None),
    )
    return "\n".join(f"{speech.text(key)}: {day_text(day, speech.language)}" for key, day in found if day is not None)


def _asked(request: SupportRequest, looking: Looking) -> tuple[str, str]:
    """The questions of the kind with their answers, and those that are still open."""
    support, language = looking.house.city.support, looking.speech.language
    questions = support.kind(request.kind).questions if support.has_kind(request.kind) else ()
    told = [
        f"- {each.ask[language]} {_answer(each, request.answers[each.key], looking)}"
        for each in questions
        if request.answers.get(each.key) not in (None, "", [])
    ]
    left = [each.ask[language] for each in questions if each.key in request.open_questions]
    named = f"{looking.speech.text('queue.open')}: {'; '.join(left)}" if left else ""
    return "\n".join(told), named


def _answer(question: Question, value: Any, looking: Looking) -> str:
    """An answer as its label; a day in words."""
    labels = {option.id: option.label[looking.speech.language] for option in question.options}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(each)) or _plain(question, str(each), looking) for each in values)


def _plain(question: Question, value: str, looking: Looking) -> str:
    if question.type == "subsector":
        city = looking.house.city
        return next((s.short[looking.speech.language] for s in city.sub_sectors if value in (s.id, s.code)), value)
    if question.type == "date":
        try:
            return day_text(date.fromisoformat(value), looking.speech.language)
        except ValueError:
            return value
    return value


def _files(rows: Sequence[Row], speech: Speech) -> str:
    """The files by name, with those that are not here (any more) marked."""
    if not rows:
        return ""
    names = [f"{n}. {_name(row)}{_missing(row, speech)}" for n, row in enumerate(rows, 1)]
    return f"{speech.text('queue.files')}: {', '.join(names)}"


def _missing(row: Row, speech: Speech) -> str:
    if row["state"] == "kept":
        return ""
    return f" {speech.text('queue.files.coming' if row['state'] == 'wanted' else 'queue.files.gone')}"


def _name(row: Row) -> str:
    return str(row["name"] or row["kind"])


def _media(row: Row) -> Media:
    """A file by the copy that may be shown: a picture re-encoded, anything else as it came."""
    return Media("photo" if row["shown"] else "document", f"shown:{row['id']}", row["mime"], _name(row))
