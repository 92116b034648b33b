"""Notices outside a turn: whom they reach, in which language, and how they travel."""

from bot.actions import telling
from bot.core.message import Say
from storage import contacts, staff
from storage.ports import Row, Store
from tests.clock.world import HOUSE, meet, register, rows, said
from tests.storage.people import NOW

SAYS = (Say("erase.destroyed"),)


async def out(store: Store) -> list[Row]:
    return await rows(store, "SELECT contact_id, lane, state, n, at, expires_at FROM outbox ORDER BY id")


async def test_a_notice_is_queued_as_the_chats_next_bubble(store: Store) -> None:
    contact_id = await meet(store, "1", NOW)
    contact = await store.read(lambda tx: contacts.by_id(tx, contact_id))
    assert contact is not None
    await store.transact(lambda tx: telling.tell(tx, HOUSE, contact, SAYS, NOW))
    row = (await out(store))[0]
    assert (row["lane"], row["state"], row["n"], row["at"]) == (1, "queued", contact.last_n + 1, NOW)


async def test_where_the_commit_delivers_it_is_there_at_once(store: Store) -> None:
    contact_id = await meet(store, "w", NOW, "webchat")
    person_id = await register(store, "PLG-000001", [contact_id], NOW)
    await store.transact(lambda tx: telling.tell_person(tx, HOUSE, person_id, SAYS, NOW))
    assert [row["state"] for row in await out(store)] == ["sent"]


async def test_a_person_is_told_on_the_chat_last_heard_that_can_be_reached(store: Store) -> None:
    chats = [await meet(store, str(number), NOW + number) for number in range(3)]
    person_id = await register(store, "PLG-000001", chats, NOW)
    await store.transact(lambda tx: contacts.set_reach(tx, chats[2], "blocked"))
    told = await store.transact(lambda tx: telling.tell_person(tx, HOUSE, person_id, SAYS, NOW))
    assert told is not None
    assert told.id == chats[1]
    for contact_id in chats:
        await store.transact(lambda tx, c=contact_id: contacts.set_reach(tx, c, "closed"))  # type: ignore[misc]
    assert await store.transact(lambda tx: telling.tell_person(tx, HOUSE, person_id, SAYS, NOW)) is None
    assert len(await out(store)) == 1


async def test_admins_are_told_once_each_in_their_language(store: Store) -> None:
    chats = [await meet(store, chat, NOW) for chat in ("1", "777", "3", "4", "5")]
    by_role, by_setting, officer, former, blocked = chats
    for contact_id, role in ((by_role, "admin"), (by_role, "desk"), (by_setting, "admin"), (officer, "desk"),
                             (former, "admin"), (blocked, "admin")):  # fmt: skip
        until = NOW if contact_id == former else None
        await store.transact(lambda tx, c=contact_id, r=role, u=until: staff.add(tx, c, r, u, "cli", NOW - 1))  # type: ignore[misc]
    await store.transact(lambda tx: contacts.set_reach(tx, blocked, "blocked"))
    await rows(store, f"UPDATE contacts SET language = 'en' WHERE id = {by_setting} RETURNING 1 AS done")  # noqa: S608

    told = await store.transact(lambda tx: telling.tell_admins(tx, HOUSE, lambda language: SAYS, NOW))

    assert told == 2
    assert [row["contact_id"] for row in await out(store)] == [by_role, by_setting]
    assert (await said(store, by_setting))[0].startswith("Your data has been erased")


async def test_nobody_to_be_told_is_no_fault(store: Store) -> None:
    assert await store.transact(lambda tx: telling.tell_admins(tx, HOUSE, lambda language: SAYS, NOW)) == 0
