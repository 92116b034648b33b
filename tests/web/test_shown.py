"""What the page makes of a chat: what still counts, what stands where, what is bold or a link."""

from typing import Any

from bot.web.render import Piece, pieces
from bot.web.shown import PAUSE_MS, shown

CHOICES = [{"id": "a", "label": "A"}]
AT = 1_790_000_000_000


def chat(*bubbles: str, **changes: Any) -> list[dict[str, Any]]:
    """Bubbles written as "bot?" (with choices), "bot" and "person", each a second after the last."""
    return [
        {"n": n, "from": kind.rstrip("?"), "text": kind, "choices": CHOICES if "?" in kind else [], "at": AT + n * 1000}
        | changes.get(f"n{n}", {})
        for n, kind in enumerate(bubbles, 1)
    ]


def live(*bubbles: str) -> list[int]:
    """The numbers of the bubbles whose choices still count."""
    return [b["n"] for b in shown(chat(*bubbles), str, AT) if b["live"]]


def test_choices_count_until_they_are_answered_and_the_bot_has_spoken() -> None:
    assert live("bot?") == [1]
    assert live("bot?", "person") == [1]
    assert live("bot?", "person", "bot") == []
    assert live("bot?", "person", "bot?") == [3]
    assert live("person", "bot?", "bot?") == [2, 3]
    assert live("bot?", "person", "person", "bot?", "bot") == [4]


def test_a_bubble_stands_where_the_replaced_one_stood() -> None:
    messages = chat("bot?", "person", "bot?", n3={"replaces": 1})
    assert [b["n"] for b in shown(messages, str, AT)] == [3, 2]
    assert [b["n"] for b in shown(chat("bot", "bot", n2={"replaces": 9}), str, AT)] == [1, 2]


def test_a_time_is_told_after_a_pause() -> None:
    messages = chat("bot", "person", "bot", n3={"at": AT + PAUSE_MS + 2000})
    assert [bool(b["moment"]) for b in shown(messages, str, AT)] == [False, False, True]
    assert [bool(b["moment"]) for b in shown(messages, str, AT + 2 * PAUSE_MS)] == [True, False, True]


def test_text_is_cut_where_bold_or_links_begin_and_end() -> None:
    assert list(pieces("a b c", [[2, 3]])) == [Piece("a ", False, ""), Piece("b", True, ""), Piece(" c", False, "")]
    url = "https://kekraf.example/o/K7QX"
    assert list(pieces(f"({url}).", [])) == [Piece("(", False, ""), Piece(url, False, url), Piece(").", False, "")]
    assert [(p.text, p.bold, p.href) for p in pieces(f"x {url}", [[0, 2 + len(url)]])] == [
        ("x ", True, ""), (url, True, url)
    ]  # fmt: skip
    assert list(pieces("javascript:alert(1)", [])) == [Piece("javascript:alert(1)", False, "")]
