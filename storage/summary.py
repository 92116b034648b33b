"""What the weekly summary counts: each number is a range of an index, all of them read in one snapshot."""

from dataclasses import asdict, dataclass
from typing import Literal

from storage.ports import Row, Tx

By = Literal["kind", "sub_sector", "district"]
_FILED = {"kind": "filed", "sub_sector": "filed_by_sub_sector", "district": "filed_by_district"}


@dataclass(frozen=True, slots=True)
class Span:
    """A week up to `until`; `last`: the week before began, `first`: the first of the weeks of the mean did (UTC ms)."""

    first: int
    last: int
    start: int
    until: int

    @property
    def week(self) -> dict[str, int]:
        """The bounds of the week as parameters."""
        return {"since": self.start, "until": self.until}


@dataclass(frozen=True, slots=True)
class Filed:
    """How many were filed in the week, in the week before, and in all weeks of the mean together."""

    fresh: int = 0
    before: int = 0
    earlier: int = 0


async def filed(tx: Tx, span: Span, by: By) -> dict[str, Filed]:
    """What was filed, by kind, sub-sector or district. Sealed complaints are in no number but their own."""
    rows = await tx.all(f"summary.{_FILED[by]}", **asdict(span))
    return {row["id"]: Filed(row["fresh"], row["before"], row["earlier"]) for row in rows}


async def closed(tx: Tx, span: Span) -> list[Row]:
    """`kind, outcome, confirmed, n, ratings, rating_sum` of what staff closed in the week."""
    return await tx.all("summary.closed", **span.week)


async def closed_by(tx: Tx, span: Span, by: Literal["sub_sector", "district"]) -> dict[str, int]:
    """What staff closed in the week, by sub-sector or district."""
    return _counts(await tx.all(f"summary.closed_by_{by}", **span.week))


async def counted(tx: Tx, since: int, until: int) -> tuple[int, int, int]:
    """How many were filed, closed by staff, and ended by their requester between two moments."""
    ended = await _one(tx, "count_closed", since=since, until=until)
    return (await _n(tx, "count_filed", since=since, until=until), ended["n"], ended["withdrawn"])


async def reopened(tx: Tx, span: Span) -> int:
    """Acts of opening again in the week."""
    return await _n(tx, "reopened", **span.week)


async def open_at(tx: Tx, until: int) -> tuple[int, int]:
    """How many are open at a moment: requests, sealed complaints."""
    found = {row["sealed"]: int(row["n"]) for row in await tx.all("summary.open", until=until)}
    return found.get(0, 0), found.get(1, 0)


async def late_at(tx: Tx, at: int) -> int:
    """How many wait at a moment for a first answer that was due before it."""
    return await _n(tx, "late", at=at)


async def sealed(tx: Tx, span: Span, before: int) -> tuple[int, int]:
    """Sealed complaints filed in the week, and those open at its end that were filed before a limit."""
    return await _n(tx, "sealed_filed", **span.week), await _n(tx, "sealed_late", until=span.until, before=before)


async def answers(tx: Tx, span: Span) -> Row:
    """`n, in_time, fresh` (to what was filed in the week) of the first answers given in the week."""
    return await _one(tx, "answers", **span.week)


async def answer_minutes(tx: Tx, span: Span, rank: int) -> int:
    """The working minutes of the first answer at a rank of the week's, the fastest being 0."""
    return int((await _one(tx, "answer_minutes", **span.week, rank=rank))["minutes"])


async def promises(tx: Tx, span: Span) -> Row:
    """`n, kept` of what was promised for a day of the week."""
    return await _one(tx, "promises", **span.week)


async def elsewhere(tx: Tx, span: Span) -> dict[str, int]:
    """How many were told another address, by kind."""
    return _counts(await tx.all("summary.elsewhere", **span.week))


async def sent(tx: Tx, span: Span) -> list[Row]:
    """`helix, state, n` of what went to partners in the week."""
    return await tx.all("summary.sent", **span.week)


async def sent_by_sub_sector(tx: Tx, span: Span) -> dict[str, int]:
    """What went to partners in the week, by the requester's sub-sector."""
    return _counts(await tx.all("summary.sent_by_sub_sector", **span.week))


async def done(tx: Tx, span: Span) -> int:
    """What partners settled in the week."""
    return await _n(tx, "done", **span.week)


async def people(tx: Tx, span: Span, by: Literal["sub_sector", "district"]) -> dict[str, tuple[int, int]]:
    """Practitioners registered before the end, and in the week, by first sub-sector or district."""
    name = "summary.people" if by == "district" else "summary.people_by_sub_sector"
    rows = await tx.all(name, start=span.start, until=span.until)
    return {row["id"]: (int(row["n"]), int(row["fresh"])) for row in rows}


async def legal_missed(tx: Tx, until: int, today: str) -> list[Row]:
    """`id, year, n, kind, district, at, event_on, legal_at`: the last filing day is over, the event is not."""
    return await tx.all("summary.legal_missed", until=until, today=today)


async def complaints_late(tx: Tx, before: int) -> list[Row]:
    """`id, year, n, at` of sealed complaints filed before a limit and open."""
    return await tx.all("summary.complaints_late", before=before)


async def waiting_again(tx: Tx) -> list[Row]:
    """`id, year, n, kind, district, at` of what was opened again (`at`; None: not known) and not answered since."""
    return await tx.all("summary.waiting_again")


async def no_partner(tx: Tx, before: int) -> list[Row]:
    """`id, year, n, kind, district, at` of what was filed before a limit and that no partner has, oldest first."""
    return await tx.all("summary.no_partner", before=before)


async def partner_silent(tx: Tx, until: int) -> list[Row]:
    """`id, year, n, kind, district, at, partner_id, helix, name, code` of what a partner has for too long."""
    return await tx.all("summary.partner_silent", until=until)


def _counts(rows: list[Row]) -> dict[str, int]:
    return {row["id"]: int(row["n"]) for row in rows}


async def _one(tx: Tx, name: str, **params: int) -> Row:
    row = await tx.one(f"summary.{name}", **params)
    assert row is not None  # noqa: S101 - an aggregate
    return row


async def _n(tx: Tx, name: str, **params: int) -> int:
    return int((await _one(tx, name, **params))["n"])
