"""The nouns a talk stands on, on both databases: contacts, sessions, inbox, web sessions, desk messages, media."""

import asyncio
from dataclasses import replace

from bot.core.message import Attachment, Chat, Message
from bot.core.session import Frame, Session
from storage import contacts, desk_messages, inbox, media, outbox, people, sessions, web_sessions
from storage.inbox import Place
from storage.media import Result
from storage.ports import Store, Tx
from tests.storage.people import CHAT, NOW, chat, heard, met, registered

ONE_TALK = Session((Frame("register", asked="name", answers={"name": "Cek 🛶"}),))


class TestContacts:
    async def test_a_first_word_makes_a_contact(self, store: Store) -> None:
        first = await met(store)
        assert first.new
        assert (first.contact.chat, first.contact.reach, first.version) == (CHAT.id, "active", 0)
        again = await met(store)
        assert not again.new
        assert again.contact == first.contact

    async def test_a_chat_is_known_by_channel_account_and_id(self, store: Store) -> None:
        chats = [CHAT, Chat("whatsapp", "42", CHAT.id), Chat("telegram", "43", CHAT.id), chat(2)]
        found = [await store.transact(lambda tx, c=c: contacts.meet(tx, c, "id", "", NOW)) for c in chats]  # type: ignore[misc]
        assert len({known.contact.id for known in found}) == 4

    async def test_two_first_words_at_once_make_one_contact(self, store: Store) -> None:
        found = await asyncio.gather(*(met(store) for _ in range(10)))
        assert len({known.contact.id for known in found}) == 1
        assert sum(known.new for known in found) == 1

    async def test_a_stranger_is_not_found(self, store: Store) -> None:
        assert await store.read(lambda tx: tx.one("contacts.by_id", contact_id=1)) is None
        assert await store.transact(lambda tx: contacts.find(tx, CHAT)) is None

    async def test_who_writes_is_reachable_again(self, store: Store) -> None:
        known = await met(store)
        await store.transact(lambda tx: contacts.set_reach(tx, known.contact.id, "blocked"))
        await store.transact(lambda tx: contacts.decline(tx, known.contact.id, NOW))
        contact = replace(known.contact, last_n=3)
        await store.transact(lambda tx: contacts.heard(tx, contact, "en", "Yuk", NOW + 5))
        found = await store.read(lambda tx: contacts.by_id(tx, known.contact.id))
        assert found == replace(contact, language="en", profile_name="Yuk", last_heard=NOW + 5, declined_at=NOW)
        assert await store.transact(lambda tx: contacts.count_bubble(tx, known.contact.id)) == 4

    async def test_a_moved_group_keeps_its_contact(self, store: Store) -> None:
        known = await met(store)
        await store.transact(lambda tx: contacts.move(tx, known.contact.id, "-100777", NOW))
        moved = await store.transact(lambda tx: contacts.find(tx, Chat("telegram", "42", "-100777")))
        assert moved is not None
        assert (moved.contact.id, moved.contact.chat) == (known.contact.id, "-100777")
        assert await store.transact(lambda tx: contacts.find(tx, CHAT)) is None

    async def test_a_person_speaks_from_several_chats(self, store: Store) -> None:
        known, person = await registered(store)
        other = await met(store, 2)
        await store.transact(lambda tx: people.link(tx, other.contact.id, person, NOW))
        found = await store.read(lambda tx: contacts.of_person(tx, person))
        assert {contact.id for contact in found} == {known.contact.id, other.contact.id}
        assert {contact.person_id for contact in found} == {person}


class TestSessions:
    async def test_a_session_comes_back_with_its_version(self, store: Store) -> None:
        known = await met(store)
        await store.transact(lambda tx: sessions.save(tx, known.contact.id, ONE_TALK, 1, NOW))
        again = await met(store)
        assert (again.session, again.version) == (ONE_TALK, 1)
        await store.transact(lambda tx: sessions.clear(tx, known.contact.id, NOW))
        cleared = await met(store)
        assert (cleared.session, cleared.version) == (Session(), 2)

    async def test_a_turn_that_waited_for_another_sees_its_session(self, store: Store) -> None:
        async def turn(tx: Tx) -> None:
            known = await contacts.meet(tx, CHAT, "id", "", NOW)
            await sessions.save(tx, known.contact.id, ONE_TALK, known.version + 1, NOW)

        await asyncio.gather(*(store.transact(turn) for _ in range(40)))
        assert (await met(store)).version == 40


