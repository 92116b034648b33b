"""The child that draws: what it needs stays in it, it ends, and its trouble is a named error without a word of ours."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.errors import NoFile
from bot.reports.drawing import Order, draw

LIBRARIES = {"matplotlib", "numpy", "xlsxwriter", "fpdf", "fontTools"}


def test_the_running_bot_imports_none_of_what_draws() -> None:
    look = f"import sys, bot.cli, bot.app.running, bot.reports.letters; print({{*sys.modules}} & {LIBRARIES})"
    program = [sys.executable, "-c", look]
    assert subprocess.run(program, capture_output=True, text=True, check=True).stdout.strip() == "set()"
    drawing = [sys.executable, "-c", look.replace("bot.cli", "bot.reports.letter")]
    assert "fpdf" in subprocess.run(drawing, capture_output=True, text=True, check=True).stdout


async def test_an_unknown_kind_is_no_file_and_may_pass() -> None:
    with pytest.raises(NoFile, match="LookupError at drawn") as failed:
        await draw([Order("statue", {})])  # type: ignore[arg-type]
    assert failed.value.passing


async def test_an_error_tells_nothing_of_what_was_to_be_drawn() -> None:
    with pytest.raises(NoFile, match="not drawn: ") as failed:
        await draw([Order("letter", {"title": ["Yuk Rahasia"], "language": "id"})])
    assert "Rahasia" not in str(failed.value)


async def test_who_takes_too_long_is_ended_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(NoFile, match=r"not drawn within 0\.05 s") as failed:
        await draw([], patience=0.05, program="http.server")
    assert failed.value.passing
    assert not any(os.scandir(tmp_path))


async def test_who_takes_too_much_memory_is_ended() -> None:
    eater = "tests.reports.eater"
    with pytest.raises(NoFile, match="MemoryError"):
        await draw([], program=eater)
    assert await draw([]) == []
