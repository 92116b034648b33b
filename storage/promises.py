"""Dates promised to requesters: kept if the next answer came in time."""

from storage.ports import Tx


async def make(tx: Tx, request_id: int, due_at: int, now: int) -> None:
    """Promises a date (UTC ms); one that is not over yet is replaced."""
    await tx.run("requests.drop_promise", request_id=request_id, now=now)
    await tx.run("requests.promise", request_id=request_id, made_at=now, due_at=due_at)


async def settle(tx: Tx, request_id: int, now: int) -> None:
    """Staff have answered: what was promised is kept, or was late."""
    await tx.run("requests.settle_promises", request_id=request_id, now=now)


async def give_up(tx: Tx, now: int) -> int:
    """Promises whose day is over are broken; how many."""
    return await tx.run("requests.broken_promises", now=now)
