"""The manifest of a backup: what it holds and how much, so that anything missing or altered is noticed."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.errors import BackupFault

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableSum:
    """A table: its rows, the sha256 of its file, and the sum of its rows in any order (`storage.tables.Content`)."""

    rows: int
    sha256: str
    content: str


@dataclass(frozen=True, slots=True)
class MediaSum:
    """The media: how many files, their bytes together, and the sha256 of the list `media.sha256`."""

    files: int = 0
    bytes: int = 0
    sha256: str = hashlib.sha256().hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup. `made_at` in UTC milliseconds, `kind` the database it was taken from, `schema` its last migration."""

    schema: int
    kind: str
    made_at: int
    tables: dict[str, TableSum]
    media: MediaSum = field(default_factory=MediaSum)

    def to_json(self) -> bytes:
        """As kept in the archive, with a sum of its own."""
        body = {"format": FORMAT, **asdict(self)}
        return json.dumps(body | {"sum": _sum(body)}, indent=1, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """The reverse of `to_json`. Raises BackupFault."""
        try:
            body: dict[str, Any] = json.loads(text)
            told = body.pop("sum")
            if body.pop("format") != FORMAT:
                raise BackupFault("it was made by another version of this program")
            if _sum({"format": FORMAT, **body}) != told:
                raise BackupFault("its manifest was altered")
            tables = {name: TableSum(**table) for name, table in body["tables"].items()}
            return cls(body["schema"], body["kind"], body["made_at"], tables, MediaSum(**body["media"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupFault("its manifest cannot be read") from error


def _sum(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
