"""The queue: what staff owe next, earliest due first; and what the clock takes from it, once."""

from dataclasses import dataclass

from bot.core.requests import SupportRequest
from storage import requests
from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of the queue: just after the request `id` that is due then. As made: before all."""

    due_at: int = -1
    id: int = 0


START = Place()


@dataclass(frozen=True, slots=True)
class Looker:
    """Whose queue it is. `committee`: sealed complaints it is named for are in it."""

    contact_id: int
    committee: bool


async def after(tx: Tx, looker: Looker, place: Place, now: int, most: int) -> list[SupportRequest]:
    """The next of an officer's own queue: its requests and nobody's."""
    rows = await tx.all(
        "queue.next",
        contact_id=looker.contact_id, committee=int(looker.committee), due_at=place.due_at, after_id=place.id, now=now,
        most=most,
    )  # fmt: skip
    return [requests.read(row) for row in rows]


async def counts(tx: Tx, looker: Looker, place: Place, now: int) -> tuple[int, int]:
    """How many of an officer's queue come before a place, and how many after it."""
    row = await tx.one(
        "queue.counts",
        contact_id=looker.contact_id, committee=int(looker.committee), due_at=place.due_at, after_id=place.id, now=now,
    )  # fmt: skip
    return (row["before"], row["ahead"]) if row is not None else (0, 0)


async def page(tx: Tx, place: Place, most: int) -> list[SupportRequest]:
    """Open requests whoever has them, but no sealed one."""
    rows = await tx.all("queue.page", due_at=place.due_at, after_id=place.id, most=most)
    return [requests.read(row) for row in rows]


async def sealed(tx: Tx) -> list[Row]:
    """`id, year, n, state, filed_at` of sealed complaints that are open."""
    return await tx.all("queue.sealed")


async def elsewhere(tx: Tx, looker: Looker, now: int) -> list[Row]:
    """`state, n` of what is open and not in an officer's queue; no sealed one."""
    return await tx.all("queue.elsewhere", contact_id=looker.contact_id, now=now)


async def digest(tx: Tx, since: int, now: int) -> Row:
    """`fresh` filed after `since`; of those whose turn is staff's: `waiting`, `late`, `pool` (nobody's)."""
    row = await tx.one("queue.digest", since=since, now=now)
    assert row is not None  # noqa: S101 - an aggregate
    return row


async def fresh_kinds(tx: Tx, since: int, now: int) -> list[Row]:
    """`kind, n` of what was filed after `since`, the most first; no sealed one."""
    return await tx.all("queue.fresh_kinds", since=since, now=now)


async def mine(tx: Tx, contact_id: int, now: int) -> int:
    """How many wait for an officer alone."""
    row = await tx.one("queue.mine", contact_id=contact_id, now=now)
    return int(row["n"]) if row is not None else 0


async def take_soon(tx: Tx, most: int) -> list[Row]:
    """`id, year, n, kind, sealed, wanted_on, event_on, assignee_id` of what is wanted at once; at most so many."""
    return await tx.all("queue.soon", most=most)


async def take_due(tx: Tx, before: int, now: int, most: int) -> list[Row]:
    """`id, n, assignee_id, due_at` of what officers must be reminded of, once for each due date; at most so many."""
    return await tx.all("queue.remind", before=before, now=now, most=most)


async def take_late(tx: Tx, now: int, most: int) -> list[Row]:
    """`id, n, assignee_id, sealed, due_at` of what is late, once for each due date; at most so many."""
    return await tx.all("queue.escalate", now=now, most=most)


async def unconfirmed(tx: Tx, before: int, most: int) -> list[SupportRequest]:
    """Closed requests whose requester was asked until then and has not answered."""
    return [requests.read(row) for row in await tx.all("queue.unconfirmed", before=before, most=most)]


async def ended_roles(tx: Tx, now: int) -> list[int]:
    """Whoever has open work and may not answer any more."""
    return [int(row["assignee_id"]) for row in await tx.all("queue.ended_roles", now=now)]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask what came of it: confirmed in (`oldest`, `before`], of these kinds, and not asked since `lately`."""

    kinds: frozenset[str]
    before: int
    oldest: int
    lately: int
    most: int


async def results_due(tx: Tx, asking: Asking) -> list[SupportRequest]:
    """Requests that were done and confirmed a while ago."""
    kinds = f",{','.join(sorted(asking.kinds))},"
    rows = await tx.all(
        "queue.results_due",
        before=asking.before, oldest=asking.oldest, lately=asking.lately, kinds=kinds, most=asking.most,
    )  # fmt: skip
    return [requests.read(row) for row in rows]
