"""What was measured, as a table and as JSON."""

import dataclasses
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contenders import AIOGRAM, OURS, PTB
from tests.bench.plan import EMPTY, FULL, Plan, median
from tests.bench.trial import SCRIPT, Figures, Trial

SYNCS = 200
COLUMNS = ("turns/s", "CPU ms/turn", "p50 ms", "p95 ms", "p99 ms", "first reply s", "RSS MB", "peak MB")
SHOWN_PTB = "turns/s against PTB's ConversationHandler"
SHOWN_START = "start to first reply, s"
SHOWN_MEMORY = "resident memory at the end, MB"
SHOWN_FULL = "turns/s with a full store against an empty one"
WANTED = {
    SHOWN_PTB: (2.0, "at least"),
    SHOWN_START: (2.0, "under"),
    SHOWN_MEMORY: (110.0, "under"),
    SHOWN_FULL: (0.85, "at least"),
}


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a run brought: trials against the peers, of full and empty stores, and the seconds of seeding."""

    plan: Plan
    trials: list[Trial]
    stores: list[Trial]
    seed_seconds: float

    @property
    def faults(self) -> list[str]:
        """What was not true of a trial: then its figures mean nothing."""
        return [f"{one.name}: {fault}" for one in (*self.trials, *self.stores) for fault in one.faults]

    @property
    def medians(self) -> dict[str, Figures]:
        """By contender, in the order they ran."""
        named = (self.trials, self.stores)
        return {name: median(trials, name) for trials in named for name in dict.fromkeys(t.name for t in trials)}

    @property
    def ratios(self) -> dict[str, float]:
        """Turns a second against others'."""
        pace = {name: figures.turns_per_second for name, figures in self.medians.items()}
        pairs = {
            SHOWN_PTB: (OURS.name, PTB.name),
            "turns/s against aiogram's FSM": (OURS.name, AIOGRAM.name),
            SHOWN_FULL: (FULL, EMPTY),
        }
        return {what: pace[a] / pace[b] for what, (a, b) in pairs.items() if a in pace and b in pace}

    @property
    def shown(self) -> dict[str, float]:
        """What the project promises, as it was measured."""
        ours = self.medians[OURS.name]
        memory = {SHOWN_START: ours.first_reply_s, SHOWN_MEMORY: ours.rss_mb}
        return {**self.ratios, **memory}

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            "machine": machine(),
            "script": list(SCRIPT),
            "plan": dataclasses.asdict(self.plan),
            "trials": [dataclasses.asdict(one) for one in (*self.trials, *self.stores)],
            "medians": {name: dataclasses.asdict(figures) for name, figures in self.medians.items()},
            "shown": self.shown,
            "seed_seconds": self.seed_seconds,
            "faults": self.faults,
        }


def lines(results: Results) -> list[str]:
    """The table people read."""
    kept = {one.name: one.kept for one in (OURS, PTB, AIOGRAM)} | dict.fromkeys((EMPTY, FULL), OURS.kept)
    told = [f"{key}: {value}" for key, value in machine().items()]
    told += ["", _row("", COLUMNS, "on disk before the platform is told")]
    for name, figures in results.medians.items():
        told.append(_row(name, [f"{value:.2f}" for value in dataclasses.astuple(figures)], kept[name]))
    told += ["", *(f"{what}: {value:.2f}{_judged(what, value)}" for what, value in results.shown.items())]
    if results.seed_seconds:
        told.append(f"seed: {results.plan.seeded} people in {results.seed_seconds:.1f} s")
    return told + [f"NOT TRUE: {fault}" for fault in results.faults]


def _row(name: str, cells: Sequence[str], kept: str) -> str:
    return f"{name:<24}" + "".join(f"{cell:>14}" for cell in cells) + f"  {kept}"


def _judged(what: str, value: float) -> str:
    if what not in WANTED:
        return ""
    bound, how = WANTED[what]
    well = value >= bound if how == "at least" else value < bound
    return f" (wanted: {how} {bound:g}{'' if well else '; MISSED'})"


def machine() -> dict[str, str]:
    """What it ran on; a forced write to disk tells most about a durable store."""
    return {
        "machine": f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}",
        "python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "fsync": f"{_sync_ms():.2f} ms",
    }


def _sync_ms() -> float:
    """Median milliseconds of a forced write of 12 kB, about what a turn's commit writes."""
    waits = []
    with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as folder, (Path(folder) / "probe").open("wb") as file:
        for _ in range(SYNCS):
            file.write(b"x" * 12_288)
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            waits.append(time.perf_counter() - begun)
    return sorted(waits)[SYNCS // 2] * 1000
