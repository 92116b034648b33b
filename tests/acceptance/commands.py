"""The installed command, as somebody types it in another folder."""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.bot_process import environment

KEKRAF = Path(sys.executable).with_name("kekraf")
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Of the answer."""
        return self.out.splitlines()


async def kekraf(folder: Path, settings: Mapping[str, str], *words: str) -> Outcome:
    """Runs `kekraf WORDS` in `folder` to its end."""
    process = await asyncio.create_subprocess_exec(
        str(_command()), *words, cwd=_made(folder), env=environment(settings),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE_S):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Outcome(process.returncode, out.decode(), err.decode())


def _command() -> Path:
    assert KEKRAF.exists(), f"{KEKRAF} is missing: `make test` installs it"
    return KEKRAF


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def answer(folder: Path, settings: Mapping[str, str], *words: str) -> list[str]:
    """The lines of a command that ends well and has nothing to complain of."""
    outcome = await kekraf(folder, settings, *words)
    assert outcome.code == 0, outcome
    assert "Traceback" not in outcome.err
    return outcome.lines
