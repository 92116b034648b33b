"""Text that came in, made fit to be kept: no controls, one normal form, no identity number, not too long.

A NIK (Indonesia's identity number) is 16 digits, perhaps with dots, dashes or spaces between them, whose 7th to 12th
read DDMMYY (for women day + 40). It never gets past an adapter; inside a URL digits mean something else.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from typing import Any

MARK = "[NIK]"
_WOMAN = 40
_DEEPEST = 60  # levels of JSON that are kept; deeper ones are nobody's honest payload
_LEAP = 2000  # whether 29 February is a date is asked of a leap year, as the century is not known

_LINES = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_GONE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BETWEEN = "[ \u00a0\u2000-\u200d\u202f\u2060\ufeff.\u00b7\\-\u2010-\u2015\u2212]{0,3}"
_NIK = re.compile(rf"(?<!\d)(?=(\d(?:{_BETWEEN}\d){{15}})(?!\d))")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`masked`: a NIK stood in it. `cut`: it was longer than allowed."""

    text: str
    masked: bool = False
    cut: bool = False


def clean(text: str, most: int) -> Cleaned:
    """The text in NFC, stripped of blanks around it, of controls but newline, of lone surrogates and of marks
    that turn the direction of writing; masked; `most` characters at most. Never raises.
    """
    whole, masked = mask(_normal(text))
    if len(whole) <= most:
        return Cleaned(whole, masked)
    kept, again = mask(whole[:most].rstrip())  # a cut can make 16 digits of 17
    return Cleaned(kept[:most].rstrip(), masked or again, cut=True)


def mask(text: str) -> tuple[str, bool]:
    """The text with `MARK` for every NIK, and whether there was one."""
    pieces: list[str] = []
    done = 0
    links: list[tuple[int, int]] | None = None
    for found in _NIK.finditer(text):
        begin, end = found.span(1)
        if begin < done or not _born(found[1]):
            continue
        if links is None:
            links = [link.span() for link in _URL.finditer(text)]
        if any(first <= begin and end <= last for first, last in links):
            continue
        pieces += (text[done:begin], MARK)
        done = end
    return ("".join(pieces) + text[done:], True) if pieces else (text, False)


def mask_json(value: Any, depth: int = 0) -> Any:
    """A JSON value as it may be kept: every text in it, keys too, clean and masked; numbers too, if they are a NIK."""
    if isinstance(value, str):
        return mask(_normal(value))[0]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return MARK if _is_nik(value) else value
    if depth >= _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {mask_json(str(key)): mask_json(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [mask_json(one, depth + 1) for one in value]
    return mask(_normal(str(value)))[0]


def _normal(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = _LINES.sub("\n", text.replace("\t", " "))
    return unicodedata.normalize("NFC", _GONE.sub("", lines)).strip()


def _is_nik(value: float) -> bool:
    """Whether a JSON number is one: 16 digits are below 2**53, so a float may hold them too."""
    return 10**15 <= value < 10**16 and value == int(value) and _born(str(int(value)))


def _born(written: str) -> bool:
    """Whether the 7th to 12th of the digits read DDMMYY."""
    digits = [int(char) for char in written if char.isdecimal()]
    day, month = digits[6] * 10 + digits[7], digits[8] * 10 + digits[9]
    if day > _WOMAN:
        day -= _WOMAN
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP, month)[1]
