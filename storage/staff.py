"""Staff: the roles contacts hold, until when, and the single-use invitations that give them."""

from storage.ports import Row, Tx


async def roles(tx: Tx, contact_id: int, now: int) -> frozenset[str]:
    """The roles a contact holds now."""
    return frozenset(row["role"] for row in await tx.all("staff.roles", contact_id=contact_id, now=now))


async def add(tx: Tx, contact_id: int, role: str, until: int | None, invited_by: str, now: int) -> int:
    """Gives a role; the id of the row."""
    row = await tx.one(
        "staff.add", contact_id=contact_id, role=role, until=until, invited_by=invited_by, now=now
    )  # fmt: skip
    assert row is not None  # noqa: S101 - RETURNING
    return int(row["id"])


async def holders(tx: Tx, now: int) -> list[Row]:
    """`id, role, since, until, contact_id, channel, account, chat, profile_name` of everyone who holds a role now."""
    return await tx.all("staff.list", now=now)


async def end(tx: Tx, staff_id: int, now: int) -> bool:
    """Ends a role; False if it had ended."""
    return bool(await tx.run("staff.end", staff_id=staff_id, now=now))


async def count(tx: Tx, role: str, now: int) -> int:
    """How many hold a role now."""
    row = await tx.one("staff.count_role", role=role, now=now)
    return int(row["n"]) if row is not None else 0


async def invite(tx: Tx, code_hash: str, role: str, expires_at: int, invited_by: str) -> None:
    """Keeps an invitation; only the hash of its code."""
    await tx.run(
        "staff.invite", code_hash=code_hash, role=role, expires_at=expires_at, role_until=None, invited_by=invited_by
    )


async def use_invite(tx: Tx, code_hash: str, contact_id: int, now: int) -> Row | None:
    """Takes an invitation: `role, role_until, invited_by`, or None if there is none, it was used, or is too old."""
    return await tx.one("staff.use_invite", code_hash=code_hash, contact_id=contact_id, now=now)
