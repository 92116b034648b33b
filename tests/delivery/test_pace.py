"""An announcement at the platform's pace, in a time that is only counted: what the platform refuses, who waits.

The platform takes 36 messages in any second, the bot allows itself 30. Commits and the network take their time, and now
and then everything stands still for a while.
"""

import heapq
import random
from dataclasses import dataclass, field

import pytest

from bot.core.message import Message
from storage import outbox
from storage.outbox import BULK, REPLY, Claimed, Queue, Terms
from storage.ports import Store, Tx
from tests.fakes.telegram.errors import ApiError
from tests.fakes.telegram.rate import Rate
from tests.storage.people import NOW, met

RATE, MOST = 30, 36
QUEUE = Queue("telegram", "42", rate=RATE, contact_rate=1.0)
BULKS, WRITERS = 120, 20
EVERY_MS = 200  # somebody writes


@dataclass
class Simulated:
    """A dispatcher's turns in counted milliseconds. Of `stalls` one begins every second: in a commit or on the way."""

    store: Store
    stalls: tuple[int, ...]
    now: int = NOW
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    done: list[Claimed] = field(default_factory=list)
    under_way: list[tuple[int, int, Claimed]] = field(default_factory=list)
    arrived: list[tuple[int, Claimed]] = field(default_factory=list)
    stalled: int = 0

    async def ask(self, number: int, lane: int) -> None:
        """Something to say to the n-th contact."""
        contact = (await met(self.store, number)).contact
        await self.store.transact(lambda tx: outbox.add(tx, contact, Message("halo"), self.now, Terms(lane)))

    async def turn(self) -> None:
        """Commits what came back, claims, sends; then time goes on to whatever is next."""
        self._come_back()
        done, self.done = self.done, []
        claim = await self.store.transact(lambda tx: self._step(tx, done))
        self.now += self._takes(1, 5)
        for row in claim.rows:
            arrives = self.now + self._takes(1, 20)
            heapq.heappush(self.under_way, (arrives, row.id, row))
        soonest = self.under_way[0][0] if self.under_way else self.now + 100
        self.now = max(self.now + 1, min(soonest, claim.look_at or soonest))

    async def _step(self, tx: Tx, done: list[Claimed]) -> outbox.Claim:
        for row in done:
            await outbox.sent(tx, row, "me", f"m{row.id}", self.now)
        return await outbox.claim(tx, QUEUE, "me", self.now)

    def _come_back(self) -> None:
        while self.under_way and self.under_way[0][0] <= self.now:
            arrives, _, row = heapq.heappop(self.under_way)
            self.arrived.append((arrives, row))
            self.done.append(row)

    def _takes(self, least: int, most: int) -> int:
        second = (self.now - NOW) // 1000
        if second < self.stalled or not self.stalls:
            return self.dice.randint(least, most)
        self.stalled = second + 1
        return self.stalls[second % len(self.stalls)]


def refused(arrivals: list[int]) -> int:
    """How many of these moments a platform would not have, that takes `MOST` in any second."""
    clock = [0.0]
    rate = Rate(total=MOST, clock=lambda: clock[0])
    for at in sorted(arrivals):
        clock[0] = at / 1000
        try:
            rate.check(1)
        except ApiError:
            continue
    return rate.refused


@pytest.mark.parametrize(
    ("stalls", "share", "patience"),
    [((), 0.97, 100), ((60, 150), 0.97, 300), ((400,), 0.6, 500)],
    ids=["calm", "now and then", "badly"],
)
async def test_all_of_the_rate_nothing_refused_and_who_writes_is_answered(
    store: Store, stalls: tuple[int, ...], share: float, patience: int
) -> None:
    desk = Simulated(store, stalls)
    for number in range(BULKS):
        await desk.ask(number, BULK)
    asked = 0
    while len(desk.arrived) < BULKS + WRITERS:
        if asked < WRITERS and desk.now >= NOW + asked * EVERY_MS:
            await desk.ask(BULKS + asked, REPLY)
            asked += 1
        await desk.turn()
    moments = [at for at, _ in desk.arrived]
    waits = [at - row.at for at, row in desk.arrived if row.lane == REPLY]
    assert refused(moments) == 0
    assert len(moments) / (max(moments) - min(moments)) >= share * RATE / 1000
    assert len(waits) == WRITERS
    assert max(waits) < patience


def test_such_a_platform_refuses_what_is_faster() -> None:
    assert refused([NOW + 27 * number for number in range(72)]) > 0
