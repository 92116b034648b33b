"""Everything in this folder may ask for a store of each kind."""

from tests.storage.fixtures import databases, postgres_server, store

__all__ = ["databases", "postgres_server", "store"]
