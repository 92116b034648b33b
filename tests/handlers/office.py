"""Staff and requesters talking to one bot, each in a chat of its own, over one store."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.actions import partnering, requesting
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core.message import Message
from bot.core.requests import SupportRequest
from storage import contacts, outbox, people, requests, staff
from storage.ports import Tx
from tests.handlers.talk import Talk, house

T = TypeVar("T")
STORY = "mesin jahit rusak, mau pinjam alat untuk pesanan jumputan"


async def officer(talk: Talk, chat: str, *roles: str, name: str = "Petugas Rekaan") -> Talk:
    """A member of the staff, in a chat of its own on the store of `talk`."""
    other = talk.other(chat)
    other.profile_name, other.now = name, talk.now
    other.turns = 1000 * int(chat)  # the platform's ids of events are of the account, not of a chat
    await other.open()

    async def work(tx: Tx) -> None:
        known = await contacts.meet(tx, other.chat, "id", name, other.now)
        await contacts.heard(tx, known.contact, "id", name, other.now)
        for role in roles:
            await staff.add(tx, known.contact.id, role, None, "cli", other.now)

    await talk.store.transact(work)
    return other


async def stocked(talk: Talk) -> None:
    """The directory as the city pack brings it."""
    await talk.store.transact(lambda tx: partnering.load(tx, house().city))


async def contact_id(talk: Talk) -> int:
    """The contact of a chat."""
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    return known.contact.id


async def act(talk: Talk, do: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Lets whoever talks act beside its own talk, as from another place."""

    async def work(tx: Tx) -> T:
        known = await contacts.find(tx, talk.chat)
        assert known is not None
        contact = known.contact
        person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
        roles = await staff.roles(tx, contact.id, talk.now)
        return await do(Actor(tx, house(), talk.now, contact, f"contact:{contact.id}", person, roles), *args)

    return await talk.store.transact(work)


async def filed(talk: Talk, kind: str = "equipment", story: str = STORY, **more: Any) -> SupportRequest:
    """A request of whoever talks, filed beside its talk."""
    return await act(talk, requesting.file, Asked(key=f"key {kind} {story}", kind=kind, story=story, **more))


async def kept(talk: Talk, request_id: int) -> SupportRequest:
    """A request as the store has it."""
    found = await talk.store.read(lambda tx: requests.by_id(tx, request_id))
    assert found is not None
    return found


async def told(talk: Talk) -> list[str]:
    """Everything the bot has said in a chat, oldest first."""
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    found = await talk.store.read(lambda tx: outbox.transcript(tx, known.contact.id, 0, 200))
    return [Message.from_json(bubble.body).text for bubble in found if bubble.sender == "bot"]


async def news(talk: Talk) -> list[str]:
    """What came by itself since the last answer; its buttons can be tapped."""
    found = await talk._bubbles()
    talk.answers += found
    return [message.text for message in found]
