"""Writes the workbook: a sheet a table, every value of its type, every text only text. Only in the child."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

STILL = datetime(2026, 1, 1)  # noqa: DTZ001 - the library takes no zone; the same content is the same file
LONGEST = 32_767  # characters of a cell
SHAPES = {"whole": "#,##0", "mean": "#,##0.0", "day": "d mmm yyyy"}


def draw(data: Mapping[str, Any]) -> bytes:
    """The XLSX."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({
        "title": data["title"], "subject": data["subject"], "author": data["author"], "comments": data["comments"],
        "created": STILL,
    })  # fmt: skip
    shapes = {name: book.add_format({"num_format": shape, "valign": "top"}) for name, shape in SHAPES.items()}
    shapes["text"] = book.add_format({"valign": "top"})
    shapes["head"] = book.add_format({
        "bold": True, "font_color": "#FFFFFF", "bg_color": "#7A1F2B", "bottom": 2, "bottom_color": "#B8860B",
        "text_wrap": True, "valign": "vcenter",
    })  # fmt: skip
    for sheet in data["sheets"]:
        _sheet(book.add_worksheet(sheet["title"][:31]), sheet, shapes)
    book.close()
    return out.getvalue()


def _sheet(page: Worksheet, sheet: Mapping[str, Any], shapes: Mapping[str, Format]) -> None:
    columns: Sequence[tuple[str, str, int]] = sheet["columns"]
    for at, (title, _, width) in enumerate(columns):
        page.set_column(at, at, width)
        page.write_string(0, at, title, shapes["head"])
    for number, row in enumerate(sheet["rows"], start=1):
        for at, value in enumerate(row):
            _cell(page, (number, at), value, columns[at][1], shapes)
    page.set_row(0, 32)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet["rows"])), len(columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.hide_gridlines(0)


def _cell(page: Worksheet, place: tuple[int, int], value: Any, kind: str, shapes: Mapping[str, Format]) -> None:
    """Never `write`, which guesses: it would make a formula of "=1+1" and a link of an address."""
    if value is None:
        return
    if isinstance(value, str) and kind == "day":
        page.write_datetime(*place, date.fromisoformat(value), shapes["day"])
    elif isinstance(value, str):
        page.write_string(*place, value[:LONGEST], shapes["text"])
    else:
        page.write_number(*place, value, shapes[_shape(kind, value)])


def _shape(kind: str, value: int | float) -> str:
    if kind in SHAPES:
        return kind
    return "mean" if isinstance(value, float) else "whole"
