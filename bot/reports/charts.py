"""Bars and the map of tiles, alike in the picture and on paper. Only in the child."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from bot.reports.canvas import GOLD, INK, MAROON, PALE, QUIET, Box, Canvas, Ink

EARLIER = "#CDC5BA"
SHADES = (PALE, "#F0D9DC", "#D9A4AC", "#AC4F5E", MAROON)
RIVER = "#BFDAD9"
GAP = 10
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
    foot = 56
    wide, tall = width / columns, (height - foot - RIVER_HEIGHT) / rows
    steps = shades(max((tile["value"] for tile in every), default=0))
    for tile in every:
        below = data["river"] is not None and tile["row"] > data["river"]
        x, y = left + tile["col"] * wide, top + tile["row"] * tall + (RIVER_HEIGHT if below else 0)
        _tile(canvas, (x, y, wide - GAP, tall - GAP), tile, shade(tile["value"], steps))
    if data["river"] is not None:
        _river(canvas, (left, top + (data["river"] + 1) * tall - 2, width - GAP, RIVER_HEIGHT - 6))
    _legend_of_tiles(canvas, (left, top + height - 24, width, 24), data, steps)


def _tile(canvas: Canvas, box: Box, tile: Data, shade: int) -> None:
    x, y, width, height = box
    colour = "white" if shade >= 3 else INK
    canvas.rect(box, SHADES[shade], edge="#D8D0C4", round_=8)
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


def shades(most: int) -> tuple[int, ...]:
    """The largest number of each shade but the first, which is none: (3, 6, 9, 12) for 12, (1, 2) for 2."""
    count = min(most, len(SHADES) - 1)
    return tuple(math.ceil(most * step / count) for step in range(1, count + 1))


def shade(value: int, steps: Sequence[int]) -> int:
    if value == 0:
        return 0
    step = next((at for at, most in enumerate(steps) if value <= most), len(steps) - 1)
    return step + len(SHADES) - len(steps)


def _legend_of_tiles(canvas: Canvas, box: Box, data: Data, steps: Sequence[int]) -> None:
    left, top, width, height = box
    y = top + height / 2
    x = left
    for at, said in enumerate(["0", *ranges(steps)]):
        shade = 0 if at == 0 else at - 1 + len(SHADES) - len(steps)
        canvas.rect((x, y - 12, 24, 24), SHADES[shade], edge="#B5ADA0")
        canvas.write((x + 32, y), said, Ink(25, QUIET))
        x += 60 + 16 * len(said)
    right = left + width - GAP
    canvas.write((right, y), data["others"], Ink(25, QUIET, align="right", within=max(60, right - x)))


def ranges(steps: Sequence[int]) -> list[str]:
    """ "1–3", "4–6": what each shade stands for."""
    begins = [low + 1 for low in (0, *steps)][: len(steps)]
    return [str(most) if low == most else f"{low}–{most}" for low, most in zip(begins, steps, strict=True)]


def _river(canvas: Canvas, box: Box) -> None:
    """A wavy band."""
    left, top, width, height = box
    steps = range(0, 61)
    wave = [(left + width * at / 60, top + height * 0.25 * (1 + math.sin(at / 3))) for at in steps]
    canvas.shape([*wave, *((x, y + height * 0.55) for x, y in reversed(wave))], RIVER)
