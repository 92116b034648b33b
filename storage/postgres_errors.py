"""What PostgreSQL and asyncpg raise, by our own names."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from bot.errors import ConfigFault, StoreDown

ADDRESS = "Write postgresql://user:password@host:5432/database."

# The server has rolled the transaction back by itself; the same work may be run again at once.
ROLLED_BACK = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.InvalidCachedStatementError)

DOWN = (
    OSError,  # refused, reset, no such host or socket; TimeoutError is one of them
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shut down, starting up, query cancelled
    asyncpg.InsufficientResourcesError,  # disk full, out of memory, too many connections
    asyncpg.PostgresSystemError,  # input or output failed
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,  # no such database
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InternalClientError,
)
CLOSED = ("connection is closed", "pool is clos", "connection was closed", "released back to the pool")


def named(error: Exception) -> Exception:
    """The error by our own name, if it means that the store is down or its address is none; else the error."""
    if isinstance(error, asyncpg.ClientConfigurationError):
        return ConfigFault("KEKRAF_DATABASE_URL", str(error), ADDRESS)
    closed = isinstance(error, asyncpg.InterfaceError) and any(words in str(error) for words in CLOSED)
    if closed or isinstance(error, DOWN):
        return StoreDown(f"{type(error).__name__}: {error}")
    return error


@contextmanager
def our_names() -> Iterator[None]:
    """What goes wrong inside is raised by our own names."""
    try:
        yield
    except Exception as error:
        fault = named(error)
        if fault is error:
            raise
        raise fault from error
