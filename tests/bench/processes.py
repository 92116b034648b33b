"""A process that a measurement starts: watched by its id, ended by its id."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory in MB, now and at its highest; 0 where /proc does not tell."""

    now: float
    peak: float


class Child:
    """One process of ours. What it says goes into `log`; its folder is where it runs."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], folder: Path, log: Path) -> None:
        self._log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, env=clean_env(env), cwd=folder, stdin=subprocess.DEVNULL, stdout=file, stderr=file
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> int:
        """Asks it to end, insists after a while; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(PATIENCE_S)

    def memory(self) -> Memory:
        """What it holds of the machine's memory."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)
                     if name in ("VmRSS", "VmHWM")}  # fmt: skip
        return Memory(kilobytes.get("VmRSS", 0) / 1024, kilobytes.get("VmHWM", 0) / 1024)

    def cpu(self) -> float:
        """Seconds of processor time it has used, all threads; 0 where /proc does not tell."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else ["0"] * 13
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def said(self, most: int = 2000) -> str:
        """The end of what it printed."""
        return self._log.read_text(errors="replace")[-most:]


def clean_env(more: Mapping[str, str]) -> dict[str, str]:
    """This environment without settings of a bot, and `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEKRAF_")}
    return {**kept, **more}


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


def kekraf(*arguments: str) -> list[str]:
    """Our own command, with the Python that runs this."""
    return [sys.executable, "-m", "bot", *arguments]
