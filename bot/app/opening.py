"""Opens what the settings name. The only place that chooses a database."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.actions import partnering, replying
from bot.actions.desk import House
from bot.city import load
from bot.core.vocabulary import City, CityFault
from bot.errors import ConfigFault, StoreDown
from bot.i18n import speeches
from bot.secret import secret_key
from bot.settings import Settings
from storage.backup import backup
from storage.migrate import behind, migrate
from storage.ports import Tx
from storage.postgres import PostgresStore
from storage.sqlite import SqliteStore

log = structlog.get_logger()
AnyStore = SqliteStore | PostgresStore


def now() -> int:
    """The time, UTC milliseconds. Nobody else asks for it."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A city's store, opened and up to date, with the house around it. `applied`: the migrations this start ran."""

    settings: Settings
    store: AnyStore
    house: House
    applied: tuple[str, ...]


def city_of(settings: Settings) -> City:
    """The city pack. Raises ConfigFault with its one line."""
    try:
        return load(settings.city)
    except CityFault as error:
        raise ConfigFault("KEKRAF_CITY", str(error), "Name a folder of bot/city, or mend the file.") from error


async def open_store(settings: Settings) -> AnyStore:
    """The store, as it is. Raises ConfigFault if it cannot be opened at all."""
    path = settings.sqlite_path
    store: AnyStore = SqliteStore(path) if path is not None else PostgresStore(settings.database_url)
    try:
        await store.open()
    except StoreDown as error:
        await store.close()
        what = "the database cannot be opened"
        raise ConfigFault("KEKRAF_DATABASE_URL", f"{what} ({error})", "Start it, or mend the address.") from error
    return store


@asynccontextmanager
async def opened(settings: Settings, *, saving: bool = False) -> AsyncIterator[Opened]:
    """The store, migrated first (with `saving` a backup is made before), and the house."""
    store = await open_store(settings)
    try:
        if saving and await behind(store):
            await _save(store, settings)
        applied = await migrate(store)
        city = city_of(settings)
        house = House(
            city, speeches(city), secret_key(settings), settings.admins, public_url=settings.outside_url
        )  # fmt: skip
        await store.transact(lambda tx: _stock(tx, house))
        yield Opened(settings, store, house, tuple(applied))
    finally:
        await store.close()


async def _stock(tx: Tx, house: House) -> None:
    """The directory and the saved replies begin with what the city pack brings."""
    await partnering.load(tx, house.city)
    await replying.load(tx, house.city)


async def _save(store: AnyStore, settings: Settings) -> None:
    folder = settings.backup_dir or settings.data_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    file = Path(folder) / f"before-migration-{now()}.tar"
    await backup(store, file, settings.data_dir / "media", now())
    log.info("backup.made", file=file.name)
