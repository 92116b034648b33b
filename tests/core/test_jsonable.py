"""Records as JSON and back."""

import json
from dataclasses import dataclass
from datetime import date

import pytest

from bot.core.jsonable import from_json, to_json


@dataclass(frozen=True, slots=True)
class Inner:
    day: date
    share: float | None


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    inner: Inner
    many: tuple[Inner, ...]
    last: date | None = None


RECORD = Outer("x", Inner(date(2026, 11, 16), None), (Inner(date(2026, 1, 2), 0.5),))


@pytest.mark.parametrize("record", [RECORD, Outer("", RECORD.inner, (), date(2027, 1, 1))])
def test_there_and_back(record: Outer) -> None:
    assert from_json(Outer, json.loads(json.dumps(to_json(record)))) == record


def test_days_are_written_as_days() -> None:
    assert to_json(RECORD)["inner"] == {"day": "2026-11-16", "share": None}


@pytest.mark.parametrize("body", [{"name": "x"}, {**to_json(RECORD), "more": 1}, {**to_json(RECORD), "last": "soon"}])
def test_what_is_no_such_record_is_refused(body: object) -> None:
    assert from_json(Outer, to_json(RECORD)) == RECORD
    with pytest.raises((TypeError, ValueError, KeyError)):
        from_json(Outer, body)
