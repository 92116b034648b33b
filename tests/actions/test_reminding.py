"""The clock: what is urgent, due and late; once, however many processes there are."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.actions import answering, assigning, digesting, leave, reminding
from bot.actions.desk import House
from storage.ports import Store, Tx
from tests.actions.world import Office, moment
from tests.clock.world import HOUSE
from tests.storage.stores import twin


async def test_what_is_wanted_soon_is_told_at_once_in_working_hours(office: Office) -> None:
    officer = await office.officer("desk")
    office.now = moment("2026-11-23 20:00")
    await office.file(await office.requester(), kind="permit", event_on=date(2026, 11, 26))
    await office.file(await office.requester(), event_on=date(2026, 12, 26))
    assert await office.clock(reminding.urgent) == 0
    office.now = moment("2026-11-24 08:00")
    assert await office.clock(reminding.urgent) == 1
    assert await office.clock(reminding.urgent) == 0
    assert await office.told(officer) == [
        "⏳ Ada yang mendesak:\nD-1 (Izin acara & keramaian): Kamis, 26 November\nKetik ANTREAN untuk mulai."
    ]


async def test_what_piled_up_over_night_is_one_message(office: Office) -> None:
    officer = await office.officer("desk")
    office.now = moment("2026-11-23 20:00")
    for _ in range(reminding.LISTED + 1):
        await office.file(await office.requester(), event_on=date(2026, 11, 26))
    office.now = moment("2026-11-24 08:00")
    assert await office.clock(reminding.urgent) == reminding.LISTED + 1
    (told,) = await office.told(officer)
    assert told.count("Kamis, 26 November") == reminding.LISTED
    assert "\n…\n" in told


async def test_a_batch_at_a_time(office: Office) -> None:
    officer = await office.officer("desk")
    asker = await office.requester()
    for _ in range(reminding.BATCH + 1):
        await office.file(asker, event_on=date(2026, 11, 26))
    assert [await office.clock(reminding.urgent) for _ in range(3)] == [reminding.BATCH, 1, 0]
    assert len(await office.told(officer)) == 2


async def test_who_is_on_leave_hears_nothing(office: Office) -> None:
    away, here = await office.officer("committee"), await office.officer("committee")
    await office.act(away, leave.take, date(2026, 11, 30))
    await office.file(await office.requester(), event_on=date(2026, 11, 26))
    await office.clock(reminding.urgent)
    office.now = moment("2026-11-30 09:00")
    await office.clock(reminding.escalate)
    assert len(await office.told(here)) == 2
    assert await office.told(away) == []


async def test_with_no_committee_at_work_the_admins_hear_what_is_late(office: Office) -> None:
    admin, committee = await office.officer("admin"), await office.officer("committee")
    await office.file(await office.requester())
    await office.act(committee, leave.take, date(2026, 11, 30))
    office.now = moment("2026-11-30 09:00")
    assert await office.clock(reminding.escalate) == 1
    assert await office.told(committee) == []
    assert (await office.told(admin))[0].startswith("Lewat tenggat: D-1. Tidak ada anggota komite")


async def test_the_assignee_is_reminded_then_the_committee_told(office: Office) -> None:
    officer, committee, desk = [await office.officer(role) for role in ("desk", "committee", "desk")]
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    office.now = moment("2026-11-26 11:00")
    assert await office.clock(reminding.remind) == 0
    office.now = moment("2026-11-26 12:00")
    assert [await office.clock(reminding.remind) for _ in range(2)] == [1, 0]
    office.now = moment("2026-11-26 16:01")
    assert await office.clock(reminding.escalate) == 0
    office.now = moment("2026-11-27 08:00")
    assert [await office.clock(reminding.escalate) for _ in range(2)] == [1, 0]
    assert await office.told(officer) == ["⏳ Perlu dijawab hari ini: D-1. Ketik ANTREAN untuk mulai."]
    (late,) = await office.told(committee)
    assert late.startswith("Lewat tenggat: D-1. Mohon komite memutuskan")
    assert await office.told(desk) == []


async def test_a_new_due_date_is_reminded_of_again(office: Office) -> None:
    officer = await office.officer("desk")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    office.now = moment("2026-11-26 12:00")
    await office.clock(reminding.remind)
    await office.act(officer, answering.answer, await office.seen(request), "Ya.")
    office.now = moment("2026-12-03 12:00")
    assert await office.clock(reminding.remind) == 1


@pytest.mark.parametrize("job", [digesting.digest, reminding.urgent, reminding.escalate])
async def test_once_however_many_processes(
    office: Office, store: Store, job: Callable[[Tx, House, int], Awaitable[int]]
) -> None:
    committee = await office.officer("committee")
    office.now = moment("2026-11-20 09:00")
    await office.file(await office.requester(), event_on=date(2026, 11, 23))
    now = moment("2026-11-25 13:00")
    async with twin(store) as other:
        await asyncio.gather(*(each.transact(lambda tx: job(tx, HOUSE, now)) for each in (store, other) * 3))
    assert len(await office.told(committee)) == 1
