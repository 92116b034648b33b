"""What the page makes of a chat's JSON: replaced bubbles, choices that still count, times between them."""

from collections.abc import Callable
from typing import Any

PAUSE_MS = 15 * 60_000  # a time is told after a silence this long


def shown(messages: list[dict[str, Any]], moment: Callable[[int], str], now: int) -> list[dict[str, Any]]:
    """The bubbles to draw: each message with `live` (its choices still count) and `moment` ("" or the time to tell).

    `now` is UTC milliseconds: what was just said needs no time above it.
    """
    bubbles = _replaced(messages)
    _mark_live(bubbles)
    before = now
    for bubble in bubbles:
        bubble["moment"] = moment(bubble["at"]) if abs(bubble["at"] - before) >= PAUSE_MS else ""
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
    """Choices count until the person has spoken and the bot has answered."""
    answer_follows = answered = False
    for bubble in reversed(bubbles):
        if bubble["from"] == "bot":
            answer_follows = True
        else:
            answered = answered or answer_follows
        bubble["live"] = bool(bubble["choices"]) and not answered
