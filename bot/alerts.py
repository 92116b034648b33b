"""News of opportunities under way: the summary of the week and single ones, a slice of chats a transaction.

One process of a city does it. Everything that was told commits with the place it has come to, so that it goes on after
a kill where it was, and nobody is told twice.
"""

from collections.abc import Callable

from bot.actions import rounds
from bot.actions.desk import House
from bot.core.calendar import MINUTE_MS
from bot.looping import Loop
from storage import alerts
from storage.announcements import Reach
from storage.ports import Store

NAME = "alerts"
IDLE = 2.0  # seconds between looks
AHEAD = 2_000  # messages that may wait to be sent; so little is to be held or put right


class Alerts:
    """Tells of what is new. `accounts` are "telegram:42" of every account that runs, `now` gives UTC milliseconds;
    `told` is called when rows were queued."""

    def __init__(self, store: Store, house: House, accounts: frozenset[str], now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._reach = Reach(accounts, house.instant)
        self._now = now
        self._held = -1
        self._loop = Loop(NAME, self.step, IDLE)
        self.told: Callable[[], None] = lambda: None

    async def run(self) -> None:
        """Until `stop`."""
        await self._loop.run()

    async def stop(self) -> None:
        """Lets the slice under way end."""
        await self._loop.stop()

    async def hold(self) -> None:
        """Before anything is sent: what waits since before a stop stays, if the window has closed meanwhile."""
        due = await self._store.read(lambda tx: rounds.due(tx, self._house, self._now()))
        if due is not None and due.step == "hold":
            await self._store.transact(lambda tx: rounds.do(tx, self._house, self._reach, due, self._now()))

    async def step(self) -> bool:
        """Does the next piece; whether there is more to do at once."""
        now = self._now()
        due = await self._store.read(lambda tx: rounds.due(tx, self._house, now))
        if not await self._store.hold(NAME):
            return False
        if due is None or (due.step == "go" and await self._is_ahead()):
            return await self._revise(now)
        if due.step == "hold":
            if self._held == now // MINUTE_MS:
                return False
            self._held = now // MINUTE_MS
        await self._store.transact(lambda tx: rounds.do(tx, self._house, self._reach, due, now))
        self.told()
        return due.step != "hold"

    async def _is_ahead(self) -> bool:
        return await self._store.read(lambda tx: alerts.waiting(tx, self._reach, AHEAD)) >= AHEAD

    async def _revise(self, now: int) -> bool:
        """What is over, or was called off, while its news waited to be sent."""
        if not await self._store.read(lambda tx: alerts.over(tx, self._reach, now, 1)):
            return False
        return await self._store.transact(lambda tx: rounds.revise(tx, self._house, self._reach, now, now))
