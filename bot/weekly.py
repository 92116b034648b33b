"""Makes the summaries that were asked for in chats, at once; and the week's own, when it is due.

The numbers are read on a connection that cannot write; only what is sent is written, in one short transaction with
whatever says that it was sent.
"""

from collections.abc import Callable

from bot.actions import summaries, summing, telling
from bot.actions.desk import House
from bot.core.message import Say
from bot.core.summary import Summary
from bot.core.weeks import Week
from bot.looping import Loop
from storage import schedule
from storage import summaries as kept
from storage.ports import Store, Tx

LOOK_S = 0.5  # how often orders of other processes are looked for
AT_ONCE = 50  # orders


class Weekly:
    """The summaries of one city. `now` gives UTC milliseconds; `told` is called when something was queued."""

    def __init__(self, store: Store, house: House, now: Callable[[], int], told: Callable[[], None]) -> None:
        self._store = store
        self._house = house
        self._now = now
        self._told = told
        self._done = 0
        self._loop = Loop("summaries", self.answer, LOOK_S)

    async def run(self) -> None:
        """Until `stop`: answers what is asked for."""
        await self._loop.run()

    async def stop(self) -> None:
        """Lets the answer under way end."""
        await self._loop.stop()

    async def answer(self) -> int:
        """Answers what was asked for: those who asked for one week at the same time read the same page. How many."""
        orders = await self._store.read(lambda tx: kept.orders(tx, AT_ONCE))
        pages: dict[str, Summary] = {}
        done = 0
        for order in orders:
            if order.week not in pages:
                pages[order.week] = await self._page(order.week)
            page = pages[order.week]
            done += await self._store.transact(lambda tx, o=order, p=page: summaries.answer(tx, self._house, o, p))  # type: ignore[misc]
        if done:
            self._told()
        return done

    async def publish(self) -> str:
        """The week's own summary, if it is due: once however many processes, late for a day at most. What was done."""
        now = self._now()
        week, due = self._due(now)
        if due == self._done:
            return ""
        last = await self._store.read(lambda tx: schedule.last(tx, summaries.JOB))
        said = ""
        if last is None or last < due:
            said = await (self._send(week, due) if now - due < summaries.LATE_MS else self._miss(week, due, last))
            self._told()
        self._done = due
        return said

    def _due(self, now: int) -> tuple[Week, int]:
        """The last week whose summary was due by now, and when."""
        week = summing.last_week(self._house, now)
        while (due := summaries.due_of(self._house, week)) > now:
            week = week.plus(-1)
        return week, due

    async def _send(self, week: Week, due: int) -> str:
        page = await self._page(str(week))
        told = await self._store.transact(lambda tx: summaries.publish(tx, self._house, page, due))
        return f"{week}: {told} told" if told is not None else ""

    async def _miss(self, week: Week, due: int, last: int | None) -> str:
        """Too late: admins are told, but at a city's first start, when there was nothing to send."""

        async def work(tx: Tx) -> None:
            now = self._now()
            if await schedule.take(tx, summaries.JOB, due, now):
                await schedule.settle(tx, summaries.JOB, due, "missed", str(week), now)
                if last is not None:
                    says = (Say("summary.missed", {"week": week.number}),)
                    await telling.tell_admins(tx, self._house, lambda _: says, now)

        await self._store.transact(work)
        return f"{week}: missed"

    async def _page(self, week: str) -> Summary:
        found = Week.read(week)
        assert found is not None  # noqa: S101 - orders are written from weeks
        return await summing.summed(self._store, self._house, found, self._now())
