"""Sealed complaints: which committee members may handle them, and keeping out whoever a complaint names."""

from bot.actions import changing, permitting
from bot.actions.permitting import Actor
from bot.core.requests import SupportRequest
from bot.core.spelling import fold
from bot.errors import Refused
from storage import complaints, contacts, requests, staff
from storage.ports import Row

SHORT_NAME = 3  # letters: "Pak", "Yuk" and the like are nobody's name
NOBODY = frozenset({
    "bapak", "kakak", "mangcek", "bicek", "ayuk", "pakcik", "petugas", "admin", "komite", "ketua", "anggota", "kekraf",
})  # fmt: skip


async def name(actor: Actor, contact_id: int, request_id: int | None = None) -> None:
    """Names a committee member for one complaint, or (None) for every one; admins do. Raises Refused."""
    permitting.check(actor, "name")
    if "committee" not in await staff.roles(actor.tx, contact_id, actor.now):
        raise Refused("request.seal.no_member")
    if request_id is not None:
        await _sealed(actor, request_id)
    await complaints.name(actor.tx, contact_id, request_id, actor.now)
    await _log(actor, "name", contact_id, request_id)


async def unname(actor: Actor, contact_id: int, request_id: int | None = None) -> bool:
    """The reverse of `name`; False if it was not so."""
    permitting.check(actor, "name")
    if not await complaints.unname(actor.tx, contact_id, request_id, actor.now):
        return False
    await _log(actor, "unname", contact_id, request_id)
    return True


async def members(actor: Actor, request_id: int) -> list[Row]:
    """`contact_id, profile_name` of the committee members not kept out of a complaint yet, by name."""
    request = await permitting.access(actor, request_id)
    if not request.sealed:
        raise Refused("request.seal.open")
    return await complaints.members(actor.tx, request_id, actor.now)


async def exclude(actor: Actor, contact_id: int, request_id: int) -> None:
    """The complaint names this member: it can neither handle nor see it. By whoever handles the complaint."""
    request = await permitting.access(actor, request_id)
    if not request.sealed:
        raise Refused("request.seal.open")
    await complaints.exclude(actor.tx, contact_id, request_id, actor.now)
    await changing.log(actor, request, "exclude", {}, {})  # not whom: that would tell what it is about
    if request.assignee_id == contact_id:
        await changing.keep(actor, request, "release", assignee_id=None)


async def exclude_named(actor: Actor, request: SupportRequest, text: str) -> frozenset[int]:
    """Keeps out every member of the staff whose name stands in a complaint's words; their contacts."""
    words = frozenset(fold(text).split())
    rows = await complaints.staff_names(actor.tx, actor.now)
    found = frozenset(int(row["contact_id"]) for row in rows if _names(row) & words)
    for contact_id in sorted(found):
        await complaints.exclude(actor.tx, contact_id, request.id, actor.now)
    return found


async def standing(actor: Actor) -> list[Row]:
    """`contact_id, since, profile_name` of whoever is named for every complaint; for admins."""
    permitting.check(actor, "name")
    return await complaints.standing(actor.tx, actor.now)


async def _sealed(actor: Actor, request_id: int) -> None:
    request = await requests.by_id(actor.tx, request_id)
    if request is None or not request.sealed:
        raise Refused("request.unknown")


async def _log(actor: Actor, what: str, contact_id: int, request_id: int | None) -> None:
    member = await contacts.by_id(actor.tx, contact_id)
    await changing.log_staff(actor, f"seal.{what}", contact_id, {
        "request": request_id, "member": member.profile_name if member is not None else "",
    })  # fmt: skip


def _names(row: Row) -> frozenset[str]:
    words = fold(f"{row['profile_name']} {row['name']}").split()
    return frozenset(word for word in words if len(word) > SHORT_NAME and word not in NOBODY)
