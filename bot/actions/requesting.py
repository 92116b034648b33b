"""Asking for support: filing once, adding, completing, withdrawing, opening again; and finding one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.actions import changing, permitting, sealing
from bot.actions.permitting import Actor
from bot.core.deadlines import Days, days
from bot.core.requests import SupportRequest, read_reference
from bot.core.spelling import fold
from bot.core.support import UNSORTED
from bot.errors import Refused
from storage import events, requests, threads
from storage.events import Event
from storage.requests import Filing, Sent
from storage.threads import Said, Words

OWN_MOST = 50
LIKE, LIKE_SAME_KIND = 0.6, 0.35  # share of the shorter story's words that are in the other
SHORT_WORD = 3
SOON_DAYS = 3  # working days within which what is wanted is told to staff at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for. `key` names this filing, so that it is done once; `media` are ids of files it sent.

    `name`, `sub_sector` and `district` are for the unregistered; `answer_due_at` (UTC ms) only where the kind has a
    limit of its own, `legal_at` the end of the last day for handing papers in; `anonymous` counts for complaints.
    """

    key: str
    kind: str
    story: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    open_questions: tuple[str, ...] = ()
    media: Sequence[int] = ()
    wanted_on: date | None = None
    event_on: date | None = None
    anonymous: bool = False
    name: str = ""
    sub_sector: str = ""
    district: str = ""
    answer_due_at: int | None = None
    legal_at: int | None = None


async def file(actor: Actor, asked: Asked) -> SupportRequest:
    """Files a request; the one filed under the same key before, if there is one."""
    assert actor.contact is not None  # noqa: S101 - requesters have a chat
    if (before := await requests.by_key(actor.tx, actor.contact.id, asked.key)) is not None:
        return before
    request = await requests.add(actor.tx, _filing(actor, actor.contact.id, asked))
    await threads.keep_media(actor.tx, actor.contact.id, asked.media)
    words = Words("public", "requester", None, asked.story, asked.media)
    message_id = await threads.add(actor.tx, request.id, words, actor.now)
    await changing.note(actor, request, "file", before=request, message_id=message_id)
    if request.sealed:
        await sealing.exclude_named(actor, request, asked.story)
    return request


def _filing(actor: Actor, contact_id: int, asked: Asked) -> Filing:
    person, sealed = actor.person, changing.is_sealed(actor, asked.kind)
    soonest = min((day for day in (asked.wanted_on, asked.event_on) if day is not None), default=None)
    return Filing(
        year=actor.house.calendar.day(actor.now).year,
        person_id=person.id if person is not None else None,
        contact_id=contact_id, filing_key=asked.key, kind=asked.kind, name=asked.name, story=asked.story,
        answers=asked.answers, open_questions=asked.open_questions,
        sub_sector=next(iter(person.sub_sectors), "") if person is not None else asked.sub_sector,
        district=person.district if person is not None else asked.district,
        wanted_on=asked.wanted_on, event_on=asked.event_on, sealed=sealed,
        anonymous=asked.anonymous and sealed, soon=int(_is_soon(actor, soonest)),
        filed_at=actor.now, answer_due_at=_answer_due(actor, asked, soonest), legal_at=asked.legal_at,
    )  # fmt: skip


def _answer_due(actor: Actor, asked: Asked, soonest: date | None) -> int:
    """The kind's own limit, two working days, or the end of a day that is wanted sooner."""
    calendar = actor.house.calendar
    due = asked.answer_due_at or calendar.due(actor.now, changing.ANSWER_DAYS)
    ends = calendar.ending(soonest) if soonest is not None else due
    return min(due, ends) if ends > actor.now else due


def _is_soon(actor: Actor, wanted: date | None) -> bool:
    """Whether a day lies within three working days."""
    calendar = actor.house.calendar
    return wanted is not None and wanted <= calendar.day(calendar.due(actor.now, SOON_DAYS))


async def sent_elsewhere(actor: Actor, kind: str) -> None:
    """The kind is not served here and the right address was told: counted, nothing filed."""
    person = actor.person
    sub_sector = next(iter(person.sub_sectors), "") if person is not None else ""
    sent = Sent(kind, sub_sector, person.district if person is not None else "")
    await requests.count_elsewhere(actor.tx, sent, actor.now)


async def duplicate(actor: Actor, kind: str, story: str, event_on: date | None = None) -> SupportRequest | None:
    """An open request of the same asker that is probably the same."""
    return likely_same(await mine(actor), kind, story, event_on)


def likely_same(
    among: Sequence[SupportRequest], kind: str, story: str, event_on: date | None = None
) -> SupportRequest | None:
    """The first open one that is probably the same: much the same words, or kind and event."""
    words = _words(story)
    for request in among:
        if not request.open:
            continue
        same_kind = kind in (request.kind, UNSORTED) or request.kind == UNSORTED
        if kind == request.kind and event_on is not None and event_on == request.event_on:
            return request
        if _likeness(words, _words(request.story)) >= (LIKE_SAME_KIND if same_kind else LIKE):
            return request
    return None


async def mine(actor: Actor) -> list[SupportRequest]:
    """The asker's own requests, newest first."""
    if actor.id is None:
        return []
    person_id = actor.person.id if actor.person is not None else None
    found = await requests.own(actor.tx, actor.id, person_id, OWN_MOST)
    return [request for request in found if not request.emptied]


