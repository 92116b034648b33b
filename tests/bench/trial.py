"""One trial: a fresh stand-in, a fresh contender, a crowd that goes through the talk; and whether all of it is true."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contenders import Contender, Place, settings
from tests.bench.ledger import Expected, faults_in
from tests.bench.processes import Child, free_port
from tests.bench.stand_in import StandIn

SCRIPT = ("/start", "@0", "bikin kue di plaju", "Yuk Contoh", "@0")
"""Four questions: a consent, a sentence, a name, a look at it all. `@0` taps the first button."""
TAPS = SCRIPT.count("@0")
FIRST_ID = 5_000_001
"""Above those that `kekraf seed` makes."""
START_S = 30.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people walk: `warm_up` of them before it counts. One more waits for the start, and says one word."""

    people: int = 400
    warm_up: int = 40

    @property
    def expected(self) -> Expected:
        """What must be in the books in the end."""
        walkers = self.people + self.warm_up
        return Expected(people=walkers, turns=walkers * len(SCRIPT) + 1, taps=walkers * TAPS, first_id=FIRST_ID)


@dataclass(frozen=True, slots=True)
class Figures:
    """Turns a second; its processor time a turn, all threads; the waits for an answer; start to first reply; memory."""

    turns_per_second: float
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    first_reply_s: float
    rss_mb: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One contender's run: the turns counted, and what is not true of it."""

    name: str
    turns: int
    figures: Figures
    faults: tuple[str, ...]


def trial(contender: Contender, folder: Path, crowd: Crowd) -> Trial:
    """Runs a contender in its folder. What went wrong is in `faults`; raises RuntimeError if it never answers."""
    with StandIn() as platform:
        place = Place(folder, free_port(), platform.url, platform.token)
        with Child(contender.command(place), settings(place), folder, folder / "log.txt") as bot:
            started = _first_reply(platform, bot)
            warm = platform.walk(SCRIPT, crowd.warm_up, FIRST_ID + 1)
            before = bot.cpu()
            walk = platform.walk(SCRIPT, crowd.people, FIRST_ID + 1 + crowd.warm_up)
            cpu, memory = bot.cpu() - before, bot.memory()
        faults = _faults(platform, (warm, walk), crowd.expected)
    if contender.database:
        faults += faults_in(folder / "kekraf.db", crowd.expected)
    waits = walk["wait_ms"]
    figures = Figures(
        walk["turns_per_second"], 1000 * cpu / max(1, walk["turns"]), waits["p50"], waits["p95"], waits["p99"],
        started, memory.now, memory.peak,
    )  # fmt: skip
    return Trial(contender.name, walk["turns"], figures, tuple(faults))


def _first_reply(platform: StandIn, bot: Child) -> float:
    """Somebody wrote just now, while the process begins: the seconds until she is answered."""
    begun = time.monotonic()
    platform.send(SCRIPT[:1], 1, FIRST_ID)
    if platform.outcome(START_S)["unfinished"]:
        raise RuntimeError(f"no answer in {START_S} s:\n{bot.said()}")
    return time.monotonic() - begun


def _faults(platform: StandIn, walks: tuple[dict[str, Any], ...], expected: Expected) -> list[str]:
    """Whoever did not come through, and what came twice or not at all."""
    faults = [f"{walk['unfinished']} did not come through" for walk in walks if walk["unfinished"]]
    faults += [lost for walk in walks for lost in walk["lost"]]
    counts = platform.counts()
    if counts.messages != expected.turns:
        faults.append(f"{counts.messages} messages for {expected.turns} turns")
    if counts.taps_answered != expected.taps:
        faults.append(f"{counts.taps_answered} taps answered of {expected.taps}")
    return faults + counts.faults
