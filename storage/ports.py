"""What a store can do, whichever database is below. Callers know this and the noun files beside it, never SQL."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Row(Protocol):
    """A row by column name (`sqlite3.Row`, `asyncpg.Record`)."""

    def __getitem__(self, column: str, /) -> Any: ...

    def keys(self) -> Any: ...


class Tx(Protocol):
    """One transaction. A query is named `file.name`; parameters are those of its text."""

    async def all(self, query: str, /, **params: Any) -> list[Row]:
        """Every row."""
        ...

    async def one(self, query: str, /, **params: Any) -> Row | None:
        """The first row, None if there is none."""
        ...

    async def run(self, query: str, /, **params: Any) -> int:
        """Runs a change; the number of rows it touched."""
        ...

    async def many(self, query: str, rows: list[dict[str, Any]], /) -> None:
        """Runs a change once for each set of parameters."""
        ...


Work = Callable[[Tx], Awaitable[T]]


class Store(Protocol):
    """A database of one city."""

    @property
    def kind(self) -> str:
        """`sqlite` or `postgres`."""
        ...

    async def transact(self, work: Work[T]) -> T:
        """Runs `work` in one transaction: all of it is committed when this returns, or none of it happened.

        Raises StoreDown if the database cannot be written now, AwaitedInTurn if `work` awaits anything but the
        transaction, and whatever `work` raises. `work` may run on another thread and is never run twice to its end.
        """
        ...

    async def read(self, work: Work[T]) -> T:
        """Runs `work` on one snapshot in which nothing can be written."""
        ...

    async def changed(self) -> bool:
        """Whether another process committed since this was last asked (PostgreSQL: queued something)."""
        ...

    async def wait_changed(self, seconds: float) -> bool:
        """As `changed`, but waits for it so long."""
        ...

    async def hold(self, name: str) -> bool:
        """Takes a name for this process, or makes sure of it; False if another process has it.

        A name is free again when its process, or its connection to the database, is gone: ask before each use.
        """
        ...

    async def free(self, name: str) -> None:
        """Gives a name back."""
        ...

    async def alive(self, name: str) -> bool:
        """Whether a process that lives holds this name."""
        ...

    async def scrub(self) -> None:
        """What was deleted is gone from the files beside the database too, where they are ours (SQLite's WAL)."""
        ...

    def hurry(self) -> None:
        """The process ends: from now on whoever finds the store held by another program soon hears that it is down."""
        ...

    async def close(self) -> None:
        """Lets the database go."""
        ...
