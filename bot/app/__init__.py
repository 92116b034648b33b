"""The composition root: the one package that knows every other, and the only place that reads the time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.demo import for_demo
from bot.app.doctor import Finding, examine
from bot.app.office import Office
from bot.app.opening import opened
from bot.app.running import run_bot
from bot.settings import Settings

__all__ = ["Finding", "Office", "examine", "for_demo", "office", "run_bot"]


@asynccontextmanager
async def office(settings: Settings) -> AsyncIterator[Office]:
    """The opened city, for one command."""
    async with opened(settings) as city:
        yield Office(city)
