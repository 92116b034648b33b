"""Working time looked up instead of counted: for lives of fictional requests, a million at a time."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import accumulate

from bot.core.calendar import MINUTE_MS, Calendar


class Times:
    """A calendar between two days, both included. Moments are UTC milliseconds; those outside raise IndexError."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self.days = [first + timedelta(n) for n in range((last - first).days + 1)]
        self.midnights = [calendar.moment(day, 0) for day in self.days]
        spans = [
            (calendar.moment(day, opens), calendar.moment(day, closes))
            for day in self.days if calendar.is_working_day(day)
            for opens, closes in calendar.hours.days[day.weekday()]
        ]  # fmt: skip
        self._opens, self._closes = [span[0] for span in spans], [span[1] for span in spans]
        self._after = list(accumulate(closes - opens for opens, closes in spans))
        self._closings = [(calendar.closing(day) if calendar.is_working_day(day) else 0) for day in self.days]
        self._working = [n for n, closing in enumerate(self._closings) if closing]

    def index(self, at: int) -> int:
        """The place of a moment's day among `days`."""
        return bisect_right(self.midnights, at) - 1

    def worked(self, at: int) -> int:
        """Milliseconds of service before a moment."""
        place = bisect_right(self._opens, at) - 1
        return self._after[place] - max(0, self._closes[place] - at) if place >= 0 else 0

    def minutes(self, start: int, end: int) -> int:
        """Whole working minutes between two moments."""
        return max(0, self.worked(end) - self.worked(start)) // MINUTE_MS

    def later(self, at: int, minutes: int) -> int:
        """The moment, in service, when so many working minutes (1 or more) have passed."""
        wanted = self.worked(at) + minutes * MINUTE_MS
        place = bisect_left(self._after, wanted)
        return self._closes[place] - (self._after[place] - wanted)

    def due(self, at: int, days: int) -> int:
        """The closing of the so-many-th working day (1 or more) after a moment's own day."""
        return self._closings[self._working[bisect_right(self._working, self.index(at)) + days - 1]]

    def last_filing(self, event: int, lead: int) -> int:
        """The end of the working day that lies so many working days before a day, by its place among `days`."""
        return self._closings[self._working[bisect_left(self._working, event) - lead]]

    def morning(self, at: int) -> int:
        """The midnight with which a moment's day begins."""
        return self.midnights[self.index(at)]
