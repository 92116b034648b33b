"""The retention table carried out, on both databases: what goes, what stays, and in which steps."""

import json
from dataclasses import replace

import pytest

from bot import retention as job
from bot.actions.desk import House
from bot.core.message import Attachment, Message
from bot.core.session import Frame, Session
from bot.erasures import Erasures
from bot.filing import Files
from bot.retention import Retention
from storage import consents, contacts, desk_messages, marks, media, outbox, people, sessions, staff, web_sessions
from storage.consents import Consent
from storage.outbox import Terms
from storage.ports import Store, Tx
from tests.clock.world import DAY, HOUR, HOUSE, Posted, Time, count, meet, register, rows, said, send
from tests.storage.people import NOW

MONTHS_23, MONTHS_24 = 700 * DAY, 731 * DAY  # 23 months are 699 to 700 days, 24 are 730 or 731


@pytest.fixture
def retention(store: Store, files: Files, time: Time) -> Retention:
    """The jobs of that city."""
    return Retention(store, HOUSE, files, time)


async def say(store: Store, contact_id: int, at: int, terms: Terms | None = None) -> int:
    """A bubble of the bot; sent, unless the terms say otherwise."""

    async def work(tx: Tx) -> int:
        contact = await contacts.by_id(tx, contact_id)
        assert contact is not None
        return await outbox.add(tx, contact, Message("halo"), at, terms or Terms(delivered=True))

    return await store.transact(work)


