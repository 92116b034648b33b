"""When news may go out: windows of Palembang, with Fridays, the month of fasting, holidays and quiet days."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import load
from bot.core.windows import Windows
from tests.core.test_calendar import at, clock

WINDOWS = Windows.of(load(), ZoneInfo("Asia/Jakarta"))
NONE: frozenset[date] = frozenset()

moments = st.integers(
    int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000), int(datetime(2027, 12, 31, tzinfo=UTC).timestamp() * 1000)
)
quiet = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 1, 15)), max_size=5)


@pytest.mark.parametrize(
    ("day", "time", "is_open"),
    [
        ("2026-11-24", "08.59", False),
        ("2026-11-24", "09.00", True),
        ("2026-11-24", "17.29", True),
        ("2026-11-24", "17.30", False),
        ("2026-11-28", "10.00", True),  # a Saturday
        ("2026-11-27", "11.29", True),  # a Friday
        ("2026-11-27", "11.30", False),
        ("2026-11-27", "12.59", False),
        ("2026-11-27", "13.00", True),
        ("2027-02-08", "16.29", True),  # the first day of Ramadan
        ("2027-02-08", "16.30", False),
        ("2027-02-07", "16.30", True),
        ("2027-02-12", "12.00", False),  # a Friday in it
        ("2027-03-09", "17.00", False),  # its last day
        ("2026-12-25", "10.00", False),  # a holiday
    ],
)
def test_window_is_open(day: str, time: str, is_open: bool) -> None:
    moment = at(day, time)
    assert WINDOWS.open_at(moment, NONE) is is_open
    assert (WINDOWS.next(moment, NONE) == moment) is is_open
    assert (WINDOWS.closes(moment, NONE) > moment) is is_open


@pytest.mark.parametrize(
    ("day", "time", "opens"),
    [
        ("2026-11-24", "06.00", "2026-11-24 09.00"),
        ("2026-11-24", "18.00", "2026-11-25 09.00"),
        ("2026-11-27", "12.00", "2026-11-27 13.00"),
        ("2026-12-24", "18.00", "2026-12-26 09.00"),  # over Christmas
        ("2027-03-09", "16.45", "2027-03-12 09.00"),  # over Lebaran, into the usual window
    ],
)
def test_what_comes_outside_waits_for_the_window(day: str, time: str, opens: str) -> None:
    assert clock(WINDOWS.next(at(day, time), NONE)) == opens


def test_a_quiet_day_of_the_committee_is_passed_over() -> None:
    moment = at("2026-11-26", "16.00")
    declared = frozenset({date(2026, 11, 26), date(2026, 11, 27)})
    assert WINDOWS.open_at(moment, NONE) and not WINDOWS.open_at(moment, declared)
    assert clock(WINDOWS.next(moment, declared)) == "2026-11-28 09.00"


@pytest.mark.parametrize(
    ("day", "time", "last", "following"),
    [
        ("2026-11-26", "15.59", "2026-11-19 16.00", "2026-11-26 16.00"),
        ("2026-11-26", "16.00", "2026-11-26 16.00", "2026-12-03 16.00"),
        ("2026-11-30", "09.00", "2026-11-26 16.00", "2026-12-03 16.00"),
    ],
)
def test_summary_is_due_on_thursdays(day: str, time: str, last: str, following: str) -> None:
    assert clock(WINDOWS.weekly(at(day, time))) == last
    assert clock(WINDOWS.next_weekly(at(day, time))) == following


@given(moments, quiet)
def test_the_next_moment_is_open_and_never_earlier(moment: int, declared: frozenset[date]) -> None:
    following = WINDOWS.next(moment, declared)
    assert following >= moment
    assert WINDOWS.open_at(following, declared)
    assert WINDOWS.closes(following, declared) > following


WIB = timezone(timedelta(hours=7))
HALF_HOUR = 30 * 60_000
PACK = files("bot.city.palembang")
HOLIDAYS = {each["day"] for each in json.loads((PACK / "holidays.json").read_text("utf-8"))["holidays"]}
FASTING = [(each["first"], each["last"]) for each in json.loads((PACK / "alerts.json").read_text("utf-8"))["spells"]]


def allowed(moment: int, declared: frozenset[date]) -> bool:
    """What was promised, word by word: 09.00-17.30 WIB, not Friday 11.30-13.00; in Ramadan 09.00-16.30; none on the
    holidays nor on a day the committee declares."""
    when = datetime.fromtimestamp(moment / 1000, WIB)
    day, minute = when.date(), 60 * when.hour + when.minute
    if day.isoformat() in HOLIDAYS or day in declared:
        return False
    if when.weekday() == 4 and 11 * 60 + 30 <= minute < 13 * 60:
        return False
    fasting = any(first <= day.isoformat() <= last for first, last in FASTING)
    return 9 * 60 <= minute < (16 * 60 + 30 if fasting else 17 * 60 + 30)


@given(moments, quiet)
def test_the_next_moment_is_the_least_that_is_allowed(moment: int, declared: frozenset[date]) -> None:
    assert WINDOWS.open_at(moment, declared) is allowed(moment, declared)
    following = WINDOWS.next(moment, declared)
    assert following >= moment and allowed(following, declared)
    between = range(moment - moment % HALF_HOUR + HALF_HOUR, following, HALF_HOUR)  # windows open on no other minute
    assert not any(allowed(each, declared) for each in (*between, *([moment] if moment < following else [])))


@given(moments, quiet)
def test_what_closes_a_window_is_the_first_moment_that_is_not_allowed(moment: int, declared: frozenset[date]) -> None:
    closes = WINDOWS.closes(moment, declared)
    assert not allowed(closes, declared)
    assert all(allowed(each, declared) for each in range(moment, closes, 60_000))
    assert closes == moment or allowed(closes - 1, declared)


def test_a_city_that_is_never_open_is_a_fault() -> None:
    shut = replace(WINDOWS, rule=replace(WINDOWS.rule, pauses=dict.fromkeys(range(7), ((0, 24 * 60),))))
    with pytest.raises(ValueError, match="no window"):
        shut.next(at("2026-11-24", "09.00"), NONE)
