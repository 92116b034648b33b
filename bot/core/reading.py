"""What was typed, held against what was offered.

The engine knows only these shapes; `bot.i18n.words.Words` fills the protocol with the languages of the city.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a person may choose: `label` is what the button says, `aliases` what else people type for it.

    `short` stands on buttons that cannot hold the label.
    """

    value: str
    label: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What a text meant among the options.

    `exact`: `values` holds the one value. `near`: one value, reached by a misspelling. `several`: the values it may
    have meant, likeliest first (the engine asks back). `word`: a reserved word, `values` holds its name
    (`cancel`, `menu` ...). `none`: nothing, `values` is empty.
    """

    kind: Literal["exact", "near", "several", "word", "none"]
    values: tuple[str, ...] = ()


NOTHING = Match("none")


class Reader(Protocol):
    """Reads words in one language. Pure: the same text and options give the same match."""

    def read(self, text: str, offered: Sequence[Option], *, near: bool = True, counted: int | None = None) -> Match:
        """Looks in this order: label, number (1 is the first option), reserved word, alias, near.

        Numbers mean the first `counted` options only: those that are shown (None: all).

        `near=False` (a free-text step) takes labels, numbers never, and reserved words exactly.
        Near: a label or alias of >= 5 letters, similarity score >= 88, and a lead of >= 5 over the next.
        """
        ...
