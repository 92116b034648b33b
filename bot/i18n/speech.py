"""One language, spoken and understood: the catalogue says, `Words` reads. Implements `bot.core.tongue.Tongue`."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.core.message import Media, Message, Say, Word
from bot.core.reading import Match, Option
from bot.core.vocabulary import Lexicon
from bot.i18n.catalogue import Catalogue, catalogue, escape
from bot.i18n.words import NO, YES, Words

RESERVED = "words."


class Speech:
    """A language of the city. Shared by all conversations; holds no state of any."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self._catalogue = catalogue(language)
        self.words = Words(language, reserved_words(self._catalogue), lexicon.spellings)
        self._options = lru_cache(maxsize=2048)(self._option)

    @property
    def language(self) -> str:
        return self._catalogue.language

    def has(self, key: str) -> bool:
        return self._catalogue.has(key)

    def option(self, key: str, value: str) -> Option:
        """A choice named in the catalogue, with what else is typed for it (`@yes`, `@no`: all words of the kind)."""
        return self._options(key, value)

    def _option(self, key: str, value: str) -> Option:
        aliases = self._optional(f"{key}.aliases")
        others = [a for a in (*aliases.split("|"), self._optional(f"{key}.short")) if a]
        for mark, words in (("@yes", YES), ("@no", NO)):
            if mark in others:
                others += words[self.language]
        return Option(value, self._catalogue.get(key), self._optional(f"{key}.description"), tuple(others))

    def _optional(self, key: str) -> str:
        return self._catalogue.get(key) if self._catalogue.has(key) else ""

    def read(self, text: str, offered: Sequence[Option], *, near: bool = True) -> Match:
        return self.words.read(text, offered, near=near)

    def text(self, key: str, values: Mapping[str, str | int] | None = None) -> str:
        """A sentence in neutral mark-up. `n` among the values chooses the plural form."""
        values = values or {}
        n = values.get("n")
        sentence = self._catalogue.get(key, n if isinstance(n, int) else None)
        return sentence.format(**{name: self._value(value) for name, value in values.items()})

    def _value(self, value: str | int) -> str | int:
        if isinstance(value, Word):
            return self.text(value)
        return escape(value) if isinstance(value, str) else value

    def message(self, says: Sequence[Say], edits: str = "") -> Message:
        """One bubble of everything said in a turn; the last question's choices are its buttons."""
        news = "\n\n".join(self.text(s.key, s.values) for s in says if s.role == "news")
        question = "\n\n".join(self.text(s.key, s.values) for s in says if s.role == "question")
        choices = next((s.choices for s in reversed(says) if s.choices), ())
        title = next((s.list_title for s in reversed(says) if s.list_title), "")
        media: tuple[Media, ...] = sum((s.media for s in says), ())
        return Message(news, question, choices, media, edits, self.text(title) if title else "")


def reserved_words(sentences: Catalogue) -> dict[str, tuple[str, ...]]:
    """The reserved words of a language: `words.cancel` holds what is typed for `cancel`, parted by `|`."""
    return {
        key.removeprefix(RESERVED): tuple(sentences.get(key).split("|"))
        for key in sentences
        if key.startswith(RESERVED)
    }
