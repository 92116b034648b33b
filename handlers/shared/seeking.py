"""A request or a person as staff name them: "D-123", "cari D-123", "cari PLG-042173"."""

import re

from bot.core.flow import Role
from bot.core.requests import read_reference
from bot.i18n.speech import reserved_words

STAFF: frozenset[Role] = frozenset({"desk", "committee"})
_DIGITS = re.compile(r"\d{1,6}")


def sought(text: str, prefix: str, *, bare: bool) -> str:
    """The number in what was typed, "" if it is none. `prefix` is that of a practitioner's number ("PLG").

    `bare`: also a number alone, as where a request is open.
    """
    words = " ".join(text.split())
    for word in reserved_words()["find"]:
        if words.casefold().startswith(f"{word} "):
            rest = words[len(word) :].strip()
            return rest if read_reference(rest) is not None or is_person(rest, prefix) else ""
    if is_person(words, prefix):
        return words
    is_number = read_reference(words) is not None and (bare or not _DIGITS.fullmatch(words))
    return words if is_number else ""


def is_person(text: str, prefix: str) -> bool:
    """Whether it is a practitioner's number."""
    return re.fullmatch(rf"{re.escape(prefix)}-\d{{6}}", text, re.IGNORECASE) is not None
