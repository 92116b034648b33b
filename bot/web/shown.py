"""What the page makes of a chat's JSON: replaced bubbles, choices that still count, times between them."""

from collections.abc import Callable
from typing import Any

PAUSE_MS = 15 * 60_000  # a time is told after a silence this long


def shown(messages: list[dict[str, Any]], moment: Callable[[int], str]) -> list[dict[str, Any]]:
    """The bubbles to draw: each message with `live` (its choices still count) and `moment` ("" or the time to tell)."""
    bubbles = _replaced(messages)
    _mark_live(bubbles)
    before = 0
    for bubble in bubbles:
        bubble["moment"] = moment(bubble["at"]) if bubble["at"] - before >= PAUSE_MS else ""
        before = bubble["at"]
    return bubbles


def _replaced(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A message that replaces another stands where that one stood."""
    bubbles: list[dict[str, Any]] = []
    for message in messages:
        place = next((i for i, b in enumerate(bubbles) if b["n"] == message.get("replaces")), None)
        if place is None:
            bubbles.append(dict(message))
        else:
            bubbles[place] = message | {"at": bubbles[place]["at"]}
    return bubbles


def _mark_live(bubbles: list[dict[str, Any]]) -> None:
    """Choices count until the person has spoken and the bot has offered others."""
    offered = spoken_before_offer = False
    for bubble in reversed(bubbles):
        if bubble["from"] == "person":
            spoken_before_offer = offered
        bubble["live"] = bool(bubble["choices"]) and not spoken_before_offer
        offered = offered or bool(bubble["choices"])
