"""What the engine needs of a language: to read words, and to name the choices it offers."""

from typing import Protocol

from bot.core.reading import Option, Reader


class Tongue(Reader, Protocol):
    """One language of the catalogues. Pure and shared by all conversations in it."""

    @property
    def language(self) -> str:
        """`id` or `en`."""
        ...

    def option(self, key: str, value: str) -> Option:
        """The choice named `key` in the catalogue (its label, what else is typed for it), standing for `value`."""
        ...

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a sentence of this key."""
        ...
