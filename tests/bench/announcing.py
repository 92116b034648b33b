"""An announcement to a seeded city: how fast, at which pace, beside how much memory, and who waits meanwhile."""

import json
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contenders import Place, settings
from tests.bench.plan import Tell, seed
from tests.bench.processes import Child, clean_env, free_port, kekraf
from tests.bench.stand_in import StandIn
from tests.bench.trial import FIRST_ID, SCRIPT

LOOK_S = 0.1
QUIET_S = 60.0  # so long nothing may happen
WORDS = "Lokakarya membatik hari Sabtu, pukul 10.00 WIB (rekaan)."
_NOBODY: dict[str, Any] = {"turns": 0, "wait_ms": {}}
PAUSE_S = 2.0  # what a person who writes takes before the next line: below the limit of a chat


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate`: messages a second that the bot allows itself; the platform refuses what is more than `most` in any
    second (0: nothing); `writers` people talk to the bot meanwhile. A rate of 0: no limit, for a chat neither.
    """

    rate: int = 0
    most: int = 0
    writers: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """`a_second` counts everything sent from the first copy to the last, `cpu_ms` is the bot's a message, all threads;
    `grown_mb` its highest memory above what it had before; `waits` of people who wrote, in ms, over `turns`.
    """

    people: int
    seconds: float
    a_second: float
    refused: int
    cpu_ms: float
    before_mb: float
    grown_mb: float
    turns: int
    waits: dict[str, float]
    faults: tuple[str, ...]


def measure(people: int, limits: Limits, tell: Tell) -> Measured:
    """Seeds a city in a folder that goes again, and announces to everyone in it. Books that are wrong are `faults`."""
    with tempfile.TemporaryDirectory(prefix="kekraf-bench-") as name, StandIn() as platform:
        folder = Path(name)
        tell(f"seeded {people:,} people in {seed(people, folder):.0f} s")
        platform.allow(limits.most)
        place = Place(folder, free_port(), platform.url, platform.token)
        env = settings(place) | _paced(limits)
        with Child(kekraf("run"), env, folder, folder / "log.txt") as bot:
            return _Run(place, env, platform, bot, tell).measured(people, limits)


def _paced(limits: Limits) -> dict[str, str]:
    """The limit of a chat stays as it comes where there is one on all."""
    return {"KEKRAF_TELEGRAM_RATE": str(limits.rate), "KEKRAF_TELEGRAM_CHAT_RATE": "1"} if limits.rate else {}


class _Run:
    """A bot that runs on a seeded store."""

    def __init__(self, place: Place, env: dict[str, str], platform: StandIn, bot: Child, tell: Tell) -> None:
        self._place = place
        self._env = env
        self._platform = platform
        self._bot = bot
        self._tell = tell

    def measured(self, people: int, limits: Limits) -> Measured:
        """Announces, and watches until everybody has it."""
        self._ready()
        cpu, before = self._bot.cpu(), self._bot.memory().now
        number = self._announce()
        if limits.writers:
            self._platform.send(SCRIPT, people, FIRST_ID, limits.writers, PAUSE_S)
        highest = self._watch(people)
        walk = self._platform.outcome(0.0) if limits.writers else _NOBODY
        cpu = self._bot.cpu() - cpu
        pace = self._platform.pace()
        faults = self._faults(people, self._finished(number))
        return Measured(
            people, pace["seconds"], pace["a_second"], int(pace["refused"]), 1000 * cpu / max(1.0, pace["sends"]),
            before, highest - before, walk["turns"], walk["wait_ms"], tuple(faults),
        )  # fmt: skip

    def _ready(self) -> None:
        """It answers somebody, so everything is loaded."""
        self._platform.walk(SCRIPT, 1, FIRST_ID - 1)

    def _announce(self) -> str:
        words = self._place.folder / "words.txt"
        words.write_text(WORDS, "utf-8")
        return self._command("announce", "--text-file", str(words)).strip()

    def _watch(self, people: int) -> float:
        """Waits until so many have it; the highest memory meanwhile in MB. Raises RuntimeError when it stands still."""
        highest, seen, told, moved = 0.0, 0, 0, time.monotonic()
        while seen < people:
            time.sleep(LOOK_S)
            highest = max(highest, self._bot.memory().now)
            now = int(self._platform.pace()["own"])
            if now > seen:
                seen, moved = now, time.monotonic()
            elif time.monotonic() - moved > QUIET_S:
                raise RuntimeError(f"nothing more after {seen}: {self._bot.said()}")
            if seen >= told + people // 10:
                told = seen
                self._tell(f"{seen:,} have it; {self._platform.pace()['a_second']:.0f}/s, {highest:.0f} MB")
        return highest

    def _finished(self, number: str) -> dict[str, Any]:
        """The report when it is over."""
        end = time.monotonic() + QUIET_S
        while True:
            report: dict[str, Any] = json.loads(self._command("announcement", number, "--json"))
            if report["state"] == "done" or time.monotonic() > end:
                return report

    def _faults(self, people: int, report: dict[str, Any]) -> list[str]:
        """What is not true of it: everybody has one, and the books say so."""
        faults = [] if report["state"] == "done" else [f"it is {report['state']}, not done"]
        if set(report["states"]) != {"sent"} or report["rows"] < people or report["doubts"]:
            faults.append(f"{report['states']}, {report['doubts']} doubts, for {people} people")
        return faults + self._platform.counts().faults

    def _command(self, *words: str) -> str:
        return subprocess.run(
            kekraf(*words), cwd=self._place.folder, env=clean_env(self._env), check=True, capture_output=True, text=True
        ).stdout  # fmt: skip


def lines(measured: Measured, limits: Limits) -> list[str]:
    """What is shown."""
    share = f", {measured.a_second / limits.rate:.1%} of {limits.rate}/s" if limits.rate else ""
    found = [
        f"{measured.people:,} people in {measured.seconds:.1f} s: {measured.a_second:.1f} messages/s{share}",
        f"refused (429): {measured.refused}; bot's processor time a message: {measured.cpu_ms:.2f} ms",
        f"memory: {measured.before_mb:.0f} MB before, {measured.grown_mb:+.1f} MB at the most",
    ]
    if measured.waits:
        waits = ", ".join(f"{name} {value:.0f} ms" for name, value in measured.waits.items())
        found.append(f"people who wrote meanwhile: {measured.turns} answers; {waits}")
    return found + [f"NOT TRUE: {fault}" for fault in measured.faults]
