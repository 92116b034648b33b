"""The catalogues: `locales/<language>/LC_MESSAGES/kekraf.po`, read once at the start by Babel.

msgid is the key (`register.name.ask`), placeholders are `{name}`, a plural's msgid_plural is the same key. A choice's
key may have companions: `.short` (20 characters at most), `.description`, `.aliases` (what else is typed, parted by
`|`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.messages.pofile import read_po

from bot.errors import ConfigFault

LOCALES = Path(__file__).parents[2] / "locales"
DEFAULT = "id"
MARKS = re.compile(r"([\\*])")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one language; those it lacks are taken from the default language."""

    language: str
    sentences: Mapping[str, tuple[str, ...]]

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self.sentences

    def __iter__(self) -> Iterator[str]:
        return iter(self.sentences)

    def get(self, key: str, n: int | None = None) -> str:
        """The sentence with its placeholders, in the plural form for `n`. Raises KeyError if there is none."""
        forms = self.sentences[key]
        return forms[min(_form(self.language, n), len(forms) - 1)] if n is not None else forms[0]


def _form(language: str, n: int) -> int:
    form = Locale.parse(language).plural_form(n)
    return 0 if form == "one" else 1


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language. Raises ConfigFault if there is none."""
    path = LOCALES / language / "LC_MESSAGES" / "kekraf.po"
    if not path.is_file():
        raise ConfigFault("locales", f"no catalogue for {language!r}", f"Add {language}/LC_MESSAGES/kekraf.po.")
    with path.open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    own: dict[str, tuple[str, ...]] = {}
    for message in read:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if any(forms):
            own[key] = forms
    base = catalogue(DEFAULT).sentences if language != DEFAULT else {}
    return Catalogue(language, {**base, **own})


def languages() -> tuple[str, ...]:
    """The languages there are catalogues for, the default first."""
    found = sorted(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/kekraf.po"))
    return (DEFAULT, *(language for language in found if language != DEFAULT))


def escape(value: str) -> str:
    """A person's own words for a placeholder: the marks in them mean nothing."""
    return MARKS.sub(r"\\\1", value)
