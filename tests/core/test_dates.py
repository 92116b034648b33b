"""Days as people write them."""

from datetime import date

import pytest

from bot.core.dates import read_day

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 desember", date(2026, 12, 5)), ("tgl 5 Des", date(2026, 12, 5)), ("5/12", date(2026, 12, 5)),
        ("05-12-2026", date(2026, 12, 5)), ("5.12.26", date(2026, 12, 5)), ("2026-12-05", date(2026, 12, 5)),
        ("3 januari", date(2027, 1, 3)), ("24 november", TUESDAY), ("23/11", date(2027, 11, 23)),
        ("24 november 2025", date(2025, 11, 24)), ("hari ini", TUESDAY), ("Besok", date(2026, 11, 25)),
        ("lusa", date(2026, 11, 26)), ("Jumat", date(2026, 11, 27)), ("selasa", date(2026, 12, 1)),
        ("senin depan", date(2026, 11, 30)), ("hari Sabtu, 5 Desember", date(2026, 12, 5)),
        ("5 dec", date(2026, 12, 5)),
    ],
)  # fmt: skip
def test_it_is_read(text: str, day: date) -> None:
    assert read_day(text, TUESDAY) == day


@pytest.mark.parametrize(
    "text", ["", "entah", "5", "31/2", "32 desember", "5 kursi", "45/45/4545", "2026-13-40", "nanti"]
)
def test_it_is_none(text: str) -> None:
    assert read_day(text, TUESDAY) is None
    assert read_day("5/12", TUESDAY) is not None
