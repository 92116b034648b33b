"""Minta dukungan: the story first, the kind guessed from it and confirmed, two questions at most; then it is filed.

The command begins it, and so do words that are surely a request; what is for staff comes as `unsorted` and is filed.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.actions import permitting, requesting
from bot.actions.desk import Desk
from bot.actions.requesting import Asked
from bot.core.changing import changed
from bot.core.deadlines import days
from bot.core.flow import Answers, AnyStep, Ask, Choose, Command, Facts, Flow, Got, Leave, No, Says, Start, Values, When
from bot.core.kinds import KindGuess, guess_kinds
from bot.core.message import Say
from bot.core.requests import SupportRequest
from bot.core.sentence import read_sentence
from bot.core.spelling import fold
from bot.core.support import ANONYMOUS, NAMELESS, UNSORTED, SupportKind
from bot.core.vocabulary import City
from handlers.shared import asking, hours, kinds
from handlers.shared.practitioner import profile_name
from handlers.shared.receipts import receipt

SHOWN_MOST = 120
CRAFT_MOST = 4  # words


def guess(text: str, facts: Facts) -> KindGuess:
    """As `guess_kinds`; a turn asks more than once, at a millisecond each."""
    near: Any = facts.near
    return _guessed(text, facts.city, near)


_guessed = lru_cache(maxsize=64)(guess_kinds)


def story(text: str, facts: Facts) -> Got | No:
    """What is needed, in any words; the kinds it may be are guessed from them."""
    got = asking.story(text, facts)
    if isinstance(got, No):
        return got
    found = guess(got.value, facts)
    return Got(got.value, {"likely": list(found.kinds), "sure": found.sure})


def answers_to(kind: SupportKind | None, answers: Answers) -> Mapping[str, Any]:
    """What was answered to the questions of a kind, by their own keys."""
    questions = kind.required if kind is not None else ()
    found = {question.key: answers.get(step_key(kind, question.key)) for question in questions}
    return {key: value for key, value in found.items() if value is not None}


def step_key(kind: SupportKind | None, question: str) -> str:
    """The key of a question's step: questions of several kinds have the same names."""
    return f"{kind.id}.{question}" if kind is not None else question


def same(answers: Answers, facts: Facts) -> SupportRequest | None:
    """An own open request that this one probably repeats."""
    kind = kinds.chosen_kind(answers, facts)
    event_on = days(kind, answers_to(kind, answers), facts.extra["calendar"]).event_on
    return requesting.likely_same(
        facts.extra["mine"], kinds.chosen(answers), str(answers.get("story") or ""), event_on
    )  # fmt: skip


def is_same(answers: Answers, facts: Facts) -> bool:
    """Whether there is one."""
    return same(answers, facts) is not None


def same_shown(answers: Answers, facts: Facts) -> Values:
    """That one, as its asker knows it."""
    request = same(answers, facts)
    if request is None:  # it ended meanwhile
        return {"reference": "", "story": "", "day": ""}
    words = " ".join(request.story.split())
    cut = words if len(words) <= SHOWN_MOST else words[:SHOWN_MOST] + "…"
    day = hours.day(request.filed_at, facts.city.identity.timezone, facts.language)
    return {"reference": request.short, "story": cut, "day": day}


async def load(desk: Desk, facts: Facts) -> Facts:
    """The asker's own requests, and when the committee works."""
    mine = await requesting.mine(await permitting.actor(desk))
    return changed(facts, extra={"mine": mine, "calendar": desk.house.calendar})


async def build(desk: Desk, key: str) -> Flow:
    """The flow with the questions of the city in it."""
    return _built(desk.house.city)


@lru_cache(maxsize=8)
def _built(city: City) -> Flow:
    questions: list[AnyStep] = [
        asking.question_step(question, step_key(kind, question.key), when=_of(kind.id))
        for kind in city.support.kinds
        if kind.closed is None
        for question in kind.required
    ]
    return changed(FLOW, steps=(*FLOW.steps, *questions))


def _of(kind: str) -> When:
    return lambda answers, facts: kinds.chosen(answers) == kind


