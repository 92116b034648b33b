"""Who may see what of requests, written down once more and apart from the program: the oracle of the leak tests.

A small city is prepared in which everything anybody said holds a marker that tells whose it is. Whatever comes out,
anywhere, is searched for markers, and `Oracle.may` says whether this contact may have it. The rules are those of
`docs/decisions/0005-support-requests.md`; the facts (roles, who asked, who is named) are read from the tables alone.
"""

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

from bot.actions import answering, closing, partnering, routing
from bot.core.message import Chat
from bot.core.records import Profile
from bot.core.requests import SupportRequest
from storage import complaints, contacts, people, staff
from storage.ports import Store, Tx
from tests.actions.world import Office, Who
from tests.clock.world import CITY

MARKER = re.compile(r"zq([a-z]+?)x([a-z]+?)qz")
ASPECTS = ("story", "answer", "added", "public", "note", "name", "place", "craft")
OFFERING = frozenset({"committee", "desk"})
"""Who makes opportunities."""
IDENTITY = frozenset({"name", "place", "craft"})
COMMON = "mesin jahit rusak mau pinjam alat untuk pesanan"
OFFICERS: Mapping[str, tuple[str, ...]] = {
    "viewer": ("viewer",), "counter": ("enumerator",), "admin": ("admin",), "desk": ("desk",),
    "deskadmin": ("desk", "admin"), "member": ("committee",), "named": ("committee",), "once": ("committee",),
    "kept": ("committee",), "handler": ("desk",), "past": (), "own": ("committee",),
}  # fmt: skip
"""`named` handles every complaint, `once` one, `kept` all but one that names it; `handler` and `past` are written down
as handlers but hold no such role; `own` asked something itself, as a practitioner."""
REQUESTS: Mapping[str, tuple[str, bool]] = {
    "open": ("equipment", False), "loose": ("training", False), "sealed": ("voice", False), "anon": ("voice", True),
    "about": ("voice", False), "own": ("voice", False),
}  # fmt: skip
"""Kind, and whether without a name, by whoever asked; `loose` never registered, `about` complains of `kept`."""
KEPT_NAME = "Zulkipli"


def marker(aspect: str, of: str) -> str:
    """The word that stands for one thing somebody said, or is."""
    return f"zq{aspect}x{of}qz"


@dataclass(frozen=True)
class World:
    """The prepared city: contacts and requests by name."""

    who: Mapping[str, int]
    requests: Mapping[str, int]

    def named(self, contact_id: int) -> str:
        """A contact's name here."""
        return next((name for name, each in self.who.items() if each == contact_id), f"contact {contact_id}")


async def prepare(store: Store, now: int) -> World:
    """Officers, requesters and their requests, each answered and noted once by whoever may."""
    office = Office(store, now)
    await store.transact(lambda tx: partnering.load(tx, CITY))
    who = {name: await _contact(store, now, name) for name in (*OFFICERS, *REQUESTS, "nosy", "stranger")
           if name not in ("own", "loose")}  # fmt: skip
    who |= {"own": await _contact(store, now, "own"), "loose": await _contact(store, now, "loose")}
    for name in (*REQUESTS, "nosy"):
        if name != "loose":
            await _registered(store, now, name, who[name])
    for name, roles in OFFICERS.items():
        for role in roles or ("committee",):
            await store.transact(lambda tx, n=name, r=role: _role(tx, who[n], r, now, ended=n == "past"))  # type: ignore[misc]
    requests = {name: await _asked(office, Who(who[name]), name) for name in REQUESTS}
    for name in ("named", "kept", "handler", "past"):
        await store.transact(lambda tx, n=name: complaints.name(tx, who[n], None, now))  # type: ignore[misc]
    await store.transact(lambda tx: complaints.name(tx, who["once"], requests["sealed"], now))
    await _under_way(office, World(who, requests))
    return World(who, requests)


async def _under_way(office: Office, world: World) -> None:
    """Each was answered and noted; two may go to a partner, two are closed."""
    named = Who(world.who["named"])
    for of, id in world.requests.items():
        request = await office.request(id)
        await office.act(named, answering.answer, await office.seen(request), marker("public", of))
        await office.act(named, answering.note, id, marker("note", of))
        if of in ("open", "sealed"):
            await office.act(named, routing.ask_consent, await office.seen(request), 1)
            [referral] = await office.act(named, routing.of_request, id)
            await office.act(Who(world.who[of]), routing.consent, referral.id, "yes", marker("added", of))
        if of in ("loose", "about"):
            await office.act(named, closing.close, await office.seen(request), "helped", marker("public", of))


async def _contact(store: Store, now: int, name: str) -> int:
    shown = KEPT_NAME if name == "kept" else f"Petugas {name}" if name in OFFICERS else marker("name", name)

    async def work(tx: Tx) -> int:
        known = await contacts.meet(tx, Chat("telegram", "bot", f"chat-{name}"), "id", shown, now)
        await contacts.heard(tx, known.contact, "id", shown, now)
        return known.contact.id

    return await store.transact(work)


async def _registered(store: Store, now: int, name: str, contact_id: int) -> None:
    profile = Profile(
        "person", marker("name", name), "", marker("craft", name), ("fesyen",), marker("place", name), "", ""
    )

    async def work(tx: Tx) -> None:
        person_id = await people.add(tx, f"PLG-{contact_id:06}", profile, "", now)
        assert person_id is not None
        await people.link(tx, contact_id, person_id, now)

    await store.transact(work)


async def _role(tx: Tx, contact_id: int, role: str, now: int, *, ended: bool) -> None:
    staff_id = await staff.add(tx, contact_id, role, None, "cli", now - 1000)
    if ended:
        await staff.end(tx, staff_id, now)


