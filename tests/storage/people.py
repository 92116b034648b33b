"""Fictional people, chats and messages for storage tests."""

from bot.core.message import Chat, Heard, Message
from bot.core.records import Profile
from storage import audit, contacts, outbox, people
from storage.audit import Act
from storage.ports import Store, Tx
from storage.tables import PAGE, Content, tables

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


async def fill(store: Store) -> None:
    """Fictional rows in many tables, more than a page in one."""
    for number in (1, 2, 3):
        known, person = await registered(store, number)
        await store.transact(lambda tx, k=known: outbox.add(tx, k.contact, Message('Halo 🛶 \\ "q"'), NOW))  # type: ignore[misc]
        await store.transact(lambda tx, p=person: audit.add(tx, Act("cli", "add", "people", p), NOW))  # type: ignore[misc]
    rows = [{"name": f"mark {n}", "value": "v\n\t", "now": 2**63 - 1 - n} for n in range(2 * PAGE + 1)]
    await store.transact(lambda tx: tx.many("marks.put", rows))


async def content(store: Store) -> dict[str, tuple[int, str]]:
    """Every table's rows and their sum."""
    found = await tables(store)

    async def read(tx: Tx) -> dict[str, tuple[int, str]]:
        out = {}
        for table in found:
            sums, last = Content(), None
            while rows := await table.page(tx, last):
                for row in rows:
                    sums.add(table.line(row))
                last = rows[-1]
            out[table.name] = (sums.rows, sums.sum)
        return out

    return await store.read(read)
