"""Both databases for the clock too, a data folder, and a time that moves when a test moves it."""

from tests.clock.fixtures import files, time
from tests.storage.fixtures import databases, postgres_server, store

__all__ = ["databases", "files", "postgres_server", "store", "time"]
