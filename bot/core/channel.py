"""What a channel can carry, as the engine and the renderer need to know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`text` and `caption` in the channel's own units (`utf16`: code units, else characters), `choices` a page,
    `label` characters a button. `edits`: a shown message can be replaced.
    """

    text: int = 4096
    caption: int = 1024
    choices: int = 10
    label: int = 64
    edits: bool = True
    utf16: bool = False

    def length(self, text: str) -> int:
        """The length of a text as the channel counts it."""
        return len(text.encode("utf-16-le")) // 2 if self.utf16 else len(text)
