"""A message comes in: once, in order, one transaction.

    platform -> channel.read -> Heard -> hear():  inbox (seen? stop) · session · actions · audit · outbox  -> commit

When this returns, the platform may be told that its event was taken; if it raises StoreDown, it must send again.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import structlog

from bot.actions.desk import Desk, House
from bot.core.changing import changed
from bot.core.channel import Limits
from bot.core.message import Heard, Message, Say
from bot.core.records import Contact
from bot.errors import StoreDown
from bot.i18n import DEFAULT
from bot.talking import Reply, Talks
from handlers import groups
from storage import contacts, inbox, outbox, people, sessions
from storage.contacts import Known
from storage.ports import Store, Tx

log = structlog.get_logger()
UNKNOWN = Limits()
FLOOD_MESSAGES = 20
FLOOD_MS = 10_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an event. `new` False: it was here before. `toast`: what a tap's acknowledgement may say.

    `queued`: something is to be sent; `wants_media`: a file is to be fetched; `contact_id` 0: nobody's. `dropped`:
    names of files to remove if nobody else uses them.
    """

    new: bool
    state: Literal["done", "failed", "ignored", "seen"]
    toast: str = ""
    queued: bool = False
    wants_media: bool = False
    contact_id: int = 0
    dropped: tuple[str, ...] = ()


SEEN = Taken(False, "seen")


