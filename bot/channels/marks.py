"""Neutral mark-up, as the catalogue writes it: `*bold*` within a line, `\\` before a literal mark.

Each channel turns the spans into its own way of saying it; what is not a pair of marks is text.
"""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\\([\\*])|\*((?:[^*\\\n]|\\[\\*]|\\(?![\\*]))+)\*")
_ESCAPED = re.compile(r"\\([\\*])")


@dataclass(frozen=True, slots=True)
class Marked:
    """Text without marks; `bold` are (begin, end) in its characters, in order, none within another."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()


def read(marked: str) -> Marked:
    """Takes the marks out of a text. Never raises."""
    pieces: list[str] = []
    bold: list[tuple[int, int]] = []
    length = done = 0
    for found in _MARK.finditer(marked):
        before = marked[done : found.start()]
        shown = found[1] or _ESCAPED.sub(r"\1", found[2])
        pieces += (before, shown)
        begin = length + len(before)
        length = begin + len(shown)
        if found[2]:
            bold.append((begin, length))
        done = found.end()
    return Marked("".join(pieces) + marked[done:], tuple(bold))
