"""Drives a transaction's coroutine, and catches it awaiting anything but the repository."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress
from functools import partial
from typing import Any, Never, TypeVar, cast

from bot.errors import AwaitedInTurn

T = TypeVar("T")


def to_the_end(work: Awaitable[T]) -> T:
    """Runs a coroutine that never suspends to its end, on this thread, which has no loop of its own.

    Raises AwaitedInTurn if it does suspend, or looks for a loop: then it waits for something else than the
    repository.
    """
    coro = cast("Coroutine[Any, Any, T]", work)
    nowhere = _Nowhere()
    asyncio._set_running_loop(cast("asyncio.AbstractEventLoop", nowhere))
    try:
        wanted = coro.send(None)
    except StopIteration as end:
        if nowhere.wanted:
            raise _mistake() from None
        return cast("T", end.value)
    finally:
        asyncio._set_running_loop(None)
    raise _expelled(coro, wanted)


class Driven(Awaitable[T]):
    """Runs a coroutine on the loop, but lets it suspend only while `asking()`: while one of its queries is under way.

    Awaiting it raises AwaitedInTurn, where the coroutine stands, if it suspends for anything else.
    """

    def __init__(self, work: Awaitable[T], asking: Callable[[], bool]) -> None:
        self._coro = cast("Coroutine[Any, Any, T]", work)
        self._asking = asking

    def __await__(self) -> Generator[Any, Any, T]:
        step = partial(self._coro.send, None)
        while True:
            try:
                wanted = step()
            except StopIteration as end:
                return cast("T", end.value)
            if not self._asking():
                raise _expelled(self._coro, wanted)
            try:
                step = partial(self._coro.send, (yield wanted))
            except BaseException as error:
                step = partial(self._coro.throw, error)


class _Nowhere:
    """Stands where a thread's running loop would: whoever asks it for anything awaits what he must not."""

    def __init__(self) -> None:
        self.wanted = False

    def __getattr__(self, name: str) -> Never:
        self.wanted = True
        raise _mistake()


def _mistake() -> AwaitedInTurn:
    return AwaitedInTurn("a transaction may await its repository only")


def _expelled(coro: Coroutine[Any, Any, Any], wanted: Any) -> AwaitedInTurn:
    """Throws the error in where the coroutine waits, so that the traceback names the line, and ends the coroutine."""
    error = _mistake()
    if asyncio.isfuture(wanted):
        wanted._asyncio_future_blocking = False  # as a task would: others may wait for it
    with suppress(BaseException):  # whatever it makes of it, the mistake is what is told
        coro.throw(error)
    with suppress(RuntimeError):  # it may even await while it is closed
        coro.close()
    return error