async def _asked(office: Office, who: Who, name: str) -> int:
    kind, anonymous = REQUESTS[name]
    story = f"{marker('story', name)} {COMMON} {KEPT_NAME if name == 'about' else ''}"
    about = {"name": marker("name", name), "district": marker("place", name)} if name == "loose" else {}
    request = await office.file(
        who,
        kind,
        story,
        anonymous=anonymous,
        answers={"wish": marker("answer", name)},
        open_questions=("wish",),
        **about,
    )
    return request.id


@dataclass
class Oracle:
    """Reads the facts of a SQLite file and knows the rules. What was sealed once stays so here."""

    file: Path
    world: World
    now: int = 0
    sealed: set[int] = field(default_factory=set)
    roles: dict[int, set[str]] = field(default_factory=dict)
    askers: dict[int, set[int]] = field(default_factory=dict)
    people: dict[int, int | None] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    anonymous: set[int] = field(default_factory=set)
    proposers: set[int] = field(default_factory=set)
    handlers: set[tuple[int, int | None]] = field(default_factory=set)
    excluded: set[tuple[int, int | None]] = field(default_factory=set)

    def look(self, now: int) -> "Oracle":
        """Reads how things stand."""
        self.now = now
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            self._read(connection)
        return self

    def _read(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT contact_id, role FROM staff WHERE until IS NULL OR until > ?", (self.now,))
        self.roles = {}
        for contact_id, role in rows:
            self.roles.setdefault(contact_id, set()).add(role)
        speaks: dict[int, set[int]] = {}
        for contact_id, person_id in connection.execute(
            "SELECT contact_id, person_id FROM contact_person WHERE active = 1"
        ):
            speaks.setdefault(person_id, set()).add(contact_id)
        found = connection.execute(
            "SELECT id, person_id, contact_id, kind, sealed, anonymous, hidden FROM support_requests"
        )
        for id, person_id, contact_id, kind, sealed, anonymous, hidden in found.fetchall():
            self.people[id] = person_id if person_id is not None else self.people.get(id)
            self.askers[id] = speaks.get(person_id, set()) if person_id is not None else {contact_id}
            self.sealed |= {id} if sealed or kind == "voice" else set()
            self.anonymous |= {id} if anonymous else set()
            (self.hidden.add if hidden else self.hidden.discard)(id)
        proposed = connection.execute("SELECT proposed_by FROM opportunities WHERE proposed_by IS NOT NULL")
        self.proposers |= {row[0] for row in proposed}
        handlers = connection.execute(
            "SELECT contact_id, request_id, excluded FROM complaint_handlers WHERE until IS NULL OR until > ?",
            (self.now,),
        )
        self.handlers, self.excluded = set(), set()
        for contact_id, request_id, excluded in handlers:
            (self.excluded if excluded else self.handlers).add((contact_id, request_id))

    def may(self, contact_id: int, aspect: str, of: str) -> bool:
        """Whether a contact may see one thing of a request; who and where somebody is, of any that is not anonymous."""
        id = self.world.requests[of]
        if contact_id in self.askers[id] and aspect != "note":
            return True
        if aspect == "name" and contact_id == self.world.who[of]:
            return True  # its own chat is called so, also when it speaks for that person no more
        if aspect == "name" and self.world.who[of] in self.proposers and self.roles.get(contact_id, set()) & OFFERING:
            return True  # a proposal's sender is named to who completes it: that tells nothing of its requests
        if aspect not in IDENTITY:
            return self._sees(contact_id, id)
        asked = {each for each, person in self.people.items() if person is not None and person == self.people[id]} | {
            id
        }
        return any(self._sees(contact_id, each) for each in asked - self.anonymous)

    def _sees(self, contact_id: int, id: int) -> bool:
        """Whether a member of the staff may read a request."""
        roles = self.roles.get(contact_id, set())
        if id in self.hidden or not roles & {"desk", "committee"}:
            return False
        if id not in self.sealed:
            return True
        named = (contact_id, id) in self.handlers or (contact_id, None) in self.handlers
        return "committee" in roles and named and (contact_id, id) not in self.excluded

    def allowed(self, contacts: Iterable[int]) -> dict[int, set[str]]:
        """Everything each of these may see now, as `leaks` names it."""
        return {
            each: {
                f"{aspect} of {of}" for of in self.world.requests for aspect in ASPECTS if self.may(each, aspect, of)
            }
            for each in contacts
        }

    def leaks(self, contact_id: int, found: object) -> list[str]:
        """What a contact was given that it may not see."""
        seen = {match for text in texts(found) for match in MARKER.findall(text.casefold())}
        wrong = [f"{aspect} of {of}" for aspect, of in sorted(seen) if of in self.world.requests
                 and not self.may(contact_id, aspect, of)]  # fmt: skip
        for request in requests_in(found):
            known = request.person_id is not None or request.contact_id is not None
            if request.id in self.anonymous and contact_id not in self.askers[request.id] and known:
                wrong.append(f"who asked {request.reference}")
        return wrong


def texts(value: object) -> Iterator[str]:
    """Every text in a result, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode(errors="replace")
    else:
        for part in _parts(value):
            yield from texts(part)


def requests_in(value: object) -> Iterator[SupportRequest]:
    """Every whole request in a result."""
    if isinstance(value, SupportRequest):
        yield value
    elif not isinstance(value, str | bytes):
        for part in _parts(value):
            yield from requests_in(part)


def _parts(value: Any) -> Iterator[object]:
    if is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, each.name) for each in fields(value))
    elif isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif hasattr(value, "keys"):  # a row of a database
        yield from (value[name] for name in value.keys())  # noqa: SIM118 - it iterates over values
