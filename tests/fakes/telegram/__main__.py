"""The fake as a process: prints its address as one line, and runs until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

import uvloop

from .fake import TOKEN, FakeTelegram


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 lets the system choose")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--journal", help="write every call into this file, a JSON object a line")
    parser.add_argument("--bench", action="store_true", help="answer fast, keep nothing but counts")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with FakeTelegram(options.port, options.token, options.journal, options.bench) as tg:
        sys.stdout.write(f"{tg.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(_arguments()))
