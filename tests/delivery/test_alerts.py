"""News of opportunities with a moved clock: the summary on Thursdays, single ones, the window, the most of a week."""

import asyncio
from dataclasses import replace

import pytest

from bot.actions import announcing, permitting
from bot.actions.announcing import Wish
from bot.actions.destroying import seal
from bot.broadcast import Broadcast
from bot.core.audience import EVERYBODY, Audience
from bot.core.windows import Windows
from storage import announcements, contacts, erasing, opportunities, staff
from storage.announcements import Plan
from storage.ports import Store, Tx
from tests.actions.world import moment
from tests.clock.world import HOUSE, count, rows
from tests.delivery.newsroom import ACCOUNTS, FOR_MUSIC, WEAVER, Newsroom
from tests.storage.stores import twin

WINDOWS = Windows(HOUSE.city.alerts, HOUSE.calendar)
THURSDAY, NEXT_THURSDAY = "2026-12-03 16:00", "2026-12-10 16:00"


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


class TestSummary:
    async def test_on_thursday_what_is_new_and_fits(self, room: Newsroom) -> None:
        singer, weaver = await room.person("1"), await room.person("2", profile=WEAVER)
        await room.offer("Musik", audience=FOR_MUSIC)
        await room.offer("Untuk semua", closes="2027-12-01 23:59")
        await room.run("2026-12-03 15:59")
        assert await room.ledger() == []
        await room.run(THURSDAY)
        assert await room.titles(singer) == [["Untuk semua", "Musik"]]  # what closes first
        assert await room.titles(weaver) == [["Untuk semua"]]
        assert (await room.read(singer))[0].endswith("Ketik KURANGI. Tidak mau kabar lagi? Ketik BERHENTI.")

    async def test_nothing_without_a_match_and_nothing_twice(self, room: Newsroom) -> None:
        singer, weaver = await room.person("1"), await room.person("2", profile=WEAVER)
        await room.offer("Musik", audience=FOR_MUSIC)
        for at in (THURSDAY, "2026-12-03 16:05", NEXT_THURSDAY):
            await room.run(at)
        assert len(await room.read(singer)) == 1
        assert await room.read(weaver) == []
        await room.offer("Lagi")
        await room.run("2026-12-17 16:00")
        assert await room.titles(singer) == [["Musik"], ["Lagi"]]

    async def test_what_is_over_or_applied_for_is_no_news(self, room: Newsroom) -> None:
        singer = await room.person("1")
        await room.offer("Tutup", closes="2026-12-03 12:00")
        cancelled = await room.offer("Batal")
        await room.offer("Ada")
        await rows(room.store, f"UPDATE opportunities SET state = 'cancelled' WHERE id = {cancelled.id} RETURNING id")  # noqa: S608
        applied = await room.offer("Dilamar")
        await rows(
            room.store,
            "INSERT INTO applications (opportunity_id, person_id, state, created_at, changed_at)"  # noqa: S608
            f" SELECT {applied.id}, id, 'submitted', 1, 1 FROM people RETURNING id",
        )
        await room.run(THURSDAY)
        assert await room.titles(singer) == [["Ada"]]

    async def test_five_lines_and_the_rest_counted_each_with_its_button(self, room: Newsroom) -> None:
        singer = await room.person("1")
        offered = [await room.offer(f"Slot panggung nomor {n}") for n in range(7)]
        await room.run(THURSDAY)
        (text,) = await room.read(singer)
        assert "1. *CONTOH · Slot panggung nomor 0* · sampai" in text
        assert "5. *CONTOH · Slot panggung nomor 4* · sampai" in text
        assert "6. " not in text
        assert "Masih ada 2 lagi" in text
        (message,) = await room.sent()
        assert [choice.id for choice in message.choices] == [
            *(f"do:opportunity:{one.id}" for one in offered[:5]), "do:reduce", "do:stop",
        ]  # fmt: skip
        assert all(len(choice.label) <= 20 for choice in message.choices)

    async def test_in_the_language_of_the_chat(self, room: Newsroom) -> None:
        singer = await room.person("1")
        await rows(room.store, f"UPDATE contacts SET language = 'en' WHERE id = {singer} RETURNING id")  # noqa: S608
        await room.offer("Slot")
        await room.run(THURSDAY)
        assert "one new:\n\n1. *SAMPLE · Slot (en)* · until" in (await room.read(singer))[0]

    async def test_one_a_month_for_those_who_want_less(self, room: Newsroom) -> None:
        rare, usual = await room.person("1", rhythm="monthly"), await room.person("2")
        for week, day in enumerate(("2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31")):
            room.now = moment(f"{day} 10:00")
            await room.offer(f"Slot {week}")
            await room.run(f"{day} 16:00")
        assert await room.titles(rare) == [["Slot 0"], ["Slot 1", "Slot 2", "Slot 3", "Slot 4"]]
        assert len(await room.read(usual)) == 5


