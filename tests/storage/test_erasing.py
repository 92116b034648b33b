"""Destroying, on both databases: nothing of a person is left anywhere; what others stand on stays without it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.actions import holding
from bot.actions.destroying import seal
from bot.core.applications import Application
from bot.core.message import Attachment, Message
from bot.core.opportunities import Offer
from bot.core.records import PERSONAL, Profile
from bot.core.session import Session
from bot.erasures import Erasures
from bot.filing import Files
from storage import (
    applications,
    audit,
    consents,
    contacts,
    desk_messages,
    erasing,
    media,
    opportunities,
    outbox,
    partners,
    people,
    referrals,
    requests,
    sessions,
    staff,
    threads,
    web_sessions,
)
from storage.audit import Act
from storage.consents import Consent
from storage.ports import Row, Store, Tx
from storage.staff import Invite
from storage.tables import tables
from tests.clock.world import HOUSE, Posted, Time, count, meet, register, rows, send
from tests.storage.people import NOW
from tests.storage.stores import sqlite_store

BODY = '{"news": "%s"}'  # of what is kept as JSON
MARK = "TANDAxxMATAxxSONGKETxx7391"
NUMBER = "PLG-739100"
NOT_OF_A_PERSON = {
    "pace", "marks", "schedule", "schema_version", "consent_proofs", "erasures", "staff_invites",
    "request_numbers", "requests_elsewhere", "partners", "saved_replies", "staff_leave", "complaint_handlers",
    "request_bubbles", "request_events", "request_promises", "summary_pages", "summary_orders",
    "announcements", "announcement_bodies", "announcement_recipients", "outlets", "opportunities",
    "shares", "objections", "quiet_days", "alert_rounds", "alert_round_offers", "alerts",
}  # fmt: skip
PROGRAMS_OWN = {  # words of the program, by which a row is found or which others need
    "audit": {"actor", "action", "subject"}, "staff": {"role", "invited_by"}, "consents": {"purpose"},
    "media": {"sha256", "shown"}, "media_sent": {"sha256"}, "referrals": {"state"},
    "support_requests": {
        "kind", "state", "open_questions", "sub_sector", "district", "outcome", "confirmed", "wanted_on", "event_on",
    },
    "request_messages": {"thread", "author", "media"},
    "alert_rhythms": {"rhythm"},
    "applications": {"state", "sub_sector", "district", "decline"},
}  # fmt: skip


async def asked(tx: Tx, contact_id: int, person_id: int) -> None:
    """A request with a thread, on its way to a partner."""
    filing = requests.Filing(
        year=2026, person_id=person_id, contact_id=contact_id, filing_key="7", kind="equipment", name=MARK, story=MARK,
        filed_at=NOW, answer_due_at=NOW, wanted_on=date(2026, 12, 5),
    )  # fmt: skip
    request = await requests.add(tx, filing)
    await threads.add(tx, request.id, threads.Words("public", "requester", None, MARK), NOW)
    partner = await partners.add(tx, partners.Partner(0, "community", "Sanggar Contoh"))
    await referrals.ask(tx, request.id, partner or 0, NOW)
    act = Act("cli", "request.title", "support_requests", request.id, {"title": MARK}, {"title": MARK}, MARK)
    await audit.add(tx, act, NOW)


async def proposed(tx: Tx, contact_id: int) -> None:
    """A draft in its words, and one that staff have handed in since."""
    for code, words in (("CNTH3", MARK), ("CNTH4", "tulisan petugas")):
        begun = opportunities.Begun(
            code=code, offer=Offer(summary={"id": words}), created_by=f"contact:{contact_id}", proposed_by=contact_id
        )
        one = await opportunities.add(tx, begun, NOW)
        assert one is not None
        if words != MARK:
            assert await opportunities.save(tx, replace(one, state="in_review", submitted_by="contact:9"), NOW)


async def applied(tx: Tx, contact_id: int, person_id: int) -> None:
    """An application with words of its own."""
    begun = opportunities.Begun(code="CNTH2", offer=Offer(kind="stage"), created_by="cli")
    stage = await opportunities.add(tx, begun, NOW)
    assert stage is not None
    one = Application(
        id=0, opportunity_id=stage.id, person_id=person_id, contact_id=contact_id, state="submitted",
        answers={"why": MARK}, works=(MARK,), words=MARK, place=MARK,
    )  # fmt: skip
    assert await applications.add(tx, one, NOW) is not None


async def lived(store: Store, files: Files) -> tuple[int, int]:
    """A fictional person with a row in every table that may hold something of one; contact and person."""
    contact_id = await meet(store, "1000001", NOW)
    person_id = await register(store, NUMBER, [contact_id], NOW)
    original, shown = await files.keep(MARK.encode() * 9), await files.keep(MARK.encode())
    photo = await send(store, Posted(contact_id, "7", NOW, "photo", Attachment("ref")))

    async def work(tx: Tx) -> None:
        contact = await contacts.by_id(tx, contact_id)
        assert contact is not None
        await media.settle(tx, photo, media.Result("kept", "", original, shown, "image/jpeg", 9))
        await media.remember(tx, shown, "telegram", "42", MARK)
        await consents.give(tx, person_id, contact_id, Consent("service", 1, MARK, "telegram", NOW))
        await sessions.save(tx, contact_id, Session(), 1, NOW)
        await outbox.add(tx, contact, Message(MARK), NOW)
        await desk_messages.add(tx, contact, "voice", MARK, NOW)
        await web_sessions.add(tx, MARK, contact_id, NOW)
        await asked(tx, contact_id, person_id)
        await applied(tx, contact_id, person_id)
        await proposed(tx, contact_id)
        role = await staff.add(tx, contact_id, "desk", None, "cli", NOW)
        await staff.invite(tx, Invite("a hash", "desk", NOW + 1, None, "cli"))
        await staff.use_invite(tx, "a hash", contact_id, NOW)
        for subject, subject_id in (("people", person_id), ("contacts", contact_id), ("staff", role)):
            act = Act(f"contact:{contact_id}", "change", subject, subject_id, {"name": MARK}, {"name": MARK}, MARK)
            await audit.add(tx, act, NOW)

    await store.transact(work)
    await rows(store, "DELETE FROM person_sub_sector WHERE position > 0 RETURNING 1 AS done")  # the mark is unique
    return contact_id, person_id


async def text_columns(store: Store) -> dict[str, list[str]]:
    """The columns of texts of every table, as the database knows them."""
    found: dict[str, list[str]] = {}
    for table in await tables(store):
        if store.kind == "sqlite":
            query = f"SELECT name, type FROM pragma_table_info('{table.name}')"  # noqa: S608
        else:
            columns = "SELECT column_name AS name, upper(data_type) AS type FROM information_schema.columns"
            query = f"{columns} WHERE table_name = '{table.name}'"
        found[table.name] = [row["name"] for row in await rows(store, query) if row["type"] == "TEXT"]
    return found


async def mark_everything(store: Store) -> dict[str, list[str]]:
    """Writes the mark into every text column of every row of a person; which columns those are."""
    marked = {}
    for table, columns in (await text_columns(store)).items():
        own = [column for column in columns if column not in PROGRAMS_OWN.get(table, set())]
        if table in NOT_OF_A_PERSON or not own:
            continue
        assert await count(store, table), f"nobody has a row in {table}"
        change = ", ".join(f"{column} = '{BODY % MARK if column in ('body', 'answers') else MARK}'" for column in own)
        await rows(store, f"UPDATE {table} SET {change} RETURNING 1 AS done")  # noqa: S608
        marked[table] = own
    return marked


async def everything(store: Store) -> str:
    """All rows of all tables, as text."""

    async def read(tx: Tx) -> str:
        lines = []
        for table in found:
            last: Row | None = None
            while page := await table.page(tx, last):
                lines += [table.line(row).decode() for row in page]
                last = page[-1]
        return "".join(lines)

    found = await tables(store)
    return await store.read(read)


def bytes_of(folder: Path) -> bytes:
    """The content of every file below a folder, and their names."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() + str(path.relative_to(folder)).encode() for path in files)


