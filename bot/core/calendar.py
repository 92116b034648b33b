"""The working calendar: service hours and holidays of a city in its time zone. Pure; moments are UTC milliseconds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.core.vocabulary import City, Hours

MINUTE_MS = 60_000
_DAY = timedelta(days=1)
_LONGEST_REST = 400  # days without service after which there is none


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the committee works. Days are the city's own; whatever walks on raises ValueError if it never works."""

    hours: Hours
    holidays: frozenset[date]
    zone: tzinfo

    @classmethod
    def of(cls, city: City, zone: tzinfo) -> "Calendar":
        """The calendar of a city pack. `zone` is passed in: the core reads no time zone files."""
        return cls(city.hours, frozenset(holiday.day for holiday in city.holidays), zone)

    def day(self, at: int) -> date:
        """The city's day at a moment."""
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone).date()

    def moment(self, day: date, minutes: int) -> int:
        """The moment at so many minutes of a day, by the clock on the wall (1440: the next midnight)."""
        whole, rest = divmod(minutes, 24 * 60)
        clock = datetime.combine(day + whole * _DAY, time(rest // 60, rest % 60), self.zone)
        return round(clock.timestamp() * 1000)

    def is_working_day(self, day: date) -> bool:
        """Whether there is any service on a day."""
        return day not in self.holidays and bool(self.hours.days[day.weekday()])

    def is_working(self, at: int) -> bool:
        """Whether there is service at a moment; the moment of closing is not."""
        return any(opens <= at < closes for opens, closes in self._spans(self.day(at)))

    def next_working(self, at: int) -> int:
        """The moment itself if there is service, else the next opening."""
        return self._worked(at, 0)

    def working_ms(self, start: int, end: int) -> int:
        """Milliseconds of service between two moments; 0 if the second is not later."""
        if end <= start:
            return 0
        day, last, worked = self.day(start), self.day(end), 0
        while day <= last:
            for opens, closes in self._spans(day):
                worked += max(0, min(end, closes) - max(start, opens))
            day += _DAY
        return worked

    def working_minutes(self, start: int, end: int) -> int:
        """Whole minutes of service between two moments."""
        return self.working_ms(start, end) // MINUTE_MS

    def add_minutes(self, at: int, minutes: int) -> int:
        """The moment when so many minutes of service (0 or more) have passed; after 0, like `next_working`."""
        return self._worked(at, minutes * MINUTE_MS)

    def working_day(self, day: date, count: int = 0) -> date:
        """The `count`-th working day after a day (before it, if negative); with 0 the day itself or the next one."""
        if count == 0:
            return day if self.is_working_day(day) else self.working_day(day, 1)
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day = self._next_day(day, step)
        return day

    def closing(self, day: date) -> int:
        """The end of service on a working day. Raises ValueError on another day."""
        spans = self._spans(day)
        if not spans:
            raise ValueError(f"{day} is no working day")
        return spans[-1][1]

    def ending(self, day: date) -> int:
        """The end of service on a day; the end of the day where there is none."""
        return self.closing(day) if self.is_working_day(day) else self.moment(day, 24 * 60)

    def due(self, at: int, days: int) -> int:
        """The closing of the `days`-th working day (1 or more) after the day of a moment, which never counts."""
        return self.closing(self.working_day(self.day(at), days))

    def last_filing(self, event: date, lead: int) -> date:
        """The last day to file what has to lie in so many working days before an event."""
        return self.working_day(event, -lead)

    def _worked(self, at: int, wanted: int) -> int:
        """The moment when so much service has passed, itself in service if nothing was wanted."""
        left, day = wanted, self.day(at)
        while True:
            for opens, closes in self._spans(day):
                begins = max(at, opens)
                if left <= closes - begins and (left or begins < closes):
                    return begins + left
                left -= max(0, closes - begins)
            day = self._next_day(day, _DAY)

    def _next_day(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_REST):
            day += step
            if self.is_working_day(day):
                return day
        raise ValueError(f"no service hours near {day}")

    def _spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """The service of a day as moments, in order, none overlapping even where the clock is put forward."""
        if day in self.holidays:
            return ()
        spans: list[tuple[int, int]] = []
        for opens, closes in self.hours.days[day.weekday()]:
            begins = max(self.moment(day, opens), spans[-1][1] if spans else 0)
            ends = self.moment(day, closes)
            if begins < ends:
                spans.append((begins, ends))
        return tuple(spans)
