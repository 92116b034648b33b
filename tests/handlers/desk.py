"""Both sides of the desk on one store: officers and requesters talk, each in a chat of its own.

async with both(talk, "desk") as (officer, asker):
    await asks(asker, "mesin jahit saya rusak")
    await officer.says("antrean")
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.actions import replying, requesting
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.core.message import Attachment, Heard
from bot.core.requests import SupportRequest
from storage import contacts, media, people, replies, requests, staff, threads
from storage.media import Result
from storage.ports import Tx
from storage.sql import Query, learn
from storage.threads import Said
from tests.handlers.talk import CITY, Talk, house

P = ParamSpec("P")
T = TypeVar("T")
STORY = "mesin jahit saya rusak, mau pinjam alat untuk pesanan jumputan"


async def hired(talk: Talk, *roles: str) -> Talk:
    """The same chat, now a member of the staff."""
    await talk.says("menu")
    contact_id = await contact_of(talk)
    for role in roles:
        await talk.store.transact(lambda tx, r=role: staff.add(tx, contact_id, r, None, "cli", talk.now))  # type: ignore[misc]
    return talk


async def contact_of(talk: Talk) -> int:
    """The contact of a chat that wrote."""
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    return known.contact.id


async def act(talk: Talk, do: Callable[Concatenate[Actor, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """Lets whoever has that chat act without words, as another conversation would."""

    async def work(tx: Tx) -> T:
        known = await contacts.find(tx, talk.chat)
        assert known is not None
        contact = known.contact
        person = await people.by_id(tx, contact.person_id) if contact.person_id is not None else None
        roles = await staff.roles(tx, contact.id, talk.now)
        actor = Actor(tx, house(), talk.now, contact, f"contact:{contact.id}", person, roles)
        return await do(actor, *args, **kwargs)

    return await talk.store.transact(work)


async def asks(asker: Talk, story: str = STORY, kind: str = "equipment", **more: Any) -> SupportRequest:
    """Files a request, whatever the conversation for it says."""
    return await act(
        asker, requesting.file, Asked(key=f"{asker.chat.id} {asker.now} {story}", kind=kind, story=story, **more)
    )


async def stands(talk: Talk, request: SupportRequest) -> SupportRequest:
    """A request as the store has it now."""
    found = await talk.store.read(lambda tx: requests.by_id(tx, request.id))
    assert found is not None
    return found


async def thread(talk: Talk, request: SupportRequest) -> list[Said]:
    """Everything said about a request."""
    return await talk.store.read(lambda tx: threads.of_request(tx, request.id, internal=True))


async def hears(talk: Talk) -> Talk:
    """Reads what came by itself."""
    talk.bubble = (await talk.came())[-1]
    return talk


async def with_replies(talk: Talk) -> list[replies.SavedReply]:
    """The saved replies of the city pack are there; those for equipment."""
    await talk.store.transact(lambda tx: replying.load(tx, CITY))
    return await talk.store.read(lambda tx: replies.of_kind(tx, "equipment"))


async def sent_file(asker: Talk, kind: str = "photo", state: str = "kept", name: str = "foto.jpg") -> int:
    """A file that came from a chat; the id of its row."""
    contact_id = await contact_of(asker)
    mime = {"photo": "image/jpeg", "voice": "audio/ogg"}.get(kind, "application/pdf")

    async def work(tx: Tx) -> int:
        contact = await contacts.by_id(tx, contact_id)
        assert contact is not None
        heard = Heard(asker.chat, f"f{asker.now}{name}", kind, asker.now, attachment=Attachment("ref", mime, name))  # type: ignore[arg-type]
        media_id = await media.want(tx, contact, 1, heard, asker.now)
        if state != "wanted":
            result = Result(state, "", "a" * 64, "b" * 64 if kind == "photo" else "", mime, 10)  # type: ignore[arg-type]
            await media.settle(tx, media_id, result)
        return media_id

    return await asker.store.transact(work)


async def shown_as(talk: Talk, platform_id: str) -> None:
    """The platform has taken the last bubble of a chat under that id."""
    await named(talk, talk.seen, platform_id)


async def named(talk: Talk, n: int, platform_id: str) -> None:
    """Likewise for bubble `n`."""
    learn(talk.store.kind, {"test.named": Query(
        "UPDATE outbox SET platform_id = :platform_id WHERE contact_id = :contact_id AND n = :n RETURNING id"
    )})  # fmt: skip
    contact_id = await contact_of(talk)
    rows = await talk.store.transact(
        lambda tx: tx.all("test.named", contact_id=contact_id, n=n, platform_id=platform_id)
    )
    assert len(rows) == 1


@asynccontextmanager
async def beside(talk: Talk, chat: str, *roles: str, name: str = "Ratna") -> AsyncIterator[Talk]:
    """Somebody else on the same store; staff if there are roles."""
    other = talk.other(chat)
    other.profile_name, other.now = name, talk.now
    await other.open()
    try:
        yield await hired(other, *roles) if roles else other
    finally:
        await other.close()


@asynccontextmanager
async def both(talk: Talk, *roles: str, name: str = "Yuk Ratna") -> AsyncIterator[tuple[Talk, Talk]]:
    """An officer (the talk itself) and a registered requester."""
    await hired(talk, *(roles or ("desk",)))
    async with beside(talk, "2001") as asker:
        await asker.registered(name)
        talk.now = max(talk.now, asker.now)
        yield talk, asker


def at(talk: Talk, other: Talk) -> None:
    """Both live at the same time."""
    talk.now = other.now = max(talk.now, other.now)
