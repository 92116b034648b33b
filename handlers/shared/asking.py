"""Questions that come from data (`bot.core.support.Question`) as steps, and what people answer to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.desk import Desk
from bot.actions.telling import day_text
from bot.core.amounts import read_amount
from bot.core.calendar import Calendar
from bot.core.dates import read_day
from bot.core.flow import Answers, AnyStep, Ask, Check, Choose, Facts, Got, No, Put, Start, Values, When
from bot.core.message import Kind
from bot.core.reading import Option
from bot.core.support import ANONYMOUS, UNSORTED, Question
from bot.i18n.words import NO, YES
from handlers.shared.practitioner import craft, craft_label, fields, sub_sectors

STORY_MOST, ANSWER_MOST = 2000, 500
MEDIA: frozenset[Kind] = frozenset({"voice", "photo", "file", "location"})
UNKNOWN = "unknown"  # a day that is not known yet
SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {"ya": YES, "tidak": NO, "belum": NO}


def question_step(question: Question, key: str, *, when: When | None = None, optional: bool = False) -> AnyStep:
    """A question as a step of a flow, under `key`; its sentences are those of `question`."""

    def said(answers: Answers, facts: Facts) -> Values:
        hint = f"\n{question.hint[facts.language]}" if question.hint is not None else ""
        return {"question": question.ask[facts.language], "hint": hint}

    says = "question.anonymous" if question.key == ANONYMOUS else "question.ask"
    match question.type:
        case "choice" | "multi":
            return Choose(
                key=key, speaks="question", says=says, values=said, when=when, optional=optional,
                choices=lambda answers, facts: options(question, facts.language), many=question.type == "multi",
            )  # fmt: skip
        case "subsector":
            return Choose(
                key=key, speaks="register.sub_sector", says=says, values=said, when=when, optional=optional,
                choices=sub_sectors, groups=fields, check=craft,
            )  # fmt: skip
        case "date":
            return Ask(
                key=key, speaks="question", values=said, when=when, optional=optional, check=day,
                choices=() if optional else (UNKNOWN,), on={UNKNOWN: Put(None)},
            )  # fmt: skip
    check, media = CHECKS[question.type]
    return Ask(
        key=key, speaks="question", values=said, when=when, optional=optional, check=check, media=media
    )  # fmt: skip


def options(question: Question, language: str) -> list[Option]:
    """What may be answered to a choice, with the other languages' words for it."""
    return [
        Option(each.id, each.label[language], "", _also(each.id, each.label, language), each.short[language])
        for each in question.options
    ]


def _also(id: str, label: Mapping[str, str], language: str) -> tuple[str, ...]:
    return (id, *label.values(), *SAID.get(id, {}).get(language, ()))


def unsorted(desk: Desk, text: str, files: Sequence[int] = ()) -> Start:
    """Files a question: a request without a kind. Who waits to be erased is not asked whether it repeats itself."""
    given: dict[str, Any] = {"story": text, "kind": UNSORTED, "files": list(files)}
    if desk.closed:
        given["same"] = "other"
    return Start("support", f"inbox {desk.inbox_id}", given=given)


def story(text: str, facts: Facts) -> Got | No:
    """Anything at all."""
    return _words(text, STORY_MOST)


def _answer(text: str, facts: Facts) -> Got | No:
    return _words(text, ANSWER_MOST)


def _words(text: str, most: int) -> Got | No:
    plain = text.strip()
    if not plain:
        return No("empty")
    return Got(plain) if len(plain) <= most else No("too_long", {"most": most})


def _number(text: str, facts: Facts) -> Got | No:
    number = read_amount(text)
    return Got(number) if number is not None else No("no_number")


def day(text: str, facts: Facts) -> Got | No:
    """A day that is not over, as ISO text."""
    today = Calendar.of(facts.city, ZoneInfo(facts.city.identity.timezone)).day(facts.now)
    found = read_day(text, today, facts.city.lexicon.spellings)
    if found is None:
        return No("no_day")
    return Got(found.isoformat()) if found >= today else No("past", {"day": day_text(found, facts.language)})


CHECKS: Mapping[str, tuple[Check, frozenset[Kind]]] = {
    "text": (_answer, MEDIA), "url": (_answer, frozenset()), "number": (_number, frozenset()),
}  # fmt: skip


def answer_text(question: Question, value: Any, facts: Facts) -> str:
    """An answer as people read it; "" for none."""
    if value is None:
        return ""
    match question.type:
        case "choice" | "multi":
            labels = {each.id: each.label[facts.language] for each in question.options}
            return ", ".join(labels.get(each, each) for each in ([value] if isinstance(value, str) else value))
        case "date":
            return day_text(date.fromisoformat(value), facts.language)
        case "subsector":
            return craft_label(value, facts)
    return str(value)
