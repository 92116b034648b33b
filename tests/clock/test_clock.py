"""What is due: when, once, late rather than never, and whatever else goes wrong."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.clock import Clock, Job
from bot.errors import StoreDown
from bot.filing import Files
from bot.looping import Loop
from storage import contacts, marks, people
from storage.ports import Store
from tests.clock.world import CITY, DAY, HOUR, HOUSE, MINUTE, Posted, Time, count, meet, register, rows, said, send
from tests.storage.people import NOW
from tests.storage.stores import twin

HALF_PAST_TWO = int(datetime(2026, 11, 24, 2, 30, tzinfo=ZoneInfo(CITY.identity.timezone)).timestamp() * 1000)


class Counted:
    """A job that counts how often it was done, and fails as often as it is told to."""

    def __init__(self, fails: int = 0, error: type[Exception] = ValueError) -> None:
        self.done = 0
        self.tried = 0
        self._fails = fails
        self._error = error

    async def __call__(self) -> str:
        self.tried += 1
        if self.tried <= self._fails:
            raise self._error("our mistake")
        self.done += 1
        return f"{self.done} times"


def clock(store: Store, time: Time, files: Files, *jobs: Job) -> Clock:
    return Clock(store, HOUSE, time, files, jobs)


async def tick_through(clock: Clock, time: Time, milliseconds: int, step: int = MINUTE) -> None:
    """Lets time pass, with a tick after each step."""
    for _ in range(milliseconds // step):
        time.pass_(step)
        await clock.tick()


class TestWhen:
    async def test_every_so_many_minutes(self, store: Store, time: Time, files: Files) -> None:
        often, hourly = Counted(), Counted()
        ticking = clock(store, time, files, Job("often", often), Job("hourly", hourly, minutes=60))
        time.at = HALF_PAST_TWO
        await ticking.tick()
        await ticking.tick()
        assert (often.done, hourly.done) == (1, 1)
        await tick_through(ticking, time, 90 * MINUTE)
        assert (often.done, hourly.done) == (91, 3)

    async def test_once_a_night_by_the_clock_of_the_city(self, store: Store, time: Time, files: Files) -> None:
        nightly = Counted()
        time.at = HALF_PAST_TWO - DAY + MINUTE
        ticking = clock(store, time, files, Job("nightly", nightly, at=150))
        await ticking.tick()
        assert nightly.done == 1  # yesterday's, a minute late
        await tick_through(ticking, time, DAY - 2 * MINUTE, 10 * MINUTE)
        time.at = HALF_PAST_TWO - 1
        await ticking.tick()
        assert nightly.done == 1
        time.pass_(1)
        await ticking.tick()
        assert nightly.done == 2

    async def test_late_after_a_night_without_power(self, store: Store, time: Time, files: Files) -> None:
        nightly = Counted()
        time.at = HALF_PAST_TWO + 7 * HOUR
        await clock(store, time, files, Job("nightly", nightly, at=150)).tick()
        await clock(store, time, files, Job("nightly", nightly, at=150)).tick()
        assert nightly.done == 1  # the second start finds it done

    async def test_of_several_processes_one_does_it(self, store: Store, time: Time, files: Files) -> None:
        nightly = Counted()
        time.at = HALF_PAST_TWO
        async with twin(store) as other:
            clocks = [clock(each, time, files, Job("nightly", nightly, at=150)) for each in (store, other)]
            await asyncio.gather(*(each.tick() for each in clocks))
        assert nightly.done == 1
        taken = await rows(store, "SELECT due, state, note FROM schedule WHERE name = 'nightly'")
        assert [(r["due"], r["state"], r["note"]) for r in taken] == [(HALF_PAST_TWO, "done", "1 times")]


class TestTrouble:
    async def test_a_job_that_fails_is_tried_again_and_holds_up_no_other(
        self, store: Store, time: Time, files: Files
    ) -> None:
        bad, good = Counted(fails=2), Counted()
        ticking = clock(store, time, files, Job("bad", bad, at=150), Job("good", good))
        time.at = HALF_PAST_TWO
        with capture_logs() as logs:
            await ticking.tick()
            await tick_through(ticking, time, 5 * MINUTE)
        assert (bad.tried, bad.done, good.done) == (3, 1, 6)
        assert [log["job"] for log in logs if log["event"] == "clock.failed"] == ["bad", "bad"]

    async def test_while_the_store_is_down_nothing_counts_as_done(self, store: Store, time: Time, files: Files) -> None:
        job = Counted(fails=1, error=StoreDown)
        ticking = clock(store, time, files, Job("job", job, minutes=60))
        await ticking.tick()
        await tick_through(ticking, time, 2 * MINUTE)
        assert (job.tried, job.done) == (2, 1)

    async def test_stopped_in_the_middle_no_other_job_begins(self, store: Store, time: Time, files: Files) -> None:
        async def stops() -> str:
            await ticking.stop()
            return ""

        after = Counted()
        ticking = clock(store, time, files, Job("stops", stops), Job("after", after))
        await ticking.tick()
        assert after.tried == 0


class TestTheStandingJobs:
    async def test_an_erasure_is_told_and_then_done_when_the_message_has_left(
        self, store: Store, time: Time, files: Files
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        person_id = await register(store, "PLG-000001", [contact_id], NOW)
        await store.transact(lambda tx: people.close(tx, person_id, NOW + 72 * HOUR))
        ticking = clock(store, time, files)
        time.pass_(72 * HOUR - 1)
        await ticking.tick()
        assert await said(store, contact_id) == []
        time.pass_(MINUTE)
        await ticking.tick()
        assert len(await said(store, contact_id)) == 1
        await tick_through(ticking, time, 5 * MINUTE)
        assert await status(store, person_id) == "closed"  # the message has not left
        await rows(store, "UPDATE outbox SET state = 'sent' RETURNING 1 AS done")
        await tick_through(ticking, time, MINUTE)
        assert await status(store, person_id) == "erased"
        assert await count(store, "outbox") == 0

    async def test_it_is_done_an_hour_later_if_the_message_does_not_leave(
        self, store: Store, time: Time, files: Files
    ) -> None:
        contact_id = await meet(store, "1", NOW)
        person_id = await register(store, "PLG-000001", [contact_id], NOW)
        await store.transact(lambda tx: people.close(tx, person_id, NOW))
        ticking = clock(store, time, files)
        await ticking.tick()
        await tick_through(ticking, time, 59 * MINUTE)
        assert await status(store, person_id) == "closed"
        await tick_through(ticking, time, MINUTE)
        assert await status(store, person_id) == "erased"

    async def test_one_taken_back_between_the_two_is_kept(self, store: Store, time: Time, files: Files) -> None:
        contact_id = await meet(store, "1", NOW)
        person_id = await register(store, "PLG-000001", [contact_id], NOW)
        await store.transact(lambda tx: people.close(tx, person_id, NOW))
        ticking = clock(store, time, files)
        await ticking.tick()
        await store.transact(lambda tx: people.reopen(tx, person_id))
        await tick_through(ticking, time, 90 * MINUTE, 10 * MINUTE)
        assert await status(store, person_id) == "registered"

    async def test_one_who_cannot_be_told_is_destroyed_at_once(self, store: Store, time: Time, files: Files) -> None:
        contact_id = await meet(store, "1", NOW)
        person_id = await register(store, "PLG-000001", [contact_id], NOW)
        await store.transact(lambda tx: contacts.set_reach(tx, contact_id, "blocked"))
        await store.transact(lambda tx: people.close(tx, person_id, NOW))
        await clock(store, time, files).tick()
        assert await status(store, person_id) == "erased"

    async def test_retention_by_night_and_those_who_declined_by_the_hour(
        self, store: Store, time: Time, files: Files
    ) -> None:
        time.at = HALF_PAST_TWO - HOUR
        old, declined = await meet(store, "1", time.at), await meet(store, "2", time.at)
        ticking = clock(store, time, files)
        await ticking.tick()  # yesterday's night is made up for
        await send(store, Posted(old, "old", time.at - 91 * DAY))
        await send(store, Posted(declined, "declined", time.at - 23 * HOUR))
        await store.transact(lambda tx: contacts.decline(tx, declined, time.at - 23 * HOUR))
        await tick_through(ticking, time, 30 * MINUTE, 10 * MINUTE)
        assert [r["event"] for r in await rows(store, "SELECT event FROM inbox")] == ["old"]
        await tick_through(ticking, time, 30 * MINUTE, 10 * MINUTE)
        assert await count(store, "inbox") == 0
        assert await store.read(lambda tx: marks.get(tx, "retention.report")) == '{"inbox": 1}'


async def status(store: Store, person_id: int) -> str:
    person = await store.read(lambda tx: people.by_id(tx, person_id))
    assert person is not None
    return person.status


class TestTheLoop:
    async def test_it_runs_until_it_is_stopped(self, store: Store, time: Time, files: Files) -> None:
        happened = asyncio.Event()

        async def job() -> str:
            happened.set()
            return ""

        ticking = clock(store, time, files, Job("job", job))
        running = asyncio.create_task(ticking.run())
        async with asyncio.timeout(10):
            await happened.wait()
            await ticking.stop()
            await running
        assert await store.read(lambda tx: marks.get(tx, "alive")) == str(NOW)

    async def test_a_step_is_repeated_while_there_is_something_to_do(self) -> None:
        steps: list[int] = []

        async def step() -> bool:
            steps.append(len(steps))
            return len(steps) < 3 or loop.stop_soon()

        class Stopping(Loop):
            def stop_soon(self) -> bool:
                self._stopping = True
                return False

        loop = Stopping("test", step, 60.0)
        async with asyncio.timeout(10):
            await loop.run()
        assert steps == [0, 1, 2]

    @pytest.mark.parametrize("error", [StoreDown("gone"), ValueError("our mistake")])
    async def test_a_step_that_fails_is_not_the_end(self, error: Exception) -> None:
        tries: list[int] = []

        async def step() -> None:
            tries.append(1)
            if len(tries) == 1:
                loop.wake()
                raise error
            await asyncio.gather(loop.stop(0.01))

        loop = Loop("test", step, 60.0)
        with capture_logs() as logs:
            async with asyncio.timeout(10):
                await loop.run()
        assert len(tries) == 2
        assert [log["event"] for log in logs if log["event"] == "loop.failed"] == ["loop.failed"] * isinstance(
            error, ValueError
        )

    async def test_stopped_before_it_ran_it_does_not_wait(self) -> None:
        steps: list[int] = []

        async def step() -> None:
            steps.append(1)

        loop = Loop("test", step, 60.0)
        async with asyncio.timeout(10):
            await loop.stop()
            await loop.run()
        assert steps == []
