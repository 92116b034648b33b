"""The key that signs addresses and proofs: from the settings, or made once in the data folder (0600)."""

import os
import secrets
from pathlib import Path

from bot.settings import Settings


def secret_key(settings: Settings) -> bytes:
    """The key's bytes."""
    given = settings.secret_key.get_secret_value()
    return given.encode() if given else _kept(settings.data_dir / "secret.key")


def _kept(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_hex(32).encode()
        file.write(key)
    return key
