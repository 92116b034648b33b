"""Who may do what to requests: the one place that decides it. Every action asks here before it reads or changes.

viewer     totals and nothing of a person
desk       reads and answers what is not sealed
committee  also decides, assigns, routes, and sees the sealed complaints it is named for
admin      staff, settings, and who is named for complaints; no person, no thread
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.actions.desk import Desk, House
from bot.core.keeping import DAY_MS
from bot.core.message import Word
from bot.core.records import Contact, Person
from bot.core.requests import SupportRequest
from bot.errors import Refused
from storage import complaints, requests
from storage.ports import Tx

Right = Literal[
    "totals", "read", "answer", "decide", "staff", "name", "offer", "publish", "choose", "announce", "urgent"
]
RIGHTS: Mapping[Right, frozenset[str]] = {
    "totals": frozenset({"viewer", "desk", "committee", "admin"}),
    "read": frozenset({"desk", "committee"}),
    "answer": frozenset({"desk", "committee"}),
    "decide": frozenset({"committee"}),
    "staff": frozenset({"admin"}),
    "name": frozenset({"admin"}),
    "offer": frozenset({"desk", "committee"}),
    "publish": frozenset({"committee"}),
    "choose": frozenset({"committee"}),
    "announce": frozenset({"desk", "committee", "admin"}),
    "urgent": frozenset({"committee", "admin"}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which transaction, when (UTC ms). `contact` is None for the command line and the clock.

    The same for requesters and staff, in chat and on the web: `roles` are those held now, `person` whom the contact
    speaks for, `name` what the audit calls it.
    """

    tx: Tx
    house: House
    now: int
    contact: Contact | None
    name: str
    person: Person | None = None
    roles: frozenset[str] = frozenset()

    @property
    def id(self) -> int | None:
        """The contact's id."""
        return self.contact.id if self.contact is not None else None


async def actor(desk: Desk) -> Actor:
    """Whoever speaks in a turn."""
    return Actor(desk.tx, desk.house, desk.now, desk.contact, desk.actor, desk.person, await desk.roles())


def cli(tx: Tx, house: House, now: int) -> Actor:
    """The command line: it may do what admin and committee may, and sees no sealed complaint."""
    return Actor(tx, house, now, None, "cli", roles=frozenset({"admin", "committee"}))


def clock(tx: Tx, house: House, now: int) -> Actor:
    """Whatever happens because its time has come."""
    return Actor(tx, house, now, None, "clock")


def may(actor: Actor, right: Right) -> bool:
    """Whether somebody has a right, whatever the request."""
    return not actor.roles.isdisjoint(RIGHTS[right])


def check(actor: Actor, right: Right) -> None:
    """Raises Refused if it has not."""
    if not may(actor, right):
        raise Refused("request.not_allowed")


async def sees(actor: Actor, request: SupportRequest) -> bool:
    """Whether one who may read may read this: of the sealed those it is named for, and that do not name it."""
    if not request.sealed:
        return True
    if actor.id is None or "committee" not in actor.roles:
        return False
    return await complaints.sees(actor.tx, actor.id, request.id, actor.now)


async def access(actor: Actor, request_id: int, right: Right = "read", *, lock: bool = False) -> SupportRequest:
    """The whole request, for staff. Raises Refused: not allowed, unknown, or sealed with all that may be known."""
    check(actor, right)
    request = await (requests.locked if lock else requests.by_id)(actor.tx, request_id)
    if request is None or request.hidden or request.emptied:
        raise Refused("request.unknown")
    if not await sees(actor, request):
        raise shut(request, actor.now)
    return request


async def own(actor: Actor, request_id: int, *, lock: bool = False) -> SupportRequest:
    """The request, for whoever asked it. Raises Refused, where it is somebody else's, as if there were none."""
    request = await (requests.locked if lock else requests.by_id)(actor.tx, request_id)
    if request is None or request.emptied or not is_own(actor, request):
        raise Refused("request.unknown")
    return request


def is_own(actor: Actor, request: SupportRequest) -> bool:
    """Whether somebody asked this: the person from any chat, or the chat that speaks for nobody."""
    if request.person_id is not None:
        return actor.person is not None and actor.person.id == request.person_id
    return actor.id is not None and actor.person is None and request.contact_id == actor.id


def shut(request: SupportRequest, now: int) -> Refused:
    """What anybody on the staff may know of a sealed complaint: reference, age, state."""
    state = Word(f"request.state.{request.state}")
    return Refused("request.sealed", reference=request.reference, days=age_days(request.filed_at, now), state=state)


def age_days(since: int, now: int) -> int:
    """Whole days since then."""
    return max(0, now - since) // DAY_MS
