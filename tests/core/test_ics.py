"""A calendar file: what a phone needs of it, lines that none cuts, words that none misreads."""

from datetime import date

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
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kekraf Contoh//ID", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20261124T020000Z", "SEQUENCE:3", "DTSTART;VALUE=DATE:20270109",
        "DTEND;VALUE=DATE:20270111", "SUMMARY:Pentas", "LOCATION:BKB", "URL:https://x.example/o/A",
        "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_a_phone_is_to_ring_days_before() -> None:
    lines = unfolded(calendar([Days(uid="a", first=NINTH, last=NINTH, title="x", remind=2)], "k", "s"))
    assert lines[lines.index("BEGIN:VALARM") :][:4] == [
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-P2D"
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_any_words_come_through(words: str) -> None:
    file = calendar([Days(uid="a", first=NINTH, last=NINTH, title="x", text=f"a;b,c\\d\n{words}")], "k", "s")
    assert all(len(line.encode()) <= 75 for line in file.decode().split("\r\n"))
    said = next(line for line in unfolded(file) if line.startswith("DESCRIPTION:")).removeprefix("DESCRIPTION:")
    assert said.startswith("a\\;b\\,c\\\\d\\n")
    plain = said.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    assert plain == f"a;b,c\\d\n{words}"
