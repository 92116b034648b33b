"""The moment somebody means, on a Tuesday at nine."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.moments import read_moment

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("besok 09.00", "2026-11-25 09:00"),
        ("jam 3 sore", "2026-11-24 15:00"),
        ("jam 1 siang", "2026-11-24 13:00"),
        ("jam 11 siang", "2026-11-24 11:00"),
        ("Jumat 10.30", "2026-11-27 10:30"),
        ("08.30", "2026-11-25 08:30"),
        ("30 november pukul 10", "2026-11-30 10:00"),
        ("hari ini 14:00 WIB", "2026-11-24 14:00"),
        ("hari ini jam 7 pagi", "2026-11-24 07:00"),
        ("tomorrow at 10", "2026-11-25 10:00"),
    ],
)
def test_day_and_clock(text: str, meant: str) -> None:
    found = read_moment(text, NOW)
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == meant
    assert found.tzinfo == NOW.tzinfo


@pytest.mark.parametrize("text", ["besok", "", "jam 25", "09.75", "kapan saja", "3 hari lagi"])
def test_without_a_clock_it_is_no_moment(text: str) -> None:
    assert read_moment(text, NOW) is None
