"""Both databases for delivery too."""

from tests.storage.fixtures import databases, postgres_server, store

__all__ = ["databases", "postgres_server", "store"]
