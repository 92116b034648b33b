"""Shapes that every part of the fake shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
"""A JSON object as Telegram writes it."""


def words(text: str) -> frozenset[str]:
    """A set of names, written as one text."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart request."""

    filename: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class StoredFile:
    """A file Telegram keeps. `size` is what Telegram states in bytes, which may be more than `data` holds."""

    file_id: str
    kind: str
    data: bytes
    mime: str
    filename: str
    size: int

    @property
    def path(self) -> str:
        """`file_path` of getFile: a folder by kind, a name that carries the ending."""
        ending = self.filename.rpartition(".")[2] if "." in self.filename else "bin"
        return f"{self.kind}s/{self.file_id}.{ending}"
