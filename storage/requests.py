"""Requests for support: filed under the next number of the year, read, and saved where nobody else was first."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from bot.core.requests import SupportRequest
from storage.ports import Row, Tx

_FLAGS = frozenset({"sealed", "anonymous", "hidden", "emptied"})
_DAYS = frozenset({"wanted_on", "event_on"})
_FIXED = frozenset({
    "id", "year", "n", "person_id", "contact_id", "name", "sub_sector", "district", "hidden", "filed_at",
    "answer_due_at", "emptied", "version",
})  # fmt: skip
_COLUMNS = tuple(f.name for f in fields(SupportRequest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A request to be filed. `filing_key` names this filing of its contact, so that it is done once ("": any number).

    `sub_sector` and `district` are those of now, for the figures; times are UTC milliseconds.
    """

    year: int
    person_id: int | None
    contact_id: int
    filing_key: str
    kind: str
    name: str
    story: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    open_questions: tuple[str, ...] = ()
    sub_sector: str = ""
    district: str = ""
    wanted_on: date | None = None
    event_on: date | None = None
    sealed: bool = False
    anonymous: bool = False
    soon: int = 0
    filed_at: int
    answer_due_at: int
    legal_at: int | None = None


async def add(tx: Tx, filing: Filing) -> SupportRequest:
    """Files a request under the next number of its year."""
    counted = await tx.one("requests.number", year=filing.year)
    assert counted is not None  # noqa: S101 - RETURNING
    row = await tx.one("requests.add", n=counted["last"], **_stored(asdict(filing)))
    assert row is not None  # noqa: S101 - RETURNING
    request = await by_id(tx, row["id"])
    assert request is not None  # noqa: S101 - just written
    return request


async def by_id(tx: Tx, request_id: int) -> SupportRequest | None:
    """A request by its id."""
    return _found(await tx.one("requests.by_id", request_id=request_id))


async def locked(tx: Tx, request_id: int) -> SupportRequest | None:
    """As `by_id`; nobody else changes it, or writes to the chat it came from, before this transaction ends."""
    await tx.one("requests.lock_chat", request_id=request_id)
    await tx.one("requests.lock", request_id=request_id)
    return await by_id(tx, request_id)


async def by_key(tx: Tx, contact_id: int, filing_key: str) -> SupportRequest | None:
    """What a contact filed under a key before."""
    return _found(await tx.one("requests.by_key", contact_id=contact_id, filing_key=filing_key))


async def by_number(tx: Tx, n: int, year: int | None) -> SupportRequest | None:
    """The newest request of a number, of one year if that is known."""
    return _found(await tx.one("requests.by_number", n=n, year=year or 0))


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose requests: a person's, or those of a chat that speaks for nobody."""

    contact_id: int
    person_id: int | None


async def own_by_number(tx: Tx, asker: Asker, n: int, year: int | None) -> SupportRequest | None:
    """As `by_number`, among somebody's own."""
    return _found(await tx.one(
        "requests.own_by_number", contact_id=asker.contact_id, person_id=asker.person_id or 0, n=n, year=year or 0
    ))  # fmt: skip


async def own(tx: Tx, contact_id: int, person_id: int | None, most: int) -> list[SupportRequest]:
    """A person's requests from every chat, or those of a chat that speaks for nobody, newest first."""
    if person_id is not None:
        rows = await tx.all("requests.of_person", person_id=person_id, most=most)
    else:
        rows = await tx.all("requests.of_contact", contact_id=contact_id, most=most)
    return [read(row) for row in rows]


async def save(tx: Tx, request: SupportRequest) -> bool:
    """Writes what changed; False, and nothing written, if its version is not that of the store."""
    columns = {name: getattr(request, name) for name in _COLUMNS if name not in _FIXED}
    return bool(await tx.run("requests.save", request_id=request.id, version=request.version, **_stored(columns)))


async def call(tx: Tx, request_id: int, name: str) -> None:
    """What its asker wants to be called; the version stays."""
    await tx.run("requests.call", request_id=request_id, name=name)


async def wake(tx: Tx, request_id: int, due_at: int, now: int) -> None:
    """It is staff's turn from now, until `due_at` or what was due before; the version stays."""
    await tx.run("requests.wake", request_id=request_id, due_at=due_at, now=now)


async def hide(tx: Tx, person_id: int, hidden: bool) -> None:
    """Takes all requests of a person out of every queue, or puts them back."""
    await tx.run("requests.hide", person_id=person_id, hidden=int(hidden))


async def adopt(tx: Tx, contact_id: int, person_id: int) -> None:
    """What a chat asked before it registered is the person's."""
    await tx.run("requests.adopt", contact_id=contact_id, person_id=person_id)


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody asked for a kind that is not served and was told the right address."""

    kind: str
    sub_sector: str
    district: str


async def count_elsewhere(tx: Tx, sent: Sent, now: int) -> None:
    """Counts it, and files nothing."""
    await tx.run("requests.elsewhere", at=now, **asdict(sent))


async def assigned(tx: Tx, contact_id: int) -> list[int]:
    """The open requests an officer has, earliest due first."""
    return [int(row["id"]) for row in await tx.all("requests.assigned", contact_id=contact_id)]


async def held(tx: Tx) -> dict[int, int]:
    """How many open requests each officer has who has any."""
    return {int(row["assignee_id"]): int(row["n"]) for row in await tx.all("requests.held")}


async def page(tx: Tx, after: int, most: int) -> list[SupportRequest]:
    """All requests in order of their ids, those after one."""
    return [read(row) for row in await tx.all("requests.export", after=after, most=most)]


def read(row: Row) -> SupportRequest:
    """A whole row as a record."""
    values = {name: row[name] for name in _COLUMNS}
    values |= {name: bool(values[name]) for name in _FLAGS}
    values |= {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    values["answers"] = json.loads(values["answers"])
    values["open_questions"] = tuple(json.loads(values["open_questions"]))
    return SupportRequest(**values)


def _found(row: Row | None) -> SupportRequest | None:
    return read(row) if row is not None else None


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    out = dict(values)
    for name in _FLAGS & out.keys():
        out[name] = int(out[name])
    for name in _DAYS & out.keys():
        out[name] = out[name].isoformat() if out[name] is not None else ""
    for name in ("answers", "open_questions"):
        out[name] = json.dumps(out[name], ensure_ascii=False)
    return out
