"""Everything anybody may try to do with requests, allowed or not: for tests that let chance choose."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.actions import (
    answering,
    assigning,
    closing,
    exporting,
    leave,
    partnering,
    queueing,
    replying,
    requesting,
    routing,
    sealing,
    sorting,
    viewing,
)
from bot.actions.changing import Seen
from bot.actions.exporting import Exporting
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from bot.errors import Refused
from storage import staff, threads
from tests.actions.secrets import COMMON, marker


@dataclass(frozen=True)
class Aim:
    """At which request, which other contact is meant, and two numbers of chance."""

    request: SupportRequest
    of: str
    other: int
    a: int
    b: int

    @property
    def seen(self) -> Seen:
        """What lies before the actor: now and then a version that is over."""
        return Seen(self.request.id, self.request.version - (self.a % 5 == 0))

    def typed(self) -> str:
        """Its number, as people write it."""
        r = self.request
        ways = (
            r.reference,
            r.reference.lower(),
            r.short,
            f"d {r.n}",
            f"D{r.n}",
            f"d.{r.n:06}",
            str(r.n),
            f"{r.year}-{r.n}",
        )
        return ways[self.a % len(ways)]

    def says(self, aspect: str) -> str:
        """Words about it, marked."""
        return f"{marker(aspect, self.of)} {COMMON}"


Act = Callable[[Actor, Aim], Awaitable[Any]]


async def _promise(actor: Actor, aim: Aim) -> Any:
    calendar = actor.house.calendar
    return await sorting.promise(actor, aim.seen, calendar.working_day(calendar.day(actor.now), 1 + aim.a % 4))


async def _suggest(actor: Actor, aim: Aim) -> Any:
    found = await viewing.find(actor, aim.typed())
    return await partnering.suggest(actor, found) if isinstance(found, SupportRequest) else found


async def _reply(actor: Actor, aim: Aim) -> Any:
    following = await queueing.next_for(actor)
    if following is None or not following.replies:
        return following
    return replying.filled(actor, following.replies[0], following.card.request, following.card.name)


async def _strike(actor: Actor, aim: Aim) -> Any:
    said = await threads.of_request(actor.tx, aim.request.id, internal=True)
    return await answering.strike(actor, said[aim.a % len(said)].id, "-")


async def _end_role(actor: Actor, aim: Aim) -> Any:
    held = [row for row in await staff.holders(actor.tx, actor.now) if row["contact_id"] == aim.other]
    return await leave.end_role(actor, held[0]) if held else None


async def _duplicate(actor: Actor, aim: Aim) -> Any:
    return await requesting.duplicate(actor, "equipment", COMMON) if actor.id else None


ACTS: Mapping[str, Act] = {
    "card": lambda a, t: viewing.card(a, t.request.id),
    "find": lambda a, t: viewing.find(a, t.typed()),
    "of_person": lambda a, t: viewing.of_person(a, f"plg-{t.other:06}"),
    "waiting": lambda a, t: viewing.waiting(a),
    "sealed_waiting": lambda a, t: viewing.sealed_waiting(a),
    "history": lambda a, t: viewing.history(a, t.request.id),
    "audited": lambda a, t: viewing.audited(a, t.request.id),
    "exported": lambda a, t: exporting.requests(Exporting(a), 0),
    "exported_threads": lambda a, t: exporting.threads(Exporting(a), 0),
    "figures": lambda a, t: exporting.of_year(Exporting(a), 0),
    "next": lambda a, t: queueing.next_for(a),
    "size": lambda a, t: queueing.size(a),
    "reply": _reply,
    "suggest": _suggest,
    "answer": lambda a, t: answering.answer(a, t.seen, t.says("public")),
    "ask_more": lambda a, t: answering.ask_more(a, t.seen, t.says("public")),
    "note": lambda a, t: answering.note(a, t.request.id, t.says("note")),
    "title": lambda a, t: answering.title(a, t.seen, marker("story", t.of)),
    "strike": _strike,
    "kind": lambda a, t: sorting.change_kind(a, t.seen, ("permit", "voice", "unsorted", "equipment")[t.a % 4]),
    "state": lambda a, t: sorting.change_state(a, t.seen, "under_review"),
    "promise": _promise,
    "close": lambda a, t: closing.close(a, t.seen, ("helped", "declined")[t.a % 2], t.says("public")),
    "claim": lambda a, t: assigning.claim(a, t.seen),
    "assign": lambda a, t: assigning.assign(a, t.seen, t.other),
    "release": lambda a, t: assigning.release(a, t.seen),
    "hand_over": lambda a, t: assigning.hand_over(a, t.other, a.id or 0),
    "leave": lambda a, t: leave.take(a, a.house.calendar.day(a.now) + timedelta(t.a % 3)),
    "end_role": _end_role,
    "name": lambda a, t: sealing.name(a, t.other, (None, t.request.id)[t.a % 2]),
    "unname": lambda a, t: sealing.unname(a, t.other, (None, t.request.id)[t.a % 2]),
    "exclude": lambda a, t: sealing.exclude(a, t.other, t.request.id),
    "standing": lambda a, t: sealing.standing(a),
    "ask_consent": lambda a, t: routing.ask_consent(a, t.seen, 1 + t.a % 5),
    "consent": lambda a, t: routing.consent(a, 1 + t.a % 4, ("yes", "no")[t.b % 2], "Boleh."),
    "forward": lambda a, t: routing.forward(a, 1 + t.a % 4),
    "sent": lambda a, t: routing.sent(a, t.seen, 1 + t.a % 4),
    "accepted": lambda a, t: routing.accepted(a, t.seen, 1 + t.a % 4, None),
    "unable": lambda a, t: routing.unable(a, t.seen, 1 + t.a % 4, t.says("public")),
    "partner_done": lambda a, t: routing.done(a, t.seen, 1 + t.a % 4),
    "referrals": lambda a, t: routing.of_request(a, t.request.id),
    "mine": lambda a, t: requesting.mine(a),
    "find_mine": lambda a, t: requesting.find_mine(a, t.typed()),
    "talk": lambda a, t: requesting.talk(a, t.request.id),
    "duplicate": _duplicate,
    "add": lambda a, t: requesting.add(a, t.request.id, t.says("added")),
    "complete": lambda a, t: requesting.complete(a, t.request.id, "wish", marker("answer", t.of)),
    "withdraw": lambda a, t: requesting.withdraw(a, t.request.id),
    "reopen": lambda a, t: requesting.reopen(a, t.request.id, t.says("added")),
    "confirm": lambda a, t: closing.confirm(a, t.request.id, ("yes", "no", "elsewhere")[t.a % 3]),
    "rate": lambda a, t: closing.rate(a, t.request.id, 1 + t.a % 5),
    "result": lambda a, t: closing.result(a, t.request.id, t.says("added")),
}  # fmt: skip


@dataclass(frozen=True)
class No:
    """A refusal, with all it says."""

    key: str
    values: Mapping[str, str | int]


async def tried(actor: Actor, name: str, aim: Aim) -> object:
    """What comes back of an attempt."""
    try:
        return await ACTS[name](actor, aim)
    except Refused as refused:
        return No(refused.key, refused.values)
