"""Opportunities and stages: added, read, and saved where nobody else was first."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.jsonable import from_json, to_json
from bot.core.opportunities import Offer, Opportunity, State
from storage.jsontext import to_text
from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A new draft. Fields as in `Opportunity`."""

    code: str
    offer: Offer
    created_by: str
    closes_at: int | None = None
    poster_id: int | None = None
    proposed_by: int | None = None


async def add(tx: Tx, begun: Begun, now: int) -> Opportunity | None:
    """A new draft; None if its code is taken."""
    row = await tx.one(
        "opportunities.add", code=begun.code, kind=begun.offer.kind, offer=to_text(to_json(begun.offer)),
        poster_id=begun.poster_id, closes_at=begun.closes_at, proposed_by=begun.proposed_by,
        created_by=begun.created_by, now=now,
    )  # fmt: skip
    return await by_id(tx, row["id"]) if row is not None else None


async def by_id(tx: Tx, opportunity_id: int) -> Opportunity | None:
    """One, as it stands."""
    row = await tx.one("opportunities.by_id", opportunity_id=opportunity_id)
    return read(row) if row is not None else None


async def by_code(tx: Tx, code: str) -> Opportunity | None:
    """The one of a public code, in any state; `code` in capitals."""
    row = await tx.one("opportunities.by_code", code=code)
    return read(row) if row is not None else None


async def open_at(tx: Tx, now: int, most: int) -> list[Opportunity]:
    """What one may apply to at a moment, soonest to close first."""
    return [read(row) for row in await tx.all("opportunities.open_at", now=now, most=most)]


async def locked(tx: Tx, opportunity_id: int) -> Opportunity | None:
    """As `by_id`; nobody else changes it, or gives a place of it away, before this transaction ends."""
    await tx.one("opportunities.lock", opportunity_id=opportunity_id)
    return await by_id(tx, opportunity_id)


async def in_states(tx: Tx, states: Iterable[State], most: int) -> list[Opportunity]:
    """Those in some states, soonest to close first."""
    listed = f",{','.join(states)},"
    return [read(row) for row in await tx.all("opportunities.in_states", states=listed, most=most)]


async def save(tx: Tx, one: Opportunity, now: int) -> bool:
    """Writes what changed; False, and nothing written, if its version is not that of the store."""
    return bool(await tx.run(
        "opportunities.save", opportunity_id=one.id, version=one.version, kind=one.offer.kind, state=one.state,
        offer=to_text(to_json(one.offer)), poster_id=one.poster_id, closes_at=one.closes_at,
        submitted_by=one.submitted_by, approved_by=one.approved_by, fee_approved_by=one.fee_approved_by,
        reason=one.reason, results=one.results, published_at=one.published_at, ended_at=one.ended_at,
        results_at=one.results_at, now=now,
    ))  # fmt: skip


def read(row: Row) -> Opportunity:
    """A row as the record."""
    return Opportunity(**{**row, "offer": from_json(Offer, json.loads(row["offer"]))})
