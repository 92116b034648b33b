"""What the weekly summary counts of opportunities and applications; moments are UTC milliseconds."""

from typing import Literal

from storage.ports import Row, Tx
from storage.summary import Span

By = Literal["sub_sector", "district"]


async def published(tx: Tx, span: Span) -> dict[str, tuple[int, int]]:
    """How many were published in the week, and in the week before, by kind."""
    rows = await tx.all("summary_offers.published", last=span.last, start=span.start, until=span.until)
    return {row["id"]: (int(row["fresh"]), int(row["before"])) for row in rows}


async def open_at(tx: Tx, until: int) -> int:
    """How many are open at a moment."""
    return await _n(tx, "open", until=until)


async def applied_by(tx: Tx, span: Span, by: By | Literal["kind"]) -> dict[str, int]:
    """How many handed in in the week, by kind of the opportunity, or by their sub-sector or district."""
    rows = await tx.all(f"summary_offers.applied_by_{by}", **span.week)
    return {row["id"]: int(row["n"]) for row in rows}


async def chosen_by_kind(tx: Tx, span: Span) -> dict[str, int]:
    """Places given in the week."""
    rows = await tx.all("summary_offers.chosen_by_kind", **span.week)
    return {row["id"]: int(row["n"]) for row in rows}


async def chosen_by(tx: Tx, span: Span, by: By) -> dict[str, tuple[int, int]]:
    """Places given in the week, and how many of them were somebody's first."""
    rows = await tx.all(f"summary_offers.chosen_by_{by}", **span.week)
    return {row["id"]: (int(row["n"]), int(row["fresh"])) for row in rows}


async def before(tx: Tx, span: Span) -> tuple[int, int]:
    """Handed in, and places given, in the week before."""
    bounds = {"since": span.last, "until": span.start}
    return await _n(tx, "applied", **bounds), await _n(tx, "chosen", **bounds)


async def given(tx: Tx, span: Span, most: int) -> list[int]:
    """The opportunities of which places were given in the week, most first."""
    return [int(row["id"]) for row in await tx.all("summary_offers.given", **span.week, most=most)]


async def taken(tx: Tx, opportunity_id: int) -> tuple[int, int]:
    """The places of an opportunity that are taken, and how many of them are somebody's first."""
    row = await tx.one("summary_offers.taken", opportunity_id=opportunity_id)
    return (int(row["n"]), int(row["fresh"])) if row is not None else (0, 0)


async def closing(tx: Tx, since: int, until: int, most: int) -> list[Row]:
    """`id, offer, closes_at, n` of what closes after a moment, up to another."""
    return await tx.all("summary_offers.closing", since=since, until=until, most=most)


async def _n(tx: Tx, name: str, **params: int) -> int:
    row = await tx.one(f"summary_offers.{name}", **params)
    return int(row["n"]) if row is not None else 0
