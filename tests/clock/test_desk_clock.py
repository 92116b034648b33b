"""The clock's jobs for requests, through clocks as they run: once, whatever stops, restarts or runs beside it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from bot.actions import assigning, closing, reminding
from bot.clock import Clock
from bot.desk_clock import desk_jobs
from bot.filing import Files
from storage import staff
from storage.ports import Store
from tests.actions.world import Office, moment
from tests.clock.world import HOUSE, MINUTE, Time
from tests.storage.stores import twin


@pytest.fixture
def office(store: Store) -> Office:
    """An office over an empty store."""
    return Office(store)


def clock(store: Store, time: Time, files: Files) -> Clock:
    return Clock(store, HOUSE, time, files, desk_jobs(store, HOUSE, time))


async def at(ticking: Clock, time: Time, text: str) -> None:
    """The clock looks at that moment."""
    time.at = moment(text)
    await ticking.tick()


async def test_a_weekend_of_two_processes(office: Office, store: Store, time: Time, files: Files) -> None:
    officer, committee = await office.officer("desk"), await office.officer("committee")
    office.now = moment("2026-11-27 16:31")  # Friday, just closed
    await office.file(await office.requester(), kind="permit", event_on=date(2026, 12, 1))
    async with twin(store) as other:
        clocks = [clock(each, time, files) for each in (store, other)]
        time.at = office.now
        while time.at < moment("2026-12-01 16:31"):
            await asyncio.gather(*(each.tick() for each in clocks))
            time.pass_(15 * MINUTE)
    told = [text.split("\n")[0] for text in await office.told(officer)]
    assert told == [
        "Tidak ada permohonan yang menunggu Kakak sendiri.",  # Monday 07.30
        "⏳ Ada yang mendesak:",  # Monday 08.00
        "Tidak ada permohonan yang menunggu Kakak sendiri.",
        "Tidak ada permohonan yang menunggu Kakak sendiri.",  # Tuesday
        "Tidak ada permohonan yang menunggu Kakak sendiri.",
    ]
    assert len(await office.told(committee)) == 5


async def test_nothing_in_the_break_of_a_friday(office: Office, store: Store, time: Time, files: Files) -> None:
    officer = await office.officer("desk")
    ticking = clock(store, time, files)
    await at(ticking, time, "2026-11-27 11:29")
    office.now = time.at + 1
    await office.file(await office.requester(), event_on=date(2026, 11, 30))
    await at(ticking, time, "2026-11-27 11:30")
    await at(ticking, time, "2026-11-27 12:59")
    assert await office.told(officer) == []
    await at(ticking, time, "2026-11-27 13:00")
    assert [text[:2] for text in await office.told(officer)] == ["Ti", "⏳ "]  # the digest, then what is urgent


async def test_a_restart_in_the_middle_of_a_batch_goes_on(
    office: Office, store: Store, time: Time, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = await office.officer("desk")
    asker = await office.requester()
    for _ in range(3):
        await office.file(asker, event_on=date(2026, 11, 26))
    monkeypatch.setattr(reminding, "BATCH", 1)
    with stopped_after(store, monkeypatch, 2):
        await at(clock(store, time, files), time, "2026-11-24 11:00")
    told = len(await office.told(officer))
    assert told == 1
    await at(clock(store, time, files), time, "2026-11-24 11:00")  # the same minute, another process
    assert len(await office.told(officer)) == 3


@contextmanager
def stopped_after(store: Store, monkeypatch: pytest.MonkeyPatch, urgent: int) -> Iterator[None]:
    """The process is gone within the transaction of that batch: nothing of it is left."""
    whole, steps = reminding.urgent, 0

    async def counted(*args: object) -> int:
        nonlocal steps
        done = await whole(*args)  # type: ignore[arg-type]
        steps += 1
        if steps >= urgent:
            raise RuntimeError("gone")
        return done

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "urgent", counted)
        yield


async def test_reminded_then_escalated_then_settled(office: Office, store: Store, time: Time, files: Files) -> None:
    officer, committee = await office.officer("desk"), await office.officer("committee")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    ticking = clock(store, time, files)
    await at(ticking, time, "2026-11-26 12:00")
    await at(ticking, time, "2026-11-26 12:01")
    assert await office.told(officer) == ["⏳ Perlu dijawab hari ini: D-1. Ketik ANTREAN untuk mulai."]
    await at(ticking, time, "2026-11-26 18:00")
    assert await office.told(committee) == []
    await at(ticking, time, "2026-11-27 08:00")
    assert (await office.told(committee))[-1].startswith("Lewat tenggat: D-1.")
    office.now = time.at
    await office.act(officer, closing.close, await office.seen(request), "helped", "Sudah dibantu.")
    await at(ticking, time, "2026-12-04 08:00")
    assert (await office.request(request.id)).confirmed == "silent"


async def test_an_ended_role_frees_its_work(office: Office, store: Store, time: Time, files: Files) -> None:
    officer = await office.officer()
    until = moment("2026-11-30 23:59")
    await store.transact(lambda tx: staff.add(tx, officer.contact_id, "desk", until, "cli", office.now))
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    ticking = clock(store, time, files)
    await at(ticking, time, "2026-11-30 23:58")
    assert (await office.request(request.id)).assignee_id == officer.contact_id
    await at(ticking, time, "2026-12-01 00:00")
    assert (await office.request(request.id)).assignee_id is None


async def test_what_came_of_it_is_asked_once_of_kinds_that_have_an_outcome(
    office: Office, store: Store, time: Time, files: Files
) -> None:
    officer = await office.officer("desk")
    kinds = {kind.has_outcome: kind.id for kind in HOUSE.city.support.kinds if not kind.sealed}
    askers = {has: await office.requester() for has in (True, False)}
    for has, asker in askers.items():
        request = await office.file(asker, kind=kinds[has])
        await office.act(officer, closing.close, await office.seen(request), "helped", "Sudah.")
        await office.act(asker, closing.confirm, request.id, "yes")
    before = {has: len(await office.told(asker)) for has, asker in askers.items()}
    ticking = clock(store, time, files)
    await at(ticking, time, "2026-12-28 07:59")
    await at(ticking, time, "2026-12-28 08:00")
    await at(ticking, time, "2026-12-28 08:01")
    after = {has: len(await office.told(asker)) for has, asker in askers.items()}
    assert (after[True] - before[True], after[False] - before[False]) == (1, 0)


async def test_what_was_told_wakes_who_sends_it(office: Office, store: Store, time: Time, files: Files) -> None:
    await office.officer("desk")
    ticking, woken = clock(store, time, files), []
    ticking.told = lambda: woken.append(time.at)
    await at(ticking, time, "2026-11-24 13:00")
    woken.clear()  # the night's work, done late
    await at(ticking, time, "2026-11-24 13:01")
    assert woken == []
    await office.file(await office.requester())
    await at(ticking, time, "2026-11-24 13:02")
    assert woken == []  # not soon, and no digest is due
    await at(ticking, time, "2026-11-25 07:30")
    assert moment("2026-11-25 07:30") in woken
