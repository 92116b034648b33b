"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import load
from bot.core.dates import read_day

SPELLINGS = load().lexicon.spellings
TUESDAY = date(2026, 11, 24)


def read(text: str, today: date = TUESDAY) -> str:
    found = read_day(text, today, SPELLINGS)
    return found.isoformat() if found is not None else ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 desember", "2026-12-05"), ("5 Des", "2026-12-05"), ("tgl 5 desember jam 19.00-22.00", "2026-12-05"),
        ("5/12", "2026-12-05"), ("5-12", "2026-12-05"), ("12/25", "2026-12-25"), ("5/12/2027", "2027-12-05"),
        ("5.12.26", "2026-12-05"), ("12/25/2026", "2026-12-25"), ("2026-12-05", "2026-12-05"),
        ("lima desember", "2026-12-05"), ("December 5th", "2026-12-05"), ("5th of December", "2026-12-05"),
        ("3 maret", "2027-03-03"), ("24 november", "2026-11-24"), ("23 november", "2027-11-23"),
        ("5 desember 2025", "2025-12-05"), ("5 januari tahun depan", "2027-01-05"), ("29 februari", "2028-02-29"),
    ],
)  # fmt: skip
def test_a_day_by_its_date(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("5-7 desember", "2026-12-05"), ("5 s.d. 7 Desember 2026", "2026-12-05"), ("5 sampai 7 des", "2026-12-05")],
)
def test_of_a_span_its_first_day(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hari ini", "2026-11-24"), ("nanti malam kak", "2026-11-24"), ("besok", "2026-11-25"), ("lusa", "2026-11-26"),
        ("besok lusa", "2026-11-26"), ("3 hari lagi", "2026-11-27"), ("dalam 2 minggu", "2026-12-08"),
        ("seminggu lagi", "2026-12-01"), ("2 minggu", "2026-12-08"), ("sebulan lagi", "2026-12-24"),
        ("tomorrow", "2026-11-25"), ("in 3 days", "2026-11-27"),
    ],
)  # fmt: skip
def test_a_day_by_how_far_it_is(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jumat", "2026-11-27"), ("hari jum'at", "2026-11-27"), ("Jumat ini", "2026-11-27"), ("selasa", "2026-12-01"),
        ("Jumat depan", "2026-12-04"), ("sabtu minggu depan", "2026-12-05"), ("minggu depan", "2026-11-30"),
        ("hari minggu", "2026-11-29"), ("hari minggu depan", "2026-12-06"), ("malam minggu", "2026-11-29"),
        ("minggu ini", "2026-11-27"), ("next week", "2026-11-30"), ("next Friday", "2026-12-04"),
        ("this week", "2026-11-27"), ("sabtu minggu ini", "2026-11-28"),
    ],
)  # fmt: skip
def test_a_day_of_the_week(text: str, day: str) -> None:
    assert read(text) == day


def test_this_week_is_never_over() -> None:
    assert read("minggu ini", date(2026, 11, 28)) == "2026-11-28"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("desember", "2026-12-01"), ("akhir desember", "2026-12-31"), ("pertengahan bulan maret", "2027-03-15"),
        ("awal januari 2028", "2028-01-01"), ("november", "2026-11-24"), ("akhir november", "2026-11-30"),
        ("bulan depan", "2026-12-01"), ("akhir bulan depan", "2026-12-31"), ("akhir bulan", "2026-11-30"),
        ("bulan ini", "2026-11-30"), ("akhir tahun", "2026-12-31"), ("akhir februari", "2027-02-28"),
    ],
)  # fmt: skip
def test_a_part_of_a_month(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("tanggal 28", "2026-11-28"), ("tgl 12", "2026-12-12"), ("25", "2026-11-25"), ("dua", "2026-12-02")],
)
def test_a_number_is_the_next_day_of_that_number(text: str, day: str) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "halo", "belum tahu", "jam 19.00-22.00", "31 februari", "tanggal 31 november", "13/13", "0/1", "99",
     "31/2/2026", "2026-02-30", "akhir januari 0000", "tahun depan", "5 juta", "1.500"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert read(text) == ""


def test_the_last_number_of_a_short_month() -> None:
    assert read("tanggal 31", date(2026, 12, 31)) == "2026-12-31"
    assert read("tanggal 31", date(2027, 1, 31)) == "2027-01-31"
    assert read("tanggal 30", date(2027, 1, 31)) == ""  # February has none


@given(st.text(max_size=60), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_never_fails(text: str, today: date) -> None:
    found = read_day(text, today, SPELLINGS)
    assert found is None or found.year > 0


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 364))
def test_a_written_day_is_that_day(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    assert read_day(f"{day.day}/{day.month}/{day.year}", today) == day
    assert read_day(day.isoformat(), today) == day
    found = read_day(f"{day.day}/{day.month}", today)
    assert found == day or (found is not None and (day.day, day.month) == (29, 2))
