"""People: practitioners, each with a number of random digits, whatever chats they speak from."""

from bot.core.records import Person, Profile
from storage.ports import Tx

DAY_MS = 86_400_000


async def by_id(tx: Tx, person_id: int) -> Person | None:
    """A person by its id, hidden ones too."""
    row = await tx.one("people.by_id", person_id=person_id)
    if row is None:
        return None
    subs = await tx.all("people.sub_sectors", person_id=person_id)
    return Person(
        id=row["id"], number=row["number"], kind=row["kind"], name=row["name"], group_name=row["group_name"],
        story=row["story"], sub_sectors=tuple(r["sub_sector"] for r in subs), district=row["district"],
        ward=row["ward"], place=row["place"], status=row["status"], since=row["since"], version=row["version"],
        invited_by=row["invited_by"], alerts=bool(row["alerts"]), erase_at=row["erase_at"],
    )  # fmt: skip


async def by_number(tx: Tx, number: str) -> int | None:
    """The id of the person of a number."""
    row = await tx.one("people.by_number", number=number)
    return int(row["id"]) if row is not None else None


async def named(tx: Tx, name: str, most: int) -> list[int]:
    """Those registered whose name is, or holds, these words (in small letters); an exact one stands alone."""
    rows = await tx.all("people.named", name=name, most=most)
    exact = [row["id"] for row in rows if row["name"].lower() == name]
    return exact or [row["id"] for row in rows]


async def add(tx: Tx, number: str, profile: Profile, invited_by: str, now: int) -> int | None:
    """A new person; its id, or None where the number is taken (draw another)."""
    row = await tx.one("people.add", number=number, now=now, invited_by=invited_by, **_columns(profile))
    if row is None:
        return None
    await _sub_sectors(tx, row["id"], profile)
    return int(row["id"])


async def change(tx: Tx, person: Person, profile: Profile, now: int) -> bool:
    """Replaces what a person says of itself; False if somebody else changed it since `person` was read."""
    columns = _columns(profile)
    if not await tx.run("people.change", person_id=person.id, version=person.version, now=now, **columns):
        return False
    await tx.run("people.drop_sub_sectors", person_id=person.id)
    await _sub_sectors(tx, person.id, profile)
    return True


async def close(tx: Tx, person_id: int, erase_at: int) -> None:
    """Hides a person until it is destroyed."""
    await tx.run("people.erase_at", person_id=person_id, erase_at=erase_at, status="closed")


async def reopen(tx: Tx, person_id: int) -> None:
    """The erasure was taken back in time."""
    await tx.run("people.erase_at", person_id=person_id, erase_at=None, status="registered")


async def active(tx: Tx, person_id: int, now: int) -> None:
    """The person was here; written down once a day at most."""
    await tx.run("people.active", person_id=person_id, now=now, before=now - DAY_MS)


async def link(tx: Tx, contact_id: int, person_id: int, now: int) -> None:
    """The contact speaks for this person from now on."""
    await tx.run("people.rest_links", contact_id=contact_id, person_id=person_id)
    await tx.run("people.link", contact_id=contact_id, person_id=person_id, now=now)


async def unlink(tx: Tx, contact_id: int, person_id: int) -> None:
    """The contact is not this person."""
    await tx.run("people.unlink", contact_id=contact_id, person_id=person_id)


def _columns(profile: Profile) -> dict[str, str]:
    names = ("kind", "name", "group_name", "story", "district", "ward", "place")
    return {name: getattr(profile, name) for name in names}


async def _sub_sectors(tx: Tx, person_id: int, profile: Profile) -> None:
    for position, sub_sector in enumerate(profile.sub_sectors):
        await tx.run("people.add_sub_sector", person_id=person_id, sub_sector=sub_sector, position=position)
