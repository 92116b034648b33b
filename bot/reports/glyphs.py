"""The letters there are: DejaVu Sans, from matplotlib's wheel. What it lacks becomes '□'. Only in the child."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

LACKING = "□"
_JOINING = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\ufeff\u00ad]")


def font(style: str = "") -> Path:
    """The file of a style: "", "Bold" or "Oblique"."""
    spec = find_spec("matplotlib")
    assert spec is not None  # noqa: S101 - it is one of our dependencies
    assert spec.origin is not None  # noqa: S101
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-' if style else ''}{style}.ttf"


@cache
def _known() -> frozenset[int]:
    with TTFont(font(), lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def drawable(text: str) -> str:
    """The text without what only joins or turns signs, and a '□' for each sign that cannot be drawn."""
    return "".join(char if char == "\n" or ord(char) in _known() else LACKING for char in _JOINING.sub("", text))
