"""Working time: what holds for any moment, any zone; and the city's Fridays, holidays and turns of the year."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import load
from bot.core.calendar import Calendar
from bot.core.vocabulary import Hours

CITY = load()
WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar.of(CITY, WIB)
ROUND_THE_CLOCK = Hours(days=(((0, 24 * 60),),) * 7, checked=True)
NEVER = Hours(days=((),) * 7, checked=True)
MINUTE, DAY = 60_000, 86_400_000

moments = st.integers(
    int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000), int(datetime(2027, 12, 31, tzinfo=UTC).timestamp() * 1000)
)
spells = st.integers(0, 20 * DAY)
zones: st.SearchStrategy[tzinfo] = st.one_of(
    st.sampled_from(["Asia/Jakarta", "Europe/Berlin", "America/New_York", "Pacific/Apia"]).map(ZoneInfo),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
calendars = zones.map(lambda zone: Calendar.of(CITY, zone))


def at(day: str, clock: str, zone: tzinfo = WIB) -> int:
    return round(datetime.fromisoformat(f"{day}T{clock.replace('.', ':')}").replace(tzinfo=zone).timestamp() * 1000)


def clock(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, WIB).strftime("%Y-%m-%d %H.%M")


@given(calendars, moments, spells, spells)
def test_working_time_adds_up(calendar: Calendar, start: int, first: int, second: int) -> None:
    middle, end = start + first, start + first + second
    assert calendar.working_ms(start, middle) + calendar.working_ms(middle, end) == calendar.working_ms(start, end)


@given(calendars, moments, spells)
def test_working_time_never_runs_faster_than_time_nor_back(calendar: Calendar, start: int, spell: int) -> None:
    assert 0 <= calendar.working_ms(start, start + spell) <= spell
    assert calendar.working_ms(start + spell, start) == 0


@given(calendars, moments, st.integers(0, 3000), st.integers(0, 3000))
def test_adding_minutes_is_monotonic_and_additive(calendar: Calendar, start: int, first: int, second: int) -> None:
    once = calendar.add_minutes(start, first)
    assert start <= once <= calendar.add_minutes(start, first + second)
    assert calendar.add_minutes(start, first + second) == calendar.add_minutes(once, second) or second == 0


@given(calendars, moments, st.integers(0, 3000))
def test_minutes_added_are_the_minutes_between(calendar: Calendar, start: int, minutes: int) -> None:
    assert calendar.working_minutes(start, calendar.add_minutes(start, minutes)) == minutes


@given(calendars, moments)
def test_the_next_working_moment_is_one_with_nothing_missed(calendar: Calendar, start: int) -> None:
    found = calendar.next_working(start)
    assert calendar.is_working(found)
    assert calendar.working_ms(start, found) == 0
    assert (found == start) == calendar.is_working(start)


@given(calendars, moments, st.integers(1, 40))
def test_due_is_the_closing_of_that_working_day(calendar: Calendar, start: int, days: int) -> None:
    due = calendar.due(start, days)
    assert calendar.is_working(due - 1)
    assert not calendar.is_working(due)
    assert calendar.working_day(calendar.day(start), days) == calendar.day(due - 1)
    assert due < calendar.due(start, days + 1)
    assert start < due


@given(st.dates(date(2026, 3, 1), date(2027, 10, 1)), st.integers(1, 40))
def test_counting_back_undoes_counting_on(day: date, count: int) -> None:
    day = CALENDAR.working_day(day)
    later = CALENDAR.working_day(day, count)
    assert CALENDAR.is_working_day(later)
    assert CALENDAR.working_day(later, -count) == day
    between = (day + timedelta(days=each) for each in range(1, (later - day).days + 1))
    assert sum(map(CALENDAR.is_working_day, between)) == count


@given(st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Jakarta"]), moments, spells)
def test_round_the_clock_every_moment_counts_in_any_zone(zone: str, start: int, spell: int) -> None:
    calendar = Calendar(ROUND_THE_CLOCK, frozenset(), ZoneInfo(zone))
    assert calendar.working_ms(start, start + spell) == spell


@pytest.mark.parametrize(
    ("day", "hour", "working"),
    [
        ("2026-11-24", "07.59", False),
        ("2026-11-24", "08.00", True),
        ("2026-11-24", "15.59", True),
        ("2026-11-24", "16.00", False),
        ("2026-11-27", "11.29", True),
        ("2026-11-27", "11.30", False),
        ("2026-11-27", "12.59", False),
        ("2026-11-27", "13.00", True),
        ("2026-11-27", "16.29", True),
        ("2026-11-28", "10.00", False),
        ("2026-12-25", "10.00", False),
        ("2027-01-01", "10.00", False),
    ],
)
def test_the_week_of_the_committee(day: str, hour: str, working: bool) -> None:
    assert CALENDAR.is_working(at(day, hour)) is working


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (("2026-11-24", "08.00"), ("2026-11-24", "16.00"), 480),
        (("2026-11-27", "11.00"), ("2026-11-27", "13.30"), 60),
        (("2026-11-27", "16.00"), ("2026-11-30", "08.30"), 60),
        (("2026-11-27", "20.00"), ("2026-11-29", "20.00"), 0),
        (("2026-12-24", "15.00"), ("2026-12-28", "09.00"), 120),
        (("2026-12-31", "15.00"), ("2027-01-04", "09.00"), 120),
    ],
)
def test_minutes_between(start: tuple[str, str], end: tuple[str, str], minutes: int) -> None:
    assert CALENDAR.working_minutes(at(*start), at(*end)) == minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (("2026-11-27", "11.00"), 30, "2026-11-27 11.30"),
        (("2026-11-27", "11.00"), 31, "2026-11-27 13.01"),
        (("2026-11-27", "12.00"), 0, "2026-11-27 13.00"),
        (("2026-11-27", "16.00"), 60, "2026-11-30 08.30"),
        (("2026-12-31", "15.30"), 60, "2027-01-04 08.30"),
    ],
)
def test_minutes_added(start: tuple[str, str], minutes: int, end: str) -> None:
    assert clock(CALENDAR.add_minutes(at(*start), minutes)) == end


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        (("2026-11-27", "10.00"), "2026-12-01 16.00"),
        (("2026-11-27", "23.00"), "2026-12-01 16.00"),
        (("2026-11-28", "10.00"), "2026-12-01 16.00"),
        (("2026-11-25", "07.00"), "2026-11-27 16.30"),
        (("2026-12-23", "10.00"), "2026-12-28 16.00"),
        (("2026-12-30", "10.00"), "2027-01-04 16.00"),
        (("2027-03-05", "10.00"), "2027-03-12 16.30"),
    ],
)
def test_two_working_days_to_the_first_answer(filed: tuple[str, str], due: str) -> None:
    assert clock(CALENDAR.due(at(*filed), 2)) == due


def test_the_last_filing_date_of_a_permit() -> None:
    rule = CITY.support_kind("permit").filing
    assert rule is not None
    event = date(2026, 12, 5)
    assert CALENDAR.last_filing(event, rule.lead({})) == date(2026, 11, 17)
    assert CALENDAR.last_filing(event, rule.lead({"scale": "nasional"})) == date(2026, 11, 6)
    assert CALENDAR.last_filing(event, rule.lead({"scale": "internasional"})) == date(2026, 10, 26)


def test_days_are_the_citys_own() -> None:
    assert CALENDAR.day(at("2026-11-24", "00.30")) == date(2026, 11, 24)
    assert CALENDAR.moment(date(2026, 11, 24), 24 * 60) == at("2026-11-25", "00.00")
    assert CALENDAR.working_day(date(2026, 11, 28)) == date(2026, 11, 30)
    assert CALENDAR.working_day(date(2026, 11, 30)) == date(2026, 11, 30)


def test_a_span_in_the_hour_the_clock_skips() -> None:
    night = Hours(days=(((90, 150), (180, 240)),) * 7, checked=True)
    calendar = Calendar(night, frozenset(), ZoneInfo("Europe/Berlin"))
    day = date(2027, 3, 28)
    assert calendar.working_ms(calendar.moment(day, 0), calendar.moment(day, 300)) == 90 * MINUTE
    assert calendar.closing(day) == calendar.moment(day, 240)
    ending = Calendar(Hours(days=(((150, 180),),) * 7, checked=True), frozenset(), ZoneInfo("Europe/Berlin"))
    assert ending.working_ms(calendar.moment(day, 0), calendar.moment(day, 300)) == 0
    assert ending.next_working(calendar.moment(day, 0)) == calendar.moment(day + timedelta(days=1), 150)


def test_a_city_that_never_works_is_said_so() -> None:
    calendar = Calendar(NEVER, frozenset(), WIB)
    with pytest.raises(ValueError, match="no service hours"):
        calendar.next_working(at("2026-11-24", "10.00"))
    with pytest.raises(ValueError, match="no service hours"):
        calendar.working_day(date(2026, 11, 24), 1)
    with pytest.raises(ValueError, match="2026-11-28 is no working day"):
        CALENDAR.closing(date(2026, 11, 28))
