"""Destroying what is held of a person, in one transaction; and doing it again on a backup restored later.

What others stand on stays without the person: the audit's acts, a role once held, an empty row of that id. Addresses
and numbers leave only a MAC, so that a consent can be proved and an erasure repeated.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from storage import emptying, sessions
from storage.ports import Row, Tx

PAGE = 500
ASKED = "profile.still_there"  # names in the schedule, each with ":<person id>"
TOLD = "erase.told"
_OF_CONTACT = ("desk_messages", "outbox", "inbox", "session", "addresses", "web_sessions")


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure done: MACs of the address (or "") and of the number (or ""), and when."""

    address_mac: str
    number_mac: str
    at: int


@dataclass(frozen=True, slots=True)
class Seal:
    """What makes MACs, when it is, and until when proofs of consent are kept (UTC milliseconds)."""

    secret: bytes
    now: int
    keep_until: int

    def address(self, row: Row) -> str:
        """The MAC of a contact's address."""
        return self._mac(f"{row['channel']}:{row['account']}:{row['chat']}")

    def number(self, number: str) -> str:
        """The MAC of a person's number."""
        return self._mac(f"number:{number}")

    def _mac(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


async def due(tx: Tx, now: int) -> list[int]:
    """The people to be destroyed by now."""
    return [int(row["id"]) for row in await tx.all("people.due_erasures", now=now)]


async def told_at(tx: Tx, person_id: int, due_at: int) -> int | None:
    """When a person was told that its end has come; None if it was not."""
    row = await tx.one("erasing.told_at", name=f"{TOLD}:{person_id}", due=due_at)
    return int(row["at"]) if row is not None else None


async def on_its_way(tx: Tx, person_id: int) -> bool:
    """Whether something still waits to be sent to a person."""
    row = await tx.one("erasing.on_its_way", person_id=person_id)
    return row is not None and row["n"] > 0


async def destroy(tx: Tx, person_id: int, seal: Seal) -> list[str]:
    """Destroys a person and the chats that are its alone; the names of files to remove if nobody else uses them.

    Nothing happens to one that is destroyed already.
    """
    row = await tx.one("erasing.number", person_id=person_id)
    if row is None:
        return []
    contacts = await tx.all("erasing.contacts", person_id=person_id)
    alone = [contact for contact in contacts if not contact["others"]]
    number_mac = seal.number(row["number"])
    for address_mac in [seal.address(contact) for contact in alone] or [""]:
        await tx.run("erasing.note", address_mac=address_mac, number_mac=number_mac, at=seal.now)
    return await _destroy(tx, person_id, row["number"], contacts, seal)


async def _destroy(tx: Tx, person_id: int, number: str, contacts: list[Row], seal: Seal) -> list[str]:
    await tx.run("erasing.empty_person", person_id=person_id, number=f"erased-{person_id}")
    for row in await tx.all("erasing.consents", person_id=person_id):
        names = ("purpose", "version", "given_at", "withdrawn_at")
        kept = {name: row[name] for name in names} | {"keep_until": seal.keep_until}
        await tx.run("erasing.prove", address_mac=seal.address(row), **kept)
    names_of_files = await emptying.of_person(tx, person_id, seal.now)
    for what in ("posters", "pictures"):
        await tx.run(f"erasing.unlink_{what}", person_id=person_id)
    files = await tx.all("erasing.drop_media", person_id=person_id)
    for what in ("consents", "links", "sub_sectors", "desk_messages"):
        await tx.run(f"erasing.drop_{what}", person_id=person_id)
    await tx.run("erasing.unlink_announcements", person_id=person_id)
    await tx.run("erasing.empty_applications", person_id=person_id)
    for what in ("told", "rhythm"):
        await tx.run(f"erasing.drop_{what}", person_id=person_id)
    await tx.run("erasing.forget_referrals", number=number)
    await tx.run("erasing.blank_audit", subject="people", subject_id=person_id)
    for name in (ASKED, TOLD):
        await tx.run("erasing.drop_schedule", name=f"{name}:{person_id}")
    names_of_files += await _names(tx, files)
    for contact in contacts:
        if not contact["others"]:
            names_of_files += await forget(tx, contact["id"], seal.now)
        elif contact["active"]:
            await tx.run("erasing.activate", contact_id=contact["id"])
            await sessions.clear(tx, contact["id"], seal.now)
    await tx.run("erasing.drop_person", person_id=person_id)
    return names_of_files


async def forget(tx: Tx, contact_id: int, now: int) -> list[str]:
    """Empties a contact and everything said in its chat; the names of files to remove if nobody else uses them."""
    await tx.run("erasing.empty_contact", contact_id=contact_id, now=now)
    names = await emptying.of_contact(tx, contact_id, now)
    for what in ("unlink_contact_posters", "unlink_contact_pictures", "drop_contact_proposals", "unlink_proposals"):
        await tx.run(f"erasing.{what}", contact_id=contact_id)
    files = await tx.all("erasing.drop_contact_media", contact_id=contact_id)
    for what in _OF_CONTACT:
        await tx.run(f"erasing.drop_contact_{what}", contact_id=contact_id)
    await tx.run("erasing.end_staff", contact_id=contact_id, now=now)
    await tx.run("erasing.unlink_invites", contact_id=contact_id)
    await tx.run("erasing.unlink_shares", contact_id=contact_id)
    await tx.run("erasing.blank_audit", subject="contacts", subject_id=contact_id)
    await tx.run("erasing.blank_staff_audit", contact_id=contact_id)
    return names + await _names(tx, files)


async def _names(tx: Tx, rows: Iterable[Row]) -> list[str]:
    names = [name for row in rows for name in (row["sha256"], row["shown"]) if name]
    for name in names:
        await tx.run("erasing.drop_sent", sha256=name)
    return names


async def done(tx: Tx) -> list[Erasure]:
    """Every erasure that was done, oldest first."""
    return [Erasure(r["address_mac"], r["number_mac"], r["at"]) for r in await tx.all("erasing.done")]


async def remember(tx: Tx, erasures: Iterable[Erasure]) -> None:
    """Adds erasures that this database does not know of: they were done after the backup it comes from."""
    known = set(await done(tx))
    for erasure in dict.fromkeys(erasures):
        if erasure not in known:
            await tx.run(
                "erasing.note", address_mac=erasure.address_mac, number_mac=erasure.number_mac, at=erasure.at
            )  # fmt: skip


async def reapply(tx: Tx, seal: Seal) -> list[str]:
    """Destroys again whoever was destroyed once and is here again; the names of files to remove.

    Whoever registered, or wrote for the first time, after that erasure is somebody new and stays.
    """
    numbers: dict[str, int] = {}
    addresses: dict[str, int] = {}
    for erasure in await done(tx):
        numbers[erasure.number_mac] = max(erasure.at, numbers.get(erasure.number_mac, 0))
        addresses[erasure.address_mac] = max(erasure.at, addresses.get(erasure.address_mac, 0))
    files: list[str] = []
    for row in await _every(tx, "erasing.people_after") if numbers else ():
        if row["since"] <= numbers.get(seal.number(row["number"]), -1):
            contacts = await tx.all("erasing.contacts", person_id=row["id"])
            files += await _destroy(tx, row["id"], row["number"], contacts, seal)
    for row in await _every(tx, "erasing.strangers_after") if addresses else ():
        if row["since"] <= addresses.get(seal.address(row), -1):
            files += await forget(tx, row["id"], seal.now)
    return files


async def _every(tx: Tx, query: str) -> list[Row]:
    """All rows of a query that pages by id."""
    found: list[Row] = []
    after = 0
    while rows := await tx.all(query, after=after, most=PAGE):
        found += rows
        after = rows[-1]["id"]
    return found
