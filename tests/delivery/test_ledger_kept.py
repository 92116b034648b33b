"""How long it is known who got an announcement: a year after it was over, and not a day more."""

import json
from pathlib import Path

import pytest

from bot import retention as job
from bot.filing import Files
from bot.retention import Retention
from storage.ports import Store
from tests.clock.world import DAY, HOUSE, count
from tests.delivery.test_broadcast import Desk

YEAR = 366 * DAY
TABLES = ("announcements", "announcement_bodies", "announcement_recipients", "outbox")


async def test_a_year_and_in_steps(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "MOST", 2)
    desk = Desk(store)
    for number in range(5):
        await desk.person(str(number), wants=number > 0)
    made = await desk.announce()
    await desk.run()
    assert len(await desk.sent()) == 4
    await desk.run()
    assert await desk.state(made) == "done"
    nightly = Retention(store, HOUSE, Files(store, tmp_path, {}), lambda: desk.now).nightly

    desk.now += 364 * DAY
    assert "announcements" not in json.loads(await nightly())
    assert await desk.report(made) == {"sent": 4, "no_consent": 1}

    desk.now += YEAR - 364 * DAY
    assert json.loads(await nightly())["announcements"] == 4 + 5 + 1
    assert [await count(store, table) for table in TABLES] == [0, 0, 0, 0]
    assert await count(store, "people") == 5


async def test_what_is_paused_for_days_stays(store: Store, tmp_path: Path) -> None:
    desk = Desk(store)
    await desk.person("1")
    made = await desk.announce()
    await desk.run()
    desk.now += 6 * DAY
    await Retention(store, HOUSE, Files(store, tmp_path, {}), lambda: desk.now).nightly()
    assert await desk.report(made) == {"queued": 1}
