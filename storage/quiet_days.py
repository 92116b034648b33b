"""Days that the committee keeps free of news that are not urgent."""

from datetime import date

from storage.ports import Row, Tx


async def declare(tx: Tx, day: date, reason: str, declared_by: str, now: int) -> int | None:
    """One more quiet day; its id, None if it is one already."""
    row = await tx.one("quiet_days.declare", day=day.isoformat(), reason=reason, declared_by=declared_by, now=now)
    return int(row["id"]) if row is not None else None


async def revoke(tx: Tx, day: date) -> Row | None:
    """A day like any other again; `id, reason` of what it was, None if it was no quiet day."""
    return await tx.one("quiet_days.revoke", day=day.isoformat())


async def since(tx: Tx, day: date) -> dict[date, str]:
    """The quiet days from a day on, with their reasons, in order."""
    return {date.fromisoformat(r["day"]): r["reason"] for r in await tx.all("quiet_days.since", day=day.isoformat())}
