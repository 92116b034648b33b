"""The results of a competition: who came where with what score, as staff type them and as they are kept. Pure."""

import json
import re
from dataclasses import dataclass

from bot.core.jsonable import from_json, to_json

PLACED_MOST = 100
NAME_MOST = 120
_LINE = re.compile(r"(?:(\d{1,3})\s*[.):]\s*)?(.*?\D)\s*[:=|]\s*(\d{1,7}(?:[.,]\d{1,3})?)")
_NUMBERED = re.compile(r"(\d{1,3})\s*[.):]\s+(\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry of the results: its place, what it is called, its score as it was written ("92,5"; "" for none)."""

    place: int
    name: str
    score: str = ""

    @property
    def line(self) -> str:
        """ "1. Kampung Contoh, Plaju: 92,5"."""
        return f"{self.place}. {self.name}" + (f": {self.score}" if self.score else "")


@dataclass(frozen=True, slots=True)
class Results:
    """All entries, the first place first."""

    placed: tuple[Placed, ...] = ()


def read(text: str) -> Results | None:
    """Results as they are typed, a line each: "1. Kampung Contoh, Plaju: 92,5". None where nothing can be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_line(line, place) for place, line in enumerate(lines, start=1)]
    if not 0 < len(lines) <= PLACED_MOST or None in found:
        return None
    return Results(tuple(sorted((each for each in found if each is not None), key=lambda each: each.place)))


def _line(line: str, place: int) -> Placed | None:
    if (match := _LINE.fullmatch(line)) is not None:
        made = Placed(place=int(match[1] or place), name=match[2].strip(" :|="), score=match[3].replace(".", ","))
    elif (match := _NUMBERED.fullmatch(line)) is not None:
        made = Placed(place=int(match[1]), name=match[2].strip())
    else:
        made = Placed(place=place, name=line)
    return made if 0 < len(made.name) <= NAME_MOST else None


def kept(results: Results) -> str:
    """As text for the record (`Opportunity.results`)."""
    return json.dumps(to_json(results), ensure_ascii=False)


def of(text: str) -> Results:
    """What was kept; none where nothing was published."""
    return from_json(Results, json.loads(text)) if text else Results()
