"""Asking: filed once under a gapless number, found again by whoever asked, and by nobody else."""

import asyncio
from datetime import date

import pytest

from bot.actions import answering, requesting
from bot.actions.permitting import Actor
from bot.actions.requesting import Asked
from bot.errors import Refused
from storage import people, requests, threads
from tests.actions.world import STORY, TUESDAY, Office, moment


async def test_a_request_is_filed_with_what_is_due(office: Office) -> None:
    request = await office.file(await office.requester(), wanted_on=date(2026, 12, 20))
    assert (request.reference, request.short, request.state, request.turn) == (
        "D-2026-000001",
        "D-1",
        "received",
        "staff",
    )
    assert request.answer_due_at == request.due_at == moment("2026-11-26 16:00")
    assert (request.sub_sector, request.district, request.soon) == ("fesyen", "16.71.01", 0)
    assert request.filed_at == TUESDAY


async def test_what_is_wanted_sooner_is_due_sooner(office: Office) -> None:
    request = await office.file(await office.requester(), event_on=date(2026, 11, 25))
    assert (request.answer_due_at, request.soon) == (moment("2026-11-25 16:00"), 1)


async def test_the_same_filing_is_done_once(office: Office) -> None:
    asker = await office.requester()
    asked = Asked(key="tap", kind="equipment", story=STORY)
    first = await office.act(asker, requesting.file, asked)
    again = await office.act(asker, requesting.file, asked)
    assert first.id == again.id
    assert len(await office.act(asker, requesting.mine)) == 1


async def test_fifty_at_once_get_gapless_numbers(office: Office) -> None:
    askers = [await office.requester() for _ in range(50)]
    filed = await asyncio.gather(*(office.file(asker) for asker in askers))
    assert sorted(request.n for request in filed) == list(range(1, 51))


async def test_a_filing_that_fails_leaves_no_hole(office: Office) -> None:
    asker = await office.requester()

    async def failing(actor: Actor) -> None:
        await requesting.file(actor, Asked(key="x", kind="equipment", story=STORY))
        raise Refused("request.empty")

    with pytest.raises(Refused):
        await office.act(asker, failing)
    assert (await office.file(asker)).n == 1


async def test_numbers_begin_anew_each_year(office: Office) -> None:
    asker = await office.requester()
    await office.file(asker)
    office.now = moment("2027-01-01 00:00")
    request = await office.file(asker)
    assert request.reference == "D-2027-000001"


@pytest.mark.parametrize("typed", ["D-1", "1", "d 1", "D-2026-000001", "d-2026-1"])
async def test_one_finds_ones_own(office: Office, typed: str) -> None:
    asker, other = await office.requester(), await office.requester("Pak Lain")
    request = await office.file(asker)
    found = await office.act(asker, requesting.find_mine, typed)
    assert found is not None
    assert found.id == request.id
    assert await office.act(other, requesting.find_mine, typed) is None


@pytest.mark.parametrize("typed", ["halo", "D-", "0", "D-2025-000001", ""])
async def test_what_is_no_number_of_mine_finds_nothing(office: Office, typed: str) -> None:
    asker = await office.requester()
    await office.file(asker)
    assert await office.act(asker, requesting.find_mine, typed) is None


async def test_a_stranger_may_ask_and_keeps_it_when_registering(office: Office) -> None:
    asker = await office.stranger()
    request = await office.file(asker, kind="unsorted", story="kapan festival?", name="Cek", district="16.71.02")
    assert (request.person_id, request.name, request.district) == (None, "Cek", "16.71.02")
    assert [each.id for each in await office.act(asker, requesting.mine)] == [request.id]
    await office.sql(
        "INSERT INTO people (number, status, since, last_active) VALUES ('PLG-999999', 'registered', 0, 0) RETURNING id"
    )
    person = (await office.sql("SELECT id FROM people"))[0]["id"]

    async def register(actor: Actor) -> None:
        await people.link(actor.tx, asker.contact_id, person, office.now)
        await requests.adopt(actor.tx, asker.contact_id, person)

    await office.act(asker, register)
    assert [each.id for each in await office.act(asker, requesting.mine)] == [request.id]


class TestDuplicates:
    async def test_the_same_words_in_another_order(self, office: Office) -> None:
        asker = await office.requester()
        request = await office.file(asker)
        like = "mau pinjam alat, mesin jahit rusak"
        found = await office.act(asker, requesting.duplicate, "unsorted", like)
        assert found is not None
        assert found.id == request.id

    async def test_another_matter_is_none(self, office: Office) -> None:
        asker = await office.requester()
        await office.file(asker)
        assert await office.act(asker, requesting.duplicate, "permit", "izin pawai di Kambang Iwak") is None

    async def test_the_same_event_is_one(self, office: Office) -> None:
        asker = await office.requester()
        await office.file(asker, kind="permit", story="pawai", event_on=date(2026, 12, 24))
        assert await office.act(asker, requesting.duplicate, "permit", "keramaian", date(2026, 12, 24)) is not None

    async def test_others_and_closed_ones_do_not_count(self, office: Office) -> None:
        asker, other = await office.requester(), await office.requester("Pak Lain")
        request = await office.file(asker)
        assert await office.act(other, requesting.duplicate, "equipment", STORY) is None
        await office.act(asker, requesting.withdraw, request.id)
        assert await office.act(asker, requesting.duplicate, "equipment", STORY) is None


