"""Applications: begun, read, and saved where nobody else was first."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from bot.core.applications import Application, State
from storage.jsontext import to_text
from storage.ports import Row, Tx

_FIXED = frozenset({"id", "opportunity_id", "person_id", "created_at", "changed_at", "version"})
_COLUMNS = tuple(f.name for f in fields(Application))


async def add(tx: Tx, begun: Application, now: int) -> Application | None:
    """A new one (`id` and `version` are given by the store); None if this person has one for this opportunity."""
    columns = {name: value for name, value in _stored(begun).items() if name not in ("id", "version")}
    row = await tx.one("applications.add", **{**columns, "created_at": now, "changed_at": now})
    return await by_id(tx, row["id"]) if row is not None else None


async def by_id(tx: Tx, application_id: int) -> Application | None:
    """One, as it stands."""
    row = await tx.one("applications.by_id", application_id=application_id)
    return read(row) if row is not None else None


async def of(tx: Tx, opportunity_id: int, person_id: int) -> Application | None:
    """What a person has handed in, or begun, for an opportunity."""
    row = await tx.one("applications.of", opportunity_id=opportunity_id, person_id=person_id)
    return read(row) if row is not None else None


async def in_states(tx: Tx, opportunity_id: int, states: Iterable[State], most: int) -> list[Application]:
    """Those of an opportunity in some states, by rank, then first come, first served."""
    listed = f",{','.join(states)},"
    rows = await tx.all("applications.in_states", opportunity_id=opportunity_id, states=listed, most=most)
    return [read(row) for row in rows]


async def of_person(tx: Tx, person_id: int, most: int) -> list[Application]:
    """A person's, newest first."""
    return [read(row) for row in await tx.all("applications.of_person", person_id=person_id, most=most)]


async def level(tx: Tx, person_id: int) -> str:
    """ "new" of whoever never had a place, "served" of whoever had one; as an audience names them."""
    return "new" if await tx.one("applications.served", person_id=person_id) is None else "served"


async def last_rank(tx: Tx, opportunity_id: int) -> int:
    """The last place on an opportunity's waiting list, 0 where nobody waits."""
    row = await tx.one("applications.last_rank", opportunity_id=opportunity_id)
    return int(row["rank"]) if row is not None else 0


async def above(tx: Tx, opportunity_id: int, rank: int) -> Application | None:
    """Who waits just above a rank; None where nobody does."""
    row = await tx.one("applications.above", opportunity_id=opportunity_id, rank=rank)
    return read(row) if row is not None else None


async def of_district(tx: Tx, opportunity_id: int, district: str) -> int:
    """How many from a district are handed in, whatever became of them, but those taken back."""
    row = await tx.one("applications.of_district", opportunity_id=opportunity_id, district=district)
    return int(row["n"]) if row is not None else 0


async def take_drafts(tx: Tx, reminders: int, closing_by: int, now: int, most: int) -> list[Row]:
    """Drafts of what closes after `now` and by `closing_by` (UTC ms) that had fewer reminders: they count as having
    had so many from now on. Ids of the draft, its opportunity and its person."""
    return await tx.all("applications.take_drafts", reminders=reminders, closing_by=closing_by, now=now, most=most)


async def file_of(tx: Tx, contact_id: int, event: str) -> int | None:
    """The id of the file that came with a message of a chat, by the platform's id of the message."""
    row = await tx.one("applications.file_of", contact_id=contact_id, event=event)
    return int(row["id"]) if row is not None else None


async def counts(tx: Tx, opportunity_id: int) -> dict[State, int]:
    """How many of an opportunity are in each state."""
    return {row["state"]: int(row["n"]) for row in await tx.all("applications.counts", opportunity_id=opportunity_id)}


async def save(tx: Tx, one: Application, now: int) -> bool:
    """Writes what changed; False, and nothing written, if its version is not that of the store."""
    columns = {name: value for name, value in _stored(one).items() if name not in _FIXED}
    return bool(await tx.run("applications.save", application_id=one.id, version=one.version, now=now, **columns))


def read(row: Row) -> Application:
    """A row as the record."""
    plain = {name: row[name] for name in _COLUMNS}
    return Application(**{
        **plain,
        "answers": json.loads(row["answers"]),
        "works": tuple(json.loads(row["works"])),
        "first_time": bool(row["first_time"]),
    })  # fmt: skip


def _stored(one: Application) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in _COLUMNS}
    return {
        **plain,
        "answers": to_text(dict(one.answers)),
        "works": to_text(list(one.works)),
        "first_time": int(one.first_time),
    }
