"""The weekly summary's files: picture, workbook, paper, drawn together from one and the same numbers."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.actions.desk import House
from bot.core.summary import Summary
from bot.core.vocabulary import City
from bot.i18n import Speech
from bot.reports import papers, pictures
from bot.reports.drawing import Order, draw
from bot.reports.studio import Drawn, Studio
from bot.reports.tables import Table, tables
from bot.reports.terms import Terms
from storage.ports import Store, Tx

SUMMARY = "summary"
MIMES = {
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_NAME = re.compile(r"([0-9A-Za-z-]{1,64})\.([a-z]{2,8})\.([a-z]{3,4})")
Pages = Callable[[Tx, str], Awaitable[Summary | None]]


class Summaries:
    """The files of the pages that are kept. `pages` finds a page by its name (`Summary.page`)."""

    def __init__(self, store: Store, house: House, pages: Pages, studio: Studio) -> None:
        self._store = store
        self._house = house
        self._pages = pages
        self._studio = studio

    async def open(self, name: str) -> Drawn | None:
        """`summary:<page>.<language>.<png|xlsx|pdf>`; None where the page is kept no more.

        Raises LookupError for what is no such name, NoFile.
        """
        match = _NAME.fullmatch(name)
        if match is None or match[2] not in self._house.speeches or match[3] not in MIMES:
            raise LookupError("no file of a summary can be called that")
        page, language, extension = match.groups()
        summary = await self._store.read(lambda tx: self._pages(tx, page))
        if summary is None:
            return None
        terms = Terms(self._house.speeches[language], self._house.city)
        files = await self._studio.made(f"{page}.{language}", lambda: orders(summary, terms))
        return Drawn(dict(zip(MIMES, files, strict=True))[extension], MIMES[extension], file_name(summary, extension))


def orders(summary: Summary, terms: Terms) -> list[Order]:
    """A file of each of MIMES, in that order."""
    return [pictures.order(summary, terms), _workbook(summary, terms), papers.order(summary, terms)]


def file_name(summary: Summary, extension: str) -> str:
    """ "ringkasan-2026-W47.png"."""
    return f"ringkasan-{summary.week}.{extension}"


async def write(summary: Summary, city: City, language: str, folder: Path) -> list[Path]:
    """Writes the files of a summary into a folder; their paths. Raises NoFile, or OSError."""
    files = await draw(orders(summary, Terms(Speech(language, city.lexicon), city)))
    return await asyncio.to_thread(_write, folder, [file_name(summary, each) for each in MIMES], files)


def _write(folder: Path, names: Sequence[str], files: Sequence[bytes]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for path, content in zip(paths, files, strict=True):
        path.write_bytes(content)
    return paths


def _workbook(summary: Summary, terms: Terms) -> Order:
    title = terms.say("report.title", committee=terms.city.identity.committee, week=summary.number)
    return Order("workbook", {
        "title": title, "subject": terms.days(summary.first_day, summary.last_day),
        "author": terms.city.identity.committee_full, "comments": pictures.foot(summary, terms),
        "sheets": [_sheet(table) for table in tables(summary, terms)],
    })  # fmt: skip


def _sheet(table: Table) -> dict[str, Any]:
    rows = [[value.isoformat() if isinstance(value, date) else value for value in row] for row in table.rows]
    columns = [[column.title, column.kind, column.width] for column in table.columns]
    return {"title": table.title, "columns": columns, "rows": rows}
