"""Driving a coroutine that may not suspend, on a thread without a loop."""

import asyncio
import traceback

import pytest

from bot.errors import AwaitedInTurn
from storage.driving import Driven, to_the_end


async def seven() -> int:
    return 7


async def naps() -> int:
    await asyncio.sleep(0)
    return 7


def test_what_never_suspends_is_run_to_its_end() -> None:
    assert to_the_end(seven()) == 7


def test_what_suspends_is_told_the_line() -> None:
    with pytest.raises(AwaitedInTurn) as caught:
        to_the_end(naps())
    assert "await asyncio.sleep(0)" in "".join(traceback.format_exception(caught.value))


def test_the_thread_has_no_loop_before_and_after() -> None:
    for work in (seven, naps):
        try:
            to_the_end(work())
        except AwaitedInTurn:
            assert work is naps
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()


def test_an_error_of_the_work_arrives_unchanged() -> None:
    async def fails() -> None:
        raise KeyError("story")

    with pytest.raises(KeyError, match="story"):
        to_the_end(fails())


async def test_on_the_loop_it_may_suspend_while_it_asks_and_only_then() -> None:
    assert await Driven(naps(), lambda: True) == 7
    with pytest.raises(AwaitedInTurn) as caught:
        await Driven(naps(), lambda: False)
    assert "await asyncio.sleep(0)" in "".join(traceback.format_exception(caught.value))


async def test_what_its_task_is_told_reaches_the_work() -> None:
    told: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            told.append("cancelled")
            raise

    async def drive() -> None:
        await Driven(waits(), lambda: True)

    task = asyncio.create_task(drive())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == ["cancelled"]
