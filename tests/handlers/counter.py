"""The other side of the counter: a fictional officer acts between the turns of a talk, and the talk is told."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.actions import requesting
from bot.actions.changing import Seen
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core.message import Chat, Message
from bot.core.requests import SupportRequest
from storage import complaints, contacts, partners, people, requests, staff, threads
from storage.partners import Partner
from storage.ports import Tx
from storage.sql import Query, learn
from storage.threads import Said
from tests.handlers.talk import Talk, house

P = ParamSpec("P")
T = TypeVar("T")
STORY = "mesin jahit saya rusak, mau pinjam alat untuk pesanan jumputan"
OFFICER = Chat("telegram", "bot", "9001")


async def act(
    talk: Talk, chat: Chat, do: Callable[Concatenate[Actor, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Lets whoever has a chat act, in one transaction, as a turn does."""

    async def work(tx: Tx) -> T:
        known = await contacts.meet(tx, chat, "id", "Petugas Rekaan", talk.now)
        contact = known.contact
        person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
        roles = await staff.roles(tx, contact.id, talk.now)
        return await do(Actor(tx, house(), talk.now, contact, f"contact:{contact.id}", person, roles), *args, **kwargs)

    return await talk.store.transact(work)


async def files(talk: Talk, kind: str = "equipment", story: str = STORY, **more: Any) -> SupportRequest:
    """The person of a talk files a request."""
    key = f"key {talk.turns} {talk.now} {story[:20]}"
    return await act(talk, talk.chat, requesting.file, Asked(key=key, kind=kind, story=story, **more))


async def officer(
    talk: Talk, do: Callable[Concatenate[Actor, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Somebody of desk and committee acts; what the talk is told of it is its last bubble then."""

    async def work(tx: Tx) -> None:
        known = await contacts.meet(tx, OFFICER, "id", "Petugas Rekaan", talk.now)
        if not await staff.roles(tx, known.contact.id, talk.now):
            for role in ("desk", "committee"):
                await staff.add(tx, known.contact.id, role, None, "cli", talk.now)

    await talk.store.transact(work)
    done = await act(talk, OFFICER, do, *args, **kwargs)
    await told(talk)
    return done


async def told(talk: Talk) -> Message:
    """What came by itself meanwhile is what the person looks at."""
    for bubble in await talk._bubbles():
        talk.answers.append(bubble)
        talk.bubble = bubble
    return talk.bubble


async def seen(talk: Talk, request: SupportRequest) -> Seen:
    """A request as it lies before an officer who looks now."""
    return Seen(request.id, (await request_of(talk, request.id)).version)


async def request_of(talk: Talk, request_id: int) -> SupportRequest:
    """A request as the store has it."""
    found = await talk.store.read(lambda tx: requests.by_id(tx, request_id))
    assert found is not None
    return found


async def thread_of(talk: Talk, request_id: int) -> list[Said]:
    """Everything said about a request."""
    return await talk.store.read(lambda tx: threads.of_request(tx, request_id, internal=True))


async def partner(talk: Talk, name: str = "Sanggar Rekaan") -> int:
    """A body requests can be passed on to."""
    found = await talk.store.transact(lambda tx: partners.add(tx, Partner(0, "community", name)))
    assert found is not None
    return found


async def platform_id(talk: Talk) -> str:
    """What the platform calls the last bubble, so that it can be replied to."""
    text = "UPDATE outbox SET platform_id = 'p' || n WHERE id = (SELECT max(id) FROM outbox WHERE contact_id = {})"
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    contact_id = known.contact.id
    learn(talk.store.kind, {"test.named": Query(text.format(contact_id))})
    await talk.store.transact(lambda tx: tx.run("test.named"))
    return f"p{talk._seen}"


async def replies(talk: Talk, text: str, to: str) -> Talk:
    """The person answers one message of the bot."""
    return await talk.says(text, reply_to=to)


async def named(talk: Talk) -> None:
    """The officer is named for every complaint."""

    async def work(tx: Tx) -> None:
        known = await contacts.meet(tx, OFFICER, "id", "Petugas Rekaan", talk.now)
        await complaints.name(tx, known.contact.id, None, talk.now)

    await talk.store.transact(work)
