"""Prints the summary: one to three pages A4, decisions first. Only in the child; `bot.reports.papers` says what."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.reports.columns import Chart, Columns, Grid
from bot.reports.page import GOLD, INK, MAROON, QUIET, Look, Page

ABREAST = 3
Data = Mapping[str, Any]


class Paper(Page):
    """With a foot on every page: when it was made, and which page it is."""

    foot = ""

    def footer(self) -> None:
        """Below every page."""
        self.set_y(-12)
        self.dress(7.5, colour=QUIET)
        self.cell(0, 4, self.foot)
        self.set_x(self.l_margin)
        self.cell(0, 4, str(self.page_no()), align="R")


def draw(data: Data) -> bytes:
    """The PDF."""
    page = Paper(f"{data['title']}, {data['days']}", data["language"])
    page.foot = data["foot"]
    page.set_auto_page_break(False)
    page.add_page()
    page.head(data["head"])
    _title(page, data)
    _figures(page, data["figures"])
    _decisions(page, data)
    overview, *others = (Grid(page, table, data["cut"]) for table in data["tables"])
    charts = [Chart(page, name, data[name]) for name in ("bars", "tiles")]
    columns = Columns(page)
    columns.abreast([overview], charts)
    columns.flow(others)
    return bytes(page.output())


def _title(page: Page, data: Data) -> None:
    page.dress(15, "B")
    page.say(data["title"], 7)
    page.dress(10, colour=QUIET)
    page.say(data["days"], 5)
    page.ln(3)


def _figures(page: Page, figures: Sequence[Data]) -> None:
    """The numbers, three side by side."""
    for first in range(0, len(figures), ABREAST):
        y = page.get_y()
        for at, figure in enumerate(figures[first : first + ABREAST]):
            _figure(page, (page.l_margin + at * page.epw / ABREAST, y), figure)
        page.set_y(y + 20)
    page.ln(2)


def _figure(page: Page, place: tuple[float, float], figure: Data) -> None:
    x, y = place
    page.set_fill_color(*(MAROON if figure["bad"] else GOLD))
    page.rect(x, y + 0.5, 0.7, 17, style="F")
    left, width = x + 2.5, page.epw / ABREAST - 5
    page.put(figure["says"], (left, y, width, 4.2), Look(8))
    page.put(figure["value"], (left, y + 4.6, width, 7.5), Look(17, "B", MAROON if figure["bad"] else INK))
    page.put(figure["note"], (left, y + 13.2, width, 4.2), Look(6.5, colour=QUIET))


def _decisions(page: Page, data: Data) -> None:
    page.dress(11, "B", MAROON)
    page.say(data["decisions_are"], 6)
    for number, line in enumerate(data["decisions"], start=1):
        page.dress(8.5)
        page.say(f"{number}. {line}" if len(data["decisions"]) > 1 else line, 4.4)
    if data["more"]:
        page.dress(8.5, colour=QUIET)
        page.say(data["more"], 4.4)
    page.ln(4)