class Reception:
    """Takes everything heard, on any channel. `now` gives UTC milliseconds."""

    def __init__(self, store: Store, house: House, talks: Talks, now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._talks = talks
        self._now = now

    async def hear(self, heard: Heard) -> Taken:
        """Takes one event to its answer. Raises StoreDown if nothing could be committed."""
        try:
            return await self._store.transact(lambda tx: self._turn(tx, heard))
        except StoreDown:
            raise
        except Exception as error:
            trace = "".join(traceback.format_exception(error, limit=-6))
            return await self._store.transact(lambda tx: self._failed(tx, heard, trace))

    async def again(self, failed: inbox.Failed) -> Literal["done", "passed", "failed"]:
        """Runs a failed event once more, while its contact's session has not moved on; else lets it pass.

        It stays failed if it fails again. Raises StoreDown.
        """

        async def work(tx: Tx) -> Literal["done", "passed"]:
            if failed.version != failed.version_now:
                await inbox.settle(tx, failed.id, "passed")
                return "passed"
            known = await contacts.meet(tx, failed.heard.chat, DEFAULT, "", self._now())
            await inbox.settle(tx, failed.id, "done")
            await self._answer(tx, failed.heard, known, failed.id)
            return "done"

        try:
            return await self._store.transact(work)
        except StoreDown:
            raise
        except Exception:
            return "failed"

    async def _turn(self, tx: Tx, heard: Heard) -> Taken:
        now = self._now()
        known = await contacts.meet(tx, heard.chat, DEFAULT, heard.profile_name, now)
        flooded = await self._flooded(tx, known, heard, now)
        place = inbox.Place(known.contact.id, known.contact.last_n + 1, known.version)
        state: Literal["done", "ignored"] = "ignored" if flooded and known.session.flooded else "done"
        row = await inbox.take(tx, heard, place, now, state)
        if row is None:
            return SEEN
        counted = changed(known, contact=changed(known.contact, last_n=place.n))
        if heard.kind in ("blocked", "unblocked"):
            return await self._reach(tx, counted.contact, heard, now)
        if state == "ignored":
            await self._remember(tx, counted.contact, heard)
            return Taken(True, "ignored", contact_id=place.contact_id)
        if flooded != known.session.flooded:
            counted = changed(counted, session=changed(known.session, flooded=flooded))
            if flooded:
                return await self._patience(tx, heard, counted)
        return await self._answer(tx, heard, counted, row)

    async def _answer(self, tx: Tx, heard: Heard, known: Known, row: int) -> Taken:
        now = self._now()
        contact = known.contact
        person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
        desk = Desk(tx, self._house, contact, person, heard, now, row, contact.language)
        if heard.kind == "aside":
            await self._remember(tx, contact, heard)
            return Taken(True, "done")
        if heard.chat.group:
            reply = Reply(known.session, await groups.answer(desk))
        else:
            reply = await self._talks.answer(desk, known.session)
        return await self._keep(desk, known, reply)

    async def _keep(self, desk: Desk, known: Known, reply: Reply) -> Taken:
        """Writes the session and the one bubble that answers."""
        tx, contact, heard, now = desk.tx, desk.contact, desk.heard, desk.now
        if reply.session != known.session or reply.says or not known.version:
            await sessions.save(tx, contact.id, reply.session, known.version + 1, now)
        says = reply.says
        if says:
            contact = changed(contact, last_n=contact.last_n + 1)
            await self._queue(desk, contact, says, reply.edits)
        await self._remember(tx, contact, heard, desk.language)
        if desk.person is not None:
            await people.active(tx, desk.person.id, now)
        toast = desk.speech.text(reply.toast) if reply.toast else ""
        return Taken(True, "done", toast, bool(says), reply.took_media, contact.id, tuple(desk.dropped))

    async def _queue(self, desk: Desk, contact: Contact, says: tuple[Say, ...], edits: bool) -> None:
        message = desk.speech.message(says, desk.heard.message if edits else "")
        message = self._cut(desk, message)
        if contact.channel in self._house.instant:
            await outbox.add(desk.tx, contact, message, desk.now, outbox.Terms(delivered=True))
            return
        if not message.edits:
            message = await outbox.merge(desk.tx, contact.id, message, desk.now)
        await outbox.add(desk.tx, contact, message, desk.now)

    def _cut(self, desk: Desk, message: Message) -> Message:
        """Cuts what the channel cannot carry, and says so; the question is kept whole."""
        limits = self._talks.limits.get(desk.contact.channel, UNKNOWN)
        most = limits.caption if message.media else limits.text
        if limits.length(message.text) <= most:
            return message
        word = f"…\n\n{desk.speech.text('engine.cut')}"
        room = most - limits.length(word) - limits.length(message.question) - 2
        news = message.news[: max(0, room)]
        while limits.length(news) > room and news:
            news = news[: -max(1, (limits.length(news) - room) // 2)]
        return changed(message, news=news + word)

    async def _remember(self, tx: Tx, contact: Contact, heard: Heard, language: str = "") -> None:
        name = heard.profile_name or contact.profile_name
        await contacts.heard(tx, contact, language or contact.language, name, self._now())

    async def _reach(self, tx: Tx, contact: Contact, heard: Heard, now: int) -> Taken:
        """The person blocked or unblocked the bot."""
        await self._remember(tx, contact, heard)
        if heard.kind == "blocked":
            await contacts.set_reach(tx, contact.id, "blocked")
            await outbox.cancel_contact(tx, contact.id, "blocked", now)
        return Taken(True, "done")

    async def _flooded(self, tx: Tx, known: Known, heard: Heard, now: int) -> bool:
        """20 messages in 10 s; it ends after 10 s of quiet. Taps are always answered."""
        contact = known.contact
        if heard.kind == "tap" or contact.last_n < FLOOD_MESSAGES or now - contact.last_heard >= FLOOD_MS:
            return False
        if known.session.flooded:
            return True
        times = await inbox.recent(tx, contact.id, FLOOD_MESSAGES)
        return len(times) == FLOOD_MESSAGES and now - times[-1] < FLOOD_MS

    async def _patience(self, tx: Tx, heard: Heard, known: Known) -> Taken:
        desk = Desk(tx, self._house, known.contact, None, heard, self._now(), 0, known.contact.language)
        return await self._keep(desk, known, Reply(known.session, (Say("engine.flood"),)))

    async def _failed(self, tx: Tx, heard: Heard, error: str) -> Taken:
        """All was rolled back: keeps the event with its error, and tells the person kindly."""
        now = self._now()
        known = await contacts.meet(tx, heard.chat, DEFAULT, heard.profile_name, now)
        place = inbox.Place(known.contact.id, known.contact.last_n + 1, known.version)
        row = await inbox.take(tx, heard, place, now, "failed", error)
        if row is None:
            return SEEN
        log.error("turn.failed", inbox=row)
        contact = changed(known.contact, last_n=place.n + 1)
        desk = Desk(tx, self._house, contact, None, heard, now, row, contact.language)
        await self._queue(desk, contact, (Say("engine.failed"),), edits=False)
        await self._remember(tx, contact, heard)
        return Taken(True, "failed", queued=True, contact_id=contact.id)
