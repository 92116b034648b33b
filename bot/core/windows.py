"""The hours at which news may reach people: within the window of the day, never on a holiday or a quiet day. Pure.

Moments are UTC milliseconds, `declared` the quiet days of the committee.
"""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from bot.core.alert_rule import AlertRule, Span
from bot.core.calendar import Calendar
from bot.core.vocabulary import City

_DAY = timedelta(days=1)
_LONGEST = 400  # quiet days on end after which there is no window


@dataclass(frozen=True, slots=True)
class Windows:
    """When a city may be told something that is not urgent."""

    rule: AlertRule
    calendar: Calendar

    @classmethod
    def of(cls, city: City, zone: tzinfo) -> "Windows":
        """The windows of a city pack. `zone` is passed in: the core reads no time zone files."""
        return cls(city.alerts, Calendar.of(city, zone))

    def open_at(self, at: int, declared: frozenset[date]) -> bool:
        """Whether news may go out at a moment; the moment at which the window closes is outside."""
        return any(opens <= at < closes for opens, closes in self._spans(self.calendar.day(at), declared))

    def next(self, at: int, declared: frozenset[date]) -> int:
        """The moment itself if the window is open, else when it opens next. Raises ValueError if it never does."""
        day = self.calendar.day(at)
        for _ in range(_LONGEST):
            for opens, closes in self._spans(day, declared):
                if at < closes:
                    return max(at, opens)
            day += _DAY
        raise ValueError(f"no window near {day}")

    def closes(self, at: int, declared: frozenset[date]) -> int:
        """The end of the open window that a moment lies in; the moment itself where none is open."""
        spans = self._spans(self.calendar.day(at), declared)
        return next((closes for opens, closes in spans if opens <= at < closes), at)

    def weekly(self, at: int) -> int:
        """The last moment, not after `at`, at which the weekly summary was due by the clock on the wall."""
        day = self.calendar.day(at)
        day -= (day.weekday() - self.rule.weekday) % 7 * _DAY
        due = self.calendar.moment(day, self.rule.minute)
        return due if due <= at else self.calendar.moment(day - 7 * _DAY, self.rule.minute)

    def next_weekly(self, at: int) -> int:
        """The first moment after `at` at which a weekly summary is due."""
        return self.calendar.moment(self.calendar.day(self.weekly(at)) + 7 * _DAY, self.rule.minute)

    def _spans(self, day: date, declared: frozenset[date]) -> tuple[tuple[int, int], ...]:
        """The windows of a day as moments, in order."""
        if day in self.calendar.holidays or day in declared:
            return ()
        window = next((spell.window for spell in self.rule.spells if spell.first <= day <= spell.last), None)
        spans = _without(window or self.rule.window, self.rule.pauses.get(day.weekday(), ()))
        return tuple((self.calendar.moment(day, opens), self.calendar.moment(day, closes)) for opens, closes in spans)


def _without(window: Span, pauses: tuple[Span, ...]) -> list[Span]:
    """What is left of a window beside its pauses, which are in order."""
    opens, closes = window
    left: list[Span] = []
    for begins, ends in pauses:
        left.append((opens, min(begins, closes)))
        opens = max(opens, ends)
    left.append((opens, closes))
    return [span for span in left if span[0] < span[1]]
