"""Reads how many: "200", "1.500", "2 ribu", "dua puluh lima orang", "100-200". Pure."""

import re
from collections.abc import Sequence

from bot.core.spelling import fold

MOST = 1_000_000_000_000
_ONES: tuple[tuple[str, ...], ...] = (
    ("nol", "zero"), ("satu", "one"), ("dua", "two"), ("tiga", "three"), ("empat", "four"), ("lima", "five"),
    ("enam", "six"), ("tujuh", "seven"), ("delapan", "eight"), ("sembilan", "nine"), ("sepuluh", "ten"),
    ("sebelas", "eleven"),
)  # fmt: skip
_NUMBERS = {word: number for number, words in enumerate(_ONES) for word in words} | {
    "seratus": 100, "seribu": 1000, "sejuta": 1_000_000
}  # fmt: skip
_TIMES = {
    "puluh": 10, "ratus": 100, "hundred": 100, "ribu": 1000, "rb": 1000, "thousand": 1000, "juta": 1_000_000,
    "jt": 1_000_000, "million": 1_000_000,
}  # fmt: skip
_TEENS = "belas"
_FIGURES = re.compile(r"(?<![^\W_])(?:\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+)")
_RUPIAH = re.compile(r"\brp\.?(?=\d)", re.IGNORECASE)
_SCALE = re.compile(r"\s*(ratus|ribu|rb|juta|jt|hundred|thousand|million|k)\b", re.IGNORECASE)


def read_amount(text: str) -> int | None:
    """The first number of a text, rounded down; of a span its beginning. None if it names none, or one too great."""
    text = _RUPIAH.sub("", text)
    if match := _FIGURES.search(text):
        figures = match[0]
        whole = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", figures)
        number = float(re.sub(r"[.,]", "", figures) if whole else figures.replace(",", "."))
        if scale := _SCALE.match(text, match.end()):
            number *= _TIMES.get(scale[1].lower(), 1000)
        return int(number) if number <= MOST else None
    return next((int(word) for word in in_figures(fold(text).split()) if word.isdecimal()), None)


def in_figures(words: Sequence[str]) -> list[str]:
    """The same words with spoken numbers in figures: "dua puluh lima" is "25", "tiga belas" is "13"."""
    found: list[str] = []
    total = part = last = 0
    spoken = False
    for word in (*words, ""):
        if word in _NUMBERS:
            last, spoken = _NUMBERS[word], True
            part += last
        elif spoken and word == _TEENS:
            part += 10
        elif spoken and word in _TIMES:
            times = _TIMES[word]
            total, part = (total + part * times, 0) if times >= 1000 else (total, part + last * (times - 1))
        else:
            found += [str(total + part)] if spoken else []
            found += [word] if word else []
            total, part, spoken = 0, 0, False
    return found
