"""The composition root: the one package that knows every other, and the only place that reads the time."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.app.announcing import Order
from bot.app.demo import for_demo, prepare
from bot.app.doctor import Finding, examine
from bot.app.office import Office
from bot.app.opening import opened
from bot.app.running import run_bot
from bot.app.saving import bring_back, save
from bot.settings import Settings

__all__ = ["Finding", "Office", "Order", "bring_back", "examine", "office", "run", "save"]


@asynccontextmanager
async def office(settings: Settings) -> AsyncIterator[Office]:
    """The opened city, for one command."""
    async with opened(settings) as city:
        yield Office(city)


def run(settings: Settings, say: Callable[[str], None], *, demo: bool) -> None:
    """Runs until SIGTERM or SIGINT. Raises ConfigFault, one line, if it cannot."""
    if demo:
        run_bot(for_demo(settings), say, prepare)
    else:
        run_bot(settings, say)
