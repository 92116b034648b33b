"""Draws the summary as one picture for a phone: 1080 pixels wide, to be read at a third of that. Only in the child."""

from collections.abc import Mapping
from typing import Any

from bot.reports import charts
from bot.reports.canvas import GOLD, INK, MAROON, PALE, QUIET, Canvas, Ink

WIDTH, SIDE = 1080, 50
CARD, CARD_GAP, MAP_ROW = 148, 14, 118
CARDS = 196  # where they begin
Data = Mapping[str, Any]


def draw(data: Data) -> bytes:
    """The PNG."""
    rows = 1 + max((tile["row"] for tile in data["tiles"]["tiles"]), default=0)
    map_height = rows * MAP_ROW + charts.FOOT + charts.RIVER_HEIGHT
    below = CARDS + (len(data["figures"]) + 1) // 2 * (CARD + CARD_GAP) + 32
    canvas = Canvas(WIDTH, below + 480 + map_height + 70)
    _head(canvas, data)
    for at, figure in enumerate(data["figures"]):
        _figure(canvas, SIDE + (at % 2) * 495, CARDS + (at // 2) * (CARD + CARD_GAP), figure)
    width = WIDTH - 2 * SIDE
    canvas.write((SIDE, below), data["bars"]["title"], Ink(36, bold=True, within=width))
    charts.bars(canvas, (SIDE, below + 30, width, 376), data["bars"])
    canvas.write((SIDE, below + 442), data["tiles"]["title"], Ink(36, bold=True, within=width))
    charts.tiles(canvas, (SIDE, below + 480, width + charts.GAP, map_height), data["tiles"])
    canvas.write((SIDE, canvas.height - 30), data["foot"], Ink(25, colour=QUIET, within=width))
    return canvas.png()


def _head(canvas: Canvas, data: Data) -> None:
    """Whose it is, and the edge of a songket under it."""
    canvas.write((SIDE, 62), data["head"], Ink(46, colour=MAROON, bold=True, within=WIDTH - 2 * SIDE))
    canvas.write((SIDE, 118), data["days"], Ink(32, colour=QUIET, within=WIDTH - 2 * SIDE))
    canvas.rect((SIDE, 158, WIDTH - 2 * SIDE, 7), MAROON)
    canvas.rect((SIDE, 168, WIDTH - 2 * SIDE, 2.5), GOLD)
    for at in range(5):
        x, y, half = WIDTH - SIDE - 18 - at * 34, 161.5, 13
        canvas.shape([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], GOLD)


def _figure(canvas: Canvas, x: float, y: float, figure: Data) -> None:
    """A number, what it counts, and against what."""
    canvas.rect((x, y, 485, CARD), PALE, round_=12)
    canvas.rect((x, y + 12, 6, CARD - 24), MAROON if figure["bad"] else GOLD)
    canvas.write((x + 28, y + 30), figure["says"], Ink(29, within=440))
    canvas.write(
        (x + 28, y + 79), figure["value"], Ink(58, bold=True, colour=MAROON if figure["bad"] else INK, within=440)
    )
    canvas.write((x + 28, y + 126), figure["note"], Ink(26, colour=QUIET, within=440))
