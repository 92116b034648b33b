"""`<data>/run.lock`: one running bot a data folder. The kernel frees it when its holder is gone, however it went."""

import fcntl
import os
from pathlib import Path

from bot.errors import ConfigFault


class RunLock:
    """Held while the bot runs. Raises ConfigFault where another one holds it."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(data_dir / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            raise ConfigFault(
                "KEKRAF_DATA_DIR", f"another bot already runs on {data_dir}", "Stop it, or name another folder."
            ) from None
        os.truncate(self._handle, 0)
        os.write(self._handle, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Lets another one run."""
        os.close(self._handle)