async def file(desk: Desk, answers: Answers, facts: Facts) -> Says | Start:
    """Files it; a kind that is not served here is answered at once instead."""
    actor = await permitting.actor(desk)
    kind = kinds.chosen_kind(answers, facts)
    if kind is not None and kind.closed is not None:
        await requesting.sent_elsewhere(actor, kind.id)
        return (Say("support.closed", {"text": kind.closed.text[facts.language]}),)
    given = answers_to(kind, answers)
    told = days(kind, given, desk.house.calendar)
    request = await requesting.file(actor, Asked(
        key=f"inbox {desk.inbox_id}",
        kind=kind.id if kind is not None else UNSORTED,
        story=str(answers.get("story") or ""),
        answers=given,
        open_questions=_open(kind, given, answers),
        media=_media(desk, answers),
        wanted_on=told.wanted_on,
        event_on=told.event_on,
        legal_at=desk.house.calendar.ending(told.papers_by) if told.papers_by is not None else None,
        anonymous=given.get(ANONYMOUS) == NAMELESS,
        name=_name(desk, given),
    ))  # fmt: skip
    return receipt(desk, request, told, first=not facts.extra["mine"])


def _open(kind: SupportKind | None, given: Mapping[str, Any], answers: Answers) -> tuple[str, ...]:
    """The questions left: the optional ones, and a day that was not known; not what a file has answered."""
    if kind is None:
        return ()
    return tuple(
        question.key
        for question in kind.questions
        if question.key not in given and (not question.required or question.type == "date")
    )


def _media(desk: Desk, answers: Answers) -> tuple[int, ...]:
    return (*answers.get("files", ()), *desk.files)


def _name(desk: Desk, given: Mapping[str, Any]) -> str:
    """What to call a stranger: as the chat app does, unless the name is to stay out or nothing is to be kept."""
    if desk.person is not None or desk.contact.declined_at is not None or given.get(ANONYMOUS) == NAMELESS:
        return ""
    return str(profile_name({}, desk.facts).get("name", ""))


async def add(desk: Desk, answers: Answers, facts: Facts) -> Says:
    """Adds the story to the request it probably repeats."""
    request = same(answers, facts)
    if request is None:
        return (Say("support.cancelled"),)
    actor = await permitting.actor(desk)
    await requesting.add(actor, request.id, str(answers.get("story") or ""), _media(desk, answers))
    return (Say("support.added", {"reference": request.short}),)


FLOW = Flow(
    name="support",
    steps=(
        Ask(key="story", check=story, media=asking.MEDIA),
        Choose(
            key="guess", choices=("yes", "no"), when=kinds.is_guessed, adds_to="story", values=kinds.guessed
        ),
        Choose(
            key="kind", choices=kinds.likeliest, also=(kinds.OTHER, UNSORTED), when=kinds.is_likely, adds_to="story"
        ),
        Choose(
            key="list", choices=kinds.every_kind, also=(UNSORTED,), groups=kinds.groups, when=kinds.is_listed,
            adds_to="story",
        ),
        Choose(key="same", choices=("add", "other"), when=is_same, on={"add": Leave()}, values=same_shown),
    ),
    finish=file,
    leave=add,
    load=load,
    build=build,
    gathers=True,
)  # fmt: skip


def wished(desk: Desk) -> Start | None:
    """Words that are surely a request begin it, as its story."""
    facts, text = desk.facts, desk.heard.text
    if not guess(text, facts).sure or (desk.person is None and _tells_a_craft(text, facts)):
        return None
    return Start(FLOW.name, heard=text)


def _tells_a_craft(text: str, facts: Facts) -> bool:
    """Whether a few words say what somebody makes, and wish for nothing: "foto produk pempek"."""
    words = fold(text, facts.city.lexicon.spellings).split()
    if len(words) > CRAFT_MOST or not facts.city.support.words.wish.isdisjoint(words):
        return False
    return bool(read_sentence(text, facts.city, facts.near).sub_sectors)


async def run(desk: Desk, argument: str) -> Start:
    """Minta dukungan."""
    return Start(FLOW.name)


COMMAND = Command("support", run, slash="dukungan")
