"""Draws what stands for an opportunity that has no poster: 1200 x 630, as link previews want it. Only in the child."""

import textwrap
from collections.abc import Mapping
from typing import Any

from bot.reports.canvas import GOLD, INK, MAROON, QUIET, Canvas, Ink

WIDTH, HEIGHT, SIDE = 1200, 630, 64
HEM, LOZENGE = 26, 20
LETTERS, LINES = 26, 3  # of the title
Data = Mapping[str, Any]


def draw(data: Data) -> bytes:
    """The PNG. `data`: `head`, `title`, `lines`, `foot`, and `badge` ("" for none), all in words."""
    canvas, within = Canvas(WIDTH, HEIGHT), WIDTH - 2 * SIDE
    canvas.rect((0, 0, WIDTH, HEIGHT), "#FFFFFF")
    canvas.rect((0, 0, WIDTH, 96), MAROON)
    canvas.write((SIDE, 49), data["head"], Ink(36, colour="#FFFFFF", bold=True, within=within - 260))
    _hem(canvas, 96)
    if data["badge"]:
        canvas.rect((WIDTH - SIDE - 210, 24, 210, 50), GOLD, round_=10)
        canvas.write((WIDTH - SIDE - 105, 49), data["badge"], Ink(28, bold=True, align="center", within=190))
    y = 206.0
    for line in _wrapped(data["title"]):
        canvas.write((SIDE, y), line, Ink(68, colour=MAROON, bold=True, within=within))
        y += 84
    y = max(y + 8, 400)
    for line in data["lines"]:
        canvas.write((SIDE, y), line, Ink(38, colour=INK, within=within))
        y += 54
    canvas.write((SIDE, HEIGHT - 44), data["foot"], Ink(28, colour=QUIET, within=within))
    return canvas.png()


def _wrapped(title: str) -> list[str]:
    lines = textwrap.wrap(title, LETTERS) or [""]
    return lines if len(lines) <= LINES else textwrap.wrap(title, LETTERS, max_lines=LINES, placeholder=" …")


def _hem(canvas: Canvas, top: float) -> None:
    """The edge of a songket."""
    canvas.rect((0, top, WIDTH, HEM), "#FBF3E0")
    for at in range(WIDTH // (2 * LOZENGE) + 1):
        x, y, half = at * 2 * LOZENGE + LOZENGE, top + HEM / 2, LOZENGE / 2
        canvas.shape([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], GOLD)
