"""The results of a competition: read from a line each, ranked by score, kept as JSON. Pure."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MOST = 60  # lines
NAME_MOST = 80
_LINE = re.compile(r"(?:\d{1,3}[.)]\s+)?(?P<name>.*?\S)\s*(?:[:;,=–-]|\s)\s*(?P<score>\d{1,4}(?:[.,]\d{1,2})?)")


class ResultsFault(ValueError):
    """A line that holds no name with a score; the message is the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who has which place. Equal scores share one; `score` as people write it, "87,5"."""

    rank: int
    name: str
    score: str


def read_results(text: str) -> tuple[Entry, ...]:
    """ "Kampung Contoh: 87,5", a line each, in any order. Raises ResultsFault."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > MOST:
        raise ResultsFault("")
    scored: list[tuple[Decimal, str, str]] = []
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or len(found["name"]) > NAME_MOST:
            raise ResultsFault(line)
        score = found["score"].replace(",", ".")
        scored.append((Decimal(score), found["name"].rstrip(":;,=–- "), score.replace(".", ",")))
    ordered = sorted(scored, key=lambda each: (-each[0], each[1]))
    every = [each[0] for each in ordered]
    return tuple(Entry(every.index(number) + 1, name, score) for number, name, score in ordered)


def to_text(entries: Iterable[Entry]) -> str:
    """As they are kept."""
    return json.dumps([[each.rank, each.name, each.score] for each in entries], ensure_ascii=False)


def from_text(text: str) -> tuple[Entry, ...]:
    """The reverse of `to_text`; nothing of ""."""
    return tuple(Entry(*each) for each in json.loads(text)) if text else ()


def lines(entries: Iterable[Entry]) -> tuple[str, ...]:
    """A line each: "1. Kampung Contoh (87,5)"."""
    return tuple(f"{each.rank}. {each.name} ({each.score})" for each in entries)
