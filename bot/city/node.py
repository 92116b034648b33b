"""A piece of a city pack that knows where it stands, so that a fault can say so."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from bot.core.vocabulary import CityFault, Texts

LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and its place ("palembang/areas.json: areas[3]"). Every reader raises CityFault on a misfit."""

    value: Any
    where: str

    def fault(self, what: str) -> NoReturn:
        """Raises CityFault: one line, place and fault."""
        raise CityFault(f"{self.where}: {what}")

    def at(self, key: str) -> "Node":
        """The value under a key; a missing key is a fault."""
        if not isinstance(self.value, dict):
            self.fault("should be an object")
        if key not in self.value:
            self.fault(f"lacks {key!r}")
        return Node(self.value[key], f"{self.where}.{key}")

    def get(self, key: str, default: Any) -> "Node":
        """Like `at`, with a default for a missing key."""
        return self.at(key) if key in self.value else Node(default, f"{self.where}.{key}")

    def items(self, key: str) -> Iterator["Node"]:
        """The entries of a list, each named by its id or code in faults."""
        entries = self.at(key)
        if not isinstance(entries.value, list):
            entries.fault("should be a list")
        for number, entry in enumerate(entries.value):
            name = entry.get("id") or entry.get("code") if isinstance(entry, dict) else None
            yield Node(entry, f"{entries.where}[{name or number}]")

    def text(self, longest: int | None = None) -> str:
        """Words, not empty, `longest` characters at most."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fault("should be text")
        if longest is not None and len(self.value) > longest:
            self.fault(f"is longer than {longest} characters")
        return str(self.value)

    def number(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fault("should be a whole number")
        return int(self.value)

    def flag(self) -> bool:
        """true or false."""
        if not isinstance(self.value, bool):
            self.fault("should be true or false")
        return bool(self.value)

    def one_of(self, allowed: Sequence[str]) -> str:
        """One of a few words."""
        if self.value not in allowed:
            self.fault(f"is {json.dumps(self.value)}, should be one of: {', '.join(allowed)}")
        return str(self.value)

    def words(self) -> tuple[str, ...]:
        """A list of words, perhaps empty."""
        if not isinstance(self.value, list) or not all(isinstance(word, str) for word in self.value):
            self.fault("should be a list of words")
        return tuple(self.value)

    def texts(self, longest: int | None = None) -> Texts:
        """The same words in every language, `longest` characters at most."""
        found = {language: self.at(language).text() for language in LANGUAGES}
        for language, words in found.items():
            if longest is not None and len(words) > longest:
                self.fault(f"{language} is longer than {longest} characters")
        return found

    def mapping(self) -> dict[str, str]:
        """Words to words."""
        if not isinstance(self.value, dict):
            self.fault("should be an object")
        return {key: self.at(key).text() for key in self.value}
