"""ISO weeks, as the committee counts them: Monday to Sunday of the city's own days. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ID = re.compile(r"(\d{4})\s*-?\s*[wW]\s*(\d{1,2})")
_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week. Raises ValueError where the year has none of that number."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def read(cls, id: str) -> "Week | None":
        """The week of "2026-W47"; None for anything else, and for a week that year does not have."""
        match = _ID.fullmatch(id.strip())
        try:
            return cls(int(match[1]), int(match[2])) if match is not None else None
        except ValueError:
            return None

    @classmethod
    def numbered(cls, number: int, latest: "Week") -> "Week | None":
        """The last week of that number that is not after `latest`; None if no year near has it."""
        for year in (latest.year, latest.year - 1, latest.year - 2):
            week = cls.read(f"{year}-W{number}")
            if week is not None and week <= latest:
                return week
        return None

    def __str__(self) -> str:
        """ "2026-W47"."""
        return f"{self.year}-W{self.number:02d}"

    @property
    def first_day(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, 7)

    def plus(self, weeks: int) -> "Week":
        """The week so many after it (before it, if negative)."""
        return Week.of(self.first_day + weeks * _DAYS)
