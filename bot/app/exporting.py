"""`kekraf export`: everything the committee may take with it, as CSV and JSON, a page of the store at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.actions import exporting, permitting
from bot.actions.exporting import Exporting, Page
from bot.app.opening import Opened, now
from bot.app.sheet import Sheet
from bot.errors import CommandFault
from storage.ports import Tx


@dataclass(frozen=True, slots=True)
class Part:
    """One table of an export: the name of its files, its columns, and how it is read."""

    name: str
    columns: Sequence[str]
    page: Callable[[Exporting, int], Awaitable[Page]]


PARTS = (
    Part("people", exporting.PEOPLE, exporting.people),
    Part("requests", exporting.REQUESTS, exporting.requests),
    Part("threads", exporting.THREADS, exporting.threads),
    Part("summary", exporting.SUMMARY, exporting.summary),
)
OF_A_YEAR = (Part("figures", exporting.FIGURES, exporting.of_year),)


async def export(opened: Opened, folder: Path, year: int | None) -> list[str]:
    """Writes the files into a new or empty folder; a line each. Raises CommandFault where there is something in it."""
    _make(folder)
    parts = (*PARTS, *(OF_A_YEAR if year is not None else ()))
    return [f"{part.name}: {await _write(opened, folder, part, year)}" for part in parts]


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CommandFault(f"There is something in {folder} already, and nothing is overwritten. Name a new folder.")


async def _write(opened: Opened, folder: Path, part: Part, year: int | None) -> int:
    """One part: read in short looks at the store, audited, and only then under its name."""
    sheet = Sheet(folder, part.name, part.columns)
    at, after, more = now(), 0, True
    try:
        while more:
            page = await opened.store.read(lambda tx, a=after: part.page(_by(opened, tx, at, year), a))  # type: ignore[misc]
            sheet.add(page.rows)
            after, more = page.after, bool(page.after)
        await opened.store.transact(lambda tx: exporting.log(_by(opened, tx, at, year), part.name, sheet.rows))
        sheet.finish()
    finally:
        sheet.drop()
    return sheet.rows


def _by(opened: Opened, tx: Tx, at: int, year: int | None) -> Exporting:
    return Exporting(permitting.cli(tx, opened.house, at), year)
