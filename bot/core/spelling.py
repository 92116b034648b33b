"""Makes what people type comparable: "Nenunnn SONGKET!! 🙏" and "nenun songket" become the same words."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_MARKS = frozenset({"Mn", "Me", "Cf"})
_STRETCHED = re.compile(r"(?!\b([^\W\d_])\1+\b)([^\W\d_])\2{2,}")  # but "iii" is a numeral
_APOSTROPHES = re.compile(r"(?<=\w)['`’‘ʼ](?=\w)")
_PIECES = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\n")
_SOFT = frozenset("-_'\"`*~#@")  # joins or decorates words; every other sign parts them


class Token(NamedTuple):
    """A folded word; `parted` when a comma, a full stop, a slash or a new line stands before it."""

    text: str
    parted: bool = False


def fold(text: str, spellings: Mapping[str, str] | None = None) -> str:
    """The words of a text: lower case, no accents, signs or emoji, stretched letters once, one space between.

    Letters and digits are parted ("13ulu" -> "13 ulu", "kue2" -> "kue 2"). `spellings` (keys folded) are expanded.
    Never fails; a text without words gives "".
    """
    return " ".join(token.text for token in tokens(text, spellings or {}))


def tokens(text: str, spellings: Mapping[str, str]) -> list[Token]:
    """The same words, one by one, each knowing whether a sign parts it from the one before."""
    found: list[Token] = []
    parted = False
    for piece in _PIECES.findall(_plain(text)):
        if piece[0].isalnum():
            found.append(Token(piece, parted))
            parted = False
        elif piece not in _SOFT:
            parted = True
    return _expand(found, spellings) if spellings else found


def _plain(text: str) -> str:
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in spread if unicodedata.category(sign) not in _MARKS)
    return _STRETCHED.sub(r"\2", _APOSTROPHES.sub("", text.lower()))


def _expand(found: Sequence[Token], spellings: Mapping[str, str]) -> list[Token]:
    expanded: list[Token] = []
    at = 0
    while at < len(found):
        taken, plain = 1, spellings.get(found[at].text, found[at].text)
        if at + 1 < len(found):
            pair = spellings.get(f"{found[at].text} {found[at + 1].text}")
            taken, plain = (2, pair) if pair is not None else (taken, plain)
        first, *rest = plain.split()
        expanded.append(Token(first, found[at].parted))
        expanded.extend(Token(word) for word in rest)
        at += taken
    return expanded
