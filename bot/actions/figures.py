"""The figures of a year: what was filed by kind, sub-sector, district and month, what was closed by month and outcome.

One count each, never two of them crossed; a complaint counts among the kinds and months alone.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.actions.permitting import Actor
from bot.core.support import UNSORTED
from storage import exports

NONE = "-"  # nothing is known


async def of_year(actor: Actor, year: int) -> list[dict[str, Any]]:
    """`what, by, key, name, count`; what nobody asked for is there as 0. Everything the store holds counts."""
    filed: dict[str, Counter[str]] = {by: Counter() for by in ("total", "kind", "sub_sector", "district", "month")}
    closed: dict[str, Counter[str]] = {by: Counter() for by in ("total", "month", "outcome")}
    for month in range(1, 13):
        since, until = _start(actor, year, month), _start(actor, year, month + 1)
        named = f"{year}-{month:02}"
        filed["month"][named] = closed["month"][named] = 0
        for row in await exports.filed(actor.tx, since, until):
            places = () if row["sealed"] else ("sub_sector", "district")
            keys = {"total": str(year), "month": named} | {by: row[by] or NONE for by in ("kind", *places)}
            for by, key in keys.items():
                filed[by][key] += row["n"]
        for row in await exports.closed(actor.tx, since, until):
            for by, key in (("total", str(year)), ("month", named), ("outcome", row["outcome"])):
                closed[by][key] += row["n"]
    names = _names(actor, year)
    return [
        {"what": what, "by": by, "key": key, "name": names[by].get(key, key), "count": counts[key]}
        for what, found in (("filed", filed), ("closed", closed))
        for by, counts in found.items()
        for key in (*names[by], *sorted(counts.keys() - names[by].keys()))
    ]


def flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of a JSON value by its path; a row of a list is named by its id, week or place."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from flat(part, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, part in enumerate(value, start=1):
            own = next((part[key] for key in ("id", "week") if key in part), None) if name != "decisions.rows" else None
            yield from flat(part, f"{name}.{place if own is None else own or NONE}")
    else:
        yield name, value


def _start(actor: Actor, year: int, month: int) -> int:
    return actor.house.calendar.moment(date(year + month // 13, (month - 1) % 12 + 1, 1), 0)


def _names(actor: Actor, year: int) -> dict[str, dict[str, str]]:
    """Every key that has a name in the city, in its order."""
    city = actor.house.city
    return {
        "total": {str(year): str(year)},
        "kind": {each.id: each.label["id"] for each in city.support.kinds} | {UNSORTED: UNSORTED},
        "sub_sector": {each.id: each.name["id"] for each in city.sub_sectors},
        "district": {each.code: each.name for each in city.districts},
        "month": {}, "outcome": {},
    }  # fmt: skip
