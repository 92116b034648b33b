"""`kekraf seed`: fictional people and their requests, or a kind word why not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.errors import CommandFault


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEKRAF_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KEKRAF_DATABASE_URL", f"sqlite:///{tmp_path / 'kekraf.db'}")
    return tmp_path


def test_says_what_was_made() -> None:
    outcome = CliRunner().invoke(cli, ["seed", "--people", "20", "--requests", "60"])
    assert outcome.stdout.splitlines() == ["20 fictional people", "60 fictional requests"]
    assert CliRunner().invoke(cli, ["seed", "--people", "0", "--requests", "2"]).exit_code == 0


def test_requests_want_people_first() -> None:
    outcome = CliRunner().invoke(cli, ["seed", "--people", "0", "--requests", "5"])
    assert isinstance(outcome.exception, CommandFault)
    assert str(outcome.exception).endswith("kekraf seed --people N")
