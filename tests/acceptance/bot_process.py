"""The bot as the operator starts it: `python -m bot run` in a process of its own, killed, stopped and started again."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
START_S, STOP_S = 30.0, 15.0
_READY = re.compile(r"(http\S+)/chat$")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """What a child process gets: its settings, and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


class Port:
    """A free port, kept free for one server that comes and goes."""

    def __init__(self) -> None:
        self._kept = socket.socket()
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._kept.bind(("127.0.0.1", 0))
        self.number: int = self._kept.getsockname()[1]

    def release(self) -> None:
        """Anybody may have it."""
        self._kept.close()


class BotProcess:
    """One bot in `folder`: its data under `data`, what it writes to standard error in `stderr.log`.

    As a context it runs from the start; leaving it stops it, which must be clean.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.settings = dict(settings)
        self.program = "bot"
        """The module that is run."""
        self.said: list[str] = []
        """Lines on standard output, of every run."""
        self.url = ""
        self._port = Port()
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    @property
    def port(self) -> int:
        """The same at every start."""
        return self._port.number

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self._process is not None
        return self._process.pid

    @property
    def errors(self) -> str:
        """All that came on standard error, of every run."""
        log = self.folder / "stderr.log"
        return log.read_text("utf-8") if log.exists() else ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is not None:
                await self.kill()
            elif self._process is not None:
                await self.stop()
        finally:
            self._port.release()

    async def launch(self) -> None:
        """Starts it without waiting for anything."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._ready.clear()
        settings = {"KEKRAF_HTTP_PORT": str(self.port), "KEKRAF_DATA_DIR": str(self.data), **self.settings}
        with (self.folder / "stderr.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self.program, "run",
                cwd=self.folder, env=environment(settings), stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        self._reading = asyncio.create_task(self._read(self._process))

    async def start(self) -> None:
        """Starts it, and waits until it says where it listens. Raises AssertionError if it ends before."""
        await self.launch()
        assert self._reading is not None
        ready = asyncio.create_task(self._ready.wait())
        try:
            async with asyncio.timeout(START_S):
                await asyncio.wait((ready, self._reading), return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        assert self._ready.is_set(), f"the bot did not start: {self.errors[-2000:]}"

    async def kill(self) -> None:
        """kill -9."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """SIGTERM; it must end well, and soon."""
        code = await self._end(signal.SIGTERM)
        assert code == 0, f"exit {code}: {self.errors[-2000:]}"

    async def ended(self) -> int:
        """Waits until it ends by itself; its exit code."""
        return await self._end(None)

    async def restart(self) -> None:
        """kill -9, and up again."""
        await self.kill()
        await self.start()

    async def _end(self, number: signal.Signals | None) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        assert self._reading is not None
        if number is not None and process.returncode is None:
            process.send_signal(number)
        try:
            async with asyncio.timeout(STOP_S):
                return await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
            raise AssertionError(f"it did not end in {STOP_S:.0f} s: {self.errors[-2000:]}") from None
        finally:
            await self._reading

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            text = line.decode().rstrip("\n")
            self.said.append(text)
            if found := _READY.search(text):
                self.url = found[1]
                self._ready.set()
