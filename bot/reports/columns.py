"""Tables and charts in two columns, on as many pages as there may be. Only in the child."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.reports import charts
from bot.reports.canvas import Canvas
from bot.reports.page import GOLD, INK, MAROON, QUIET, Look, Page

MOST_PAGES = 3
ROW, GAP, GUTTER, FOOT = 4.1, 5.0, 8.0, 16.0  # mm
NARROW, SHARE = 15.0, 0.62  # mm of a column of numbers, and what all of them may take of the width
SIZES = {"bars": (1000, 430), "tiles": (1000, 800)}  # pixels: 300 an inch
TITLE, HEAD, GROUP, PLAIN = Look(9.5, "B", MAROON), Look(6.5, colour=QUIET), Look(7, "B", INK), Look(7.5)
Data = Mapping[str, Any]


class Block(Protocol):
    """Something as wide as a column."""

    def height(self, width: float) -> float:
        """In mm, the gap under it included."""
        ...

    def put(self, x: float, y: float, width: float) -> None:
        """Draws it."""
        ...


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or tiles under their title."""

    page: Page
    name: str
    data: Data

    def height(self, width: float) -> float:
        return 7 + width * SIZES[self.name][1] / SIZES[self.name][0] + GAP

    def put(self, x: float, y: float, width: float) -> None:
        canvas = Canvas(*SIZES[self.name])
        draw = charts.bars if self.name == "bars" else charts.tiles
        draw(canvas, (2, 0, canvas.width - 2, canvas.height - 2), self.data)
        self.page.put(self.data["title"], (x, y, width, ROW), TITLE)
        self.page.image(io.BytesIO(canvas.png()), x=x, y=y + 7, w=width, alt_text=self.data["title"])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: title, heads, rows; the names of groups on lines of their own."""

    page: Page
    table: Data
    cut: str

    def height(self, width: float) -> float:
        return ROW * len(self._lines()) + 1.2 + GAP

    def put(self, x: float, y: float, width: float) -> None:
        for number, (cells, look) in enumerate(self._lines()):
            self._line(cells, look, (x, y, width))
            y += ROW + (0.6 if number in (0, 1) else 0)
            if number == 1:
                self.page.set_fill_color(*GOLD)
                self.page.rect(x, y - 0.5, width, 0.25, style="F")

    def _lines(self) -> list[tuple[Sequence[str], Look]]:
        skip = int(self.table["grouped"])
        lines: list[tuple[Sequence[str], Look]] = [
            ([self.table["title"]], TITLE), ([title for title, _ in self.table["columns"][skip:]], HEAD)
        ]  # fmt: skip
        group = ""
        for row in self.table["rows"]:
            if skip and row[0] != group:
                group = row[0]
                lines.append(([group], GROUP))
            lines.append((row[skip:], PLAIN))
        return [*lines, ([self.cut], HEAD)] if self.table["cut"] else lines

    def _line(self, cells: Sequence[str], look: Look, place: tuple[float, float, float]) -> None:
        """The first cell wide, the others alike; numbers to the right."""
        x, y, whole = place
        columns = self.table["columns"][int(self.table["grouped"]) :]
        others = min(NARROW, whole * SHARE / max(1, len(columns) - 1)) if len(cells) > 1 else 0
        for at, text in enumerate(cells):
            width = others if at else whole - others * (len(cells) - 1)
            gap = 0 if at == len(cells) - 1 else 1
            self.page.put(text, (x, y, width - gap, ROW), replace(look, align="L" if columns[at][1] else "R"))
            x += width


class Columns:
    """Two of them, from where the page is to its foot, and on the next pages."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._width = (page.epw - GUTTER) / 2
        self._column = 0
        self._top = self._y = page.get_y()

    def abreast(self, left: Sequence[Block], right: Sequence[Block]) -> None:
        """Some to the left and some to the right, at one height; what follows is under both."""
        tall = max(sum(block.height(self._width) for block in side) for side in (left, right))
        if self._top + tall - GAP > self._page.h - FOOT:
            self._page.add_page()
            self._top = self._page.t_margin
        for self._column, side in enumerate((left, right)):
            self._y = self._top
            for block in side:
                self._put(block)
        self._column, self._top = 0, self._top + tall
        self._y = self._top

    def flow(self, blocks: Sequence[Block]) -> None:
        """One after the other, each whole, as far as there is room on the last page."""
        for block in blocks:
            while self._y + block.height(self._width) - GAP > self._page.h - FOOT:
                if not self._next():
                    return
            self._put(block)

    def _put(self, block: Block) -> None:
        block.put(self._page.l_margin + self._column * (self._width + GUTTER), self._y, self._width)
        self._y += block.height(self._width)

    def _next(self) -> bool:
        """The other column, or the next page; False when the last is full."""
        if self._column == 0:
            self._column = 1
        elif self._page.page_no() < MOST_PAGES:
            self._page.add_page()
            self._column, self._top = 0, self._page.t_margin
        else:
            return False
        self._y = self._top
        return True
