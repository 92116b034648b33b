"""`kekraf seed`: fictional people and their requests, or a kind word why not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.errors import CommandFault
from bot.lock import RunLock
from storage import seeding_requests
from storage.ports import Tx
from storage.seeding_lives import Life


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEKRAF_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KEKRAF_DATABASE_URL", f"sqlite:///{tmp_path / 'kekraf.db'}")
    return tmp_path


def test_says_what_was_made() -> None:
    outcome = CliRunner().invoke(cli, ["seed", "--people", "20", "--requests", "60", "--opportunities", "30"])
    assert outcome.stdout.splitlines() == ["20 fictional people", "60 fictional requests", "30 fictional opportunities"]
    assert CliRunner().invoke(cli, ["seed", "--people", "0", "--requests", "2"]).exit_code == 0


def test_requests_want_people_first() -> None:
    outcome = CliRunner().invoke(cli, ["seed", "--people", "0", "--requests", "5"])
    assert isinstance(outcome.exception, CommandFault)
    assert str(outcome.exception).endswith("kekraf seed --people N")


def test_beside_a_running_bot_it_takes_small_steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    write = seeding_requests._write

    async def counted(tx: Tx, year: int, batch: list[Life]) -> None:
        steps.append(len(batch))
        await write(tx, year, batch)

    monkeypatch.setattr(seeding_requests, "_write", counted)
    monkeypatch.setattr(seeding_requests, "STEP", 4)
    seed = ["seed", "--people", "5", "--requests", "40"]
    running = RunLock(folder)
    assert CliRunner().invoke(cli, seed).stdout.splitlines()[-1] == "40 fictional requests"
    running.release()
    assert max(steps) == 4
    CliRunner().invoke(cli, seed)
    assert max(steps) > 4
    RunLock(folder).release()
