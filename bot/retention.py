"""The jobs that let go of what was kept long enough: nightly by the city's table, hourly for those who declined."""

import json
from collections.abc import Awaitable, Callable

import structlog

from bot.actions import destroying, telling
from bot.actions.desk import House
from bot.core import keeping
from bot.core.message import Say
from bot.filing import Files
from storage import erasing, marks, media, people, retention, schedule
from storage.erasing import ASKED
from storage.ports import Store, Tx, Work
from storage.retention import Dropped, Kind, Page, Silent

MOST = 500  # rows a transaction: under 50 ms, so that turns are not held up
MOST_PEOPLE = 50
REPORT = "retention.report"
RULES: dict[Kind, str] = {
    "failed": "payloads", "passed": "payloads", "inbox": "chat", "outbox": "chat", "desk_messages": "requests",
    "web_sessions": "profile", "requests": "requests", "complaints": "complaints",
    "announcements": "announcements",
}  # fmt: skip
log = structlog.get_logger()


class Retention:
    """What is kept how long. A rule the city has no period for is left out."""

    def __init__(self, store: Store, house: House, files: Files, now: Callable[[], int]) -> None:
        self._store = store
        self._house = house
        self._files = files
        self._now = now

    async def nightly(self) -> str:
        """All rules; how many of each kind went, as JSON, which the mark `retention.report` keeps too."""
        counts: dict[str, int] = {what: await self._drop(what, self._before(rule)) for what, rule in RULES.items()}
        counts["proofs"] = await self._drop("proofs", self._now())
        counts["declined"] = await self._declined()
        counts["asked"] = await self._ask()
        counts["gone"] = await self._end()
        counts["strangers"] = await self._strangers()
        counts["files"] = await self._orphans()
        await self._store.scrub()
        report = json.dumps({name: count for name, count in counts.items() if count})
        await self._store.transact(lambda tx: marks.put(tx, REPORT, report, self._now()))
        log.info("retention.done", **counts)
        return report

    async def hourly(self) -> str:
        """Those who declined were told: gone within 24 hours. What was left of them, if anything."""
        count = await self._declined()
        if count:
            await self._store.scrub()
        return f"{count} rows of those who declined" if count else ""

    def _before(self, rule: str, early_ms: int = 0) -> int | None:
        """Until when things of a rule go, `early_ms` before they must; None if the city has no such rule."""
        kept = self._house.city.retention.get(rule)
        if kept is None:
            return None
        return keeping.cutoff(kept, self._now() + early_ms, self._house.city.identity.timezone)

    async def _drop(self, what: Kind, before: int | None) -> int:
        return await self._drain(lambda tx: retention.drop(tx, what, before, MOST)) if before is not None else 0

    async def _drain(self, work: Work[Dropped]) -> int:
        """Repeats a step until it finds nothing more; turns run in between."""
        total = 0
        while (dropped := await self._store.transact(work)).rows:
            total += dropped.rows
            await self._files.drop_unused(dropped.files)
        return total

    async def _declined(self) -> int:
        """Rows of those who declined, an hour early: the job that looks for them comes round once an hour."""
        before = self._before("chat_declined", keeping.HOUR_MS)
        total = 0
        while before is not None:
            found = await self._store.read(lambda tx: retention.declined(tx, before, MOST))
            if not found:
                break
            for contact_id in found:
                total += await self._drain(
                    lambda tx, contact_id=contact_id: retention.clear_declined(tx, contact_id, before, MOST)  # type: ignore[misc]
                )
        return total

    async def _ask(self) -> int:
        """Asks people not seen for long whether they are still there; how many."""
        before, gone = self._before("profile_asked"), self._before("profile")
        if before is None or gone is None:
            return 0
        return await self._each(Silent(0, gone + 1), lambda tx, after: self._ask_some(tx, before, after))

    async def _end(self) -> int:
        """Closes people not seen for as long as anything may be kept; they are told and destroyed next."""
        before = self._before("profile")
        if before is None:
            return 0
        return await self._each(Silent(0, 1), lambda tx, after: self._end_some(tx, before, after))

    async def _each(self, after: Silent, some: Callable[[Tx, Silent], Awaitable[list[Silent]]]) -> int:
        """Goes through people in order, some in a transaction; how many there were."""
        total = 0
        while found := await self._store.transact(lambda tx, after=after: some(tx, after)):  # type: ignore[misc]
            after = found[-1]
            total += len(found)
        return total

    async def _ask_some(self, tx: Tx, before: int, after: Silent) -> list[Silent]:
        found = await retention.unasked(tx, before, after, MOST_PEOPLE)
        now = self._now()
        for silent in found:
            person = await people.by_id(tx, silent.id)
            if person is not None and await schedule.take(tx, f"{ASKED}:{silent.id}", silent.last_active, now):
                says = (Say("profile.still_there", {"name": person.name}),)
                await telling.tell_person(tx, self._house, silent.id, says, now)
        return found

    async def _end_some(self, tx: Tx, before: int, after: Silent) -> list[Silent]:
        found = await retention.gone(tx, before, after, MOST_PEOPLE)
        for silent in found:
            await destroying.end_by_age(tx, silent.id, self._now())
        return found

    async def _strangers(self) -> int:
        """Forgets chats of nobody that have been silent as long as a profile may be; how many."""
        before, page, total = self._before("profile"), Page([], 0), 0
        while before is not None:
            page = await self._store.read(
                lambda tx, page=page: retention.strangers(tx, page, before, self._now(), MOST)  # type: ignore[misc]
            )
            for contact_id in page.gone:
                files = await self._store.transact(
                    lambda tx, contact_id=contact_id: erasing.forget(tx, contact_id, self._now())  # type: ignore[misc]
                )
                await self._files.drop_unused(files)
            total += len(page.gone)
            if not page.after:
                break
        return total

    async def _orphans(self) -> int:
        """Removes files that no row names: a crash between a commit and the removal, or a restored backup."""
        named: set[str] = set()
        after = -1
        while after:
            names, after = await self._store.read(lambda tx, after=after: media.names(tx, max(after, 0), MOST))  # type: ignore[misc]
            named.update(names)
        return await self._files.drop_unused(name for name in self._files.kept() if name not in named)
