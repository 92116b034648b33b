"""Staff announce in a talk: practitioners who want news, and what runs beside the bot, a step at a time."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.announcer import Announcer
from bot.broadcast import Broadcast
from bot.core.announcements import Announcement
from bot.core.message import Chat, Message
from bot.core.records import Profile
from storage import announcements, consents, contacts, outbox, people
from storage.consents import Consent
from storage.ports import Tx
from tests.handlers.desk import hired
from tests.handlers.talk import Talk, house

ROUNDS = 3  # begun and filled, ended, told
ACCOUNTS = frozenset({"telegram:bot", "webchat:bot"})
SINGER = Profile("person", "Yuk Contoh", "", "menyanyi", ("musik",), "16.71.01", "", "")


@dataclass
class Newsroom:
    """A member of the staff at `talk`, and everybody else of the city."""

    talk: Talk
    count: int = 0

    async def reader(self, *, wants: bool = True, profile: Profile = SINGER, channel: str = "telegram") -> int:
        """A practitioner with a chat; its contact."""
        self.count += 1
        number = self.count

        async def work(tx: Tx) -> int:
            person_id = await people.add(tx, f"PLG-9{number:05}", profile, "", self.talk.now)
            assert person_id is not None
            known = await contacts.meet(tx, Chat(channel, "bot", f"9{number}"), "id", profile.name, self.talk.now)
            await people.link(tx, known.contact.id, person_id, self.talk.now)
            if wants:
                await consents.give(tx, person_id, known.contact.id, Consent("alerts", 1, "ya", channel, self.talk.now))
            return known.contact.id

        return await self.talk.store.transact(work)

    async def passes(self) -> list[Message]:
        """What runs beside the bot does what is due; what came to the chat of the staff by it."""
        announcer = Announcer(self.talk.store, house(), ACCOUNTS, lambda: self.talk.now)
        worker = Broadcast(self.talk.store, house(), ACCOUNTS, lambda: self.talk.now)
        for _ in range(ROUNDS):
            while await announcer.step() or await worker.step():
                pass
        came = await self.talk.came()
        if came:
            self.talk.bubble = came[-1]
        return came

    async def counted(self) -> Talk:
        """The count of the draft has come."""
        await self.passes()
        return self.talk

    async def got(self, contact_id: int) -> Sequence[str]:
        """What somebody got."""
        found = await self.talk.store.read(lambda tx: outbox.transcript(tx, contact_id, 0, 100))
        return [Message.from_json(bubble.body).text for bubble in found]

    async def one(self, announcement_id: int = 1) -> Announcement:
        """An announcement as it stands."""
        found = await self.talk.store.read(lambda tx: announcements.by_id(tx, announcement_id))
        assert found is not None
        return found


@asynccontextmanager
async def newsroom(talk: Talk, *roles: str) -> AsyncIterator[Newsroom]:
    """The talk is a member of the staff's."""
    await hired(talk, *(roles or ("committee",)))
    yield Newsroom(talk)
