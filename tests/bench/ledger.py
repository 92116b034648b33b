"""What our own database must say after a trial: everything taken once, everything sent once."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

QUERY = Path(__file__).with_suffix(".sql")


@dataclass(frozen=True, slots=True)
class Expected:
    """How many came through, how many turns that was, how many of those were taps, and the id of the first person."""

    people: int
    turns: int
    taps: int
    first_id: int


def faults_in(database: Path, expected: Expected) -> list[str]:
    """Where the books differ from what happened."""
    right = {"people": expected.people, "heard": expected.turns, "sent": expected.turns}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = connection.execute(QUERY.read_text(encoding="utf-8"), {"first_id": expected.first_id}).fetchall()
    return [f"{name}: {n}, not {right.get(name, 0)}" for name, n in found if n != right.get(name, 0)]
