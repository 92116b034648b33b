"""The program that draws, always a process of its own: orders on standard input, files on standard output, both JSON.

    python -m bot.reports.child < [[kind, data], ...] > [base64, ...]

Exit status 3: it failed; standard error then names the error and its place, and nothing of what was to be drawn.
"""

import base64
import json
import logging
import resource
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

FAILED = 3
MEMORY = 1_500_000_000  # of addresses; 400 MB are used
SECONDS = 60
KINDS = ("letter", "picture", "workbook", "paper", "poster")


def bound() -> None:
    """Bounds what this process may take: it draws in memory alone."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(kind: str, data: Any) -> bytes:
    """A file. Raises LookupError for an unknown kind."""
    if kind not in KINDS:
        raise LookupError(kind)
    draw: Callable[[Any], bytes] = import_module(f"bot.reports.{kind}").draw
    return draw(data)


def main() -> int:
    """Reads, draws, writes; the exit status."""
    bound()
    logging.disable()  # that it cannot keep a cache is meant
    try:
        files = [drawn(kind, data) for kind, data in json.load(sys.stdin.buffer)]
    except Exception as error:  # whatever a library raises: its words may hold what was to be drawn
        where = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} at {where.name}:{where.lineno}")
        return FAILED
    json.dump([base64.b64encode(file).decode() for file in files], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
