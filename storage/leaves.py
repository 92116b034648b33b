"""Officers on leave."""

from storage.ports import Tx


async def begin(tx: Tx, contact_id: int, until: int, now: int) -> None:
    """On leave from now until then (UTC ms); what was noted before is replaced."""
    await end(tx, contact_id, now)
    await tx.run("complaints.leave", contact_id=contact_id, since=now, until=until)


async def end(tx: Tx, contact_id: int, now: int) -> bool:
    """Back at work; False if it was not away."""
    return bool(await tx.run("complaints.end_leave", contact_id=contact_id, now=now))


async def away(tx: Tx, now: int) -> dict[int, int]:
    """Who is on leave now, and until when."""
    return {row["contact_id"]: row["until"] for row in await tx.all("complaints.on_leave", now=now)}