async def find_mine(actor: Actor, text: str) -> SupportRequest | None:
    """One's own request by what was typed: "D-123", "123", "D-2026-000123"; None for words and for others' numbers."""
    number = read_reference(text)
    if number is None or actor.id is None:
        return None
    asker = requests.Asker(actor.id, actor.person.id if actor.person is not None else None)
    found = await requests.own_by_number(actor.tx, asker, *number)
    return found if found is not None and not found.emptied else None


async def talk(actor: Actor, request_id: int) -> list[Said]:
    """What the requester may read of its request: the public thread. Officers are not named to a complainant."""
    request = await permitting.own(actor, request_id)
    found = await threads.of_request(actor.tx, request_id, internal=False)
    return [replace(each, officer="", staff_id=None) for each in found] if request.sealed else found


async def add(actor: Actor, request_id: int, text: str, media: Sequence[int] = ()) -> SupportRequest:
    """More words or files from the requester; staff see it at once. Raises Refused where it is closed."""
    request = await _open(actor, request_id)
    words = Words("public", "requester", None, text.strip() if media else changing.spoken(text), media)
    await threads.keep_media(actor.tx, actor.id or 0, media)
    named = await sealing.exclude_named(actor, request, text) if request.sealed else frozenset[int]()
    holder = None if request.assignee_id in named else request.assignee_id
    if request.turn == "requester" or holder != request.assignee_id:
        waking = {"state": "under_review", "assignee_id": holder, **changing.waking(actor)}
        return await changing.keep(actor, request, "add", words, **waking)
    message_id = await threads.add(actor.tx, request.id, words, actor.now)
    event = Event("add", "requester", None, request.state, request.state, request.version, message_id=message_id)
    await events.add(actor.tx, request.id, event, actor.now)
    await requests.wake(actor.tx, request.id, changing.waking(actor)["due_at"], actor.now)
    return await permitting.own(actor, request_id)


async def complete(actor: Actor, request_id: int, key: str, value: Any) -> SupportRequest:
    """One more answer to a question of the kind ([Lengkapi]); None: skipped, and not asked again."""
    request = await _open(actor, request_id)
    left = tuple(each for each in request.open_questions if each != key)
    answers = request.answers if value is None else {**request.answers, key: value}
    timed = _retimed(actor, request, days_of(actor, request.kind, answers)) if value is not None else {}
    return await changing.keep(actor, request, "complete", answers=answers, open_questions=left, **timed)


def days_of(actor: Actor, kind: str, answers: Mapping[str, Any]) -> Days:
    """What the answers say of time; nothing for what is not sorted."""
    support = actor.house.city.support
    return days(support.kind(kind) if support.has_kind(kind) else None, answers, actor.house.calendar)


def _retimed(actor: Actor, request: SupportRequest, told: Days) -> dict[str, Any]:
    """A day that was told later counts as if it had been told at once, but never makes staff late."""
    calendar = actor.house.calendar
    soonest = min((day for day in (told.wanted_on, told.event_on) if day is not None), default=None)
    legal_at = calendar.ending(told.papers_by) if told.papers_by is not None else None
    before = (request.wanted_on, request.event_on, request.legal_at)
    if soonest is None or (told.wanted_on, told.event_on, legal_at) == before:
        return {}
    ends = calendar.ending(soonest)
    due_at = min(request.due_at, ends) if request.turn == "staff" and ends > actor.now else request.due_at
    return {
        "wanted_on": told.wanted_on, "event_on": told.event_on, "legal_at": legal_at, "due_at": due_at,
        "soon": request.soon or int(_is_soon(actor, soonest)),
    }  # fmt: skip


async def call(actor: Actor, request_id: int, name: str) -> SupportRequest:
    """What an unregistered asker wants to be called."""
    request = await _open(actor, request_id)
    await requests.call(actor.tx, request.id, changing.spoken(name))
    await changing.note(actor, request, "complete", before=request)
    return await permitting.own(actor, request_id)


async def withdraw(actor: Actor, request_id: int) -> SupportRequest:
    """The requester no longer wants it."""
    request = await _open(actor, request_id)
    return await changing.keep(
        actor, request, "withdraw", state="withdrawn", closed_at=actor.now, outcome="withdrawn", promised_at=None
    )


async def reopen(actor: Actor, request_id: int, text: str = "") -> SupportRequest:
    """A closed request is open again, due as a new one is."""
    request = await permitting.own(actor, request_id, lock=True)
    if request.open:
        return request
    words = Words("public", "requester", None, text.strip()) if text.strip() else None
    return await changing.keep(
        actor, request, "reopen", words, state="under_review", closed_at=None, outcome="", asked_at=None, confirmed="",
        confirmed_at=None, rating=None, reopened=request.reopened + 1, **changing.waking(actor),
    )  # fmt: skip


async def _open(actor: Actor, request_id: int) -> SupportRequest:
    request = await permitting.own(actor, request_id, lock=True)
    if not request.open:
        raise Refused("request.ended", reference=request.short)
    return request


def _words(story: str) -> frozenset[str]:
    return frozenset(word for word in fold(story).split() if len(word) > SHORT_WORD)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
