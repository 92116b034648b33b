"""ISO weeks: what is one, their days, and which is meant by a bare number."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.weeks import Week

DAYS = st.dates(date(2000, 1, 10), date(2100, 1, 1))


@given(day=DAYS)
def test_a_day_lies_in_its_week_and_a_week_is_read_as_it_is_written(day: date) -> None:
    week = Week.of(day)
    assert week.first_day <= day <= week.last_day
    assert week.last_day - week.first_day == timedelta(days=6)
    assert week.first_day.weekday() == 0
    assert Week.read(str(week)) == week


@given(day=DAYS, count=st.integers(-500, 500))
def test_weeks_follow_each_other(day: date, count: int) -> None:
    week = Week.of(day)
    assert week.plus(count).first_day - week.first_day == count * timedelta(days=7)
    assert week.plus(count).plus(-count) == week
    assert (week.plus(count) > week) == (count > 0)


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("2026-W47", Week(2026, 47)), (" 2026w7 ", Week(2026, 7)), ("2026-W53", Week(2026, 53)), ("2025-W53", None),
        ("2026-W0", None), ("47", None), ("", None), ("2026-W477", None), ("0000-W01", None),
    ],
)  # fmt: skip
def test_what_is_a_week(text: str, week: Week | None) -> None:
    assert Week.read(text) == week


@pytest.mark.parametrize(
    ("number", "latest", "week"),
    [
        (46, Week(2026, 48), Week(2026, 46)), (48, Week(2026, 48), Week(2026, 48)),
        (49, Week(2026, 48), Week(2025, 49)),
        (53, Week(2026, 48), Week(2020, 53)), (53, Week(2027, 1), Week(2026, 53)), (54, Week(2026, 48), None),
        (0, Week(2026, 48), None),
    ],
)  # fmt: skip
def test_a_bare_number_is_the_last_of_its_weeks(number: int, latest: Week, week: Week | None) -> None:
    assert Week.numbered(number, latest) == week


def test_a_year_has_no_week_54() -> None:
    with pytest.raises(ValueError, match="54"):
        Week(2026, 54)
