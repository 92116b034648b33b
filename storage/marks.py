"""Marks: small facts of the running program (sign of life, offset of the poller, what a platform was told)."""

from storage.ports import Tx


async def get(tx: Tx, name: str) -> str | None:
    """The value of a mark."""
    row = await tx.one("marks.get", name=name)
    return str(row["value"]) if row is not None else None


async def put(tx: Tx, name: str, value: str, now: int) -> None:
    """Sets a mark."""
    await tx.run("marks.put", name=name, value=value, now=now)
