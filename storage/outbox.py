"""The outbox: everything that leaves, with its state. `queued -> sending -> sent | failed | dead`.

From `queued` also `superseded | cancelled | expired`. `sending` is committed, with who holds it, before a byte leaves.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

from bot.core.message import Message
from bot.core.records import Contact
from storage.jsontext import to_text
from storage.ports import Row, Tx

REPLY, NOTICE, BULK = 0, 1, 2
LANES = {"reply": REPLY, "notice": NOTICE, "bulk": BULK}
LIFETIME_MS = {REPLY: 3_600_000, NOTICE: 3 * 86_400_000, BULK: 7 * 86_400_000}
MOST_SENDING = 16
SAVED_US = 100_000  # unused slots are not saved up for longer
HOLD_MS = 30_000
HELD_BACK_MS = 50  # due, but its contact must wait: look again so soon


@dataclass(frozen=True, slots=True)
class Queue:
    """An account's queue, and the pace it may be emptied at: messages a second, and a contact's (0: no limit)."""

    channel: str
    account: str
    rate: float
    contact_rate: float = 0.0
    contact_burst: int = 3
    group_rate: float = 20 / 60


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row this process holds and is about to send."""

    id: int
    contact_id: int
    chat: str
    lane: int
    message: Message
    tries: int
    doubts: int
    at: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What may leave now, and when to look again (UTC milliseconds; None: when something is queued)."""

    rows: list[Claimed]
    look_at: int | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a message travels. `delivered`: the commit itself is the delivery (web chat). Zero: the lane's own terms."""

    lane: int = REPLY
    delivered: bool = False
    not_before: int = 0
    expires_at: int = 0


REPLIES = Terms()


