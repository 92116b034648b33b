"""Sealed complaints: who is named to handle them, and whom they name."""

from storage.ports import Row, Tx


async def sees(tx: Tx, contact_id: int, request_id: int, now: int) -> bool:
    """Whether a member is named for a complaint, or for every one, and is not named by it."""
    row = await tx.one("complaints.sees", contact_id=contact_id, request_id=request_id, now=now)
    return row is not None and bool(row["named"]) and not row["excluded"]


async def handlers(tx: Tx, request_id: int, now: int) -> list[Row]:
    """`contact_id, profile_name` of the committee members who may handle a complaint now."""
    return await tx.all("complaints.handlers", request_id=request_id, now=now)


async def members(tx: Tx, request_id: int, now: int) -> list[Row]:
    """`contact_id, profile_name` of the committee members a complaint does not name, by name."""
    return await tx.all("complaints.members", request_id=request_id, now=now)


async def standing(tx: Tx, now: int) -> list[Row]:
    """`contact_id, since, profile_name` of whoever is named for every complaint."""
    return await tx.all("complaints.standing", now=now)


async def name(tx: Tx, contact_id: int, request_id: int | None, now: int) -> None:
    """Names a member for one complaint, or (None) for every one."""
    await tx.run("complaints.end", contact_id=contact_id, request_id=request_id or 0, now=now)
    await tx.run("complaints.add", request_id=request_id, contact_id=contact_id, excluded=0, now=now)


async def unname(tx: Tx, contact_id: int, request_id: int | None, now: int) -> bool:
    """The reverse; False if it was not named so."""
    return bool(await tx.run("complaints.end", contact_id=contact_id, request_id=request_id or 0, now=now))


async def exclude(tx: Tx, contact_id: int, request_id: int, now: int) -> None:
    """The complaint names this member, who can never handle or see it."""
    await tx.run("complaints.add", request_id=request_id, contact_id=contact_id, excluded=1, now=now)


async def staff_names(tx: Tx, now: int) -> list[Row]:
    """`contact_id, profile_name, name` of everybody on the staff: chat's name, and name as registered or ""."""
    return await tx.all("complaints.staff_names", now=now)
