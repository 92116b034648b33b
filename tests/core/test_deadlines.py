"""What answers say of time."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.city import load
from bot.core.calendar import Calendar
from bot.core.deadlines import Days, days

CITY = load()
CALENDAR = Calendar.of(CITY, ZoneInfo(CITY.identity.timezone))


@pytest.mark.parametrize(
    ("scale", "papers_by"),
    [("kota", date(2026, 11, 17)), ("nasional", date(2026, 11, 6)), (None, date(2026, 11, 17))],
)
def test_the_last_day_for_a_permit_is_counted_back(scale: str | None, papers_by: date) -> None:
    found = days(CITY.support_kind("permit"), {"event_date": "2026-12-05", "scale": scale}, CALENDAR)
    assert found == Days(event_on=date(2026, 12, 5), papers_by=papers_by)


def test_a_wanted_day() -> None:
    found = days(CITY.support_kind("space"), {"when": "2026-12-24"}, CALENDAR)
    assert found == Days(wanted_on=date(2026, 12, 24))


@pytest.mark.parametrize("kind", ["permit", "space", "training", None])
def test_nothing_said_is_nothing_due(kind: str | None) -> None:
    assert days(CITY.support_kind(kind) if kind else None, {}, CALENDAR) == Days()
