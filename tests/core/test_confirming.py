"""Until when somebody chosen may confirm: whole days, by day, never on a holiday; and the nights without a word."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.city import load
from bot.core.calendar import Calendar
from bot.core.confirming import USUAL_HOURS, comes_before, confirm_by, half_time, horizon
from bot.core.keeping import HOUR_MS

ZONE = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar.of(load("palembang"), ZONE)
SPAN = st.integers(
    int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000), int(datetime(2027, 12, 1, tzinfo=UTC).timestamp() * 1000)
)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def clock(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1000, ZONE)


def working_days(begins: int, ends: int) -> list[date]:
    """The days of service of which no minute lies outside."""
    found, day = [], clock(begins).date()
    while day <= clock(ends).date():
        midnight, next_midnight = CALENDAR.moment(day, 0), CALENDAR.moment(day, 1440)
        whole = CALENDAR.working_ms(midnight, next_midnight)
        if whole and CALENDAR.working_ms(max(begins, midnight), min(ends, next_midnight)) == whole:
            found.append(day)
        day += timedelta(days=1)
    return found


@given(SPAN)
@example(at("2026-12-24 09:00"))
@example(at("2027-03-08 16:00"))
def test_every_end_keeps_the_promise(begins: int) -> None:
    ends = confirm_by(CALENDAR, begins)
    assert ends - begins >= USUAL_HOURS * HOUR_MS
    assert 9 <= clock(ends).hour < 17
    assert clock(ends).date() not in CALENDAR.holidays
    assert CALENDAR.is_working_day(clock(ends).date())
    assert working_days(begins, ends)


@given(SPAN, st.integers(1, USUAL_HOURS - 1))
def test_a_shorter_end_is_by_day_and_on_no_holiday(begins: int, hours: int) -> None:
    ends = confirm_by(CALENDAR, begins, hours)
    assert ends - begins >= hours * HOUR_MS
    assert 9 <= clock(ends).hour < 17
    assert clock(ends).date() not in CALENDAR.holidays


@given(SPAN, st.integers(USUAL_HOURS, 240))
def test_more_hours_are_kept(begins: int, hours: int) -> None:
    assert confirm_by(CALENDAR, begins, hours) - begins >= hours * HOUR_MS
    assert confirm_by(CALENDAR, begins, hours) >= confirm_by(CALENDAR, begins)


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        ("2026-11-23 10:00", 0, "2026-11-25 16:00"),  # Monday to Wednesday, Tuesday is whole
        ("2026-11-23 16:00", 0, "2026-11-25 16:00"),  # to the minute
        ("2026-11-23 16:05", 0, "2026-11-25 16:05"),
        ("2026-11-23 16:46", 0, "2026-11-26 16:00"),
        ("2026-11-27 10:00", 0, "2026-11-30 16:00"),  # Friday: Monday is the whole one
        ("2026-11-28 20:00", 0, "2026-12-01 16:00"),  # Saturday night
        ("2026-12-23 10:00", 0, "2026-12-28 16:00"),  # Christmas between
        ("2026-11-23 10:00", 24, "2026-11-24 10:00"),
        ("2026-11-23 17:00", 24, "2026-11-25 10:00"),
        ("2026-11-23 02:00", 24, "2026-11-24 10:00"),
        ("2026-12-24 12:00", 24, "2026-12-26 10:00"),  # a Saturday: the conditions said so
        ("2026-11-23 10:00", 72, "2026-11-26 16:00"),
    ],
)
def test_ends(begins: str, hours: int, ends: str) -> None:
    assert clock(confirm_by(CALENDAR, at(begins), hours)) == clock(at(ends))


def test_half_time() -> None:
    assert half_time(at("2026-11-23 10:00"), at("2026-11-25 16:00")) == at("2026-11-24 13:00")


@pytest.mark.parametrize(
    ("now", "seen"),
    [
        ("2026-11-24 06:59", ""),
        ("2026-11-24 07:00", "2026-11-24 07:00"),
        ("2026-11-24 18:59", "2026-11-24 18:59"),
        ("2026-11-24 19:00", "2026-11-25 07:00"),
        ("2026-11-24 19:59", "2026-11-25 07:00"),
        ("2026-11-24 20:00", ""),
    ],
)
def test_nights_without_a_word(now: str, seen: str) -> None:
    assert horizon(CALENDAR, at(now)) == (at(seen) if seen else None)


@given(SPAN)
def test_whatever_falls_due_was_told_by_then_if_the_clock_runs(due: int) -> None:
    day = clock(due).date()
    hours = [at(f"{day - timedelta(days=1)} 19:30"), at(f"{day} 19:30"), due]
    assert any((seen := horizon(CALENDAR, hour)) is not None and seen >= due for hour in hours if hour <= due)


def test_before_a_day() -> None:
    ends = at("2026-11-25 16:00")
    assert comes_before(CALENDAR, ends, None)
    assert comes_before(CALENDAR, ends, date(2026, 11, 26))
    assert not comes_before(CALENDAR, ends, date(2026, 11, 25))
