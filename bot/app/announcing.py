"""Announcements from the command line: begun, followed, paused and stopped beside the running bot."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.actions import announcing, permitting
from bot.actions.announcing import Wish
from bot.actions.permitting import Actor
from bot.app.opening import Opened, now
from bot.core.announcements import Report
from bot.core.audience import AudienceFault, read_audience
from bot.errors import CommandFault, Refused
from storage.ports import Tx

LOOK_S = 0.5
OVER = ("done", "cancelled", "missed")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks to announce; `at` is "2026-11-30 09:00" by the city's clock, "" for now."""

    text: str
    audience: str = ""
    at: str = ""
    urgent: bool = False
    reason: str = "cli"


class Announcing:
    """Announcements of an opened city, acted on as `cli`. Everything raises CommandFault, in words, for a refusal."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    async def announce(self, order: Order) -> int:
        """Schedules one, at once unless `at` says when; its id."""
        try:
            audience = read_audience(order.audience, self._opened.house.city)
        except AudienceFault as fault:
            raise CommandFault(f"--audience {fault}") from fault
        wish = Wish(
            text=order.text, audience=audience, at=self._moment(order.at), urgent=order.urgent, reason=order.reason
        )
        return await self._act(lambda actor: announcing.announce(actor, wish))

    async def finished(self, announcement_id: int) -> None:
        """Waits until it is over."""
        while not await self._over(announcement_id):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(LOOK_S)

    async def _over(self, announcement_id: int) -> bool:
        return (await self._act(lambda actor: announcing.of(actor, announcement_id))).state in OVER

    async def report(self, announcement_id: int) -> tuple[str, Report]:
        """Its state and how far it is."""
        one = await self._act(lambda actor: announcing.of(actor, announcement_id))
        return one.state, await self._act(lambda actor: announcing.report(actor, announcement_id))

    async def pause(self, announcement_id: int) -> None:
        """Nothing more of it leaves."""
        await self._act(lambda actor: announcing.pause(actor, announcement_id))

    async def resume(self, announcement_id: int) -> None:
        """It goes on."""
        await self._act(lambda actor: announcing.resume(actor, announcement_id))

    async def go_on(self) -> list[int]:
        """What could not begin in time begins now; the ids."""
        return await self._act(announcing.go_on)

    async def cancel(self, announcement_id: int) -> int:
        """Nobody else gets it; how many waited."""
        return await self._act(lambda actor: announcing.cancel(actor, announcement_id))

    async def _act(self, do: Callable[[Actor], Awaitable[T]]) -> T:
        house = self._opened.house

        async def work(tx: Tx) -> T:
            return await do(permitting.cli(tx, house, now()))

        try:
            return await self._opened.store.transact(work)
        except Refused as refused:
            raise CommandFault(house.speeches["en"].text(refused.key, refused.values)) from refused

    def _moment(self, text: str) -> int:
        if not text:
            return 0
        try:
            when = datetime.fromisoformat(text)
        except ValueError as fault:
            raise CommandFault(f"--at {text!r}: should be like 2026-11-30 09:00") from fault
        if when.tzinfo is None:
            when = when.replace(tzinfo=ZoneInfo(self._opened.house.city.identity.timezone))
        return round(when.timestamp() * 1000)
