"""A fictional office: officers, requesters, a time that stands still, and one way to let any of them act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.actions import requesting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core.message import Chat
from bot.core.records import Profile
from bot.core.requests import SupportRequest
from storage import contacts, people, requests, staff
from storage.ports import Store, Tx
from tests.clock.world import HOUSE, rows, said

P = ParamSpec("P")
T = TypeVar("T")
ZONE = ZoneInfo("Asia/Jakarta")
STORY = "mesin jahit saya rusak, mau pinjam alat untuk pesanan jumputan"


def moment(text: str) -> int:
    """UTC milliseconds of "2026-11-24 09:00" in the city."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


TUESDAY = moment("2026-11-24 09:00")


@dataclass(frozen=True)
class Who:
    """Somebody with a chat."""

    contact_id: int


@dataclass
class Office:
    """Acts on a store at `now`."""

    store: Store
    now: int = TUESDAY
    count: int = field(default=0)

    async def officer(self, *roles: str, name: str = "") -> Who:
        """A member of the staff with these roles."""
        self.count += 1
        contact_id = await self._chat(name or f"Petugas Rekaan {self.count}")
        for role in roles:
            await self.store.transact(lambda tx, r=role: staff.add(tx, contact_id, r, None, "cli", self.now))  # type: ignore[misc]
        return Who(contact_id)

    async def requester(self, name: str = "Yuk Contoh") -> Who:
        """A registered practitioner."""
        self.count += 1
        contact_id = await self._chat(name)
        profile = Profile("person", name, "", "menjahit", ("fesyen", "kriya"), "16.71.01", "", "")

        async def work(tx: Tx) -> None:
            person_id = await people.add(tx, f"PLG-{self.count:06}", profile, "", self.now)
            assert person_id is not None
            await people.link(tx, contact_id, person_id, self.now)

        await self.store.transact(work)
        return Who(contact_id)

    async def stranger(self) -> Who:
        """Somebody who never registered."""
        self.count += 1
        return Who(await self._chat(""))

    async def _chat(self, name: str) -> int:
        async def work(tx: Tx) -> int:
            known = await contacts.meet(tx, Chat("telegram", "42", str(1_000_000 + self.count)), "id", name, self.now)
            await contacts.heard(tx, known.contact, "id", name, self.now)
            return known.contact.id

        return await self.store.transact(work)

    async def act(
        self, who: Who, do: Callable[Concatenate[Actor, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Lets somebody act, in one transaction, as a turn does."""

        async def work(tx: Tx) -> T:
            contact = await contacts.by_id(tx, who.contact_id)
            assert contact is not None
            person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
            roles = await staff.roles(tx, contact.id, self.now)
            actor = Actor(tx, HOUSE, self.now, contact, f"contact:{contact.id}", person, roles)
            return await do(actor, *args, **kwargs)

        return await self.store.transact(work)

    async def file(self, who: Who, kind: str = "equipment", story: str = STORY, **more: Any) -> SupportRequest:
        """Files a request under a key of its own."""
        self.count += 1
        asked = Asked(key=f"key {self.count}", kind=kind, story=story, **more)
        return await self.act(who, requesting.file, asked)

    async def request(self, request_id: int) -> SupportRequest:
        """A request as the store has it."""
        found = await self.store.read(lambda tx: requests.by_id(tx, request_id))
        assert found is not None
        return found

    async def seen(self, request: SupportRequest) -> Seen:
        """A request as it lies before somebody who looks now."""
        return Seen(request.id, (await self.request(request.id)).version)

    async def clock(self, do: Callable[..., Awaitable[T]], *args: Any) -> T:
        """Lets the clock do a job now."""
        return await self.store.transact(lambda tx: do(tx, HOUSE, self.now, *args))

    async def told(self, who: Who) -> list[str]:
        """What the bot has for somebody, oldest first."""
        return await said(self.store, who.contact_id)

    async def sql(self, text: str) -> list[Any]:
        """What a statement answers."""
        return await rows(self.store, text)
