"""`kekraf kinds`: a line in, a line out, and nothing else."""

import pytest
from typer.testing import CliRunner

from bot.city import load
from bot.cli import cli


def kinds(text: bytes) -> list[str]:
    outcome = CliRunner().invoke(cli, ["kinds"], input=text)
    assert outcome.exit_code == 0
    return outcome.stdout.splitlines()


def test_answers_every_line_with_three_kinds_or_unsorted() -> None:
    texts = ["kak sy mau urus pirt tp bingung", "assalamualaikum", "", "nak minjem sound untuk acara rt", "mokasih 🙏"]
    answers = kinds("\n".join(texts).encode())
    known = {kind.id for kind in load().support_kinds}
    assert [answer.split(" ")[0] for answer in answers] == [
        "food-cert",
        "unsorted",
        "unsorted",
        "equipment",
        "unsorted",
    ]
    for answer in (answers[0], answers[3]):
        assert len(set(answer.split(" ")) & known) == 3


@pytest.mark.parametrize("text", [b"mau halal", b"mau halal\n", b"mau halal\r\n", b"mau\x0bhalal\x0c", b"mau\rhalal"])
def test_only_a_line_feed_ends_a_text(text: bytes) -> None:
    [answer] = kinds(text)
    assert answer.startswith("food-cert ")


def test_bytes_that_are_no_text_are_unsorted() -> None:
    assert kinds(b"\xff\xfe\x00\n\x80") == ["unsorted", "unsorted"]


def test_no_text_no_answer() -> None:
    assert kinds(b"") == []