async def add(tx: Tx, contact: Contact, message: Message, now: int, terms: Terms = REPLIES) -> int:
    """Queues a message as bubble `contact.last_n` of its contact; its id."""
    row = await tx.one(
        "outbox.add",
        channel=contact.channel, account=contact.account, contact_id=contact.id, n=contact.last_n, lane=terms.lane,
        state="sent" if terms.delivered else "queued", body=to_text(message.to_json()), at=now,
        not_before=terms.not_before or now, expires_at=terms.expires_at or now + LIFETIME_MS[terms.lane],
        done_at=now if terms.delivered else None,
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def merge(tx: Tx, contact_id: int, message: Message, now: int) -> Message:
    """Closes the contact's unsent replies; their news come before the new message's, their questions go."""
    for row in reversed(await tx.all("outbox.waiting", contact_id=contact_id, lane=REPLY)):
        older = Message.from_json(json.loads(row["body"]))
        message = message.after(older)
        await tx.run("outbox.close", outbox_id=row["id"], state="superseded", reason="", now=now)
    return message


async def cancel_contact(tx: Tx, contact_id: int, reason: str, now: int) -> int:
    """Nothing more is sent to this contact of what waits; how many rows that were."""
    return await tx.run("outbox.cancel_contact", contact_id=contact_id, reason=reason, now=now)


async def cancel_news(tx: Tx, person_id: int, now: int) -> int:
    """News that wait for a person's chats go to nobody; how many."""
    return await tx.run("outbox.cancel_news", person_id=person_id, lane=BULK, now=now)


async def claim(tx: Tx, queue: Queue, holder: str, now: int) -> Claim:
    """Takes the slots that are free and the rows that are due, and marks them `sending`."""
    where = {"channel": queue.channel, "account": queue.account}
    pace = await tx.one("outbox.pace", **where)
    if pace is None:
        await tx.run("outbox.start_pace", **where, slot_us=0)
        pace = await tx.one("outbox.pace", **where)
    assert pace is not None  # noqa: S101 - just made
    if pace["not_before"] > now:
        return Claim([], pace["not_before"])
    sending = await tx.one("outbox.sending", **where)
    room = MOST_SENDING - (sending["n"] if sending is not None else 0)
    slot_us = max(pace["slot_us"], now * 1000 - SAVED_US)
    step_us = 1_000_000 / queue.rate
    slots = min(room, int((now * 1000 - slot_us) / step_us))
    if slots <= 0:
        return Claim([], int((slot_us + step_us) / 1000) + 1 if room > 0 else None)
    rows = await _take(tx, queue, holder, now, slots)
    if rows:
        await tx.run("outbox.take_slots", **where, slot_us=int(slot_us + len(rows) * step_us))
    if len(rows) == slots:
        return Claim(rows, now + 1)
    due = await tx.one("outbox.next_due", **where)
    ahead = due["at"] if due is not None else None
    return Claim(rows, None if ahead is None else max(now + HELD_BACK_MS, ahead))


async def _take(tx: Tx, queue: Queue, holder: str, now: int, most: int) -> list[Claimed]:
    """Rows of contacts that may be written to; each moves its contact's next free moment (GCRA)."""
    interval = 1000 / queue.contact_rate if queue.contact_rate else 0.0
    free_by = int(now + interval * (queue.contact_burst - 1)) if interval else 2**62
    rows = await tx.all(
        "outbox.claim", channel=queue.channel, account=queue.account, now=now, holder=holder, free_by=free_by, most=most
    )
    claimed = []
    shared: dict[int, Message] = {}
    for row in sorted(rows, key=lambda r: (r["lane"], r["id"])):
        step = 1000 / queue.group_rate if row["is_group"] and queue.contact_rate else interval
        if step:
            free_at = int(max(now, row["free_at"]) + step)
            await tx.run("outbox.free_at", contact_id=row["contact_id"], free_at=free_at)
        claimed.append(
            Claimed(
                id=row["id"],
                contact_id=row["contact_id"],
                chat=row["chat"],
                lane=row["lane"],
                tries=row["tries"],
                doubts=row["doubts"],
                at=row["at"],
                message=await _message(tx, row, shared),
            )
        )
    return claimed


async def _message(tx: Tx, row: Row, shared: dict[int, Message]) -> Message:
    """A row's own words, or those it shares with others; `shared` holds what was read for this claim."""
    if row["body"] or row["body_id"] is None:
        return Message.from_json(json.loads(row["body"]))
    if row["body_id"] not in shared:
        found = await tx.one("announcements.body_by_id", body_id=row["body_id"])
        assert found is not None  # noqa: S101 - a foreign key
        shared[row["body_id"]] = Message.from_json(json.loads(found["body"]))
    return shared[row["body_id"]]


async def sent(tx: Tx, row: Claimed, holder: str, platform_id: str, now: int) -> None:
    """The platform has it."""
    await tx.run("outbox.sent", outbox_id=row.id, holder=holder, platform_id=platform_id, now=now)


async def again(tx: Tx, row: Claimed, holder: str, change: "Again", now: int) -> None:
    """Back to the queue; its lane of this contact is held for 30 s from the first time."""
    await tx.run(
        "outbox.again",
        outbox_id=row.id, holder=holder, not_before=change.not_before, tries=change.tries, doubts=change.doubts,
        reason=change.reason, held_until=now + HOLD_MS,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Again:
    """When a row may be tried again, and what stands against it by now."""

    not_before: int
    tries: int
    doubts: int
    reason: str


async def end(
    tx: Tx, row: Claimed, holder: str, state: Literal["failed", "dead"], reason: str, now: int
) -> None:  # fmt: skip
    """The platform will never have it (`failed`), or we gave up (`dead`)."""
    await tx.run(
        "outbox.end", outbox_id=row.id, holder=holder, state=state, reason=reason, tries=row.tries, doubts=row.doubts,
        now=now,
    )  # fmt: skip


async def depth(tx: Tx) -> list[Row]:
    """`lane, n, oldest` (UTC ms) of what waits, for each lane that has any."""
    return await tx.all("outbox.depth")


async def hush(tx: Tx, queue: Queue, until: int) -> None:
    """The whole account is silent until then (429)."""
    await tx.run("outbox.hush", channel=queue.channel, account=queue.account, not_before=until)


async def expire(tx: Tx, queue: Queue, now: int) -> int:
    """Ends what waited too long; how many rows."""
    return await tx.run("outbox.expire", channel=queue.channel, account=queue.account, now=now)


@dataclass(frozen=True, slots=True)
class Bubble:
    """One bubble of a chat, either way. `body` is a Message's or Heard's JSON, `at` UTC milliseconds."""

    n: int
    sender: Literal["bot", "person"]
    body: dict[str, Any]
    at: int


async def transcript(tx: Tx, contact_id: int, after: int, most: int) -> list[Bubble]:
    """A chat's bubbles after number `after`, in order."""
    rows = await tx.all("outbox.transcript", contact_id=contact_id, after=after, most=most)
    return [Bubble(r["n"], r["sender"], json.loads(r["body"]), r["at"]) for r in rows]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row found `sending`, and who held it."""

    id: int
    holder: str
    tries: int
    doubts: int


async def orphans(tx: Tx, queue: Queue, holder: str) -> list[Orphan]:
    """Rows that others hold."""
    rows = await tx.all("outbox.orphans", channel=queue.channel, account=queue.account, holder=holder)
    return [Orphan(r["id"], r["holder"], r["tries"], r["doubts"]) for r in rows]


async def adopt(tx: Tx, row: Orphan, most_doubts: int, now: int) -> None:
    """Its holder is gone: one more doubt, and queued again, or given up."""
    doubts = row.doubts + 1
    state = "dead" if doubts >= most_doubts else "queued"
    await tx.run(
        "outbox.adopt",
        outbox_id=row.id, holder=row.holder, doubts=doubts, state=state, now=now,
        done_at=now if state == "dead" else None,
    )  # fmt: skip


async def rewrite(tx: Tx, outbox_id: int, message: Message) -> None:
    """Another body for a row that is queued again (an edit whose message is gone)."""
    await tx.run("outbox.rewrite", outbox_id=outbox_id, body=to_text(message.to_json()))
