"""The lives of fictional requests: what was asked, said, promised, passed on, closed and confirmed, up to now."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.core.calendar import MINUTE_MS
from bot.core.keeping import DAY_MS, HOUR_MS
from bot.core.support import UNSORTED, Support, SupportKind
from storage.seeding_times import Times

STORIES: Mapping[str, Any] = json.loads(Path(__file__).with_name("seeding_stories.json").read_text(encoding="utf-8"))
FIRST_ANSWER_DAYS, LOOK_AGAIN_DAYS = 2, 5
ANSWER_MINUTES = 300  # working minutes half of the first answers take
FORGOTTEN = 0.001  # requests that nobody answers
VARIANTS = 8
STORED_DEFAULTS: Mapping[str, Any] = {
    "state": "received", "wanted_on": "", "event_on": "", "soon": 0, "assignee_id": None, "wake_at": 0,
    "promised_at": None, "legal_at": None, "reminded_at": None, "escalated_at": None, "first_answer_at": None,
    "first_answer_minutes": None, "closed_at": None, "outcome": "", "asked_at": None, "confirmed": "",
    "confirmed_at": None, "rating": None, "reopened": 0, "result_asked_at": None, "result": "", "version": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever asks: a fictional person, with what the figures want to know of it."""

    person_id: int
    contact_id: int
    district: str
    sub_sector: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who else takes part: contacts that answer, contacts that handle complaints, and ids of partners by kind."""

    officers: Sequence[int]
    handlers: Sequence[int]
    partners: Mapping[str, Sequence[int]]


class NotYet(Exception):
    """What comes next in a life lies after now, or never comes."""


class Life:
    """A request's rows while it lives: the request, what was said, done, promised; its referral, None for none."""

    __slots__ = ("at", "events", "messages", "now", "promises", "referral", "row", "staff", "times")

    def __init__(self, row: dict[str, Any], times: Times, now: int, staff: int) -> None:
        self.row, self.times, self.now, self.staff = row, times, now, staff
        self.at: int = row["filed_at"]
        self.messages: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.promises: list[dict[str, Any]] = []
        self.referral: dict[str, Any] | None = None
        self._note("file", "requester", row["state"], self._say("requester", row["story"]))

    def act(self, at: int, what: str, author: str, text: str = "", **changes: Any) -> None:
        """One act at a moment. Raises NotYet."""
        if at > self.now:
            raise NotYet
        self.at, row = at, self.row
        before = row["state"]
        row.update(changes)
        row["version"] += 1
        self._note(what, author, before, self._say(author, text) if text else None)

    def jot(self, text: str) -> None:
        """A note among staff."""
        self._say("staff", text)
        self.messages[-1]["thread"] = "internal"

    def staffed(self, minutes: int, what: str, text: str = "", **changes: Any) -> None:
        """An act of staff so many working minutes later; the first that speaks is the first answer."""
        at = self.times.later(self.at, minutes)
        if (text or what == "promise") and self.row["first_answer_at"] is None:
            first = self.times.minutes(self.row["filed_at"], at)
            changes |= {"first_answer_at": at, "first_answer_minutes": first}
        self.act(at, what, "staff", text, assignee_id=self.staff, **changes)

    def sleeping(self, minutes: int, days: int = LOOK_AGAIN_DAYS) -> dict[str, Any]:
        """When staff look again that act so many working minutes later."""
        due_at = self.times.due(self.times.later(self.at, minutes), days)
        return {"due_at": due_at, "wake_at": self.times.morning(due_at)}

    def _say(self, author: str, text: str) -> int:
        self.messages.append({
            "thread": "public", "author": author, "staff_id": self.staff if author == "staff" else None, "text": text,
            "at": self.at,
        })  # fmt: skip
        return len(self.messages) - 1

    def _note(self, what: str, author: str, before: str, message: int | None) -> None:
        self.events.append({
            "at": self.at, "what": what, "author": author, "staff_id": self.staff if author == "staff" else None,
            "state_before": before, "state_after": self.row["state"], "version": self.row["version"],
            "message": message, "minutes": self.times.minutes(self.row["filed_at"], self.at),
        })  # fmt: skip

    def reminded(self) -> None:
        """What is due has been told to whoever had to know, as the clock would have done."""
        row = self.row
        if row["closed_at"] is None and row["wake_at"] <= self.now:
            if row["assignee_id"] is not None and row["due_at"] - 4 * HOUR_MS <= self.now:
                row["reminded_at"] = max(row["filed_at"], row["due_at"] - 4 * HOUR_MS)
            if row["due_at"] < self.now:
                row["escalated_at"] = row["due_at"]


