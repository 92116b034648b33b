"""Before anything is installed, a machine that is not enough is told the one line that mends it."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = ROOT / "docs" / "check-machine.sh"


def check(python: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": os.environ["PATH"], "PYTHON": python}
    return subprocess.run(["sh", str(CHECK)], env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def stand_in(folder: Path, *fails: str) -> str:
    """A python that is missing something: what it is asked for holds one of these words."""
    file = folder / "python3"
    tests = "".join(f'case "$2" in *{word}*) exit 1;; esac\n' for word in fails)
    file.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\n{tests}exit 0\n')
    file.chmod(0o755)
    return str(file)


def test_this_machine_will_do() -> None:
    done = check("python3")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("fails", "said"),
    [("version_info", "3.11 or newer is needed"), ("ensurepip", "python3-venv"), ("sqlite3", "older than 3.37")],
)
def test_what_is_missing_is_one_line_with_its_mend(tmp_path: Path, fails: str, said: str) -> None:
    done = check(stand_in(tmp_path, "sys.version_info" if fails == "version_info" else fails))
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_python_at_all() -> None:
    done = check("no-such-python")
    assert done.returncode == 1
    assert "apt-get install python3" in done.stderr
