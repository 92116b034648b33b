"""Fictional people, chats and messages for storage tests."""

from bot.core.message import Chat, Heard
from storage import contacts, people
from storage.people import Profile
from storage.ports import Store, Tx

NOW = 1_790_000_000_000
CHAT = Chat("telegram", "42", "1000001")
PROFILE = Profile(
    kind="person", name="Cek Tenun", group_name="", story="menenun songket", sub_sectors=("kriya", "fesyen"),
    district="16.71.01", ward="", place="",
)  # fmt: skip


def chat(number: int, channel: str = "telegram") -> Chat:
    """The n-th fictional chat."""
    return Chat(channel, "42", str(1_000_000 + number))


def heard(event: str, text: str = "halo", at: int = NOW) -> Heard:
    """A message of the first chat."""
    return Heard(CHAT, event, "text", at, text=text)


async def met(store: Store, number: int = 1) -> contacts.Known:
    """The contact of the n-th chat."""
    return await store.transact(lambda tx: contacts.meet(tx, chat(number), "id", "Cek", NOW))


async def registered(store: Store, number: int = 1) -> tuple[contacts.Known, int]:
    """The contact of the n-th chat and the id of the person it speaks for."""
    known = await met(store, number)

    async def work(tx: Tx) -> int:
        person = await people.add(tx, f"PLG-{number:06}", PROFILE, "", NOW)
        assert person is not None
        await people.link(tx, known.contact.id, person, NOW)
        return person

    return known, await store.transact(work)