class Lives:
    """Makes lives, all from one source of chance."""

    def __init__(self, support: Support, cast: Cast, times: Times, draw: random.Random, now: int) -> None:
        self._cast, self._times, self._draw, self._now = cast, times, draw, now
        kinds = {each.id: each for each in support.kinds if each.closed is None}
        self._forms = [_Form(name, kinds.get(name), draw) for name in (*kinds, UNSORTED)]
        self._shares = list(accumulate(form.share for form in self._forms))

    def live(self, asker: Asker, at: int) -> Life:
        """A request filed at a moment, and what came of it up to now."""
        form = self._draw.choices(self._forms, cum_weights=self._shares)[0]
        sealed = form.kind is not None and form.kind.sealed
        crew = self._cast.handlers if sealed else self._cast.officers
        life = Life(self._filed(form, asker, at), self._times, self._now, self._any(crew))
        try:
            self._answered(life, form)
            self._closed(life, form)
        except NotYet:
            life.reminded()
        return life

    def _any(self, of: Sequence[Any]) -> Any:
        return of[int(self._draw.random() * len(of))]

    def _filed(self, form: "_Form", asker: Asker, at: int) -> dict[str, Any]:
        sealed = form.kind is not None and form.kind.sealed
        answers, open_questions = self._any(form.answers)
        due_at = self._times.due(at, FIRST_ANSWER_DAYS)
        row = dict(STORED_DEFAULTS) | {
            "person_id": asker.person_id, "contact_id": asker.contact_id, "kind": form.id,
            "story": self._any(form.asks), "answers": answers, "open_questions": open_questions,
            "sub_sector": asker.sub_sector, "district": asker.district, "sealed": int(sealed),
            "anonymous": int(sealed and self._draw.random() < 0.3), "filed_at": at, "answer_due_at": due_at,
            "due_at": due_at,
        }  # fmt: skip
        if form.kind is not None and form.kind.wanted_date is not None:
            self._dated(row, form.kind, self._times.index(at))
        return row

    def _dated(self, row: dict[str, Any], kind: SupportKind, filed: int) -> None:
        """The day it is wanted for; of a permit the day of the event, and the law's last day for the papers."""
        day = filed + 7 + int(self._draw.random() ** 2 * 50)
        row["event_on" if kind.filing else "wanted_on"] = self._times.days[day].isoformat()
        if kind.filing is not None:
            row["legal_at"] = self._times.last_filing(day, kind.filing.lead(json.loads(row["answers"])))

    def _answered(self, life: Life, form: "_Form") -> None:
        """From the first answer to where it can be closed, by one of the ways a request takes."""
        chance = self._draw.random()
        if chance < FORGOTTEN:
            raise NotYet
        if chance < 0.03:
            at = life.at + int(self._draw.random() * 3 * DAY_MS)
            life.act(at, "withdraw", "requester", state="withdrawn", closed_at=at, outcome="withdrawn")
            return
        first = 5 + int(self._draw.lognormvariate(0, 0.85) * ANSWER_MINUTES)
        if chance < 0.18:
            self._more_asked(life, first)
        elif chance < 0.30:
            self._promised(life, first)
        else:
            text = self._any(STORIES["answers"])
            life.staffed(first, "answer", text, state="in_progress", **life.sleeping(first))
        if chance < 0.08:
            life.jot(self._any(STORIES["notes"]))
        partners = self._cast.partners.get(form.id, ())
        if chance > 0.8 and partners:
            self._routed(life, self._any(partners))

    def _more_asked(self, life: Life, minutes: int) -> None:
        text = self._any(STORIES["questions"])
        life.staffed(minutes, "ask", text, state="needs_info", **life.sleeping(minutes))
        at = life.at + int(self._draw.expovariate(1 / (2 * DAY_MS)))
        due_at = self._times.due(min(at, self._now), FIRST_ANSWER_DAYS)
        life.act(
            at, "add", "requester", self._any(STORIES["additions"]), state="under_review", due_at=due_at, wake_at=0
        )

    def _promised(self, life: Life, minutes: int) -> None:
        days = 2 + int(self._draw.random() * 6)
        sleeping = life.sleeping(minutes, days)
        life.staffed(minutes, "promise", state="in_progress", promised_at=sleeping["due_at"], **sleeping)
        promise: dict[str, Any] = {"made_at": life.at, "due_at": sleeping["due_at"], "settled_at": None, "kept": None}
        life.promises.append(promise)
        wait = self._times.minutes(life.at, promise["due_at"])
        needed = max(1, int(wait * (0.4 + self._draw.random() * 0.7)))
        try:
            life.staffed(needed, "answer", self._any(STORIES["answers"]), promised_at=None, **life.sleeping(needed))
        except NotYet:
            if self._now > promise["due_at"]:
                promise |= {"settled_at": promise["due_at"] + MINUTE_MS, "kept": 0}
            raise
        kept = life.at <= promise["due_at"]
        promise |= {"settled_at": life.at if kept else promise["due_at"] + MINUTE_MS, "kept": int(kept)}

    def _routed(self, life: Life, partner_id: int) -> None:
        """Asked, agreed, sent; then the partner takes it and does it, or cannot."""
        minute = 30 + int(self._draw.random() * 300)
        life.staffed(minute, "ask_consent")
        life.referral = referral = {
            "partner_id": partner_id, "state": "asked", "asked_at": life.at, "consent": "", "consent_at": None,
            "sent_at": None, "ask_again_at": None, "accepted_at": None, "accepted_for": None, "unable_at": None,
            "reason": "", "done_at": None, "version": 1,
        }  # fmt: skip
        life.act(life.at + int(self._draw.expovariate(1 / DAY_MS)), "consent", "requester", wake_at=0)
        _moved(referral, "agreed", consent="rekaan", consent_at=life.at)
        life.staffed(minute, "partner_sent", state="routed", **life.sleeping(minute))
        _moved(referral, "sent", sent_at=life.at, ask_again_at=life.row["due_at"])
        wait = 200 + int(self._draw.random() * 3000)
        if self._draw.random() < 0.2:
            due_at = self._times.due(min(self._times.later(life.at, wait), self._now), FIRST_ANSWER_DAYS)
            life.staffed(wait, "partner_unable", state="under_review", due_at=due_at, wake_at=0)
            _moved(referral, "unable", unable_at=life.at, reason=self._any(STORIES["refusals"]))
            return
        life.staffed(wait, "partner_accepted", state="partner_accepted", **life.sleeping(wait, 10))
        _moved(referral, "accepted", accepted_at=life.at, accepted_for=life.row["due_at"])
        referral["ask_again_at"] = life.row["due_at"]
        wait = 600 + int(self._draw.random() * 3600)
        due_at = self._times.due(min(self._times.later(life.at, wait), self._now), FIRST_ANSWER_DAYS)
        life.staffed(wait, "partner_done", state="in_progress", due_at=due_at, wake_at=0)
        _moved(referral, "done", done_at=life.at)

    def _closed(self, life: Life, form: "_Form") -> None:
        if life.row["closed_at"] is not None:
            return
        self._close(life)
        chance = self._draw.random()
        if chance < 0.06:
            self._reopened(life)
            chance = self._draw.random()
        asked = life.at
        if chance < 0.5:
            at = asked + int(self._draw.random() * 5 * DAY_MS)
            life.act(at, "confirm", "requester", confirmed="yes", confirmed_at=at)
            if self._draw.random() < 0.7:
                life.act(at + MINUTE_MS, "rate", "requester", rating=self._any((1, 2, 3, 4, 4, 4, 5, 5, 5, 5)))
            self._came_of_it(life, form)
        elif chance < 0.55:
            life.act(asked + DAY_MS, "confirm", "requester", confirmed="elsewhere", confirmed_at=asked + DAY_MS)
        else:
            at = asked + 7 * DAY_MS
            life.act(at, "silent", "clock", confirmed="silent", confirmed_at=at)

    def _close(self, life: Life) -> None:
        minutes = 60 + int(self._draw.expovariate(1 / 900))
        outcome = self._any(("helped", "helped", "helped", "advised", "advised", "elsewhere", "declined"))
        at = self._times.later(life.at, minutes)
        life.staffed(
            minutes, "close", self._any(STORIES["endings"]), state="declined" if outcome == "declined" else "done",
            outcome=outcome, closed_at=at, asked_at=at, **life.sleeping(minutes),
        )  # fmt: skip

    def _reopened(self, life: Life) -> None:
        at = life.at + int(self._draw.random() * 4 * DAY_MS)
        due_at = self._times.due(min(at, self._now), FIRST_ANSWER_DAYS)
        life.act(
            at, "reopen", "requester", self._any(STORIES["reopenings"]), state="under_review", closed_at=None,
            outcome="", asked_at=None, reopened=1, due_at=due_at, wake_at=0,
        )  # fmt: skip
        self._close(life)

    def _came_of_it(self, life: Life, form: "_Form") -> None:
        """What came of it, a month later, where that is worth asking."""
        if form.kind is None or not form.kind.has_outcome:
            return
        at = self._times.later(life.at + 30 * DAY_MS, 1)
        life.act(at, "ask_result", "clock", result_asked_at=at)
        if self._draw.random() < 0.25:
            at += int(self._draw.random() * 3 * DAY_MS)
            life.act(at, "result", "requester", result=self._any(STORIES["results"]))


class _Form:
    """How a kind is asked for: its share, its stories, answers and open questions as they are stored."""

    def __init__(self, id: str, kind: SupportKind | None, draw: random.Random) -> None:
        told = STORIES["kinds"].get(id, STORIES["usual"])
        self.id, self.kind, self.share = id, kind, int(told["share"])
        self.asks = tuple(f"{ask}{STORIES['tail']}" for ask in told["asks"])
        self.answers = [_answers(kind, draw) for _ in range(VARIANTS)]


def _answers(kind: SupportKind | None, draw: random.Random) -> tuple[str, str]:
    """The required questions answered, the others open, both as JSON."""
    if kind is None:
        return "{}", "[]"
    chosen = {question.key: draw.choice(question.options).id for question in kind.required if question.options}
    return json.dumps(chosen), json.dumps([question.key for question in kind.later])


def _moved(referral: dict[str, Any], state: str, **changes: Any) -> None:
    referral.update(changes, state=state, version=referral["version"] + 1)
