"""Bars and the map of tiles, alike in the picture and on paper. Only in the child."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from bot.reports.canvas import GOLD, INK, MAROON, PALE, QUIET, Box, Canvas, Ink

EARLIER = "#CDC5BA"
SHADES = (PALE, "#F0D9DC", "#D9A4AC", "#AC4F5E", MAROON)
DARK = 3  # from this shade on the letters are white
RIVER = "#BFDAD9"
GAP = 10
FOOT = 96  # for the legend, and whoever is nowhere on the map
RIVER_HEIGHT = 26
Data = Mapping[str, Any]


def bars(canvas: Canvas, box: Box, data: Data) -> None:
    """A bar a week with its number above and its week below, and the mean as a dashed line."""
    left, top, width, height = box
    _legend_of_bars(canvas, left, top + 16, data)
    floor, roof = top + height - 44, top + 96
    most = max([1, data["mean"], *(bar["value"] for bar in data["bars"])])
    slot = width / len(data["bars"])
    canvas.dashes(left, floor - (floor - roof) * data["mean"] / most, width, INK)
    for at, bar in enumerate(data["bars"]):
        x, tall = left + at * slot, (floor - roof) * bar["value"] / most
        last = at == len(data["bars"]) - 1
        canvas.rect((x + slot * 0.14, floor - tall, slot * 0.72, max(tall, 2)), _colour(at - len(data["bars"])))
        number = Ink(30, bold=last, align="center", within=slot * 0.94, clear=True)
        canvas.write((x + slot / 2, floor - tall - 20), bar["said"], number)
        week = Ink(28, INK if last else QUIET, last, "center")
        canvas.write((x + slot / 2, floor + 24), bar["label"], week)
    canvas.rect((left, floor, width, 2), QUIET)


def _colour(from_end: int) -> str:
    return {-1: MAROON, -2: GOLD}.get(from_end, EARLIER)


def _legend_of_bars(canvas: Canvas, left: float, y: float, data: Data) -> None:
    this, last = data["bars"][-1]["is"], data["bars"][-2]["is"]
    for x, colour, says in ((0, MAROON, this), (230, GOLD, last)):
        canvas.rect((left + x, y - 12, 24, 24), colour)
        canvas.write((left + x + 36, y), says, Ink(27, QUIET, within=180))
    canvas.dashes(left + 460, y, 44, INK)
    canvas.write((left + 516, y), data["mean_is"], Ink(27, QUIET, within=450))


def tiles(canvas: Canvas, box: Box, data: Data) -> None:
    """A tile a district, north above, with its name and number; the darker, the more."""
    left, top, width, height = box
    every: Sequence[Data] = data["tiles"]
    columns = 1 + max((tile["col"] for tile in every), default=0)
    rows = 1 + max((tile["row"] for tile in every), default=0)
    wide, tall = width / columns, (height - FOOT - RIVER_HEIGHT) / rows
    for tile in every:
        below = data["river"] is not None and tile["row"] > data["river"]
        x, y = left + tile["col"] * wide, top + tile["row"] * tall + (RIVER_HEIGHT if below else 0)
        _tile(canvas, (x, y, wide - GAP, tall - GAP), tile)
    if data["river"] is not None:
        _river(canvas, (left, top + (data["river"] + 1) * tall - 2, width - GAP, RIVER_HEIGHT - 6))
    _legend_of_tiles(canvas, left, top + height, data)


def _tile(canvas: Canvas, box: Box, tile: Data) -> None:
    x, y, width, height = box
    colour = "white" if tile["shade"] >= DARK else INK
    canvas.rect(box, SHADES[tile["shade"]], edge="#D8D0C4", round_=8)
    name = _folded(tile["name"])
    size = 24 if "\n" in name else 26
    canvas.write((x + width / 2, y + height * 0.3), name, Ink(size, colour, align="center", within=width - 12))
    number = Ink(40, colour, bold=True, align="center", within=width - 16)
    canvas.write((x + width / 2, y + height * 0.75), tile["said"], number)


def _folded(name: str) -> str:
    """A long name on two lines, parted where they are most alike."""
    words = name.split()
    if len(name) <= 11 or len(words) < 2:
        return name
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(cuts, key=lambda cut: max(map(len, cut))))


def _legend_of_tiles(canvas: Canvas, left: float, bottom: float, data: Data) -> None:
    x, y = left, bottom - 60
    for shade, said in data["legend"]:
        canvas.rect((x, y - 12, 24, 24), SHADES[shade], edge="#B5ADA0")
        canvas.write((x + 32, y), said, Ink(25, QUIET))
        x += 62 + 16 * len(said)
    canvas.write((left, bottom - 18), data["others"], Ink(25, QUIET))


def _river(canvas: Canvas, box: Box) -> None:
    """A wavy band."""
    left, top, width, height = box
    steps = range(0, 61)
    wave = [(left + width * at / 60, top + height * 0.25 * (1 + math.sin(at / 3))) for at in steps]
    canvas.shape([*wave, *((x, y + height * 0.55) for x, y in reversed(wave))], RIVER)
