"""Whom an announcement is for: sub-sectors, districts and kinds of practitioner, and whom it leaves out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.core.spelling import fold
from bot.core.vocabulary import City

KINDS = ("person", "group", "business")
LEVELS = ("new", "served")
"""Whoever never had a place, and whoever had one."""
NAMES: Mapping[str, str] = {
    "sub_sector": "sub_sectors", "subsector": "sub_sectors", "district": "districts", "kecamatan": "districts",
    "kind": "kinds", "level": "levels",
}  # fmt: skip
"""How an audience is written, name to field; a `-` before a name leaves those out."""


class AudienceFault(ValueError):
    """An audience that means nobody known; the message says which word."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Ids of sub-sectors, codes of districts, kinds of practitioner, LEVELS. An empty tuple asks nothing: everybody.

    `without_*` leave people out again. Whoever fits any of a tuple fits it.
    """

    sub_sectors: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    without_sub_sectors: tuple[str, ...] = ()
    without_districts: tuple[str, ...] = ()
    without_kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def to_json(self) -> dict[str, list[str]]:
        """What is not empty."""
        return {f.name: list(getattr(self, f.name)) for f in fields(self) if getattr(self, f.name)}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> "Audience":
        """The reverse of `to_json`; names it does not know are passed over."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: tuple(values) for name, values in body.items() if name in known})

    @property
    def everybody(self) -> bool:
        """Whether it asks nothing."""
        return not self.to_json()


EVERYBODY = Audience()


def read_audience(text: str, city: City) -> Audience:
    """An audience as it is written: "sub_sector=musik,film district=plaju -kind=business".

    Raises AudienceFault for a name or a value nobody knows.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split():
        name, equals, values = part.partition("=")
        field = NAMES.get(name.removeprefix("-"))
        if field is None or not equals:
            raise AudienceFault(f"{part!r}: should be {', '.join(NAMES)}, a = and values; - before it leaves out")
        field = f"without_{field}" if name.startswith("-") else field
        found[field] = (*found.get(field, ()), *(_value(field, value, city) for value in values.split(",")))
    return Audience(**found)


def _value(field: str, text: str, city: City) -> str:
    for value, names in _known(field.removeprefix("without_"), city):
        if fold(text) in {fold(name) for name in names}:
            return value
    raise AudienceFault(f"{text!r}: there is none of that name")


def _known(field: str, city: City) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every value of a field, with the names it goes by."""
    match field:
        case "sub_sectors":
            return ((s.id, (s.id, s.code, *s.name.values(), *s.short.values())) for s in city.sub_sectors)
        case "districts":
            return ((d.code, (d.id, d.code, d.name, d.official_name, *d.aliases)) for d in city.districts)
    return ((value, (value,)) for value in (KINDS if field == "kinds" else LEVELS))
