"""The nouns of the record, on both databases: people, consents, staff, marks, schedule, audit."""

import asyncio
from dataclasses import replace

from storage import audit, consents, marks, people, schedule, staff
from storage.audit import Act
from storage.consents import Consent
from storage.ports import Store
from storage.staff import Invite
from tests.storage.people import NOW, PROFILE, met, registered


class TestPeople:
    async def test_a_person_comes_back_whole(self, store: Store) -> None:
        _, person = await registered(store)
        found = await store.read(lambda tx: people.by_id(tx, person))
        assert found is not None
        assert (found.number, found.name, found.sub_sectors) == ("PLG-000001", PROFILE.name, PROFILE.sub_sectors)
        assert (found.status, found.since, found.version, found.alerts) == ("registered", NOW, 1, False)
        assert await store.read(lambda tx: people.by_number(tx, "PLG-000001")) == person
        assert await store.read(lambda tx: people.by_id(tx, person + 1)) is None
        assert await store.read(lambda tx: people.by_number(tx, "PLG-999999")) is None

    async def test_a_taken_number_is_told_and_spoils_nothing(self, store: Store) -> None:
        await registered(store)
        assert await store.transact(lambda tx: people.add(tx, "PLG-000001", PROFILE, "", NOW)) is None
        assert await store.transact(lambda tx: people.add(tx, "PLG-000002", PROFILE, "", NOW)) is not None

    async def test_a_stale_change_is_refused(self, store: Store) -> None:
        _, person = await registered(store)
        read = await store.read(lambda tx: people.by_id(tx, person))
        assert read is not None
        changed = replace(PROFILE, name="Yuk Ukir", sub_sectors=("musik",))
        assert await store.transact(lambda tx: people.change(tx, read, changed, NOW))
        assert not await store.transact(lambda tx: people.change(tx, read, PROFILE, NOW))
        found = await store.read(lambda tx: people.by_id(tx, person))
        assert found is not None
        assert (found.name, found.sub_sectors, found.version) == ("Yuk Ukir", ("musik",), 2)

    async def test_of_ten_changes_at_once_one_is_made(self, store: Store) -> None:
        _, person = await registered(store)
        read = await store.read(lambda tx: people.by_id(tx, person))
        assert read is not None
        changes = (store.transact(lambda tx: people.change(tx, read, PROFILE, NOW)) for _ in range(10))
        assert sum(await asyncio.gather(*changes)) == 1

    async def test_an_erasure_can_be_taken_back(self, store: Store) -> None:
        _, person = await registered(store)
        await store.transact(lambda tx: people.close(tx, person, NOW + 5))
        rows = await store.read(lambda tx: tx.all("people.due_erasures", now=NOW + 5))
        assert [row["id"] for row in rows] == [person]
        await store.transact(lambda tx: people.reopen(tx, person))
        found = await store.read(lambda tx: people.by_id(tx, person))
        assert found is not None
        assert (found.status, found.erase_at) == ("registered", None)

    async def test_a_contact_can_say_that_it_is_not_this_person(self, store: Store) -> None:
        known, person = await registered(store)
        assert (await met(store)).contact.person_id == person
        await store.transact(lambda tx: people.unlink(tx, known.contact.id, person))
        assert (await met(store)).contact.person_id is None


async def test_a_consent_stands_until_it_is_withdrawn(store: Store) -> None:
    known, person = await registered(store)
    given = Consent("alerts", 1, "Kami kirim kabar peluang.", "telegram", NOW)
    await store.transact(lambda tx: consents.give(tx, person, known.contact.id, given))
    assert await store.read(lambda tx: consents.of_person(tx, person)) == [given]
    found = await store.read(lambda tx: people.by_id(tx, person))
    assert found is not None
    assert found.alerts
    assert await store.transact(lambda tx: consents.withdraw(tx, person, "alerts", NOW + 1))
    assert not await store.transact(lambda tx: consents.withdraw(tx, person, "alerts", NOW + 2))
    assert await store.read(lambda tx: consents.of_person(tx, person)) == [replace(given, withdrawn_at=NOW + 1)]


class TestStaff:
    async def test_a_role_ends(self, store: Store) -> None:
        contact = (await met(store)).contact.id
        row = await store.transact(lambda tx: staff.add(tx, contact, "desk", NOW + 10, "cli", NOW))
        assert await store.read(lambda tx: staff.roles(tx, contact, NOW + 9)) == {"desk"}
        assert await store.read(lambda tx: staff.roles(tx, contact, NOW + 10)) == frozenset()
        assert await store.read(lambda tx: staff.count(tx, "desk", NOW)) == 1
        assert [r["contact_id"] for r in await store.read(lambda tx: staff.holders(tx, NOW))] == [contact]
        assert await store.transact(lambda tx: staff.end(tx, row, NOW + 1))
        assert not await store.transact(lambda tx: staff.end(tx, row, NOW + 2))
        assert await store.read(lambda tx: staff.roles(tx, contact, NOW + 1)) == frozenset()

    async def test_an_invitation_is_used_once_and_in_time(self, store: Store) -> None:
        contact = (await met(store)).contact.id
        for code in ("one", "late"):
            await store.transact(lambda tx, c=code: staff.invite(tx, Invite(c, "admin", NOW + 5, None, "cli")))  # type: ignore[misc]
        uses = (store.transact(lambda tx: staff.use_invite(tx, "one", contact, NOW)) for _ in range(5))
        taken = [row for row in await asyncio.gather(*uses) if row is not None]
        assert [(row["role"], row["invited_by"]) for row in taken] == [("admin", "cli")]
        assert await store.transact(lambda tx: staff.use_invite(tx, "late", contact, NOW + 5)) is None
        assert await store.transact(lambda tx: staff.use_invite(tx, "late", contact, NOW + 4)) is not None


async def test_a_mark_holds_its_last_value(store: Store) -> None:
    assert await store.read(lambda tx: marks.get(tx, "offset")) is None
    for value in ("1", "2"):
        await store.transact(lambda tx, v=value: marks.put(tx, "offset", v, NOW))  # type: ignore[misc]
    assert await store.read(lambda tx: marks.get(tx, "offset")) == "2"


async def test_what_is_due_is_taken_by_one(store: Store) -> None:
    takes = (store.transact(lambda tx: schedule.take(tx, "summary", NOW, NOW)) for _ in range(10))
    assert sum(await asyncio.gather(*takes)) == 1
    assert await store.transact(lambda tx: schedule.take(tx, "summary", NOW + 1, NOW))
    await store.transact(lambda tx: schedule.settle(tx, "summary", NOW, "done", "", NOW))
    row = await store.read(lambda tx: tx.one("schedule.last", name="summary"))
    assert row is not None
    assert row["due"] == NOW + 1


async def test_the_audit_tells_before_and_after(store: Store) -> None:
    act = Act("cli", "rename", "people", 7, {"name": "A"}, {"name": "Yuk 🛶"}, "typo")
    await store.transact(lambda tx: audit.add(tx, act, NOW))
    (row,) = await store.read(lambda tx: audit.of_subject(tx, "people", 7))
    assert (row["actor"], row["before"], row["after"]) == ("cli", '{"name": "A"}', '{"name": "Yuk 🛶"}')
    assert await store.read(lambda tx: audit.of_subject(tx, "people", 8)) == []
