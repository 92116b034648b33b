"""A backup brought back: everything is there, and who was erased meanwhile stays erased."""

from pathlib import Path

import pytest

from bot.app.opening import now, opened
from bot.app.saving import bring_back, save
from bot.erasures import Erasures
from bot.errors import BackupFault
from bot.filing import Files
from bot.settings import Settings, read
from storage import people
from storage.ports import Tx
from storage.seeding import Seeding, sow


def settings(folder: Path, data: str = "data") -> Settings:
    return read(data_dir=folder / data, database_url=f"sqlite:///{folder / data / 'kekraf.db'}")


async def seeded(city: Settings, people_wanted: int) -> None:
    async with opened(city) as here:
        plan = Seeding(people_wanted, "telegram", "1", 1, False, now())
        assert await sow(here.store, here.house.city, plan) == people_wanted


async def count(city: Settings) -> int:
    async with opened(city) as here:
        row = await here.store.read(lambda tx: tx.one("people.count"))
        return int(row["n"]) if row is not None else 0


async def test_everything_comes_back(tmp_path: Path) -> None:
    here, there = settings(tmp_path), settings(tmp_path, "elsewhere")
    await seeded(here, 700)
    assert "tables" in await save(here, tmp_path / "all.tar")
    await bring_back(there, tmp_path / "all.tar")
    assert await count(there) == 700


async def test_a_full_store_is_not_overwritten(tmp_path: Path) -> None:
    here = settings(tmp_path)
    await seeded(here, 3)
    await save(here, tmp_path / "all.tar")
    with pytest.raises(BackupFault):
        await bring_back(here, tmp_path / "all.tar")
    assert await count(here) == 3


async def test_an_erasure_after_the_backup_is_done_again(tmp_path: Path) -> None:
    here = settings(tmp_path)
    await seeded(here, 5)
    await save(here, tmp_path / "before.tar")
    async with opened(here) as city:
        person = await city.store.read(lambda tx: people.by_id(tx, 1))
        assert person is not None

        async def due(tx: Tx) -> None:
            await people.close(tx, 1, now() - 1)

        await city.store.transact(due)
        time = [now()]
        job = Erasures(city.store, city.house, Files(city.store, here.data_dir), lambda: time[0])
        assert await job.run() == "", "first the person is told"
        time[0] += 2 * 3_600_000
        assert await job.run() == "1 destroyed"
    (here.data_dir / "kekraf.db").unlink()
    for left in here.data_dir.glob("kekraf.db-*"):
        left.unlink()
    assert "1 erasures kept" in await bring_back(here, tmp_path / "before.tar")
    assert await count(here) == 4
    async with opened(here) as city:
        assert await city.store.read(lambda tx: people.by_number(tx, person.number)) is None
