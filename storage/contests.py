"""Competitions: from where somebody has entered, and which requests are objections to the results."""

from storage.ports import Row, Tx


async def entered(tx: Tx, opportunity_id: int) -> set[str]:
    """The districts somebody has handed in from, "" where one did not say."""
    return {row["district"] for row in await tx.all("contests.entered", opportunity_id=opportunity_id)}


async def tie(tx: Tx, request_id: int, opportunity_id: int) -> None:
    """A request is an objection to the results of an opportunity."""
    await tx.run("contests.tie", request_id=request_id, opportunity_id=opportunity_id)


async def objections(tx: Tx, opportunity_id: int, most: int) -> list[Row]:
    """`year, n, closed_at` of the objections, oldest first; nothing of what they say."""
    return await tx.all("contests.objections", opportunity_id=opportunity_id, most=most)