async def left(store: Store, table: str) -> list[int]:
    """The ids a table still has."""
    return [row["id"] for row in await rows(store, f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608


class TestChat:
    async def test_goes_after_90_days_to_the_day(self, store: Store, retention: Retention) -> None:
        contact_id = await meet(store, "1", NOW)
        old, young = NOW - 90 * DAY, NOW - 90 * DAY + 1
        gone_in, kept_in = [await send(store, Posted(contact_id, f"e{at}", at)) for at in (old, young)]
        gone_out, kept_out = [await say(store, contact_id, at) for at in (old, young)]
        assert gone_in < kept_in
        assert gone_out < kept_out

        assert json.loads(await retention.nightly()) == {"inbox": 1, "outbox": 1}

        assert (await left(store, "inbox"), await left(store, "outbox")) == ([kept_in], [kept_out])

    async def test_what_still_waits_is_not_touched_until_its_own_time_is_over(
        self, store: Store, retention: Retention
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        old = NOW - 100 * DAY
        waits = await say(store, contact_id, old, Terms(outbox.BULK, expires_at=NOW + 1))
        await say(store, contact_id, old, Terms(outbox.BULK, expires_at=old + 1))
        await retention.nightly()
        assert await left(store, "outbox") == [waits]

    async def test_its_files_go_too_but_not_one_that_another_row_names(
        self, store: Store, files: Files, retention: Retention
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        shared, own = await files.keep(b"shared"), await files.keep(b"own")
        for event, at, name in (("1", NOW - 91 * DAY, shared), ("2", NOW - 91 * DAY, own), ("3", NOW, shared)):
            row = await send(store, Posted(contact_id, event, at, "photo", Attachment("r")))
            result = media.Result("kept", "", name, "", "image/jpeg", 5)
            await store.transact(lambda tx, row=row, result=result: media.settle(tx, row, result))  # type: ignore[misc]
        await retention.nightly()
        assert files.kept() == [shared]
        assert await count(store, "media") == 1

    async def test_payloads_that_failed_or_passed_go_after_a_week(self, store: Store, retention: Retention) -> None:
        contact_id = await meet(store, "1", NOW)
        week = NOW - 7 * DAY
        for state in ("failed", "passed", "done"):
            for at in (week, week + 1):
                await send(store, Posted(contact_id, f"{state}{at}", at, state=state))
        assert json.loads(await retention.nightly()) == {"failed": 1, "passed": 1}
        kept = await rows(store, "SELECT state, received_at FROM inbox ORDER BY state, received_at")
        assert [(r["state"], r["received_at"] - week) for r in kept] == [
            ("done", 0), ("done", 1), ("failed", 1), ("passed", 1),
        ]  # fmt: skip

    async def test_in_steps(self, store: Store, retention: Retention, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(job, "MOST", 3)
        contact_id = await meet(store, "1", NOW)
        for number in range(10):
            await send(store, Posted(contact_id, f"e{number}", NOW - 91 * DAY))
        assert json.loads(await retention.nightly()) == {"inbox": 10}
        assert await count(store, "inbox") == 0


class TestDeclined:
    async def declined(self, store: Store, at: int) -> int:
        """A contact that said things, declined, and asked something afterwards."""
        contact_id = await meet(store, "1", at - HOUR)
        await send(store, Posted(contact_id, "before", at - HOUR, "voice", Attachment("r")))
        await say(store, contact_id, at - HOUR)

        async def work(tx: Tx) -> None:
            contact = await contacts.by_id(tx, contact_id)
            assert contact is not None
            await desk_messages.add(tx, contact, "voice", "belum 18", at - HOUR)
            await sessions.save(tx, contact_id, Session().push(Frame("register")), 3, at)
            await contacts.decline(tx, contact_id, at)
            await desk_messages.add(tx, contact, "voice", "bisa lewat guru?", at + 1)

        await store.transact(work)
        return contact_id

    async def test_everything_goes_within_24_hours_of_it(
        self, store: Store, retention: Retention, time: Time, files: Files
    ) -> None:
        contact_id = await self.declined(store, NOW)
        time.pass_(23 * HOUR - 1)
        assert await retention.hourly() == ""
        assert await count(store, "inbox") == 1

        time.pass_(1)
        assert await retention.hourly() == "2 rows of those who declined"

        assert [await count(store, table) for table in ("inbox", "outbox", "media")] == [0, 0, 0]
        assert [r["text"] for r in await rows(store, "SELECT text FROM desk_messages")] == ["bisa lewat guru?"]
        session = (await rows(store, "SELECT version, body FROM sessions"))[0]
        assert (session["version"], session["body"]) == (4, "{}")
        contact = await store.read(lambda tx: contacts.by_id(tx, contact_id))
        assert contact is not None
        assert (contact.chat, contact.profile_name) == ("1", "")
        assert await retention.hourly() == ""

    async def test_what_is_said_afterwards_has_a_day_of_its_own(
        self, store: Store, retention: Retention, time: Time
    ) -> None:
        contact_id = await self.declined(store, NOW)
        await send(store, Posted(contact_id, "after", NOW + 5 * HOUR))
        time.pass_(24 * HOUR)
        await retention.hourly()
        assert [r["event"] for r in await rows(store, "SELECT event FROM inbox")] == ["after"]
        time.pass_(5 * HOUR)
        await retention.hourly()
        assert await count(store, "inbox") == 0

    async def test_who_registers_after_all_keeps_the_chat(self, store: Store, retention: Retention, time: Time) -> None:
        contact_id = await self.declined(store, NOW)
        await store.transact(lambda tx: contacts.decline(tx, contact_id, None))
        time.pass_(30 * HOUR)
        assert await retention.hourly() == ""
        assert await count(store, "inbox") == 1

    async def test_more_than_a_step_holds(
        self, store: Store, retention: Retention, time: Time, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(job, "MOST", 2)
        contact_id = await self.declined(store, NOW)
        for number in range(7):
            await send(store, Posted(contact_id, f"e{number}", NOW))
        time.pass_(25 * HOUR)
        await retention.nightly()
        assert await count(store, "inbox") == 0


class TestProfiles:
    async def silent(self, store: Store, at: int) -> tuple[int, int]:
        """A person not seen since then; contact and person."""
        contact_id = await meet(store, "1", at)
        return contact_id, await register(store, "PLG-000001", [contact_id], at)

    async def test_asked_once_at_23_months(self, store: Store, retention: Retention, time: Time) -> None:
        contact_id, _ = await self.silent(store, NOW - MONTHS_23 + 2 * DAY)
        assert json.loads(await retention.nightly()) == {}
        time.pass_(2 * DAY)
        assert json.loads(await retention.nightly()) == {"asked": 1}
        time.pass_(DAY)
        assert json.loads(await retention.nightly()) == {}
        assert len(await said(store, contact_id)) == 1
        assert (await said(store, contact_id))[0].startswith("Halo Cek Tenun, sudah hampir dua tahun")

    async def test_who_answers_is_asked_again_only_after_another_23_months(
        self, store: Store, retention: Retention, time: Time
    ) -> None:
        contact_id, person_id = await self.silent(store, NOW - MONTHS_23)
        await retention.nightly()
        await meet(store, "1", NOW)
        await store.transact(lambda tx: people.active(tx, person_id, NOW))
        time.pass_(60 * DAY)
        assert "gone" not in json.loads(await retention.nightly())
        time.pass_(MONTHS_23 - 60 * DAY)
        await retention.nightly()
        assert len(await said(store, contact_id)) == 1  # the first one is 90 days old and gone

    async def test_closed_told_and_destroyed_at_24_months(
        self, store: Store, retention: Retention, time: Time, files: Files
    ) -> None:
        contact_id, _ = await self.silent(store, NOW - MONTHS_24)
        assert json.loads(await retention.nightly())["gone"] == 1
        erasures = Erasures(store, HOUSE, files, time)
        assert await erasures.run() == ""
        assert (await said(store, contact_id))[-1].startswith("Data Kakak sudah dihapus permanen")
        time.pass_(HOUR)
        assert await erasures.run() == "1 destroyed"
        assert [row["status"] for row in await rows(store, "SELECT status FROM people")] == ["erased"]

    async def test_who_wrote_on_any_chat_is_still_there(self, store: Store, retention: Retention) -> None:
        _, person_id = await self.silent(store, NOW - MONTHS_24)
        await meet(store, "1", NOW - DAY)
        assert json.loads(await retention.nightly()) == {}
        person = await store.read(lambda tx: people.by_id(tx, person_id))
        assert person is not None
        assert person.status == "registered"

    async def test_more_people_than_a_step_holds(
        self, store: Store, retention: Retention, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(job, "MOST_PEOPLE", 2)
        for number in range(5):
            await register(store, f"PLG-00000{number}", [], NOW - MONTHS_23 - number)
            await register(store, f"PLG-10000{number}", [], NOW - MONTHS_24 - number)
        assert json.loads(await retention.nightly()) == {"asked": 5, "gone": 5}

    async def test_a_chat_of_nobody_is_forgotten_after_24_months(
        self, store: Store, retention: Retention, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(job, "MOST", 2)
        old = [await meet(store, str(number), NOW - MONTHS_24) for number in range(5)]
        await store.transact(lambda tx: staff.add(tx, old[4], "admin", None, "cli", NOW))
        young = await meet(store, "9", NOW - MONTHS_23)
        assert json.loads(await retention.nightly()) == {"strangers": 4}
        kept = await rows(store, "SELECT id FROM contacts WHERE chat <> '' ORDER BY id")
        assert [row["id"] for row in kept] == [old[4], young]


class TestTheRest:
    async def test_web_sessions_of_silent_chats(self, store: Store, retention: Retention) -> None:
        for chat, heard in (("silent", NOW - MONTHS_24), ("busy", NOW)):
            contact_id = await meet(store, chat, heard, "webchat")
            await register(store, f"PLG-{chat}", [contact_id], NOW)
            for at in (NOW - MONTHS_24, NOW - DAY):
                await store.transact(
                    lambda tx, c=contact_id, h=f"{chat}{at}", at=at: web_sessions.add(tx, h, c, at)  # type: ignore[misc]
                )
        assert json.loads(await retention.nightly()) == {"web_sessions": 1}
        kept = {row["token_hash"] for row in await rows(store, "SELECT token_hash FROM web_sessions")}
        assert kept == {f"silent{NOW - DAY}", f"busy{NOW - DAY}", f"busy{NOW - MONTHS_24}"}

    async def test_proofs_of_consent_go_when_their_year_is_over(
        self, store: Store, retention: Retention, time: Time, files: Files
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        person_id = await register(store, "PLG-000001", [contact_id], NOW)
        consent = Consent("service", 1, "teks", "telegram", NOW)
        await store.transact(lambda tx: consents.give(tx, person_id, contact_id, consent))
        await store.transact(lambda tx: people.close(tx, person_id, NOW))
        await contacts_blocked(store)
        await Erasures(store, HOUSE, files, time).run()
        time.pass_(365 * DAY - 1)
        assert json.loads(await retention.nightly()) == {}
        time.pass_(1)
        assert json.loads(await retention.nightly()) == {"proofs": 1}

    async def test_questions_to_staff_after_24_months(self, store: Store, retention: Retention) -> None:
        contact_id = await meet(store, "1", NOW)

        async def work(tx: Tx) -> None:
            contact = await contacts.by_id(tx, contact_id)
            assert contact is not None
            for at in (NOW - MONTHS_24, NOW - MONTHS_23):
                await desk_messages.add(tx, contact, "voice", "apa kabar", at)

        await store.transact(work)
        assert json.loads(await retention.nightly()) == {"desk_messages": 1}

    async def test_files_that_no_row_names(self, store: Store, files: Files, retention: Retention) -> None:
        await files.keep(b"left by a crash")
        assert json.loads(await retention.nightly()) == {"files": 1}
        assert files.kept() == []

    async def test_the_report_is_there_to_be_read(self, store: Store, retention: Retention) -> None:
        report = await retention.nightly()
        assert await store.read(lambda tx: marks.get(tx, "retention.report")) == report

    async def test_a_city_without_a_period_keeps_what_it_governs(self, store: Store, files: Files) -> None:
        bare: House = replace(HOUSE, city=replace(HOUSE.city, retention={}))
        contact_id = await meet(store, "1", NOW - MONTHS_24)
        await send(store, Posted(contact_id, "e", NOW - MONTHS_24))
        await register(store, "PLG-000001", [contact_id], NOW - MONTHS_24)
        assert await Retention(store, bare, files, Time()).nightly() == "{}"
        assert await Retention(store, bare, files, Time()).hourly() == ""


async def contacts_blocked(store: Store) -> None:
    """Nobody can be told, so that nobody is waited for."""
    await rows(store, "UPDATE contacts SET reach = 'blocked' RETURNING 1 AS done")
