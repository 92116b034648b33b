"""Moments in words."""

from datetime import date, datetime

from babel.dates import format_date


def moment_text(at: datetime, language: str) -> str:
    """ "Selasa, 24 November, 10.32 WIB"; hours as the language writes them, in the zone of `at`."""
    clock = at.strftime("%H.%M" if language == "id" else "%H:%M")
    return f"{format_date(at.date(), 'EEEE, d MMMM', locale=language)}, {clock} {at.tzname()}"


def day_text(day: date, language: str) -> str:
    """ "Jumat, 18 Desember 2026"."""
    return str(format_date(day, "EEEE, d MMMM yyyy", locale=language))
