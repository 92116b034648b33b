"""Announcements under way: recipients worked out in the database a slice at a time, a little ahead of the sending.

One process of a city does it. Every slice is one short transaction, so that it goes on after a kill where it was, and
turns of others come between. What is ahead is little, so that pause and cancel act at once.
"""

from collections.abc import Callable

from bot.actions import preparing, quieting, telling, wording
from bot.actions.desk import House
from bot.core.announcements import Announcement
from bot.core.message import Say
from bot.looping import Loop
from storage import announcements
from storage.announcements import Reach
from storage.ports import Store, Tx

NAME = "announcements"
SLICE = 500  # contacts looked at in one transaction
AHEAD = 2_000  # rows that may wait to be sent
IDLE = 0.25  # seconds between looks
MISSED_MS = 2 * 3_600_000  # what could not begin for so long is not begun any more


class Broadcast:
    """Fills what runs. `told` is called when rows were queued."""

    def __init__(self, store: Store, house: House, accounts: frozenset[str], now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._reach = Reach(accounts, house.instant)
        self._now = now
        self._loop = Loop(NAME, self.step, IDLE)
        self.told: Callable[[], None] = _nobody

    async def run(self) -> None:
        """Until `stop`."""
        await self._loop.run()

    async def stop(self) -> None:
        """Lets the slice under way end."""
        await self._loop.stop()

    async def step(self) -> bool:
        """Does the next piece of every announcement that is open; whether there is more to do at once."""
        found = await self._store.read(lambda tx: announcements.open_ones(tx, self._now()))
        if not found or not await self._store.hold(NAME):
            return False
        return any([await self._advance(one) for one in found])

    async def _advance(self, one: Announcement) -> bool:
        if one.windowed and one.state in ("scheduled", "running") and not await self._in_window(one):
            return False
        match one.state:
            case "scheduled":
                return await self._store.transact(lambda tx: self._begin(tx, one.id))
            case "paused":
                await self._store.transact(lambda tx: self._keep_still(tx, one.id))
                return False
            case "cancelled":
                return await self._store.transact(lambda tx: self._give_up(tx, one))
        return await self._go_on(one)

    async def _in_window(self, one: Announcement) -> bool:
        """Whether it may leave now; of one under way what is queued waits for the hours of news, and goes on then."""
        now = self._now()
        quiet = await self._store.read(lambda tx: quieting.declared(tx, self._house, now))
        is_open = quieting.windows(self._house).open_at(now, quiet)
        if one.state == "running" and (one.held or not is_open):
            await self._store.transact(lambda tx: self._hold(tx, one, held=not is_open))
        return is_open

    async def _keep_still(self, tx: Tx, announcement_id: int) -> None:
        """What came back to the line of a paused one waits too; not of one that goes on by now."""
        fresh = await announcements.locked(tx, announcement_id)
        if fresh is not None and fresh.state == "paused":
            await announcements.hold(tx, announcement_id)

    async def _hold(self, tx: Tx, one: Announcement, *, held: bool) -> None:
        """Also what comes back to the line of one that is held already."""
        fresh = await announcements.locked(tx, one.id)
        if fresh is None or fresh.state != "running":
            return
        if held:
            await announcements.hold(tx, one.id)
        else:
            await announcements.release(tx, one, self._now())
        if held != one.held:
            await announcements.set_held(tx, one, held=held)

    async def _begin(self, tx: Tx, announcement_id: int) -> bool:
        """Its words are rendered once a language and channel, as they are by now; what came too late is told."""
        now = self._now()
        one = await announcements.locked(tx, announcement_id)
        if one is None or one.state != "scheduled" or one.at > now:
            return False
        due = one.at
        if one.windowed:
            due = quieting.windows(self._house).next(due, await quieting.declared(tx, self._house, due))
        if now - due > MISSED_MS:
            await announcements.turn(tx, one.id, ("scheduled",), "missed", now)
            missed = (Say("announcement.missed", {"id": one.id}),)
            await telling.tell_admins(tx, self._house, lambda _: missed, now, one.watcher_id)
            return True
        offer = await preparing.offer_of(tx, one)
        if one.opportunity_id is not None and (offer is None or not offer.is_open(now)):
            return await self._too_late(tx, one, now)
        for language, speech in self._house.speeches.items():
            message = speech.message(wording.says(self._house, speech, one, offer, now))
            for channel in sorted({account.partition(":")[0] for account in self._reach.accounts}):
                await announcements.render(tx, one.id, language, channel, message)
        return await announcements.turn(tx, one.id, ("scheduled",), "running", now)

    async def _too_late(self, tx: Tx, one: Announcement, now: int) -> bool:
        """What it shows is open no more: nobody gets it, and whoever looks at it is told."""
        gone = (Say("announcement.offer_gone", {"id": one.id}),)
        await announcements.turn(tx, one.id, ("scheduled",), "cancelled", now)
        await telling.tell_contact_id(tx, self._house, one.watcher_id or 0, lambda _: gone, now)
        return True

    async def _go_on(self, one: Announcement) -> bool:
        if one.filled:
            await self._store.transact(lambda tx: self._end(tx, one))
            return False
        if await self._store.read(lambda tx: announcements.ahead(tx, one.id)) >= AHEAD:
            return False
        more = await self._store.transact(lambda tx: self._fill(tx, one.id))
        self.told()
        return more

    async def _fill(self, tx: Tx, announcement_id: int) -> bool:
        """The next slice, of what it is by now."""
        one = await announcements.locked(tx, announcement_id)
        if one is None or one.state != "running":
            return False
        if await announcements.fill(tx, one, self._reach, SLICE, self._now()):
            return True
        await announcements.filled(tx, one.id)
        return False

    async def _give_up(self, tx: Tx, one: Announcement) -> bool:
        """What came back to the line is dropped, and the rest of the audience written down."""
        now = self._now()
        await announcements.drop(tx, one.id, now)
        if await announcements.fill(tx, one, self._reach, SLICE, now):
            return True
        if not await announcements.under_way(tx, one.id):
            await announcements.filled(tx, one.id)
        return False

    async def _end(self, tx: Tx, one: Announcement) -> None:
        if not await announcements.under_way(tx, one.id):
            await announcements.turn(tx, one.id, ("running",), "done", self._now())


def _nobody() -> None:
    """Nobody wants to know."""
