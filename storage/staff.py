"""Staff: the roles contacts hold, until when, and the single-use invitations that give them."""

from dataclasses import asdict, dataclass

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


async def set_until(tx: Tx, staff_id: int, until: int | None, now: int) -> bool:
    """Another end (UTC ms; None: no end) for a role that is held now; False if it is not."""
    return bool(await tx.run("staff.set_until", staff_id=staff_id, until=until, now=now))


async def ended(tx: Tx, since: int, now: int, told: str) -> list[Row]:
    """`id, role, until, contact_id` of roles that ended since then and are not noted under `<told><id>`."""
    return await tx.all("staff.ended", since=since, now=now, told=told)


async def count(tx: Tx, role: str, now: int) -> int:
    """How many hold a role now."""
    row = await tx.one("staff.count_role", role=role, now=now)
    return int(row["n"]) if row is not None else 0


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation. Only the hash of its code is kept; `role_until` (UTC ms) is when the role it gives ends."""

    code_hash: str
    role: str
    expires_at: int
    role_until: int | None
    invited_by: str


async def invite(tx: Tx, given: Invite) -> None:
    """Keeps an invitation."""
    await tx.run("staff.invite", **asdict(given))


async def use_invite(tx: Tx, code_hash: str, contact_id: int, now: int) -> Row | None:
    """Takes an invitation: `role, role_until, invited_by`, or None if there is none, it was used, or is too old."""
    return await tx.one("staff.use_invite", code_hash=code_hash, contact_id=contact_id, now=now)
