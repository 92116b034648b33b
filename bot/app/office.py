"""What the commands do beside the running bot. They act as `cli`, in the audit, in short transactions."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot.actions import leave, permitting, staffing, summaries, summing
from bot.actions.permitting import Actor
from bot.app.announcing import Announcing
from bot.app.exporting import export
from bot.app.opening import Opened, now
from bot.app.seeding import seed_offers, seed_requests
from bot.channels import webchat
from bot.channels.telegram import LIMITS as TELEGRAM_LIMITS
from bot.channels.telegram.setup import mark_name
from bot.core.flow import Role
from bot.core.jsonable import to_json
from bot.core.summary import Summary
from bot.core.weeks import Week
from bot.errors import KekrafError, Refused
from bot.i18n import DEFAULT, weekly
from bot.reception import Reception
from bot.reports import summary as drawn
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import inbox, marks, staff
from storage.seeding import Seeding, sow

T = TypeVar("T")
CARRY = {"webchat": webchat.LIMITS, "telegram": TELEGRAM_LIMITS}


@dataclass(frozen=True, slots=True)
class Made:
    """A summary, its text, how long reading its numbers took (s), and the files that were written."""

    page: Summary
    text: str
    seconds: float
    files: list[Path]

    def to_json(self) -> dict[str, Any]:
        """The numbers, and `seconds`."""
        return {**to_json(self.page), "seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class Office:
    """An opened city, and what may be asked of it from the command line."""

    opened: Opened

    @property
    def announcing(self) -> Announcing:
        """Announcements."""
        return Announcing(self.opened)

    async def seed(self, people: int, channel: str, seed: int, mixed: bool) -> int:
        """Fictional people; how many were made."""
        token = self.opened.settings.telegram_token.get_secret_value()
        account = {"telegram": token.partition(":")[0] or "0", "webchat": "web"}.get(channel, "0")
        plan = Seeding(people, channel, account, seed, mixed, now())
        return await sow(self.opened.store, self.opened.house.city, plan)

    async def seed_requests(self, count: int, seed: int) -> int:
        """Fictional requests of the fictional people; how many. Raises CommandFault if there are none who could ask."""
        return await seed_requests(self.opened, count, seed)

    async def seed_offers(self, count: int, seed: int) -> int:
        """Fictional opportunities and stages; how many."""
        return await seed_offers(self.opened, count, seed)

    async def export(self, folder: Path, year: int | None) -> list[str]:
        """Everything the committee may take with it, as files; a line each. Raises CommandFault."""
        return await export(self.opened, folder, year)

    async def invite(self, role: Role, until: date | None = None) -> list[str]:
        """An invitation to a role that ends with that day: the word, and the link of each channel that is known."""
        await self._introduced()
        code = await self._act(lambda actor: staffing.invite(actor, role, until))
        return [code, *invite_links(self.opened, code)]

    async def _act(self, work: Callable[[Actor], Awaitable[T]]) -> T:
        """One transaction of the command line's own. Raises KekrafError in plain words where an action says no."""
        try:
            return await self.opened.store.transact(lambda tx: work(permitting.cli(tx, self.opened.house, now())))
        except Refused as refused:
            raise KekrafError(self.opened.house.speeches["en"].text(refused.key, refused.values)) from None

    async def _introduced(self) -> None:
        """Learns the bot's address from what the running bot was told by Telegram."""
        account = self.opened.settings.telegram_token.get_secret_value().partition(":")[0]
        told = await self.opened.store.read(lambda tx: marks.get(tx, mark_name(account)))
        if username := json.loads(told or "{}").get("username"):
            self.opened.house.links["telegram"] = f"https://t.me/{username}"

    async def staff(self) -> list[str]:
        """A line for each role held now: id, role, channel, name, last day or "-", open requests it holds."""
        calendar = self.opened.house.calendar
        found = await self._act(staffing.officers)
        return [
            "\t".join((
                str(row["id"]), row["role"], row["channel"], officer.name,
                calendar.day(row["until"] - 1).isoformat() if row["until"] else "-", str(officer.held),
            ))
            for officer in found
            for row in officer.roles
        ]  # fmt: skip

    async def end_staff(self, staff_id: int) -> int | None:
        """Ends a role; how many requests went back to the pool, None if it is not held."""

        async def end(actor: Actor) -> int | None:
            rows = [row for row in await staff.holders(actor.tx, actor.now) if row["id"] == staff_id]
            return await leave.end_role(actor, rows[0]) if rows else None

        return await self._act(end)

    async def summary(self, week: Week | None, out: Path | None) -> Made:
        """The numbers of a week (None: the last complete one); with `out`, its files are in that folder."""
        house, begun = self.opened.house, time.perf_counter()
        week = week or summing.last_week(house, now())
        if summing.begins(house, week) > now():
            raise KekrafError(f"{week} has not begun.")
        page = await summing.summed(self.opened.store, house, week, now())
        seconds = time.perf_counter() - begun
        text = weekly.text(page, house.city, house.speeches[DEFAULT])
        files: list[Path] = []
        if out is not None:
            files = await asyncio.to_thread(write, page, text, out)
            files += await drawn.write(page, house.city, DEFAULT, out)
        return Made(page, text, seconds, files)

    async def retry(self) -> str:
        """Runs failed events again; what came of them."""
        reception = Reception(self.opened.store, self.opened.house, Talks(FLOWS, COMMANDS, CARRY), now)
        results = [await reception.again(event) for event in await self.opened.store.read(inbox.failed)]
        counts = f"{results.count('done')} done, {results.count('passed')} passed"
        return f"{counts}, {results.count('failed')} failed again" if "failed" in results else counts

    async def migrated(self) -> tuple[str, ...]:
        """The migrations that opening applied."""
        return self.opened.applied


def write(page: Summary, text: str, folder: Path) -> list[Path]:
    """Writes the files of a summary into a folder, made if it is not there; which they are."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{summaries.file_name(page)}.txt"
    file.write_text(f"{text}\n", encoding="utf-8")
    return [file]


def invite_links(opened: Opened, code: str) -> list[str]:
    """Addresses that take an invitation by a tap."""
    links = []
    if bot := opened.house.links.get("telegram"):
        links.append(f"{bot}?start=s_{code}")
    if web := opened.settings.public_url:
        links.append(f"{web}/chat?ref=s_{code}")
    return links
