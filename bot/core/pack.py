"""What all records of a city pack have in common."""

from collections.abc import Mapping

Texts = Mapping[str, str]
"""The same words by language ("id", "en")."""

SHORT = 20  # characters on a button of the tightest channel


class CityFault(ValueError):
    """A city pack cannot be used. The message is one line: file, entry, fault."""