class TestInbox:
    async def test_an_event_is_taken_once(self, store: Store) -> None:
        place = Place((await met(store)).contact.id, 1, 0)
        taken = [await store.transact(lambda tx: inbox.take(tx, heard("u1"), place, NOW)) for _ in range(2)]
        assert taken[0] is not None
        assert taken[1] is None
        assert await store.transact(lambda tx: inbox.take(tx, heard("u2"), place, NOW)) is not None

    async def test_ten_deliveries_at_once_are_one(self, store: Store) -> None:
        place = Place((await met(store)).contact.id, 1, 0)
        takes = (store.transact(lambda tx: inbox.take(tx, heard("u1"), place, NOW)) for _ in range(10))
        assert sum(found is not None for found in await asyncio.gather(*takes)) == 1

    async def test_what_failed_can_be_run_again(self, store: Store) -> None:
        known = await met(store)
        said = replace(heard("u1", "halo 🛶"), attachment=Attachment("ref", "image/jpeg", "a.jpg", 9))
        place = Place(known.contact.id, 1, 0)
        taken = await store.transact(lambda tx: inbox.take(tx, said, place, NOW, "failed", "KeyError"))
        assert taken is not None
        (found,) = await store.read(inbox.failed)
        assert (found.heard, found.error, found.version, found.version_now) == (said, "KeyError", 0, 0)
        await store.transact(lambda tx: inbox.settle(tx, taken, "done"))
        assert await store.read(inbox.failed) == []

    async def test_recent_is_newest_first(self, store: Store) -> None:
        contact = (await met(store)).contact.id
        for n in range(4):
            place = Place(contact, n + 1, 0)
            await store.transact(lambda tx, n=n, p=place: inbox.take(tx, heard(f"u{n}"), p, NOW + n))  # type: ignore[misc]
        assert await store.read(lambda tx: inbox.recent(tx, contact, 3)) == [NOW + 3, NOW + 2, NOW + 1]


async def test_a_web_session_is_found_by_the_hash_of_its_token(store: Store) -> None:
    known = await met(store)
    await store.transact(lambda tx: web_sessions.add(tx, "hash", known.contact.id, NOW))
    assert await store.read(lambda tx: web_sessions.chat_of(tx, "hash")) == (known.contact.id, CHAT)
    assert await store.read(lambda tx: web_sessions.chat_of(tx, "other")) is None


async def test_words_for_staff_are_kept_in_order(store: Store) -> None:
    contact = (await met(store)).contact
    for text in ("Kak?", "Apo kabar?"):
        await store.transact(lambda tx, t=text: desk_messages.add(tx, contact, "voice", t, NOW))  # type: ignore[misc]
    rows = await store.read(lambda tx: desk_messages.of_contact(tx, contact.id))
    assert [(row["cause"], row["text"]) for row in rows] == [("voice", "Kak?"), ("voice", "Apo kabar?")]


class TestMedia:
    async def test_a_file_is_wanted_until_it_is_settled(self, store: Store) -> None:
        contact, wanted = await _photo(store)
        (found,) = await store.read(lambda tx: media.wanted(tx, "telegram", NOW, 10))
        assert (found.id, found.ref, found.size) == (wanted, "ref", 9)
        assert await store.read(lambda tx: media.wanted(tx, "whatsapp", NOW, 10)) == []
        await store.transact(lambda tx: media.later(tx, wanted, NOW + 1))
        assert await store.read(lambda tx: media.wanted(tx, "telegram", NOW, 10)) == []
        await store.transact(lambda tx: media.settle(tx, wanted, Result("kept", sha256="ab", size=7)))
        assert await store.read(lambda tx: media.wanted(tx, "telegram", NOW + 1, 10)) == []
        assert await store.read(lambda tx: media.used(tx, contact)) == (1, 7)
        rows = await store.read(lambda tx: media.of_contact(tx, contact))
        assert [(row["state"], row["sha256"]) for row in rows] == [("kept", "ab")]

    async def test_a_refused_file_takes_no_room(self, store: Store) -> None:
        contact, _ = await _photo(store, reason="too_big")
        assert await store.read(lambda tx: media.wanted(tx, "telegram", NOW, 10)) == []
        assert await store.read(lambda tx: media.used(tx, contact)) == (0, 0)

    async def test_the_platforms_own_id_of_a_file(self, store: Store) -> None:
        for platform_id in ("first", "second"):
            await store.transact(lambda tx, p=platform_id: media.remember(tx, "ab", "telegram", "42", p))  # type: ignore[misc]
        assert await store.read(lambda tx: media.platform_id(tx, "ab", "telegram", "42")) == "second"
        assert await store.read(lambda tx: media.platform_id(tx, "ab", "whatsapp", "42")) is None


async def _photo(store: Store, reason: str = "") -> tuple[int, int]:
    """The ids of a contact and of the file it sent."""
    contact = (await met(store)).contact
    said = replace(heard("u1"), kind="photo", attachment=Attachment("ref", "image/jpeg", "a.jpg", 9))

    async def work(tx: Tx) -> int:
        row = await inbox.take(tx, said, Place(contact.id, 1, 0), NOW)
        assert row is not None
        return await media.want(tx, contact, row, said, NOW, reason)

    return contact.id, await store.transact(work)


async def test_a_chats_bubbles_both_ways_in_order(store: Store) -> None:
    contact = (await met(store)).contact
    place = Place(contact.id, 1, 0)
    await store.transact(lambda tx: inbox.take(tx, heard("u1"), place, NOW))
    said = outbox.Terms(delivered=True)
    bubble = Message("Halo, Kak.")
    await store.transact(lambda tx: outbox.add(tx, replace(contact, last_n=2), bubble, NOW, said))
    found = await store.read(lambda tx: outbox.transcript(tx, contact.id, 0, 10))
    assert [b.n for b in found] == [1, 2]
    assert [b.n for b in await store.read(lambda tx: outbox.transcript(tx, contact.id, 1, 10))] == [2]
