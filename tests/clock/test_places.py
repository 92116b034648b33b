"""The clock's jobs for places, through clocks as they run: two at once, one of them new every hour, nothing twice."""

import asyncio

from bot.actions import results
from bot.clock import Clock
from bot.desk_clock import desk_jobs
from bot.filing import Files
from storage.ports import Store
from tests.actions.test_placing import choice
from tests.actions.world import Office, moment
from tests.clock.world import HOUSE, MINUTE, Time
from tests.storage.stores import twin


def clock(store: Store, time: Time, files: Files) -> Clock:
    return Clock(store, HOUSE, time, files, desk_jobs(store, HOUSE, time))


async def test_two_processes_that_are_restarted_all_the_time(store: Store, time: Time, files: Files) -> None:
    found = await choice(Office(store), 4, 1)
    await found.mark(0, "chosen")
    await found.mark(1, "waiting")
    await found.mark(2, "waiting")
    await found.office.act(found.committee, results.send, found.one.id, 4, "full")
    time.at = found.office.now
    async with twin(store) as other:
        while time.at < moment("2026-11-28 09:00"):
            await asyncio.gather(clock(store, time, files).tick(), clock(other, time, files).tick())
            time.pass_(30 * MINUTE)
    assert await found.states() == ["lapsed", "lapsed", "chosen", "not_chosen"]
    first, second, third, last = [await found.told(n) for n in range(4)]
    assert [len(first), len(second), len(third), len(last)] == [4, 1 + 4, 1 + 1, 1]
    heard = [text.split("\n")[0] for text in await found.office.told(found.committee)]
    assert len([text for text in heard if "Tolong ditelepon" in text]) == 2
    assert len([text for text in heard if "ditawarkan ke" in text]) == 2
