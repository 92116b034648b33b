"""The clock: digests, what is urgent, due and late; once, however many processes there are."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.actions import answering, assigning, leave, reminding
from bot.actions.desk import House
from storage.ports import Store, Tx
from tests.actions.world import Office, moment
from tests.clock.world import HOUSE
from tests.storage.stores import twin


async def test_two_digests_a_working_day(office: Office) -> None:
    officer, viewer = await office.officer("desk"), await office.officer("viewer")
    office.now = moment("2026-11-23 18:00")
    for _ in range(3):
        await office.file(await office.requester())
    for at, told in (
        ("2026-11-24 07:29", 0), ("2026-11-24 07:30", 1), ("2026-11-24 07:31", 0), ("2026-11-24 13:00", 1),
        ("2026-11-24 17:00", 0), ("2026-11-28 07:30", 0), ("2026-12-25 07:30", 0),
    ):  # fmt: skip
        office.now = moment(at)
        assert await office.clock(reminding.digest) == told, at
    said = await office.told(officer)
    assert said[0].startswith(
        "Antrean: 3 menunggu, 0 terlambat, 3 belum dipegang, 0 milik Kakak.\nBaru: 3 (Alat & bahan 3)."
    )
    assert "Baru: 0 (-)." in said[1]
    assert await office.told(viewer) == []


async def test_no_digest_of_nothing_and_none_on_leave(office: Office) -> None:
    officer = await office.officer("desk")
    office.now = moment("2026-11-24 07:30")
    assert await office.clock(reminding.digest) == 0
    await office.file(await office.requester())
    await office.act(officer, leave.take, date(2026, 11, 30))
    office.now = moment("2026-11-24 13:00")
    assert await office.clock(reminding.digest) == 0


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
        "⏳ D-1 (Izin acara & keramaian) untuk Kamis, 26 November. Ketik ANTREAN untuk mulai."
    ]


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
    assert await office.told(officer) == ["⏳ Jatuh tempo sebentar lagi: D-1. Ketik ANTREAN untuk mulai."]
    assert await office.told(committee) == ["Lewat tenggat: D-1. Perlu keputusan komite."]
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


@pytest.mark.parametrize("job", [reminding.digest, reminding.urgent, reminding.escalate])
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
