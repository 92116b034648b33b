"""Letters by their name, and in words: what `bot.reports.letter` draws. They are Indonesian, whoever reads them."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from babel.dates import format_date

from bot.actions import lettering
from bot.actions.desk import House
from bot.actions.lettering import Letter
from bot.core.support import UNSORTED, Question
from bot.core.vocabulary import City, CityFault
from bot.errors import Refused
from bot.i18n import Speech
from bot.reports.drawing import Order
from bot.reports.studio import Drawn, Studio
from storage.ports import Store

LETTER = "letter"
LANGUAGE = "id"
_MOST_ANSWERED = 300  # characters of an answer: what does not fit is said at another time
_NUMBER = re.compile(r"[0-9]{1,18}")


class Letters:
    """The letters of one city."""

    def __init__(self, store: Store, house: House, now: Callable[[], int], studio: Studio) -> None:
        self._store = store
        self._house = house
        self._now = now
        self._studio = studio

    async def open(self, name: str) -> Drawn | None:
        """`letter:<referral id>`; None where it may not go (any more). Raises LookupError for no name, NoFile."""
        if not _NUMBER.fullmatch(name):
            raise LookupError("no letter can be called that")
        try:
            letter = await self._store.read(lambda tx: lettering.letter(tx, self._house, int(name), self._now()))
        except Refused:
            return None
        drawing = order(letter, self._house.speeches[LANGUAGE], self._house.city)
        (content,) = await self._studio.made(json.dumps(drawing.data), lambda: [drawing])
        return Drawn(content, "application/pdf", f"surat-{letter.reference}.pdf")


def order(letter: Letter, speech: Speech, city: City) -> Order:
    """What is to be drawn. `speech` is the Indonesian one."""
    identity = city.identity
    values = {
        "reference": letter.reference, "partner": letter.partner, "committee": identity.committee_full,
        "kind": _kind(letter.kind, speech, city), "name": letter.name or speech.plain("report.letter.nameless"),
        "date": _day(letter.filed), "answer_by": _day(letter.answer_by), "reply": identity.letterhead.reply,
    }  # fmt: skip

    def say(key: str) -> str:
        return speech.plain(key, values)

    return Order("letter", {
        "language": LANGUAGE, "title": say("report.letter.title"), "head": asdict(identity.letterhead),
        "dated": f"{identity.city}, {_day(letter.dated)}",
        "facts": [
            [say("report.letter.number"), letter.reference],
            [say("report.letter.subject"), say("report.letter.subject_is")],
        ],
        "addressee": list(_addressee(letter, say("report.letter.addressee"))),
        "opening": [say("report.letter.greeting"), say("report.letter.opening")],
        "story_is": say("report.letter.story"), "story": letter.story.strip(), "cut": say("report.letter.cut"),
        "answers_are": say("report.letter.answers"), "answers": list(_answers(letter, city)),
        "closing": [say("report.letter.ask"), say("report.letter.reply"), say("report.letter.privacy")],
        "signing": say("report.letter.signing"),
    })  # fmt: skip


def _kind(id: str, speech: Speech, city: City) -> str:
    return city.support_kind(id).label[LANGUAGE] if city.support.has_kind(id) else speech.plain("request.unsorted")


def _addressee(letter: Letter, yth: str) -> Iterator[str]:
    yield f"{yth} {letter.addressee or letter.partner}"
    if letter.addressee and letter.partner not in letter.addressee:
        yield letter.partner
    if letter.address:
        yield letter.address


def _answers(letter: Letter, city: City) -> Iterator[tuple[str, str]]:
    """The questions of the kind that were answered, in its order, with the answers in words."""
    if letter.kind == UNSORTED or not city.support.has_kind(letter.kind):
        return
    for question in city.support_kind(letter.kind).questions:
        if (value := letter.answers.get(question.key)) not in (None, "", []):
            yield question.ask[LANGUAGE], _in_words(question, value, city)[:_MOST_ANSWERED]


def _in_words(question: Question, value: Any, city: City) -> str:
    """An answer as it was meant, even where the pack knows its id no more."""
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(question, each, city) for each in value)
    labels: Mapping[str, str] = {option.id: option.label[LANGUAGE] for option in question.options}
    text = labels.get(str(value), str(value))
    try:
        if question.type == "date":
            return _day(date.fromisoformat(text))
        if question.type == "subsector":
            return city.sub_sector(text).name[LANGUAGE]
    except (ValueError, CityFault):
        return text
    return text


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM yyyy", locale=LANGUAGE))
