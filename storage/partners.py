"""The directory of the pentahelix: bodies that requests can be passed on to."""

import json
from dataclasses import dataclass

from storage.ports import Row, Tx


@dataclass(frozen=True, slots=True)
class Partner:
    """A body. Empty `kinds` or `sub_sectors`: all of them. `address` is an office or a page, no person's number.

    `addressee` is how a letter addresses it; `code` the city pack's id of what came from there.
    """

    id: int
    helix: str
    name: str
    kinds: tuple[str, ...] = ()
    sub_sectors: tuple[str, ...] = ()
    address: str = ""
    addressee: str = ""
    code: str = ""
    active: bool = True
    version: int = 1


async def every(tx: Tx) -> list[Partner]:
    """All bodies, also those no longer active."""
    return [_partner(row) for row in await tx.all("partners.list")]


async def by_id(tx: Tx, partner_id: int) -> Partner | None:
    """A body by its id."""
    row = await tx.one("partners.by_id", partner_id=partner_id)
    return _partner(row) if row is not None else None


async def busy(tx: Tx) -> dict[int, int]:
    """How many requests lie with, or are about to go to, each body that has any."""
    return {row["partner_id"]: row["n"] for row in await tx.all("partners.busy")}


async def add(tx: Tx, partner: Partner) -> int | None:
    """A new body; its id, None if there is one of that name or code."""
    columns = _columns(partner) | {"code": partner.code}
    row = await tx.one("partners.add", **{name: columns[name] for name in columns if name != "active"})
    return int(row["id"]) if row is not None else None


async def save(tx: Tx, partner: Partner) -> bool:
    """Writes what changed; False if somebody else was first."""
    return bool(await tx.run("partners.save", partner_id=partner.id, version=partner.version, **_columns(partner)))


def _columns(partner: Partner) -> dict[str, str | int]:
    return {
        "helix": partner.helix, "name": partner.name, "kinds": json.dumps(partner.kinds),
        "sub_sectors": json.dumps(partner.sub_sectors), "address": partner.address,
        "addressee": partner.addressee, "active": int(partner.active),
    }  # fmt: skip


def _partner(row: Row) -> Partner:
    return Partner(
        row["id"], row["helix"], row["name"], tuple(json.loads(row["kinds"])), tuple(json.loads(row["sub_sectors"])),
        row["address"], row["addressee"], row["code"], bool(row["active"]), row["version"],
    )  # fmt: skip
