"""Announcements, their recipients worked out in the database a slice at a time, and what became of each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from bot.core.announcements import Announcement, Report, State
from bot.core.audience import Audience
from bot.core.message import Message
from storage.jsontext import to_text
from storage.outbox import BULK, NOTICE
from storage.ports import Row, Tx

NEVER = 2**53  # a row that is held is due then
WEEK_MS = 7 * 86_400_000
FAILURES = 20  # kinds of failure told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An announcement to be made; fields as in `Announcement`."""

    texts: Mapping[str, str]
    audience: Audience
    at: int
    expires_at: int
    created_by: str
    urgent: bool = False
    reason: str = ""
    cap: int = 0
    only_of: int | None = None
    only_states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Where messages can go: "telegram:42" of every account that runs, and the channels where a commit delivers."""

    accounts: frozenset[str]
    instant: frozenset[str]


async def add(tx: Tx, plan: Plan, now: int) -> int:
    """A new one, scheduled; its id."""
    row = await tx.one(
        "announcements.add",
        texts=to_text(dict(plan.texts)), audience=to_text(plan.audience.to_json()), urgent=int(plan.urgent),
        reason=plan.reason, cap=plan.cap, only_of=plan.only_of, only_states=to_text(list(plan.only_states)),
        at=plan.at, expires_at=plan.expires_at, created_by=plan.created_by, now=now,
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def by_id(tx: Tx, announcement_id: int) -> Announcement | None:
    """One, as it stands."""
    row = await tx.one("announcements.by_id", announcement_id=announcement_id)
    return _read(row) if row is not None else None


async def open_ones(tx: Tx, now: int) -> list[Announcement]:
    """Those to begin or under way; urgent ones first, then as they came."""
    return [_read(row) for row in await tx.all("announcements.open", now=now)]


async def turn(tx: Tx, announcement_id: int, states: Iterable[State], state: State, now: int) -> bool:
    """From one of `states` to `state`; False where it is in none of them."""
    allowed = _listed(states)
    return bool(
        await tx.run("announcements.turn", announcement_id=announcement_id, states=allowed, state=state, now=now)
    )


async def go_on(tx: Tx, now: int) -> list[int]:
    """Whatever was missed and is not stale begins now; the ids, oldest first."""
    return sorted(int(row["id"]) for row in await tx.all("announcements.go_on", now=now))


async def render(tx: Tx, announcement_id: int, language: str, channel: str, message: Message) -> None:
    """Keeps its words in one language as one channel carries them; the first stays."""
    await tx.run(
        "announcements.body",
        announcement_id=announcement_id, language=language, channel=channel, body=to_text(message.to_json()),
    )  # fmt: skip


async def ahead(tx: Tx, announcement_id: int) -> int:
    """How many of its rows wait."""
    row = await tx.one("announcements.ahead", announcement_id=announcement_id)
    return int(row["n"]) if row is not None else 0


async def fill(tx: Tx, one: Announcement, reach: Reach, most: int, now: int) -> bool:
    """Works out the recipients among the next `most` contacts and queues their rows; False when there were none left.

    Of a cancelled one they go into the ledger alone.
    """
    row = await tx.one("announcements.upto", after=one.cursor, most=most)
    upto = row["id"] if row is not None else None
    if upto is None:
        return False
    where = {"announcement_id": one.id, "after": one.cursor, "upto": upto}
    await tx.run(
        "announcements.recipients", **where, **_asked(one.audience), accounts=_listed(reach.accounts), cap=one.cap,
        week_ago=now - WEEK_MS, only_states=_listed(one.only_states), now=now,
    )  # fmt: skip
    if one.state == "cancelled":
        await tx.run("announcements.cancel_recipients", **where)
    else:
        await tx.run("announcements.number", **where)
        await tx.run(
            "announcements.queue", **where, instant=_listed(reach.instant), expires_at=one.expires_at,
            lane=NOTICE if one.urgent else BULK, not_before=one.started_at or now,
        )  # fmt: skip
    await tx.run("announcements.move", announcement_id=one.id, upto=upto)
    return True


async def filled(tx: Tx, announcement_id: int) -> None:
    """Everybody it is for is in the ledger."""
    await tx.run("announcements.filled", announcement_id=announcement_id)


async def hold(tx: Tx, announcement_id: int) -> int:
    """Nothing of it leaves until `release`; how many rows that stopped."""
    return await tx.run("announcements.hold", announcement_id=announcement_id, never=NEVER)


async def release(tx: Tx, one: Announcement, now: int) -> int:
    """What was held goes on where it was in the line."""
    return await tx.run("announcements.release", announcement_id=one.id, never=NEVER, not_before=one.started_at or now)


async def drop(tx: Tx, announcement_id: int, now: int) -> int:
    """What waits is not sent any more; how many rows."""
    return await tx.run("announcements.drop", announcement_id=announcement_id, now=now)


async def under_way(tx: Tx, announcement_id: int) -> int:
    """Rows that wait or are on their way."""
    row = await tx.one("announcements.under_way", announcement_id=announcement_id)
    return int(row["n"]) if row is not None else 0


async def report(tx: Tx, announcement_id: int) -> Report:
    """What became of it so far."""
    of = {"announcement_id": announcement_id}
    states = {row["state"]: int(row["n"]) for row in await tx.all("announcements.states", **of)}
    ledger = {row["reason"]: int(row["n"]) for row in await tx.all("announcements.reasons", **of)}
    if erased := ledger.pop("", 0) - sum(states.values()):
        states["erased"] = erased  # whose chat is gone
    failures = await tx.all("announcements.failures", **of, most=FAILURES)
    doubts = await tx.one("announcements.doubts", **of)
    return Report(
        states, ledger, {row["reason"]: int(row["n"]) for row in failures},
        int(doubts["n"]) if doubts is not None else 0,
    )  # fmt: skip


async def why(tx: Tx, announcement_id: int, contact_id: int) -> Row | None:
    """`reason, at, state, said, done_at, doubts` of one recipient; None: it was not for this chat."""
    return await tx.one("announcements.why", announcement_id=announcement_id, contact_id=contact_id)


async def urgent_since(tx: Tx, since: int) -> int:
    """How many urgent ones have begun since then."""
    row = await tx.one("announcements.urgent_since", since=since)
    return int(row["n"]) if row is not None else 0


def _asked(audience: Audience) -> dict[str, str]:
    return {f.name: _listed(getattr(audience, f.name)) for f in fields(audience)}


def _listed(values: Iterable[str]) -> str:
    """Values as SQL looks for them, "" for none."""
    joined = ",".join(sorted(values))
    return f",{joined}," if joined else ""


def _read(row: Row) -> Announcement:
    return Announcement(
        id=row["id"], state=row["state"], texts=json.loads(row["texts"]),
        audience=Audience.from_json(json.loads(row["audience"])), urgent=bool(row["urgent"]), reason=row["reason"],
        cap=row["cap"], only_of=row["only_of"], only_states=tuple(json.loads(row["only_states"])), at=row["at"],
        expires_at=row["expires_at"], cursor=row["cursor"], filled=bool(row["filled"]), created_by=row["created_by"],
        created_at=row["created_at"], started_at=row["started_at"], ended_at=row["ended_at"],
    )  # fmt: skip
