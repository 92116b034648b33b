"""The tables as the database itself knows them, read and written whole: what a backup stands on.

Their queries are made from the catalogue, so that no table can be forgotten.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import BackupFault
from storage.ports import Row, Store, Tx
from storage.sql import Query, learn

PAGE = 1000  # rows


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns in order, and those of its primary key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def line(self, row: Row) -> bytes:
        """A row as a line of JSON, the same from each database."""
        values = {column: row[column] for column in self.columns}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    async def page(self, tx: Tx, after: Row | None) -> list[Row]:
        """The next rows by key, at most `PAGE`."""
        if after is None:
            return await tx.all(f"table.first_{self.name}", size=PAGE)
        return await tx.all(f"table.next_{self.name}", size=PAGE, **{name: after[name] for name in self.key})

    async def put(self, tx: Tx, rows: list[dict[str, Any]]) -> None:
        """Writes rows as they are."""
        await tx.many(f"table.put_{self.name}", rows)

    async def empty(self, tx: Tx) -> bool:
        """Whether it has no row."""
        return not await tx.all(f"table.first_{self.name}", size=1)


class Content:
    """Counts rows and sums them up; the sum does not depend on their order, which is each database's own."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        """One more row."""
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest(), "big")

    @property
    def sum(self) -> str:
        """64 hexadecimal digits."""
        return f"{self._sum % 2**256:064x}"


async def tables(store: Store) -> list[Table]:
    """Every table of ours, each after those it points to; their queries are known to the store from now on."""
    columns = await store.read(lambda tx: tx.all("schema.columns"))
    references = await store.read(lambda tx: tx.all("schema.references"))
    found = [_table(name, columns) for name in sorted({row["owner"] for row in columns})]
    for table in found:
        learn(store.kind, _queries(table, store.kind))
    return in_order(found, {(row["owner"], row["target"]) for row in references})


def in_order(found: Iterable[Table], references: set[tuple[str, str]]) -> list[Table]:
    """The tables, each after those it points to. Rows of one table may point to rows with a smaller key.

    Raises BackupFault if two tables point to each other.
    """
    waiting = {table.name: table for table in found}
    ordered: list[Table] = []
    while waiting:
        held = {owner for owner, target in references if target in waiting and target != owner}
        free = [table for name, table in waiting.items() if name not in held]
        if not free:
            raise BackupFault(f"these tables point to each other: {', '.join(waiting)}")
        for table in free:
            ordered.append(waiting.pop(table.name))
    return ordered


def _table(name: str, columns: Sequence[Row]) -> Table:
    mine = [row for row in columns if row["owner"] == name]
    key = sorted((row["place"], row["name"]) for row in mine if row["place"])
    return Table(name, tuple(row["name"] for row in mine), tuple(column for _, column in key))


def _queries(table: Table, kind: str) -> dict[str, Query]:
    key = ", ".join(table.key)
    select = f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608 - names of the catalogue
    put = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES"
    after = (*table.key, "size")
    marks = _marks(after, kind)
    return {
        f"table.first_{table.name}": Query(
            f"{select} ORDER BY {key} LIMIT {_marks(('size',), kind)[0]}", ("size",)
        ),
        f"table.next_{table.name}": Query(
            f"{select} WHERE ({key}) > ({', '.join(marks[:-1])}) ORDER BY {key} LIMIT {marks[-1]}", after
        ),
        f"table.put_{table.name}": Query(f"{put} ({', '.join(_marks(table.columns, kind))})", table.columns),
    }  # fmt: skip


def _marks(names: tuple[str, ...], kind: str) -> list[str]:
    """The places of parameters as the database writes them."""
    return [f":{name}" if kind == "sqlite" else f"${n}" for n, name in enumerate(names, start=1)]
