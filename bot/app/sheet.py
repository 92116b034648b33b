"""A table as two files, CSV for spreadsheets and JSON for programs, written row by row with little memory.

A cell that a spreadsheet would take for a formula begins with a quote sign in the CSV; the JSON has it as it is.
"""

import csv
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it spreadsheets read UTF-8 as something else


class Sheet:
    """`<name>.csv` and `<name>.json` in a folder, mode 0600; they have those names once `finish` is called."""

    def __init__(self, folder: Path, name: str, columns: Sequence[str]) -> None:
        self.rows = 0
        self._columns = columns
        self._paths = [folder / f"{name}.csv", folder / f"{name}.json"]
        self._csv, self._json = (_new(_part(path)) for path in self._paths)
        self._csv.write(BOM)
        self._lines = csv.writer(self._csv)
        self._lines.writerow(columns)
        self._json.write("[")

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """More rows, by column; a missing column is empty in the CSV and left out in the JSON."""
        for row in rows:
            self._lines.writerow([cell(row.get(column)) for column in self._columns])
            known = {column: row[column] for column in self._columns if column in row}
            self._json.write(f"{',' if self.rows else ''}\n{json.dumps(known, ensure_ascii=False)}")
            self.rows += 1

    def finish(self) -> None:
        """All of it is there: the files take their names."""
        self._json.write("\n]\n")
        for file, path in zip((self._csv, self._json), self._paths, strict=True):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            _part(path).rename(path)

    def drop(self) -> None:
        """Nothing of it stays, unless it was finished."""
        self._csv.close()
        self._json.close()
        for path in self._paths:
            _part(path).unlink(missing_ok=True)


def cell(value: Any) -> str | int | float:
    """What a spreadsheet gets: numbers as they are, lists with commas, no formula ever."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    elif isinstance(value, Mapping):
        value = json.dumps(dict(value), ensure_ascii=False) if value else ""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _new(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="")