class TestWho:
    async def test_only_those_who_want_it_and_can_be_reached(self, room: Newsroom) -> None:
        await room.person("1", wants=False)
        blocked = await room.person("2")
        await room.store.transact(lambda tx: contacts.set_reach(tx, blocked, "blocked"))
        leaving = await room.person("3")
        await rows(room.store, "UPDATE people SET erase_at = 5 WHERE number = 'PLG-000003' RETURNING id")
        reached = await room.person("4")
        await room.offer()
        await room.run(THURSDAY)
        assert await room.ledger() == [(reached, "weekly")]
        assert leaving != reached

    async def test_a_shared_chat_has_one_copy_of_what_fits_any_of_them(self, room: Newsroom) -> None:
        singer = await room.person("1")
        assert await room.person("1", profile=WEAVER) == singer
        await room.offer("Musik", audience=FOR_MUSIC)
        await room.offer("Kriya", audience=Audience(sub_sectors=("kriya",)))
        await room.offer("Semua")
        await room.run(THURSDAY)
        assert await room.titles(singer) == [["Musik", "Kriya", "Semua"]]
        await room.run(NEXT_THURSDAY)
        assert len(await room.read(singer)) == 1

    async def test_a_person_with_two_chats_reads_on_the_newer(self, room: Newsroom) -> None:
        newer = await room.person("1", "2")
        await room.offer()
        await room.run(THURSDAY)
        assert await room.ledger() == [(newer, "weekly")]

    @pytest.mark.parametrize(
        ("audience", "told"),
        [
            (Audience(districts=("16.71.14",)), [True, False]),
            (Audience(kinds=("group",)), [False, True]),
            (Audience(without_sub_sectors=("musik",)), [False, True]),
            (Audience(without_districts=("16.71.17",)), [True, False]),
            (Audience(without_kinds=("group", "person")), [False, False]),
            (Audience(sub_sectors=("musik", "kriya"), kinds=("person",)), [True, False]),
        ],
    )
    async def test_the_database_fits_as_the_core_does(
        self, room: Newsroom, audience: Audience, told: list[bool]
    ) -> None:
        both = [await room.person("1"), await room.person("2", profile=WEAVER)]
        await room.offer(audience=audience)
        await room.run(THURSDAY)
        assert [bool(await room.read(contact_id)) for contact_id in both] == told

    async def test_of_a_person_that_is_destroyed_only_the_count_stays(self, room: Newsroom) -> None:
        await room.person("1", rhythm="each")
        await room.offer()
        await room.run()
        (row,) = await rows(room.store, "SELECT id FROM people")
        await room.store.transact(lambda tx: erasing.destroy(tx, row["id"], seal(HOUSE, room.now)))
        for table, left in (("alert_told", 0), ("alert_rhythms", 0), ("alerts", 1)):
            assert await count(room.store, table) == left


