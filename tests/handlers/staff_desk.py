"""Where talks of the staff begin: roles for the contact of a talk, colleagues, and what they hold."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.actions import assigning, requesting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core.message import Chat, Message
from bot.core.requests import SupportRequest
from storage import contacts, outbox, staff
from storage.ports import Row, Tx
from tests.handlers.talk import Talk, house

T = TypeVar("T")


async def hold(talk: Talk, *roles: str, until: int | None = None) -> Talk:
    """The contact of the talk holds these roles, having said a word once."""
    if await talk.store.read(lambda tx: contacts.find(tx, talk.chat)) is None:
        await talk.says("halo")
        await talk.says("batal")
    for role in roles:
        await talk.store.transact(lambda tx, r=role: _add(tx, talk.chat, r, until))  # type: ignore[misc]
    return talk


async def guest(talk: Talk, count: int = 1) -> Talk:
    """Somebody who never wrote, in a chat and with messages of its own."""
    other = await talk.other(f"guest {count}").open()
    other.now, other.turns = talk.now, 1000 * count
    return other


async def colleague(talk: Talk, name: str, *roles: str) -> int:
    """Somebody else on the staff; its contact."""

    async def work(tx: Tx) -> int:
        where = Chat(talk.chat.channel, "bot", f"of {name}")
        known = await contacts.meet(tx, where, "id", name, talk.now)
        await contacts.heard(tx, known.contact, "id", name, talk.now)
        for role in roles:
            await staff.add(tx, known.contact.id, role, None, "cli", talk.now)
        return known.contact.id

    return await talk.store.transact(work)


async def act(talk: Talk, contact_id: int, do: Callable[..., Awaitable[T]], *given: object) -> T:
    """Lets somebody act now."""

    async def work(tx: Tx) -> T:
        contact = await contacts.by_id(tx, contact_id)
        assert contact is not None
        roles = await staff.roles(tx, contact_id, talk.now)
        return await do(Actor(tx, house(), talk.now, contact, f"contact:{contact_id}", None, roles), *given)

    return await talk.store.transact(work)


async def held_by(talk: Talk, contact_id: int, count: int = 1) -> list[SupportRequest]:
    """Requests of a stranger that an officer has taken."""
    asker = await colleague(talk, "Pemohon Rekaan")
    found = []
    for n in range(count):
        request = await act(talk, asker, requesting.file, Asked(key=f"k{n}", kind="equipment", story="pinjam tenda"))
        await act(talk, contact_id, assigning.claim, Seen(request.id, request.version))
        found.append(request)
    return found


async def own_id(talk: Talk) -> int:
    """The contact of the talk."""
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    return known.contact.id


async def roles_of(talk: Talk, contact_id: int) -> frozenset[str]:
    """The roles somebody holds now."""
    return await talk.store.read(lambda tx: staff.roles(tx, contact_id, talk.now))


async def holders(talk: Talk) -> list[Row]:
    """Every role that is held."""
    return await talk.store.read(lambda tx: staff.holders(tx, talk.now))


async def told(talk: Talk, contact_id: int) -> list[str]:
    """What the bot said to somebody."""
    found = await talk.store.read(lambda tx: outbox.transcript(tx, contact_id, 0, 100))
    return [Message.from_json(bubble.body).text for bubble in found if bubble.sender == "bot"]


async def _add(tx: Tx, chat: Chat, role: str, until: int | None) -> None:
    known = await contacts.find(tx, chat)
    assert known is not None
    await staff.add(tx, known.contact.id, role, until, "cli", 1)
