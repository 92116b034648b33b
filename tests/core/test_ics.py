"""A calendar file: what a phone needs of it, lines that none cuts, words that none misreads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ics import Days, calendar

NINTH = date(2027, 1, 9)


def unfolded(file: bytes) -> list[str]:
    """The lines as a calendar reads them."""
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_several_days_end_on_the_one_after_the_last() -> None:
    days = Days(
        uid="a@b", first=NINTH, last=date(2027, 1, 10), title="Pentas", place="BKB", url="https://x.example/o/A"
    )
    lines = unfolded(calendar([days], "Kekraf Contoh", "20261124T020000Z", 3))
    assert lines == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kekraf Contoh//ID", "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20261124T020000Z", "SEQUENCE:3", "DTSTART;VALUE=DATE:20270109",
        "DTEND;VALUE=DATE:20270111", "SUMMARY:Pentas", "LOCATION:BKB", "URL:https://x.example/o/A",
        "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "trigger"), [(1, "-PT15H"), (2, "-PT39H")])
def test_a_phone_is_to_ring_days_before_and_not_at_midnight(days: int, trigger: str) -> None:
    lines = unfolded(calendar([Days(uid="a", first=NINTH, last=NINTH, title="x", remind=days)], "k", "s"))
    assert lines[lines.index("BEGIN:VALARM") :][:4] == [
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", f"TRIGGER:{trigger}"
    ]  # fmt: skip


def test_what_is_called_off_is_told_to_the_calendar_and_rings_no_more() -> None:
    lines = unfolded(calendar([Days(uid="a", first=NINTH, last=NINTH, title="x", remind=1, off=True)], "k", "s", 4))
    assert "STATUS:CANCELLED" in lines
    assert "SEQUENCE:4" in lines
    assert "BEGIN:VALARM" not in lines


def test_no_control_character_gets_into_a_line() -> None:
    file = calendar([Days(uid="a", first=NINTH, last=NINTH, title="a\tb\x07c\x7fd\r\ne")], "k", "s")
    assert "SUMMARY:a b c d\\ne" in unfolded(file)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_any_words_come_through(words: str) -> None:
    file = calendar([Days(uid="a", first=NINTH, last=NINTH, title="x", text=f"a;b,c\\d\n{words}")], "k", "s")
    assert all(len(line.encode()) <= 75 for line in file.decode().split("\r\n"))
    said = next(line for line in unfolded(file) if line.startswith("DESCRIPTION:")).removeprefix("DESCRIPTION:")
    assert said.startswith("a\\;b\\,c\\\\d\\n")
    plain = said.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    assert plain == f"a;b,c\\d\n{words}"