class TestSingle:
    async def test_at_once_for_those_who_asked_and_not_again_in_the_summary(self, room: Newsroom) -> None:
        eager, usual = await room.person("1", rhythm="each"), await room.person("2")
        await room.offer("Slot")
        await room.run()
        assert await room.ledger() == [(eager, "each")]
        assert "Ada yang baru dan cocok untuk Kakak:\n\n*CONTOH · Slot*" in (await room.read(eager))[0]
        await room.run(THURSDAY)
        assert await room.ledger() == [(eager, "each"), (usual, "weekly")]

    async def test_to_everybody_where_it_closes_before_the_next_summary(self, room: Newsroom) -> None:
        usual, rare = await room.person("1"), await room.person("2", rhythm="monthly")
        await room.offer("Segera", closes="2026-12-03 15:59")
        await room.offer("Nanti", closes="2026-12-03 16:01")
        await room.run()
        assert await room.titles(usual) == [["Segera"]]
        assert "Segera ditutup" in (await room.read(usual))[0]
        assert await room.read(rare) == []
        await room.run(THURSDAY)
        assert await room.titles(usual) == [["Segera"], ["Nanti"]]

    async def test_a_deadline_before_a_summary_that_a_holiday_moves(self, room: Newsroom) -> None:
        usual = await room.person("1")
        await room.quiet("2026-12-03")
        await room.offer("Malam Jumat", closes="2026-12-03 23:59")
        await room.run()
        assert await room.titles(usual) == [["Malam Jumat"]]

    async def test_after_the_summary_its_news_are_not_told_again(self, room: Newsroom) -> None:
        usual = await room.person("1")
        await room.offer("Slot", closes="2026-12-08 23:59")
        await room.run(THURSDAY)
        assert await room.ledger() == [(usual, "weekly")]
        await room.run("2026-12-04 09:30")
        assert len(await room.read(usual)) == 1

    @pytest.mark.parametrize(
        ("at", "goes"),
        [
            ("2026-11-30 08:59", "2026-11-30 09:00"),
            ("2026-11-30 17:30", "2026-12-01 09:00"),
            ("2026-12-04 11:30", "2026-12-04 13:00"),  # Friday prayer
            ("2026-12-25 10:00", "2026-12-26 09:00"),  # Christmas
            ("2027-02-09 16:30", "2027-02-10 09:00"),  # Ramadan
            ("2027-02-12 12:59", "2027-02-12 13:00"),  # a Friday in it
        ],
    )
    async def test_the_window(self, room: Newsroom, at: str, goes: str) -> None:
        room.now = WINDOWS.weekly(moment(at))
        await room.run()  # the summary of that week is out
        room.now = moment(at)
        eager = await room.person("1", rhythm="each")
        await room.offer()
        await room.run()
        room.now = moment(goes) - 1
        await room.run()
        assert await room.ledger() == []
        await room.run(goes)
        assert await room.ledger() == [(eager, "each")]