class TestAfterwards:
    async def test_more_words_wake_it_and_change_no_version(self, office: Office) -> None:
        asker, officer = await office.requester(), await office.officer("desk")
        request = await office.file(asker)
        await office.act(officer, answering.answer, await office.seen(request), "Bisa, Kak.")
        before = await office.request(request.id)
        assert before.wake_at > office.now
        await office.act(asker, requesting.add, request.id, "Mesinnya merek lama.")
        after = await office.request(request.id)
        assert (after.version, after.wake_at, after.due_at) == (before.version, 0, moment("2026-11-26 16:00"))

    async def test_what_was_asked_back_makes_it_staffs_turn(self, office: Office) -> None:
        asker, officer = await office.requester(), await office.officer("desk")
        request = await office.file(asker)
        await office.act(officer, answering.ask_more, await office.seen(request), "Berapa pesanannya?")
        assert (await office.request(request.id)).turn == "requester"
        added = await office.act(asker, requesting.add, request.id, "Dua puluh.")
        assert (added.turn, added.wake_at) == ("staff", 0)
        thread = await office.act(asker, requesting.talk, request.id)
        assert [said.text for said in thread] == [STORY, "Berapa pesanannya?", "Dua puluh."]

    async def test_an_officer_on_time_stays_on_time(self, office: Office) -> None:
        asker = await office.requester()
        request = await office.file(asker)
        office.now = moment("2026-11-25 15:00")
        await office.act(asker, requesting.add, request.id, "Tambahan.")
        assert (await office.request(request.id)).due_at == moment("2026-11-26 16:00")

    async def test_completing_takes_questions_off(self, office: Office) -> None:
        asker = await office.requester()
        request = await office.file(asker, open_questions=("item", "when"))
        await office.act(asker, requesting.complete, request.id, "item", "mesin jahit")
        done = await office.act(asker, requesting.complete, request.id, "when", None)
        assert (dict(done.answers), done.open_questions) == ({"item": "mesin jahit"}, ())

    async def test_a_day_told_later_counts_as_if_told_at_once(self, office: Office) -> None:
        request = await office.file(asker := await office.requester(), kind="space", open_questions=("when",))
        done = await office.act(asker, requesting.complete, request.id, "when", "2026-11-25")
        assert (done.wanted_on, done.soon) == (date(2026, 11, 25), 1)
        assert (request.due_at, done.due_at) == (moment("2026-11-26 16:00"), moment("2026-11-25 16:00"))

    async def test_a_day_told_later_says_by_when_papers_must_be_in(self, office: Office) -> None:
        request = await office.file(asker := await office.requester(), kind="permit", open_questions=("event_date",))
        done = await office.act(asker, requesting.complete, request.id, "event_date", "2026-12-29")
        assert (done.event_on, done.legal_at) == (date(2026, 12, 29), moment("2026-12-08 16:00"))
        assert (done.due_at, done.soon) == (request.due_at, 0)
        after = await office.act(asker, requesting.complete, request.id, "scale", "nasional")
        assert after.legal_at == moment("2026-11-27 16:30")
        same = await office.act(asker, requesting.complete, request.id, "place", "BKB")
        assert (same.legal_at, same.event_on) == (after.legal_at, after.event_on)

    async def test_what_is_not_sorted_has_no_days(self, office: Office) -> None:
        request = await office.file(asker := await office.requester(), kind="unsorted")
        done = await office.act(asker, requesting.complete, request.id, "when", "2026-11-25")
        assert (done.wanted_on, done.due_at) == (None, request.due_at)

    async def test_a_stranger_says_its_name_later(self, office: Office) -> None:
        request = await office.file(asker := await office.stranger(), kind="unsorted")
        await office.act(asker, requesting.call, request.id, " Cek Contoh ")
        assert (await office.request(request.id)).name == "Cek Contoh"
        with pytest.raises(Refused, match=r"request\.unknown"):
            await office.act(await office.stranger(), requesting.call, request.id, "Lain")

    async def test_withdrawn_and_opened_again(self, office: Office) -> None:
        asker = await office.requester()
        request = await office.file(asker)
        gone = await office.act(asker, requesting.withdraw, request.id)
        assert (gone.state, gone.outcome, gone.open) == ("withdrawn", "withdrawn", False)
        with pytest.raises(Refused, match=r"request\.ended"):
            await office.act(asker, requesting.add, request.id, "Masih?")
        back = await office.act(asker, requesting.reopen, request.id, "Ternyata perlu.")
        assert (back.state, back.outcome, back.reopened, back.open) == ("under_review", "", 1, True)

    @pytest.mark.parametrize("do", [requesting.withdraw, requesting.reopen, requesting.talk])
    async def test_nobody_else_may(self, office: Office, do: object) -> None:
        request = await office.file(await office.requester())
        for other in (await office.requester("Pak Lain"), await office.stranger(), await office.officer("committee")):
            with pytest.raises(Refused, match=r"request\.unknown"):
                await office.act(other, do, request.id)  # type: ignore[arg-type]

    async def test_files_stay_as_long_as_the_request(self, office: Office) -> None:
        asker = await office.requester()
        columns = "INSERT INTO media (contact_id, kind, ref, state, at)"
        await office.sql(f"{columns} VALUES ({asker.contact_id}, 'photo', 'r', 'kept', 0) RETURNING id")
        media = (await office.sql("SELECT id FROM media"))[0]["id"]
        request = await office.file(asker, media=[media])
        said = await office.store.read(lambda tx: threads.of_request(tx, request.id, internal=False))
        assert said[0].media == (media,)


async def test_a_closed_kind_is_counted_and_not_filed(office: Office) -> None:
    await office.act(await office.requester(), requesting.sent_elsewhere, "export")
    counted = await office.sql("SELECT kind, sub_sector, district FROM requests_elsewhere")
    assert [tuple(row[name] for name in ("kind", "sub_sector", "district")) for row in counted] == [
        ("export", "fesyen", "16.71.01")
    ]
    assert await office.sql("SELECT id FROM support_requests") == []
