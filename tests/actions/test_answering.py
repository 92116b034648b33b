"""Answering: told to the right person, nothing overwritten, striking leaves no trace."""

import asyncio
from datetime import date

import pytest

from bot.actions import answering, closing, requesting, sorting, viewing
from bot.actions.changing import Seen
from bot.errors import Refused
from storage import audit
from tests.actions.world import STORY, Office, moment


async def test_an_answer_reaches_the_requester_and_is_counted(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    request = await office.file(asker)
    office.now = moment("2026-11-25 10:30")
    done = await office.act(officer, answering.answer, await office.seen(request), "Bisa dipinjam *Senin*.")
    assert done.told
    assert (done.request.state, done.request.assignee_id) == ("in_progress", officer.contact_id)
    assert done.request.first_answer_minutes == 7 * 60 + 150
    assert (await office.told(asker))[-1].startswith("Jawaban kami untuk permohonan D-1:\n\nBisa dipinjam \\*Senin\\*.")
    await office.act(officer, answering.answer, await office.seen(request), "Sekali lagi.")
    assert (await office.request(request.id)).first_answer_at == office.now


async def test_it_leaves_the_queue_until_it_is_time_to_look_again(office: Office) -> None:
    request = await office.file(await office.requester())
    await office.act(await office.officer("desk"), answering.answer, await office.seen(request), "Ya.")
    after = await office.request(request.id)
    assert (after.due_at, after.wake_at) == (moment("2026-12-01 16:00"), moment("2026-12-01 00:00"))


async def test_two_officers_at_the_same_moment(office: Office) -> None:
    asker = await office.requester()
    officers = [await office.officer("desk", name=f"Petugas {name}") for name in ("Satu", "Dua")]
    request = await office.file(asker)
    seen = await office.seen(request)
    ends = await asyncio.gather(
        *(office.act(who, answering.answer, seen, f"Dari {n}") for n, who in enumerate(officers)),
        return_exceptions=True,
    )
    lost = [end for end in ends if isinstance(end, Refused)]
    assert len(lost) == 1
    winner = 1 - ends.index(lost[0])
    assert lost[0].key == "request.stale.said"
    assert (lost[0].values["text"], lost[0].values["who"]) == (
        f"Dari {winner}", ("Petugas Satu", "Petugas Dua")[winner],
    )  # fmt: skip
    thread = await office.act(asker, requesting.talk, request.id)
    assert [said.text for said in thread] == [STORY, f"Dari {winner}"]
    assert len(await office.told(asker)) == 1


async def test_twenty_at_once_each_reach_their_own_requester(office: Office) -> None:
    askers = [await office.requester(f"Cek {n}") for n in range(20)]
    officers = [await office.officer("desk") for _ in range(20)]
    filed = [await office.file(asker) for asker in askers]
    seen = [await office.seen(request) for request in filed]
    await asyncio.gather(*(
        office.act(officer, answering.answer, each, f"Untuk nomor {n}.")
        for n, (officer, each) in enumerate(zip(officers, seen, strict=True))
    ))  # fmt: skip
    for n, asker in enumerate(askers):
        told = await office.told(asker)
        assert len(told) == 1
        assert f"Untuk nomor {n}." in told[0]


async def test_a_requester_writing_meanwhile_hinders_nobody(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    request = await office.file(asker)
    seen = await office.seen(request)
    await asyncio.gather(
        office.act(officer, answering.answer, seen, "Ya."), office.act(asker, requesting.add, request.id, "Dan lagi.")
    )
    thread = await office.act(asker, requesting.talk, request.id)
    assert {said.text for said in thread} == {STORY, "Ya.", "Dan lagi."}


async def test_a_reply_to_what_was_shown_belongs_to_that_request(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    first, second = await office.file(asker), await office.file(asker, story="lain sekali")
    for request in (first, second):
        await office.act(officer, answering.answer, await office.seen(request), "Ya.")
    await office.sql("UPDATE outbox SET platform_id = 'tg-' || n RETURNING id")
    bubbles = await office.sql("SELECT n FROM outbox ORDER BY id")
    found = [await office.act(asker, answering.replied_to, f"tg-{row['n']}") for row in bubbles]
    assert found == [first.id, second.id]
    assert await office.act(officer, answering.replied_to, f"tg-{bubbles[0]['n']}") is None
    assert await office.act(asker, answering.replied_to, "") is None


async def test_what_a_message_showed_is_known_with_its_version(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    request = await office.file(asker)
    await office.act(officer, answering.answer, await office.seen(request), "Ya.")
    office.now += 60_000
    await office.act(officer, answering.answer, await office.seen(request), "Sekali lagi.")
    await office.sql("UPDATE outbox SET platform_id = 'tg-' || n RETURNING id")
    bubbles = await office.sql("SELECT n FROM outbox ORDER BY id")
    found = [await office.act(asker, answering.seen_in, f"tg-{row['n']}") for row in bubbles]
    assert found == [Seen(request.id, 2), Seen(request.id, 3)]
    assert await office.act(officer, answering.seen_in, f"tg-{bubbles[0]['n']}") is None
    assert await office.act(asker, answering.seen_in, "") is None


async def test_notes_stay_among_staff(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    request = await office.file(asker)
    await office.act(officer, answering.note, request.id, "Sudah pernah dibantu.")
    card = await office.act(officer, viewing.card, request.id)
    assert [said.thread for said in card.thread] == ["public", "internal"]
    assert [said.text for said in await office.act(asker, requesting.talk, request.id)] == [STORY]
    assert await office.told(asker) == []


async def test_striking_leaves_nothing_of_the_words(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    request = await office.file(asker, story="rekening saya RAHASIA-77")
    await office.act(officer, answering.title, await office.seen(request), "soal RAHASIA-77")
    card = await office.act(officer, viewing.card, request.id)
    await office.act(officer, answering.strike, card.thread[0].id, "rekening saya …")
    after = await office.act(officer, viewing.card, request.id)
    assert (after.request.story, after.request.title, after.thread[0].text) == (
        "rekening saya …",
        "",
        "rekening saya …",
    )
    assert after.thread[0].struck
    for table in ("support_requests", "request_messages"):
        assert "RAHASIA" not in str([dict(row) for row in await office.sql(f"SELECT * FROM {table}")])  # noqa: S608
    acts = await office.store.read(lambda tx: audit.of_subject(tx, "support_requests", request.id))
    assert "RAHASIA" not in str([(act["before"], act["after"]) for act in acts])


@pytest.mark.parametrize("text", ["", "  \n", "x" * 3001])
async def test_no_words_and_too_many_are_refused(office: Office, text: str) -> None:
    officer = await office.officer("desk")
    request = await office.file(await office.requester())
    with pytest.raises(Refused):
        await office.act(officer, answering.answer, await office.seen(request), text)
    assert (await office.act(officer, answering.answer, await office.seen(request), "Ya.")).told


async def test_a_promise_is_told_kept_or_broken(office: Office) -> None:
    asker, officer = await office.requester(), await office.officer("desk")
    kept, late = await office.file(asker), await office.file(asker, story="lain sekali")
    for request in (kept, late):
        await office.act(officer, sorting.promise, await office.seen(request), date(2026, 11, 27))
    assert "Kabar berikutnya paling lambat Jumat, 27 November." in (await office.told(asker))[0]
    assert (await office.request(kept.id)).due_at == moment("2026-11-27 16:30")
    await office.act(officer, answering.answer, await office.seen(kept), "Ini kabarnya.")
    office.now = moment("2026-11-30 09:00")
    await office.act(officer, closing.close, await office.seen(late), "helped", "Terlambat, sudah beres.")
    found = await office.sql("SELECT request_id, kept FROM request_promises ORDER BY id")
    assert [(row["request_id"], row["kept"]) for row in found] == [(kept.id, 1), (late.id, 0)]


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 11, 28), date(2025, 1, 6)])
async def test_only_working_days_to_come_can_be_promised(office: Office, day: date) -> None:
    officer = await office.officer("desk")
    request = await office.file(await office.requester())
    with pytest.raises(Refused, match="promise_day"):
        await office.act(officer, sorting.promise, await office.seen(request), day)


async def test_every_act_is_in_the_audit_with_before_and_after(office: Office) -> None:
    officer = await office.officer("desk")
    request = await office.file(await office.requester())
    await office.act(officer, sorting.change_kind, await office.seen(request), "permit")
    acts = await office.act(officer, viewing.audited, request.id)
    assert [(act["action"], act["before"], act["after"]) for act in acts][-1] == (
        "request.kind", '{"kind": "equipment"}', '{"kind": "permit"}',
    )  # fmt: skip
    assert acts[-1]["actor"] == f"contact:{officer.contact_id}"
