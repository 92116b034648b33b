"""Draws a summary in this process and reads it back."""

import io
import json
from functools import cache
from importlib import import_module
from itertools import count
from typing import Any

from openpyxl import load_workbook

from bot.city import load
from bot.core.summary import Summary
from bot.core.vocabulary import City
from bot.i18n import Speech
from bot.reports.summary import MIMES, orders
from bot.reports.terms import Terms
from tests.reports import weeks

CITY = load()
SPEECHES = {language: Speech(language, CITY.lexicon) for language in ("id", "en")}
HUGE = 987_654_321


def terms(language: str = "id", city: City = CITY) -> Terms:
    """How a reader of a language calls things."""
    return Terms(SPEECHES[language], city)


def file_of(summary: Summary, extension: str, said: Terms | None = None) -> bytes:
    """One of the files of a summary, as the child draws it from JSON."""
    order = orders(summary, said or terms())[list(MIMES).index(extension)]
    content: bytes = import_module(f"bot.reports.{order.kind}").draw(json.loads(json.dumps(order.data)))
    return content


def huge() -> Summary:
    """Every number is large, and another."""
    numbers = count(HUGE)
    return weeks.filled(CITY, lambda: next(numbers))


WEEKS = {
    "usual": weeks.usual(CITY), "counted": weeks.counted(CITY), "empty": weeks.empty(CITY), "huge": huge(),
}  # fmt: skip


@cache
def made(name: str, extension: str, language: str = "id") -> bytes:
    """A file of one of WEEKS, drawn once."""
    return file_of(WEEKS[name], extension, terms(language))


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """What stands on every sheet, heads first."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
