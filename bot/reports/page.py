"""A4 in the committee's dress: head, colours, letters. Only in the child."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from bot.reports.glyphs import drawable, font

Colour = tuple[int, int, int]
MAROON, GOLD, INK, QUIET = (122, 31, 43), (184, 134, 11), (33, 33, 33), (105, 105, 105)
SIDE = 22  # mm of margin left and right
FAMILY = "DejaVu"
SMALLEST = 5.0  # points that can still be read
Box = tuple[float, float, float, float]
"""Left, top, width, height in mm."""
STILL = datetime(2026, 1, 1, tzinfo=UTC)  # the same content is the same file


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set; `size` in points."""

    size: float = 9.5
    style: str = ""
    colour: Colour = INK
    align: str = "L"


class Page(FPDF):
    """A document with our letters. All texts go through `say` or `lines`."""

    def __init__(self, title: str, language: str) -> None:
        super().__init__("portrait", "mm", "A4")
        for style, name in (("", ""), ("B", "Bold")):
            self.add_font(FAMILY, style, font(name))
        self.set_margins(SIDE, 18, SIDE)
        self.c_margin = 0
        self.set_title(drawable(title))
        self.set_lang(language)
        self.set_creation_date(STILL)
        self.set_creator("")
        self.set_producer("")
        self.dress()

    def dress(self, size: float = 10, style: str = "", colour: Colour = INK) -> None:
        """What the next words look like; `size` in points."""
        self.set_font(FAMILY, style, size)
        self.set_text_color(*colour)

    def put(self, text: str, box: Box, look: Look) -> None:
        """One line in a box: smaller where it would be wider, cut where that is too small."""
        x, y, width, height = box
        shown = drawable(text)
        self.dress(look.size, look.style, look.colour)
        while self.get_string_width(shown) > width and self.font_size_pt > SMALLEST:
            self.set_font_size(self.font_size_pt - 0.5)
        while self.get_string_width(shown) > width and len(shown) > 1:
            shown = f"{shown[:-2]}…"
        self.set_xy(x, y)
        self.cell(width, height, shown, align=look.align)

    def say(self, text: str, height: float = 4.9, *, width: float = 0, align: str = "L") -> None:
        """A paragraph from the left margin on, and the next line under it."""
        self.set_x(self.l_margin)
        self.multi_cell(width, height, drawable(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def lines(self, text: str, width: float) -> list[str]:
        """How a paragraph breaks in that width as it is dressed now."""
        found = self.multi_cell(width, 5, drawable(text), align="L", dry_run=True, output=MethodReturnValue.LINES)
        return [str(line) for line in found] if isinstance(found, list) else []

    def head(self, head: Mapping[str, Any]) -> None:
        """The letterhead: `lines`, `address`; a maroon and a gold line with woven lozenges under it."""
        self.set_y(14)
        for number, line in enumerate(head["lines"]):
            self.dress(15 if number == 0 else 11, "B", MAROON if number == 0 else INK)
            self.say(line, 7 if number == 0 else 5.2)
        self.dress(8.5, colour=QUIET)
        self.say(head["address"], 4.4)
        self._weave(self.get_y() + 2.2)
        self.set_y(self.get_y() + 8)

    def _weave(self, y: float) -> None:
        """As on a songket's edge."""
        right = self.w - self.r_margin
        self.set_fill_color(*MAROON)
        self.rect(self.l_margin, y, right - self.l_margin, 0.9, style="F")
        self.set_fill_color(*GOLD)
        self.rect(self.l_margin, y + 1.3, right - self.l_margin, 0.3, style="F")
        for number in range(5):
            x = right - 2 - number * 4.2
            self.polygon([(x - 1.6, y + 0.45), (x, y - 1.15), (x + 1.6, y + 0.45), (x, y + 2.05)], style="F")