async def destroyed(store: Store, folder: Path, person_id: int) -> str:
    """Ends a person as the clock does; the logs of it."""
    await store.transact(lambda tx: people.close(tx, person_id, NOW))
    await rows(store, "UPDATE contacts SET reach = 'blocked' RETURNING 1 AS done")  # nobody to wait for
    with capture_logs() as logs:
        assert await Erasures(store, HOUSE, Files(store, folder), Time()).run() == "1 destroyed"
    return str(logs)


class TestNothingIsLeft:
    async def test_of_a_mark_in_every_text_column(self, store: Store, tmp_path: Path) -> None:
        files = Files(store, tmp_path)
        contact_id, person_id = await lived(store, files)
        marked = await mark_everything(store)
        assert {(t, c) for t, cs in PERSONAL.items() for c in cs} <= {(t, c) for t, cs in marked.items() for c in cs}
        assert MARK in await everything(store)
        assert MARK.encode() in bytes_of(tmp_path / "media")
        before = await files.open(f"data:{contact_id}")

        logs = await destroyed(store, tmp_path, person_id)

        assert before is not None
        assert MARK.encode() in before.content
        assert MARK not in await everything(store)
        assert MARK not in logs
        assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
        after = await files.open(f"data:{contact_id}")
        assert after is not None
        assert MARK.encode() not in after.content

    @pytest.mark.parametrize("vacuum", [False, True])
    async def test_in_the_bytes_of_the_file(self, tmp_path: Path, databases: None, vacuum: bool) -> None:
        async with sqlite_store(tmp_path) as store:
            _, person_id = await lived(store, Files(store, tmp_path))
            await mark_everything(store)
            await destroyed(store, tmp_path, person_id)
        with closing(sqlite3.connect(tmp_path / "kekraf.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if vacuum:
                connection.execute("VACUUM")
        assert MARK.encode() not in bytes_of(tmp_path)

    async def test_in_the_bytes_beside_a_file_that_is_open(self, tmp_path: Path, databases: None) -> None:
        async with sqlite_store(tmp_path) as store:
            _, person_id = await lived(store, Files(store, tmp_path))
            await mark_everything(store)
            assert MARK.encode() in bytes_of(tmp_path)
            await destroyed(store, tmp_path, person_id)
            assert (tmp_path / "kekraf.db-wal").exists()
            assert MARK.encode() not in bytes_of(tmp_path)

    async def test_of_the_number_nor_of_the_names_of_files(self, store: Store, tmp_path: Path) -> None:
        _, person_id = await lived(store, Files(store, tmp_path))
        await store.transact(lambda tx: people.add(tx, "PLG-000009", _profile(), NUMBER, NOW))
        names = [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()]
        assert len(names) == 2

        await destroyed(store, tmp_path, person_id)

        left = await everything(store)
        assert [word for word in (NUMBER, "1000001", *names) if word in left] == []

    async def test_every_table_is_known_to_this_test(self, store: Store) -> None:
        known = {*PERSONAL, *NOT_OF_A_PERSON, "contact_person", "staff", "media_sent", "alert_told", "alert_rhythms"}
        assert set(await text_columns(store)) - known == set()


def _profile() -> Profile:
    return Profile("person", "Cek Lain", "", "melukis", ("seni-rupa",), "", "", "outside")


class TestWhatStays:
    async def test_a_proof_of_consent_without_the_person(self, store: Store, tmp_path: Path) -> None:
        _, person_id = await lived(store, Files(store, tmp_path))
        await destroyed(store, tmp_path, person_id)
        proofs = await rows(store, "SELECT * FROM consent_proofs")
        assert [(p["purpose"], p["version"], p["given_at"]) for p in proofs] == [("service", 1, NOW)]
        assert proofs[0]["address_mac"] == seal(HOUSE, NOW)._mac("telegram:42:1000001")
        assert proofs[0]["keep_until"] - NOW == 365 * 86_400_000

    async def test_the_acts_of_the_audit_and_an_empty_row(self, store: Store, tmp_path: Path) -> None:
        _, person_id = await lived(store, Files(store, tmp_path))
        await destroyed(store, tmp_path, person_id)
        acts = await store.read(lambda tx: audit.of_subject(tx, "people", person_id))
        assert [(act["action"], act["before"], act["reason"]) for act in acts] == [
            ("change", "", ""), ("erase.destroy", "", ""),
        ]  # fmt: skip
        left = await store.read(lambda tx: people.by_id(tx, person_id))
        assert left is not None
        assert (left.status, left.name, left.story, left.sub_sectors, left.erase_at) == ("erased", "", "", (), None)

    async def test_no_row_where_nothing_stands_on_it(self, store: Store) -> None:
        person_id = await register(store, NUMBER, [], NOW)
        await store.transact(lambda tx: erasing.destroy(tx, person_id, seal(HOUSE, NOW)))
        assert await count(store, "people") == 0

    async def test_a_request_without_its_words(self, store: Store, tmp_path: Path) -> None:
        _, person_id = await lived(store, Files(store, tmp_path))
        await destroyed(store, tmp_path, person_id)
        left = await rows(store, "SELECT * FROM support_requests")
        assert [(r["kind"], r["state"], r["outcome"], r["filed_at"], r["emptied"]) for r in left] == [
            ("equipment", "withdrawn", "erased", NOW, 1),
        ]  # fmt: skip
        assert (left[0]["person_id"], left[0]["contact_id"], left[0]["story"], left[0]["wanted_on"]) == (
            None, None, "", "",
        )  # fmt: skip
        assert await count(store, "request_messages") == 0

    async def test_a_role_is_ended(self, store: Store, tmp_path: Path) -> None:
        contact_id, person_id = await lived(store, Files(store, tmp_path))
        assert await store.read(lambda tx: staff.roles(tx, contact_id, NOW)) == {"desk"}
        await destroyed(store, tmp_path, person_id)
        assert await store.read(lambda tx: staff.roles(tx, contact_id, NOW)) == frozenset()
        assert await count(store, "staff") == 1

    async def test_a_chat_that_speaks_for_another_person_too(self, store: Store) -> None:
        shared, alone = await meet(store, "1", NOW), await meet(store, "2", NOW)
        other = await register(store, "PLG-000002", [shared], NOW)
        await rows(store, "UPDATE contact_person SET active = 0 RETURNING 1 AS done")
        person_id = await register(store, "PLG-000001", [shared, alone], NOW)
        for contact_id in (shared, alone):
            await send(store, Posted(contact_id, f"e{contact_id}", NOW))

        await store.transact(lambda tx: erasing.destroy(tx, person_id, seal(HOUSE, NOW)))

        kept = await store.read(lambda tx: contacts.by_id(tx, shared))
        gone = await store.read(lambda tx: contacts.by_id(tx, alone))
        assert kept is not None
        assert gone is not None
        assert (kept.chat, kept.person_id) == ("1", other)
        assert (gone.chat, gone.reach) == ("", "closed")
        assert [row["contact_id"] for row in await rows(store, "SELECT contact_id FROM inbox")] == [shared]

    async def test_who_comes_back_is_somebody_new(self, store: Store) -> None:
        contact_id = await meet(store, "1", NOW)
        person_id = await register(store, NUMBER, [contact_id], NOW)
        await store.transact(lambda tx: erasing.destroy(tx, person_id, seal(HOUSE, NOW)))
        again = await meet(store, "1", NOW + 1)
        assert again != contact_id
        assert await store.transact(lambda tx: erasing.destroy(tx, person_id, seal(HOUSE, NOW))) == []


class TestAgain:
    async def test_an_older_backup_is_erased_again(self, store: Store, tmp_path: Path) -> None:
        files = Files(store, tmp_path)
        contact_id, person_id = await lived(store, files)
        others = await meet(store, "2", NOW)
        other = await register(store, "PLG-000002", [others], NOW)
        mac = seal(HOUSE, NOW)
        known = erasing.Erasure(mac._mac("telegram:42:1000001"), mac.number(NUMBER), NOW + 5)
        (tmp_path / "erasures.jsonl").write_text(
            f'{{"address_mac": "{known.address_mac}", "number_mac": "{known.number_mac}", "at": {known.at}}}\n'
        )

        assert await Erasures(store, HOUSE, files, Time()).again() == 1

        left = await store.read(lambda tx: people.by_id(tx, person_id))
        same = await store.read(lambda tx: people.by_id(tx, other))
        assert left is not None
        assert same is not None
        assert (left.status, same.status) == ("erased", "registered")
        assert files.kept() == []
        assert await store.read(erasing.done) == [known]
        assert contact_id != others

    async def test_who_registered_afterwards_stays(self, store: Store, tmp_path: Path) -> None:
        _, person_id = await lived(store, Files(store, tmp_path))
        known = erasing.Erasure("", seal(HOUSE, NOW).number(NUMBER), NOW - 1)
        await store.transact(lambda tx: erasing.remember(tx, [known, known]))
        assert await store.transact(lambda tx: erasing.reapply(tx, seal(HOUSE, NOW))) == []
        left = await store.read(lambda tx: people.by_id(tx, person_id))
        assert left is not None
        assert left.status == "registered"

    async def test_a_chat_of_nobody_goes_by_its_address(self, store: Store) -> None:
        stranger = await meet(store, "1", NOW)
        known = erasing.Erasure(seal(HOUSE, NOW)._mac("telegram:42:1"), "x", NOW)
        await store.transact(lambda tx: erasing.remember(tx, [known]))
        await store.transact(lambda tx: erasing.reapply(tx, seal(HOUSE, NOW)))
        contact = await store.read(lambda tx: contacts.by_id(tx, stranger))
        assert contact is not None
        assert contact.chat == ""

    async def test_what_the_clock_destroyed_is_written_down_beside_the_database(
        self, store: Store, tmp_path: Path
    ) -> None:
        _, person_id = await lived(store, Files(store, tmp_path))
        await destroyed(store, tmp_path, person_id)
        written = (tmp_path / "erasures.jsonl").read_text()
        assert seal(HOUSE, NOW).number(NUMBER) in written
        assert NUMBER not in written


async def test_held_before_is_not_held_after(store: Store, tmp_path: Path) -> None:
    contact_id, person_id = await lived(store, Files(store, tmp_path))
    before = await store.read(lambda tx: holding.held_of(tx, contact_id))
    await destroyed(store, tmp_path, person_id)
    after = await store.read(lambda tx: holding.held_of(tx, contact_id))
    assert before is not None
    assert after is not None
    assert (len(before.files), len(before.desk_messages), len(before.consents)) == (1, 1, 1)
    assert (after.person, after.files, after.desk_messages, after.consents, after.chat) == (None, [], [], [], [])
