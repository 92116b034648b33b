"""`python -m tests.acceptance.moved` is `kekraf` in a city whose clock goes `MOVED_MS` milliseconds before ours."""

import os
import time

from bot.cli import main

BY = "MOVED_MS"


def move(by_ms: int) -> None:
    """From now on this process lives so many milliseconds later."""
    ours = time.time_ns
    time.time_ns = lambda: ours() + by_ms * 1_000_000


if __name__ == "__main__":
    move(int(os.environ[BY]))
    main()
