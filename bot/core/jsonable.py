"""Frozen records as JSON values and back: nested records, tuples of them, days; what `summary_pages` keeps."""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(record: Any) -> Any:
    """A record as values that JSON knows: objects, lists, days as "2026-11-16"."""
    if is_dataclass(record):
        return {each.name: to_json(getattr(record, each.name)) for each in fields(record)}
    if isinstance(record, tuple):
        return [to_json(each) for each in record]
    return record.isoformat() if isinstance(record, date) else record


def from_json(kind: type[T], body: Any) -> T:
    """The reverse of `to_json`. Raises TypeError or ValueError on what is no such record."""
    return typing.cast("T", _read(kind, body))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, body: Any) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(_read(inner[0], each) for each in body)
    if origin is types.UnionType:
        return None if body is None else _read(inner[0], body)
    if kind is date:
        return date.fromisoformat(body)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], value) for name, value in body.items()})
    return body
