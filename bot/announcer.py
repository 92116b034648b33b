"""What staff see of announcements by itself: the count of a draft, one message that tells how far a running one is,
and that a channel would not take one.

Counting reads a slice at a time and holds no writer. The message is edited through the ordinary delivery, at most once
in EVERY_MS, and no more once the announcement pauses or ends.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.actions import following, outlets, telling
from bot.actions.desk import House
from bot.actions.following import Seen
from bot.core.announcements import Announcement, Preview
from bot.core.flow import Says
from bot.core.message import Say
from bot.core.records import Contact
from bot.i18n import Speech
from bot.looping import Loop
from storage import announcements, contacts, schedule
from storage.announcements import Lost, Reach
from storage.ports import Store, Tx

NAME = "announcer"
LOST = "outlet.lost"  # in the schedule: a row of the outbox that somebody was told of
IDLE = 0.25  # seconds between looks
EVERY_MS = 2_500


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message said last: at what time, how many were done, in which words, as which bubble."""

    at: int
    done: int
    text: str = ""
    n: int = 0


class Announcer:
    """Counts drafts and shows progress. `told` is called when something was queued."""

    def __init__(self, store: Store, house: House, accounts: frozenset[str], now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._reach = Reach(accounts, house.instant)
        self._now = now
        self._loop = Loop(NAME, self.step, IDLE)
        self._shown: dict[int, Shown] = {}
        self.told: Callable[[], None] = lambda: None

    async def run(self) -> None:
        """Until `stop`."""
        await self._loop.run()

    async def stop(self) -> None:
        """Lets the step under way end."""
        await self._loop.stop()

    async def step(self) -> bool:
        """Counts one draft, and brings every message up to date that is due; whether there is more to do at once."""
        drafts = await self._store.read(lambda tx: announcements.uncounted(tx, 1))
        watched = await self._store.read(announcements.watched)
        lost = await self._store.read(lambda tx: announcements.lost_posts(tx, LOST, 1))
        if not (drafts or watched or lost) or not await self._store.hold(NAME):
            return False
        for one in watched:
            await self._show(one)
        for one, version in drafts:
            await self._count(one, version)
        for post in lost:
            await self._store.transact(lambda tx, post=post: self._tell_lost(tx, post))  # type: ignore[misc]
            self.told()
        return bool(drafts or lost)

    async def _tell_lost(self, tx: Tx, post: Lost) -> None:
        """A channel would not take an announcement: whoever put it there is told once, or else the admins."""
        now = self._now()
        announcement_id, contact_id = await outlets.poster(tx, post.contact_id, post.n)
        if not await schedule.take(tx, LOST, post.id, now) or not announcement_id:
            return

        def says(speech: Speech) -> Says:
            again = following.choices(speech, announcement_id, ("post",))
            return (Say("outlet.failed", {"id": announcement_id, "name": post.name}, again),)

        if not await telling.tell_contact_id(tx, self._house, contact_id, says, now):
            await telling.tell_admins(tx, self._house, lambda language: says(self._house.speeches[language]), now)

    async def _count(self, one: Announcement, version: int) -> None:
        found, after = Preview(), 0
        while True:
            part, upto = await self._store.read(
                lambda tx, a=after: announcements.preview(tx, one, self._reach, a, self._now())  # type: ignore[misc]
            )
            if upto is None:
                break
            found, after = found.and_(part), upto

        async def keep(tx: Tx) -> None:
            if await announcements.counted(tx, one.id, version, found):
                await self._tell(tx, one.id, one.watcher_id)

        await self._store.transact(keep)
        self.told()

    async def _tell(self, tx: Tx, announcement_id: int, contact_id: int | None) -> int:
        """How it stands, as a message of its own; its number, 0 if nobody can be told."""
        now = self._now()
        seen = await following.look(tx, self._house, announcement_id, now)
        if seen is None or contact_id is None:
            return 0
        return await telling.tell_contact_id(
            tx, self._house, contact_id, lambda speech: following.says(self._house, speech, seen), now
        )

    async def _show(self, one: Announcement) -> None:
        last = self._shown.get(one.id)
        if one.state in ("done", "cancelled", "missed"):
            if one.state != "cancelled" or one.filled:
                self._shown.pop(one.id, None)
                await self._store.transact(lambda tx: self._close(tx, one))
                self.told()
        elif one.state in ("running", "paused") and (last is None or self._now() - last.at >= EVERY_MS):
            self._shown[one.id] = await self._store.transact(lambda tx: self._update(tx, one.id, last))
            self.told()

    async def _close(self, tx: Tx, one: Announcement) -> None:
        """The last word: what became of everybody, as a message of its own."""
        await announcements.watch(tx, one.id, None)
        if one.started_at is not None or one.state == "missed":
            await self._tell(tx, one.id, one.watcher_id)

    async def _update(self, tx: Tx, announcement_id: int, last: Shown | None) -> Shown:
        now = self._now()
        seen = await following.look(tx, self._house, announcement_id, now)
        if seen is None or seen.one.watcher_id is None:
            return Shown(now, 0)
        one, told = seen.one, last or Shown(now, seen.over)
        if not one.watch_n:
            n = await self._tell(tx, one.id, one.watcher_id)
            await announcements.watch(tx, one.id, one.watcher_id if n else None, n)
            return Shown(now, seen.over)
        contact = await contacts.by_id(tx, seen.one.watcher_id)
        if contact is None or contact.reach != "active":
            return replace(told, at=now)
        return await self._edit(tx, contact, seen, told)

    async def _edit(self, tx: Tx, contact: Contact, seen: Seen, last: Shown) -> Shown:
        """One more edit, unless the words are the same, or the last one is still on its way."""
        now, one = self._now(), seen.one
        rate = max(0, seen.over - last.done) * 1000 / (now - last.at) if now > last.at else 0.0
        speech = self._house.speeches[contact.language]
        message = speech.message(following.says(self._house, speech, seen, rate))
        state, platform_id = await announcements.bubble(tx, contact.id, one.watch_n)
        waits = last.n and (await announcements.bubble(tx, contact.id, last.n))[0] in ("queued", "sending")
        if state != "sent" or waits or message.text == last.text:
            return replace(last, at=now, done=seen.over)
        edit = replace(message, edits=platform_id or str(one.watch_n))
        n = await telling.edit(tx, self._house, contact, edit, now)
        return Shown(now, seen.over, message.text, n)
