"""Backups: taken while the bot runs, brought back into an empty store, and who was erased since is erased again."""

from pathlib import Path

from bot.actions.desk import House
from bot.app.opening import city_of, now, open_store
from bot.erasures import Erasures
from bot.filing import Files
from bot.i18n import speeches
from bot.secret import secret_key
from bot.settings import Settings
from storage.backup import backup
from storage.manifest import Manifest
from storage.restore import restore


async def save(settings: Settings, file: Path) -> str:
    """Writes a backup; what is in it. Raises BackupFault and OSError."""
    store = await open_store(settings)
    try:
        return summary(await backup(store, file, settings.data_dir / "media", now()))
    finally:
        await store.close()


async def bring_back(settings: Settings, file: Path) -> str:
    """Fills the empty store; what came. Raises BackupFault and OSError."""
    store = await open_store(settings)
    try:
        manifest = await restore(store, file, settings.data_dir / "media")
        city = city_of(settings)
        house = House(city, speeches(city), secret_key(settings))
        erased = await Erasures(store, house, Files(store, settings.data_dir), now).again()
        return f"{summary(manifest)}, {erased} erasures kept"
    finally:
        await store.close()


def summary(manifest: Manifest) -> str:
    """What a backup holds, in a line."""
    rows = sum(table.rows for table in manifest.tables.values())
    return f"{rows} rows in {len(manifest.tables)} tables, {manifest.media.files} files, schema {manifest.schema}"
