"""Announcements, their recipients worked out in the database a slice at a time, and what became of each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from bot.core.announcements import Announcement, Preview, Report, State
from bot.core.audience import Audience
from bot.core.message import Message
from storage.jsontext import to_text
from storage.listing import listed as _listed
from storage.outbox import BULK, NOTICE
from storage.ports import Row, Tx

NEVER = 2**53  # a row that is held is due then
WEEK_MS = 7 * 86_400_000
FAILURES = 20  # kinds of failure told apart
COUNTED = 1_000  # contacts counted in one look


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
    state: State = "scheduled"
    opportunity_id: int | None = None
    poster_id: int | None = None
    windowed: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Where messages can go: "telegram:42" of every account that runs, and the channels where a commit delivers."""

    accounts: frozenset[str]
    instant: frozenset[str]


async def add(tx: Tx, plan: Plan, now: int) -> int:
    """A new one; its id."""
    row = await tx.one(
        "announcements.add", state=plan.state, opportunity_id=plan.opportunity_id, poster_id=plan.poster_id,
        windowed=int(plan.windowed),
        texts=to_text(dict(plan.texts)), audience=to_text(plan.audience.to_json()), urgent=int(plan.urgent),
        reason=plan.reason, cap=plan.cap, only_of=plan.only_of, only_states=to_text(list(plan.only_states)),
        at=plan.at, expires_at=plan.expires_at, created_by=plan.created_by, now=now,
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def rewrite(tx: Tx, announcement_id: int, plan: Plan) -> bool:
    """A draft gets the words, picture, audience and cap of `plan`; False if it is no draft any more."""
    return bool(await tx.run(
        "announcements.rewrite", announcement_id=announcement_id, texts=to_text(dict(plan.texts)),
        audience=to_text(plan.audience.to_json()), poster_id=plan.poster_id, cap=plan.cap,
    ))  # fmt: skip


async def schedule(tx: Tx, announcement_id: int, plan: Plan) -> bool:
    """A draft is to go at `plan.at`, on the terms of `plan`; False if it is no draft any more."""
    return bool(await tx.run(
        "announcements.schedule", announcement_id=announcement_id, at=plan.at, expires_at=plan.expires_at,
        urgent=int(plan.urgent), reason=plan.reason, cap=plan.cap, windowed=int(plan.windowed),
    ))  # fmt: skip


async def uncounted(tx: Tx, most: int) -> list[tuple[Announcement, int]]:
    """Drafts whose audience is still to be counted, each with its version."""
    return [(_read(row), int(row["version"])) for row in await tx.all("announcements.uncounted", most=most)]


async def preview(tx: Tx, one: Announcement, reach: Reach, after: int, now: int) -> tuple[Preview, int | None]:
    """Counts the next contacts above `after` as `fill` would look at them now; the last of them, None: no more."""
    row = await tx.one("announcements.upto", after=after, most=COUNTED)
    upto = row["id"] if row is not None else None
    found = Preview()
    if upto is not None:
        for part in await tx.all("announcements.preview", **_where(one, reach, now), after=after, upto=upto):
            found = found.plus(part["channel"], part["reason"], int(part["n"]))
    return found, upto


async def counted(tx: Tx, announcement_id: int, version: int, found: Preview) -> bool:
    """Keeps what was counted; False where the draft has changed meanwhile."""
    kept = to_text(found.to_json())
    return bool(await tx.run("announcements.counted", announcement_id=announcement_id, version=version, preview=kept))


async def set_held(tx: Tx, one: Announcement, *, held: bool) -> None:
    """Whether it waits for the hours of news."""
    await tx.run("announcements.held", announcement_id=one.id, held=int(held))


async def watch(tx: Tx, announcement_id: int, contact_id: int | None, n: int = 0) -> None:
    """A chat sees how it goes in its bubble `n`; None: nobody does any more."""
    await tx.run("announcements.watch", announcement_id=announcement_id, contact_id=contact_id, n=n)


async def watched(tx: Tx) -> list[Announcement]:
    """Those somebody looks at."""
    return [_read(row) for row in await tx.all("announcements.watched")]


async def bubble(tx: Tx, contact_id: int, n: int) -> tuple[str, str]:
    """How a bubble of a chat went out: its state and the platform's id; ("", "") if there is none."""
    row = await tx.one("announcements.bubble", contact_id=contact_id, n=n)
    return (row["state"], row["platform_id"] or "") if row is not None else ("", "")


async def latest(tx: Tx, most: int) -> list[Announcement]:
    """The newest ones, drafts among them."""
    return [_read(row) for row in await tx.all("announcements.latest", most=most)]


async def tap(tx: Tx, announcement_id: int, contact_id: int, now: int) -> None:
    """Somebody opened what it shows."""
    await tx.run("announcements.tap", announcement_id=announcement_id, contact_id=contact_id, now=now)


async def by_id(tx: Tx, announcement_id: int) -> Announcement | None:
    """One, as it stands."""
    row = await tx.one("announcements.by_id", announcement_id=announcement_id)
    return _read(row) if row is not None else None


async def locked(tx: Tx, announcement_id: int) -> Announcement | None:
    """As `by_id`; nobody else changes it before this transaction ends."""
    await tx.one("announcements.lock", announcement_id=announcement_id)
    return await by_id(tx, announcement_id)


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
    await tx.one("announcements.fill_alone")
    await tx.run("announcements.recipients", **_where(one, reach, now), after=one.cursor, upto=upto, now=now)
    if one.state == "cancelled":
        await tx.run("announcements.cancel_recipients", **where)
    else:
        await tx.run("announcements.number", **where)
        await tx.run("announcements.unwanted", **where)
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
    """What was held goes on where it was in the line, and counts for now."""
    await tx.run("announcements.count_later", announcement_id=one.id, now=now)
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
    doubts, taps = await tx.one("announcements.doubts", **of), await tx.one("announcements.taps", **of)
    return Report(
        states, ledger, {row["reason"]: int(row["n"]) for row in failures},
        int(doubts["n"]) if doubts is not None else 0, int(taps["n"]) if taps is not None else 0,
    )  # fmt: skip


async def states(tx: Tx, announcement_id: int) -> dict[str, int]:
    """Its rows so far, by state: what `report` is quick to tell while it runs."""
    return {
        row["state"]: int(row["n"]) for row in await tx.all("announcements.states", announcement_id=announcement_id)
    }


async def of_person(tx: Tx, announcement_id: int, person_id: int) -> list[Row]:
    """`contact_id, reason, at, state, said, done_at, doubts` for each chat of a person, the one last heard of first.

    `reason` is None where it was not for that chat.
    """
    return await tx.all("announcements.of_person", announcement_id=announcement_id, person_id=person_id)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel or group where announcements are put too."""

    contact_id: int
    name: str


async def tie(tx: Tx, outlet: Outlet, tied_by: str, now: int) -> None:
    """One more; nothing happens to one there is already."""
    await tx.run("announcements.tie", contact_id=outlet.contact_id, name=outlet.name, tied_by=tied_by, now=now)


async def untie(tx: Tx, contact_id: int) -> None:
    """One less."""
    await tx.run("announcements.untie", contact_id=contact_id)


async def outlets(tx: Tx) -> list[Outlet]:
    """Those there are, oldest first."""
    return [Outlet(row["contact_id"], row["name"]) for row in await tx.all("announcements.outlets")]


async def urgent(tx: Tx, after: int, before: int) -> list[int]:
    """When urgent ones began or are to begin between two moments, in order; nobody else adds one before the commit."""
    await tx.one("announcements.count_urgent_alone")
    return [int(row["at"]) for row in await tx.all("announcements.urgent", after=after, before=before)]


@dataclass(frozen=True, slots=True)
class Lost:
    """What an outlet would not take: bubble `n` of its chat; `id` in the outbox."""

    id: int
    contact_id: int
    n: int
    name: str


async def lost_posts(tx: Tx, told: str, most: int) -> list[Lost]:
    """Those that nobody was told of, oldest first: told is what is taken in the schedule by the name of `told`."""
    found = await tx.all("announcements.lost_posts", told=told, most=most)
    return [Lost(row["id"], row["contact_id"], row["n"], row["name"]) for row in found]


def _where(one: Announcement, reach: Reach, now: int) -> dict[str, str | int]:
    """What decides who of some contacts gets it."""
    return {
        "announcement_id": one.id, **_asked(one.audience), "accounts": _listed(reach.accounts), "cap": one.cap,
        "week_ago": now - WEEK_MS, "only_states": _listed(one.only_states),
    }  # fmt: skip


def _asked(audience: Audience) -> dict[str, str]:
    return {f.name: _listed(getattr(audience, f.name)) for f in fields(audience)}


def _read(row: Row) -> Announcement:
    return Announcement(
        id=row["id"], state=row["state"], texts=json.loads(row["texts"]),
        audience=Audience.from_json(json.loads(row["audience"])), urgent=bool(row["urgent"]), reason=row["reason"],
        cap=row["cap"], only_of=row["only_of"], only_states=tuple(json.loads(row["only_states"])), at=row["at"],
        expires_at=row["expires_at"], cursor=row["cursor"], filled=bool(row["filled"]), created_by=row["created_by"],
        created_at=row["created_at"], started_at=row["started_at"], ended_at=row["ended_at"],
        opportunity_id=row["opportunity_id"], poster_id=row["poster_id"], windowed=bool(row["windowed"]),
        held=bool(row["held"]), preview=Preview(**json.loads(row["preview"])) if row["preview"] else None,
        watcher_id=row["watcher_id"], watch_n=row["watch_n"],
    )  # fmt: skip
