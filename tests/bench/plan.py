"""What `make bench` runs: every contender in turn, again and again, so that a busy moment meets all alike."""

import dataclasses
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.contenders import OURS, Contender, Place, settings
from tests.bench.processes import clean_env, free_port, kekraf
from tests.bench.trial import Crowd, Figures, Trial, trial
from tests.fakes.telegram import TOKEN

EMPTY, FULL = "kekraf, empty store", "kekraf, full store"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How often, how many people, and how many are in the full store (0: it is left out) and the seeding."""

    rounds: int
    crowd: Crowd
    full_store: int
    seeded: int


def alternate(contenders: Sequence[Contender], plan: Plan, tell: Tell) -> list[Trial]:
    """A B C A B C ...: each trial in a folder of its own."""
    trials = []
    for number in range(1, plan.rounds + 1):
        for contender in contenders:
            with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as folder:
                trials.append(_one(contender, Path(folder), plan, tell, number))
    return trials


def full_and_empty(plan: Plan, tell: Tell) -> list[Trial]:
    """Ours with an empty store and with a full one, in turn; every trial begins with a fresh copy."""
    trials = []
    with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as kept:
        seed(plan.full_store, Path(kept))
        for number in range(1, plan.rounds + 1):
            for name in (EMPTY, FULL):
                with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as folder:
                    if name == FULL:
                        shutil.copytree(kept, folder, dirs_exist_ok=True)
                    contender = dataclasses.replace(OURS, name=name)
                    trials.append(_one(contender, Path(folder), plan, tell, number))
    return trials


def _one(contender: Contender, folder: Path, plan: Plan, tell: Tell, number: int) -> Trial:
    done = trial(contender, folder, plan.crowd)
    figures = done.figures
    tell(f"round {number}: {done.name}: {figures.turns_per_second:.0f} turns/s, {figures.rss_mb:.0f} MB")
    return done


def seed(people: int, folder: Path, requests: int = 0) -> float:
    """`kekraf seed` into an empty folder; its seconds from start to end."""
    begun = time.monotonic()
    subprocess.run(
        kekraf("seed", "--people", str(people), "--requests", str(requests)), cwd=folder, env=offline(folder),
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.monotonic() - begun


def offline(folder: Path) -> dict[str, str]:
    """The environment of a command of ours on the store in a folder; no platform answers."""
    return clean_env(settings(Place(folder, free_port(), "http://127.0.0.1:9", TOKEN)))


def seed_alone(people: int) -> float:
    """The same, into a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as folder:
        return seed(people, Path(folder))


def median(trials: Sequence[Trial], name: str) -> Figures:
    """The median of every figure of a contender's trials."""
    own = [dataclasses.astuple(one.figures) for one in trials if one.name == name]
    return Figures(*(statistics.median(column) for column in zip(*own, strict=True)))
