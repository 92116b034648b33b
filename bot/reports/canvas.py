"""A white sheet to draw on, in pixels from the top left. Only in the child."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from PIL import Image

from bot.reports.glyphs import drawable, font

MAROON, GOLD, INK, QUIET, PALE = "#7A1F2B", "#B8860B", "#212121", "#666666", "#F5F1EB"
DPI = 100
COLOURS = 96  # flat colours and the edges of letters: a picture for a phone stays small
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How words look: `size` pixels high, at most `within` pixels wide (0: as wide as they are); `clear`: on white."""

    size: float
    colour: str = INK
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    within: float = 0
    clear: bool = False


class Canvas:
    """`width` x `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
        self._agg = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def write(self, place: tuple[float, float], words: str, ink: Ink) -> None:
        """Words with their middle at a height; smaller where they would be wider than they may."""
        letters = FontProperties(fname=str(font("Bold" if ink.bold else "")), size=ink.size * 72 / DPI)
        text = self._axes.text(
            *place, drawable(words), fontproperties=letters, color=ink.colour, ha=ink.align, va="center_baseline",
            linespacing=1.05, parse_math=False, bbox={"fc": "white", "ec": "none", "pad": 1} if ink.clear else None,
        )  # fmt: skip
        if ink.within:
            width = text.get_window_extent(self._agg.get_renderer()).width  # type: ignore[no-untyped-call]
            text.set_fontsize(ink.size * 72 / DPI * min(1.0, ink.within / max(width, 1.0)))

    def rect(self, box: Box, colour: str, *, edge: str = "none", round_: float = 0) -> None:
        """A filled box."""
        x, y, width, height = box
        if round_:
            style = f"round,pad=0,rounding_size={round_}"
            self._axes.add_patch(FancyBboxPatch((x, y), width, height, style, fc=colour, ec=edge, lw=0.8))
        else:
            self._axes.add_patch(Rectangle((x, y), width, height, fc=colour, ec=edge, lw=0.8))

    def shape(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A filled shape."""
        self._axes.add_patch(Polygon(points, closed=True, fc=colour, ec="none"))

    def dashes(self, x: float, y: float, width: float, colour: str) -> None:
        """A dashed line to the right."""
        self._axes.plot([x, x + width], [y, y], color=colour, lw=2, dashes=(4, 3))

    def png(self) -> bytes:
        """The picture, without a word about what made it."""
        self._agg.draw()  # type: ignore[no-untyped-call]
        size = self._agg.get_width_height()
        picture = Image.frombytes("RGBA", size, bytes(self._agg.buffer_rgba())).convert("RGB")  # type: ignore[no-untyped-call]
        out = io.BytesIO()
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()
