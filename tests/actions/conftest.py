"""Everything in this folder may ask for a store of each kind, and for an office over it."""

import pytest

from storage.ports import Store
from tests.actions.world import Office
from tests.storage.fixtures import databases, postgres_server, store

__all__ = ["databases", "postgres_server", "store"]


@pytest.fixture
def office(store: Store) -> Office:
    """An office over an empty store."""
    return Office(store)
