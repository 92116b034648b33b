"""The named queries of `queries/*.sql`, for one database. The same text serves both wherever it can.

A query in `queries/postgres/<file>.sql` or `queries/sqlite/<file>.sql` overrides its namesake. The line
`-- include: audience` stands for what several queries share, in `queries/parts/audience.sql`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import aiosql
from aiosql.adapters.asyncpg import AsyncPGAdapter

HERE = Path(__file__).parent / "queries"
_INCLUDE = re.compile(r"^-- include: (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text as the driver wants it; `order` names the parameters of `$1, $2 ...` (PostgreSQL)."""

    text: str
    order: tuple[str, ...] = ()


@cache
def queries(kind: str) -> dict[str, Query]:
    """All queries of a kind of database (`sqlite` or `postgres`), by `file.name`."""
    found: dict[str, Query] = {}
    for folder in (HERE, HERE / kind):
        for path in sorted(folder.glob("*.sql")):
            found |= _load(path, kind)
    return found


def learn(kind: str, made: Mapping[str, Query]) -> None:
    """Adds queries that were made from a database's own catalogue (`storage.tables`)."""
    queries(kind).update(made)


def _load(path: Path, kind: str) -> dict[str, Query]:
    adapter = AsyncPGAdapter()  # type: ignore[no-untyped-call]
    driver = "sqlite3" if kind == "sqlite" else lambda: adapter
    loaded = aiosql.from_str(_INCLUDE.sub(_part, path.read_text("utf-8")), driver, mandatory_parameters=False)
    out: dict[str, Query] = {}
    for name in loaded.available_queries:
        if name.endswith("_cursor"):
            continue
        text = getattr(loaded, name).sql
        out[f"{path.stem}.{name}"] = Query(text, tuple(adapter.var_sorted.get(name, ())))
    return out


def _part(include: re.Match[str]) -> str:
    return (HERE / "parts" / f"{include[1]}.sql").read_text("utf-8").rstrip()
