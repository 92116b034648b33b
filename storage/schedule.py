"""What is due once: `(name, due)` belongs to whoever takes it."""

from typing import Literal

from storage.ports import Tx


async def take(tx: Tx, name: str, due: int, now: int) -> bool:
    """True for the one that may do it."""
    return await tx.one("schedule.take", name=name, due=due, now=now) is not None


async def last(tx: Tx, name: str) -> int | None:
    """What was due last of all that was taken; None if nothing ever was."""
    row = await tx.one("schedule.last", name=name)
    return row["due"] if row is not None else None


async def settle(tx: Tx, name: str, due: int, state: Literal["done", "missed"], note: str, now: int) -> None:
    """What came of it."""
    await tx.run("schedule.settle", name=name, due=due, state=state, note=note, now=now)