class TestQuietAndLate:
    async def test_a_quiet_day_moves_the_summary_into_the_next_window(self, room: Newsroom) -> None:
        usual = await room.person("1")
        await room.offer()
        await room.quiet("2026-12-03")
        for at in (THURSDAY, "2026-12-03 17:00", "2026-12-04 08:59"):
            await room.run(at)
        assert await room.ledger() == []
        await room.run("2026-12-04 09:00")
        assert await room.ledger() == [(usual, "weekly")]

    async def test_a_holiday_on_thursday(self, room: Newsroom) -> None:
        room.now = moment("2027-05-03 09:00")
        usual = await room.person("1")
        await room.offer()
        await room.run("2027-05-06 16:00")  # Ascension Day
        assert await room.ledger() == []
        await room.run("2027-05-07 09:00")
        assert await room.ledger() == [(usual, "weekly")]

    @pytest.mark.parametrize("back", ["2026-12-03 17:00", "2026-12-04 09:00", "2026-12-04 15:59"])
    async def test_a_missed_thursday_goes_late_for_a_day(self, room: Newsroom, back: str) -> None:
        usual = await room.person("1")
        await room.offer()
        await room.run(back)
        assert await room.ledger() == [(usual, "weekly")]

    async def test_later_than_a_day_it_is_missed_told_and_joins_the_next(self, room: Newsroom) -> None:
        await room.run("2026-11-26 16:00")  # one went well
        usual = await room.person("1")
        admin = await room.person("9", wants=False)
        await room.store.transact(lambda tx: staff.add(tx, admin, "admin", None, "cli", room.now))
        await room.offer("Slot")
        await room.run("2026-12-04 16:00")
        assert await room.ledger() == []
        assert "terlewat lebih dari 24 jam" in (await room.read(admin))[0]
        await room.run(NEXT_THURSDAY)
        assert await room.titles(usual) == [["Slot"]]
        assert len(await room.read(admin)) == 1

    async def test_the_first_start_of_a_city_misses_nothing(self, room: Newsroom) -> None:
        admin = await room.person("9", wants=False)
        await room.store.transact(lambda tx: staff.add(tx, admin, "admin", None, "cli", room.now))
        await room.run()
        assert await room.read(admin) == []

    async def test_what_waits_when_the_window_closes_leaves_when_it_opens(self, room: Newsroom) -> None:
        await room.person("1")
        await room.offer()
        await room.run("2026-12-03 17:28")
        room.now = moment("2026-12-03 17:29")  # its last minute: a look a minute is enough to keep to it
        await room.run()
        assert await room.sent() == []
        room.now = moment("2026-12-04 08:59")
        await room.run()
        assert await room.sent() == []
        room.now = moment("2026-12-04 09:00")
        assert len(await room.sent()) == 1

    async def test_started_again_in_the_evening_it_sends_nothing_before_morning(self, room: Newsroom) -> None:
        await room.person("1")
        await room.offer()
        await room.run(THURSDAY)
        await room.worker().hold()
        room.now = moment("2026-12-03 20:00")
        await room.worker().hold()
        assert await room.sent() == []
        room.now = moment("2026-12-04 09:00")
        assert len(await room.sent()) == 1


class TestMostOfAWeek:
    async def test_three_single_ones_then_none_for_seven_days(self, room: Newsroom) -> None:
        eager = await room.person("1", rhythm="each")
        for number in range(5):
            await room.offer(f"Slot {number}")
        await room.run()
        assert await room.titles(eager) == [["Slot 0"], ["Slot 1"], ["Slot 2"]]
        await room.run(THURSDAY)
        assert len(await room.read(eager)) == 3
        await room.run(NEXT_THURSDAY)  # what was left out is still new
        assert (await room.titles(eager))[3:] == [["Slot 3", "Slot 4"]]

    async def test_a_summary_every_thursday_beside_two_single_ones(self, room: Newsroom) -> None:
        eager = await room.person("1", rhythm="each")
        for day in ("2026-12-03", "2026-12-10", "2026-12-17"):
            for number in range(2):
                room.now = moment(f"{day} 10:00")
                await room.offer(f"Slot {day} {number}")
                await room.run()
            await rows(room.store, "DELETE FROM alert_told WHERE opportunity_id % 2 = 0 RETURNING 1 AS n")
            await room.run(f"{day} 16:00")
        assert [kind for _, kind in await room.ledger()] == ["each", "each", "weekly"] * 3
        assert eager

    async def test_announcements_and_news_count_together_urgent_ones_not(self, room: Newsroom) -> None:
        eager = await room.person("1", rhythm="each")

        async def announce(**more: object) -> int:
            wish = Wish(text="kabar", **more)  # type: ignore[arg-type]
            made = await room.store.transact(lambda tx: announcing.announce(permitting.cli(tx, HOUSE, room.now), wish))
            worker = Broadcast(room.store, HOUSE, ACCOUNTS, lambda: room.now)
            while await worker.step():
                pass
            return made

        await announce(urgent=True, reason="banjir")
        await announce()
        for number in range(3):
            await room.offer(f"Slot {number}")
        await room.run()
        assert len(await room.ledger()) == 2
        capped = await announce(cap=3)
        found = await room.store.read(lambda tx: announcements.report(tx, capped))
        assert found.reasons == {"cap": 1}
        urgent = await announce(urgent=True, reason="banjir")
        found = await room.store.read(lambda tx: announcements.report(tx, urgent))
        assert found.states == {"queued": 1}
        assert eager

    async def test_what_was_announced_to_a_chat_is_no_news_to_it(self, room: Newsroom) -> None:
        usual = await room.person("1")
        announced, fresh = await room.offer("Diumumkan"), await room.offer("Baru")
        plan = Plan(
            texts={}, audience=EVERYBODY, at=room.now, expires_at=2**52, created_by="cli", opportunity_id=announced.id
        )  # fmt: skip
        await room.store.transact(lambda tx: announcements.add(tx, plan, room.now))
        worker = Broadcast(room.store, HOUSE, ACCOUNTS, lambda: room.now)
        while await worker.step():
            pass
        await room.run(THURSDAY)
        told = await rows(room.store, "SELECT contact_id, opportunity_id FROM alert_told")
        assert [(row["contact_id"], row["opportunity_id"]) for row in told] == [(usual, fresh.id)]


