"""Days and sums of money in words."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.i18n.speech import Speech

MILLION, ROUND = 1_000_000, 100_000


def day(day: date, language: str) -> str:
    """ "Jumat, 28 Mei 2027"."""
    return str(format_date(day, "EEEE, d MMMM yyyy", locale=language))


def money(speech: Speech, rupiah: int) -> str:
    """ "Rp75.000", "Rp2,5 juta": what is round is said short."""
    if rupiah >= MILLION and rupiah % ROUND == 0:
        return speech.plain("opportunity.millions", {"sum": format_decimal(rupiah / MILLION, locale=speech.language)})
    return f"Rp{format_decimal(rupiah, locale=speech.language)}"
