"""What a channel can carry, as the engine and the renderer need to know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`text` and `caption` in the channel's own units, `choices` a page, `label` characters a button.

    `edits`: a shown message can be replaced; `asks_location`, `asks_phone`: the channel has a button for it.
    """

    text: int = 4096
    caption: int = 1024
    choices: int = 10
    label: int = 64
    edits: bool = True
