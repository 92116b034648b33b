"""One language, spoken and understood: the catalogue says, `Words` reads. Implements `bot.core.tongue.Tongue`."""

from collections.abc import Mapping, Sequence
from copy import copy
from functools import lru_cache

from bot.core.message import Message, Rendered, Say, Word
from bot.core.reading import Match, Option
from bot.core.spelling import fold
from bot.core.vocabulary import Lexicon
from bot.i18n.catalogue import catalogue, escape, languages
from bot.i18n.words import NO, YES, Words

RESERVED = "words."
POLITE = "thanks"
GREETINGS = ("salam", "greeting")
LONGEST_GREETING = 5
TONES = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


class Speech:
    """A language of the city. Shared by all conversations; holds no state of any."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self._catalogue = catalogue(language)
        self._spellings = lexicon.spellings
        self._reserved = reserved_words()
        self._without: dict[frozenset[str], Speech] = {}
        polite = self._reserved.pop(POLITE)
        self._signs = frozenset(TONES + "".join(word for word in polite if not fold(word)))
        self.words = Words(language, self._reserved, lexicon.spellings)
        self._polite = Words(language, {POLITE: tuple(word for word in polite if fold(word))}, lexicon.spellings)
        self._greetings = {fold(word, lexicon.spellings): name for name in GREETINGS for word in self._reserved[name]}
        self._address = frozenset({"", *self._catalogue.get("engine.address").split("|")})
        self._options = lru_cache(maxsize=2048)(self._option)

    @property
    def language(self) -> str:
        return self._catalogue.language

    def without(self, names: frozenset[str]) -> "Speech":
        """The same language, to which some reserved words are words as any."""
        if names not in self._without:
            kept = {name: typed for name, typed in self._reserved.items() if name not in names}
            plain = copy(self)
            plain.words = Words(self.language, kept, self._spellings)
            self._without[names] = plain
        return self._without[names]

    def has(self, key: str) -> bool:
        return self._catalogue.has(key)

    def option(self, key: str, value: str) -> Option:
        """A choice named in the catalogue, with what else is typed for it (`@yes`, `@no`: all words of the kind)."""
        return self._options(key, value)

    def _option(self, key: str, value: str) -> Option:
        short = self._optional(f"{key}.short")
        others = [a for a in (*self._optional(f"{key}.aliases").split("|"), short) if a]
        for mark, words in (("@yes", YES), ("@no", NO)):
            if mark in others:
                others.remove(mark)
                others += words[self.language]
        return Option(value, self._catalogue.get(key), self._optional(f"{key}.description"), tuple(others), short)

    def _optional(self, key: str) -> str:
        return self._catalogue.get(key) if self._catalogue.has(key) else ""

    def read(self, text: str, offered: Sequence[Option], *, near: bool = True, counted: int | None = None) -> Match:
        """As `Words.read`; thanks are thanks only where no choice takes them ("ok" may be an answer)."""
        match = self.words.read(text, offered, near=near, counted=counted)
        if match.kind != "none":
            return match
        if text.strip() and self._signs.issuperset("".join(text.split())):
            return Match("word", (POLITE,))
        return self._polite.read(text, (), near=near)

    def greeted(self, text: str) -> tuple[str, str]:
        """The greeting a text begins with (`salam`, `greeting` or "") and the rest: "halo kak, mau daftar"."""
        found, rest = "", text.split()
        while rest:
            sizes = range(min(LONGEST_GREETING, len(rest)), 0, -1)
            size = next((n for n in sizes if self._folded(rest[:n]) in self._greetings), 0)
            if size and found != "salam":
                found = self._greetings[self._folded(rest[:size])]
            if not size and not (found and self._folded(rest[:1]) in self._address):
                break
            rest = rest[size or 1 :]
        return found, " ".join(rest)

    def _folded(self, words: Sequence[str]) -> str:
        return fold(" ".join(words), self._spellings)

    def text(self, key: str, values: Mapping[str, str | int] | None = None) -> str:
        """A sentence in neutral mark-up. `n` among the values chooses the plural form."""
        values = values or {}
        n = values.get("n")
        sentence = self._catalogue.get(key, n if isinstance(n, int) else None)
        return sentence.format(**{name: self._value(value) for name, value in values.items()})

    def plain(self, key: str, values: Mapping[str, str | int] | None = None) -> str:
        """A sentence that knows no mark-up, for paper and tables: `values` are put in as they are."""
        values = values or {}
        n = values.get("n")
        sentence = self._catalogue.get(key, n if isinstance(n, int) else None)
        return sentence.format(**values)

    def _value(self, value: str | int) -> str | int:
        if isinstance(value, Word):
            return self.text(value)
        if isinstance(value, Rendered):
            return str(value)
        return escape(value) if isinstance(value, str) else value

    def message(self, says: Sequence[Say], edits: str = "") -> Message:
        """One bubble of everything said in a turn; the last question's choices are its buttons."""
        news = "\n\n".join(self.text(s.key, s.values) for s in says if s.role == "news")
        question = "\n\n".join(self.text(s.key, s.values) for s in says if s.role == "question")
        choices = next((s.choices for s in reversed(says) if s.choices), ())
        title = next((s.list_title for s in reversed(says) if s.list_title), "")
        told, asked = ([media for s in says if s.role == role for media in s.media] for role in ("news", "question"))
        named = self.text(title) if title else ""
        return Message(news, question, choices, (*told, *asked), edits, named, len(asked))


def reserved_words() -> dict[str, tuple[str, ...]]:
    """The reserved words of every language: `words.cancel` holds what is typed for `cancel`, parted by `|`.

    Each means the same in every language, so that BATAL works for who is spoken to in English.
    """
    found: dict[str, tuple[str, ...]] = {}
    for language in languages():
        sentences = catalogue(language)
        for key in sentences:
            if key.startswith(RESERVED):
                name = key.removeprefix(RESERVED)
                found[name] = (*found.get(name, ()), *sentences.get(key).split("|"))
    return found
