"""Starts the program that draws: what it needs is never imported here, and is gone when it ends."""

import asyncio
import base64
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.errors import NoFile

PATIENCE = 60.0  # seconds; a summary takes three on a slow machine
ROOT = Path(__file__).parents[2]
PROGRAM = "bot.reports.child"
_TOLD = 200  # characters of what the child says of its end

Kind = Literal["letter", "picture", "workbook", "paper", "poster"]


@dataclass(frozen=True, slots=True)
class Order:
    """A file to draw: which, and what is on it, as JSON values in words."""

    kind: Kind
    data: Any


async def draw(orders: Sequence[Order], patience: float = PATIENCE, program: str = PROGRAM) -> list[bytes]:
    """The files, in order, drawn by one child. Raises NoFile, which may pass, if it fails or takes too long (s)."""
    given = json.dumps([[order.kind, order.data] for order in orders]).encode()
    with tempfile.TemporaryDirectory(prefix="kekraf-") as folder:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", program, env=_env(folder), cwd=folder,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        drawn = await _answer(child, given, patience)
    return [base64.b64decode(each) for each in json.loads(drawn)]


async def _answer(child: asyncio.subprocess.Process, given: bytes, patience: float) -> bytes:
    try:
        async with asyncio.timeout(patience):
            drawn, said = await child.communicate(given)
    except TimeoutError:
        raise NoFile(f"not drawn within {patience:g} s", passing=True) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise NoFile(f"not drawn: {said.decode(errors='replace')[-_TOLD:].strip()}", passing=True)
    return drawn


def _env(folder: str) -> dict[str, str]:
    """Nothing of ours but the way to the program; caches go where all of it is removed."""
    return {
        "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": folder, "TMPDIR": folder, "MPLCONFIGDIR": folder, "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
