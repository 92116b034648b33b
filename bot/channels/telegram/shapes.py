"""Looking into a payload without trusting it. Everything here raises BadPayload for another shape than asked for."""

from typing import Any

from bot.errors import BadPayload

Json = dict[str, Any]
_LARGEST = 2**63 - 1  # what both databases keep


def an_object(value: object, what: str) -> Json:
    """The value as an object."""
    if not isinstance(value, dict):
        raise BadPayload(f"{what} is no object")
    return value


def part(parent: Json, name: str) -> Json:
    """An object that must be there."""
    return an_object(parent.get(name), name)


def maybe(parent: Json, name: str) -> Json | None:
    """An object that may be there."""
    return an_object(parent[name], name) if parent.get(name) is not None else None


def parts(parent: Json, name: str) -> list[Json]:
    """A list of objects, not empty."""
    found = parent.get(name)
    if not isinstance(found, list) or not found:
        raise BadPayload(f"{name} is no list")
    return [an_object(one, name) for one in found]


def integer(parent: Json, name: str, default: int | None = None) -> int:
    """A 64-bit number; without a default it must be there."""
    found = parent.get(name, default)
    if not isinstance(found, int) or isinstance(found, bool) or abs(found) > _LARGEST:
        raise BadPayload(f"{name} is no number")
    return found


def text(parent: Json, name: str) -> str:
    """A text, "" if it is not there."""
    found = parent.get(name, "")
    if not isinstance(found, str):
        raise BadPayload(f"{name} is no text")
    return found


def token(parent: Json, name: str, most: int) -> str:
    """An id that is kept to the letter: 1 to `most` printable characters."""
    found = text(parent, name)
    if not 1 <= len(found) <= most or not found.isprintable():
        raise BadPayload(f"{name} is no id")
    return found


def degrees(parent: Json, name: str, most: int) -> float:
    """A coordinate between -`most` and `most`."""
    found = parent.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool) or not -most <= found <= most:
        raise BadPayload(f"{name} is no coordinate")
    return float(found)
