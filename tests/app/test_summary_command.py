"""`kekraf summary`: the text, the files or the numbers; the last complete week unless one is named."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.core.weeks import Week
from tests.summary.history import WEEK


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A city of its own."""
    monkeypatch.setenv("KEKRAF_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEKRAF_DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'kekraf.db'}")


def summary(*words: str) -> Result:
    return CliRunner().invoke(cli, ["summary", *words])


def test_the_text_goes_to_standard_output() -> None:
    outcome = summary("--week", "2025-W47")
    assert outcome.exit_code == 0
    assert outcome.stdout.startswith("*Kekraf Palembang, minggu 47* (17-23 Nov 2025)\n\n*Minggu tenang:*")


def test_the_numbers_and_how_long_they_took() -> None:
    outcome = summary("--json")
    numbers = json.loads(outcome.stdout)
    assert outcome.exit_code == 0
    assert Week.read(numbers["week"]) is not None
    assert not numbers["partial"]
    assert numbers["requests"]["new"] == 0
    assert len(numbers["people"]["by_district"]) == 19
    assert 0 <= numbers["seconds"] < 60


def test_the_files_go_into_a_folder_that_need_not_be_there(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    outcome = summary("--week", "2025-W47", "--out", str(folder))
    named = outcome.stdout.split()
    assert str(folder / "ringkasan-2025-W47.txt") in named
    assert {Path(name).parent for name in named} == {folder}
    assert (folder / "ringkasan-2025-W47.txt").read_text(encoding="utf-8") == summary("--week", "2025-W47").stdout


@pytest.mark.parametrize("week", ["47", "2025-W60", "last"])
def test_what_is_no_week_is_wrong_usage(week: str) -> None:
    assert summary("--week", week).exit_code == 2
    assert summary("--week", "2025-W01").exit_code == 0


def test_a_week_to_come_has_no_numbers() -> None:
    outcome = summary("--week", str(WEEK.plus(52 * 50)))
    assert outcome.exit_code == 1
    assert outcome.stdout == ""