class TestGoingOn:
    async def many(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        monkeypatch.setattr("bot.actions.rounds.SLICE", 2)
        found = [await room.person(str(number)) for number in range(1, 8)]
        await room.offer()
        room.now = moment(THURSDAY)
        return found

    async def test_killed_in_the_middle_it_goes_on_and_nobody_has_two(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        everybody = await self.many(room, monkeypatch)

        async def gone(*args: object) -> None:
            raise RuntimeError("gone")

        for _ in range(3):  # begins, and two slices
            await room.worker().step()
        with monkeypatch.context() as killed:
            killed.setattr("storage.alerts.queue", gone)
            with pytest.raises(RuntimeError, match="gone"):
                await room.worker().step()
        assert len(await room.ledger()) == 4
        await room.run("2026-12-03 16:20")
        assert await room.ledger() == [(contact_id, "weekly") for contact_id in everybody]
        assert [len(await room.read(contact_id)) for contact_id in everybody] == [1] * 7

    async def test_down_over_night_the_rest_is_told_in_the_morning(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        everybody = await self.many(room, monkeypatch)
        for _ in range(3):
            await room.worker().step()
        for at in ("2026-12-03 18:00", "2026-12-04 08:00"):
            await room.run(at)
        assert len(await room.ledger()) == 4
        await room.run("2026-12-04 09:00")
        assert await room.ledger() == [(contact_id, "weekly") for contact_id in everybody]

    async def test_of_two_processes_one_tells(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        everybody = await self.many(room, monkeypatch)
        async with twin(room.store) as other:
            workers = room.worker(), replace(room, store=other).worker()
            while any(await asyncio.gather(*(worker.step() for worker in workers))):
                pass
        assert await room.ledger() == [(contact_id, "weekly") for contact_id in everybody]
        assert [len(await room.read(contact_id)) for contact_id in everybody] == [1] * 7

    async def test_what_is_cancelled_meanwhile_is_not_told_any_more(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await self.many(room, monkeypatch)
        await room.worker().step()
        await room.worker().step()
        assert len(await room.sent()) == 2

        async def cancel(tx: Tx) -> None:
            (one,) = await opportunities.in_states(tx, ("published",), 9)
            assert await opportunities.save(tx, replace(one, state="cancelled"), room.now)

        await room.store.transact(cancel)
        await room.run()
        assert len(await room.ledger()) == 2
