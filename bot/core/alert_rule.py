"""When news of opportunities may go out, as a city pack says it. Pure records; moments of a day are minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]
"""From and to of a day in minutes; the end is outside."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Days, `first` and `last` included, on which another window holds: the month of fasting."""

    first: date
    last: date
    window: Span
    name: Mapping[str, str]
    checked: bool


@dataclass(frozen=True, slots=True)
class AlertRule:
    """The weekly summary goes out on `weekday` (0 Monday) at `minute`; nobody has more than `most_a_week`.

    News leave within `window` only, or the window of a spell; never within the pauses of a weekday (Friday prayer).
    """

    weekday: int
    minute: int
    most_a_week: int
    window: Span
    pauses: Mapping[int, tuple[Span, ...]]
    spells: tuple[Spell, ...]
