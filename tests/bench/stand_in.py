"""The platform's stand-in: the fake Bot API in bench mode, a process of its own, and its crowd."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, Self

from tests.bench.processes import PATIENCE_S, ROOT, clean_env
from tests.fakes.telegram import TOKEN

AT_ONCE = 40
"""People under way at the same time: as many as Telegram has posts at once (max_connections)."""
WALK_S = 300


@dataclass(frozen=True, slots=True)
class Counts:
    """What the stand-in received: new messages, answers to taps, and what the documentation does not allow."""

    messages: int
    taps_answered: int
    faults: list[str]


class StandIn:
    """The same for every contender. `url` is the Bot API's address, `token` the one it knows."""

    token = TOKEN

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.fakes.telegram", "--bench"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=clean_env({}), stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def send(
        self, script: Sequence[str], people: int, first_id: int, at_once: int = AT_ONCE, pause: float = 0.0
    ) -> None:
        """Sends so many people on their way; those it has no hands for yet wait for others to end.

        `pause` is the seconds that each of them takes before the next line.
        """
        walk = {"script": list(script), "people": people, "first_id": first_id, "at_once": at_once, "pause": pause}
        self._ask("walk", walk)

    def allow(self, most: int) -> None:
        """Refuses from now on what comes above so many messages within any second; 0: nothing."""
        self._ask("rate", {"total": most})

    def received(self) -> dict[str, int]:
        """`chats` that got something, `messages` in all, chats that got `more_than_once`."""
        found: dict[str, int] = self._ask("received")
        return found

    def pace(self) -> dict[str, float]:
        """While the bot writes of its own accord: `sends`, `seconds`, `a_second`; and how many were ever `refused`."""
        found: dict[str, float] = self._ask("pace")
        return found

    def outcome(self, timeout: float = WALK_S) -> dict[str, Any]:
        """The crowd's report, when everyone is through or the time is (seconds)."""
        report: dict[str, Any] = self._ask(f"walk?timeout={timeout}")
        return report

    def walk(self, script: Sequence[str], people: int, first_id: int) -> dict[str, Any]:
        """Both."""
        self.send(script, people, first_id)
        return self.outcome()

    def counts(self) -> Counts:
        """What came, in all."""
        stats = self._ask("stats")
        answered = stats["calls"].get("answerCallbackQuery", 0)
        return Counts(self.received()["messages"], int(answered), list(stats["faults"]))

    def _ask(self, what: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        with closing(HTTPConnection(self.url.removeprefix("http://"), timeout=WALK_S + PATIENCE_S)) as connection:
            connection.request("POST" if data else "GET", f"/control/{what}", data)
            answer = connection.getresponse()
            told = json.load(answer)
        if answer.status != 200:
            raise RuntimeError(f"{what}: {told}")
        return told
