"""The kinds of opportunities and stages as a city pack names them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Family = Literal["peluang", "panggung"]
FieldType = Literal["text", "number", "money", "date", "list", "flag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityField:
    """An own field of a kind: theme, honorarium, size of the booth. `type` tells how it is asked and shown."""

    key: str
    name: Mapping[str, str]
    type: FieldType = "text"
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityKind:
    """One of the kinds of a city: open call, booth, training; names by language. `words` in a text tell of it."""

    id: str
    code: str
    emoji: str
    family: Family
    name: Mapping[str, str]
    description: Mapping[str, str]
    fields: tuple[OpportunityField, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a list of the city's: a pillar of its vision, a reason why somebody is not chosen."""

    id: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opportunities:
    """What a city pack says of opportunities: kinds, pillars of its vision, reasons why somebody is not chosen.

    `required` are the fields of `bot.core.opportunities.Offer` without which none is published.
    """

    kinds: tuple[OpportunityKind, ...]
    pillars: tuple[Named, ...]
    declines: tuple[Named, ...]
    required: tuple[str, ...] = ()

    def kind(self, id: str) -> OpportunityKind | None:
        """The kind of that id; None for one the city no longer has."""
        return next((kind for kind in self.kinds if kind.id == id), None)
