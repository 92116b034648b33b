"""News between queueing and leaving: what is over by then, how much waits, for which week it counts, and BERHENTI."""

import asyncio
from dataclasses import replace

import pytest

from bot.actions import rounds
from bot.alerts import Alerts
from bot.broadcast import Broadcast
from bot.core.announcements import Announcement
from bot.core.audience import EVERYBODY
from bot.core.opportunities import State
from storage import alerts, announcements, consents, opportunities, outbox
from storage.announcements import Plan, Reach
from storage.ports import Store, Tx
from tests.actions.world import moment
from tests.clock.world import DAY, HOUSE, rows
from tests.delivery.newsroom import ACCOUNTS, Newsroom
from tests.storage.stores import twin

THURSDAY, EVENING, MORNING = "2026-12-03 16:00", "2026-12-03 17:29", "2026-12-04 09:00"
REACH = Reach(ACCOUNTS, HOUSE.instant)


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


async def turned(room: Newsroom, opportunity_id: int, state: State) -> None:
    """What staff do to it, or the clock."""

    async def work(tx: Tx) -> None:
        one = await opportunities.by_id(tx, opportunity_id)
        assert one is not None
        assert await opportunities.save(tx, replace(one, state=state), room.now)

    await room.store.transact(work)


def plan(now: int) -> Plan:
    """An announcement held to the week's most."""
    return Plan(texts={"id": "kabar"}, audience=EVERYBODY, at=now, expires_at=now + DAY, created_by="cli", cap=3)


async def left(room: Newsroom) -> list[list[str]]:
    """The titles in the messages that leave now."""
    return [
        [line.split(" · ")[1].rstrip("*") for line in message.text.split("\n\n")[1].split("\n")]
        for message in await room.sent()
    ]


class TestOver:
    @pytest.mark.parametrize("state", ["cancelled", "closed", "draft"])
    async def test_called_off_before_its_news_left_it_is_told_to_nobody(self, room: Newsroom, state: State) -> None:
        await room.person("1", rhythm="each")
        one = await room.offer("Batal")
        await room.run()
        await turned(room, one.id, state)
        await room.run()
        assert await left(room) == []
        assert await room.ledger() == []
        await turned(room, one.id, "published")  # after all
        await room.run(THURSDAY)
        assert await left(room) == [["Batal"]]

    async def test_the_rest_of_a_summary_leaves_without_it(self, room: Newsroom) -> None:
        singer, other = await room.person("1"), await room.person("2")
        await rows(room.store, f"UPDATE contacts SET language = 'en' WHERE id = {other} RETURNING id")  # noqa: S608
        gone, stays = await room.offer("Batal"), await room.offer("Tetap")
        await room.run(THURSDAY)
        await turned(room, gone.id, "cancelled")
        await room.run()
        messages = {message.text.split("\n\n")[0]: message for message in await room.sent()}
        assert sorted(messages) == [
            "📢 Kabar peluang dan panggung untuk Kakak, 1 yang baru:", "📢 Opportunities and stages for you, one new:"
        ]  # fmt: skip
        for message in messages.values():
            assert [choice.id for choice in message.choices] == [f"do:opportunity:{stays.id}", "do:reduce", "do:stop"]
        assert await room.ledger() == [(singer, "weekly"), (other, "weekly")]

    async def test_what_closes_over_night_is_not_told_in_the_morning(self, room: Newsroom) -> None:
        await room.person("1")
        await room.offer("Malam ini", closes="2026-12-03 23:59")
        await room.offer("Lama")
        await room.quiet("2026-12-02")
        await room.run("2026-12-03 17:28")
        await room.run(EVENING)
        room.now = moment(MORNING)  # before the worker has looked
        assert await left(room) == [["Lama"]]

    async def test_what_may_have_left_is_not_touched(self, room: Newsroom) -> None:
        usual = await room.person("1")
        one = await room.offer("Batal")
        await room.run(THURSDAY)
        await rows(room.store, "UPDATE outbox SET doubts = 1 RETURNING id")
        await turned(room, one.id, "cancelled")
        await room.run()
        assert await room.ledger() == [(usual, "weekly")]

    async def test_many_are_put_right_a_few_at_a_time(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rounds, "REVISED", 2)
        for chat in range(5):
            await room.person(str(chat))
        one = await room.offer("Batal")
        await room.offer("Tetap")
        await room.run(THURSDAY)
        await turned(room, one.id, "cancelled")
        await room.run()
        assert await left(room) == [["Tetap"]] * 5


class TestWaiting:
    async def test_few_wait_however_many_there_are(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.alerts.AHEAD", 4)
        monkeypatch.setattr(rounds, "SLICE", 2)
        everybody = [await room.person(str(chat)) for chat in range(9)]
        await room.offer()
        found = []
        room.now = moment(THURSDAY)
        for _ in range(4):
            await room.run()
            found.append(len(await room.sent()))
        assert found == [4, 4, 1, 0]
        assert await room.ledger() == [(contact_id, "weekly") for contact_id in everybody]

    async def test_what_is_held_over_night_counts_for_the_day_it_leaves(self, room: Newsroom) -> None:
        eager = await room.person("1", rhythm="each")
        for number in range(3):
            await room.offer(f"Slot {number}")
        room.now = moment("2026-12-04 17:28")
        await room.run()
        await room.run("2026-12-04 17:29")
        assert await room.sent() == []
        room.now = moment("2026-12-05 09:00")
        assert len(await room.sent()) == 1  # and the others after it
        await rows(room.store, "UPDATE outbox SET state = 'sent' RETURNING id")
        await room.offer("Lagi")
        await room.run("2026-12-11 17:28")
        assert len(await room.read(eager)) == 3
        room.now = moment("2026-12-12 09:00")
        await room.offer("Sekarang")
        await room.run()
        assert (await room.titles(eager))[3:] == [["Sekarang"]]

    async def test_a_summary_that_goes_on_in_the_morning_counts_for_that_day(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rounds, "SLICE", 1)
        for chat in range(2):
            await room.person(str(chat))
        await room.offer()
        room.now = moment("2026-12-03 17:28")
        for _ in range(2):  # begun, and one told
            await room.worker().step()
        await room.sent()
        await room.run("2026-12-03 18:00")
        await room.run(MORNING)
        found = await rows(room.store, "SELECT at FROM alerts ORDER BY contact_id")
        assert [row["at"] for row in found] == [moment("2026-12-03 17:28"), moment(MORNING)]


class TestTwoProcesses:
    @pytest.mark.parametrize("of", ["news", "announcement"])
    async def test_who_says_berhenti_while_its_slice_is_made_is_told_nothing(self, room: Newsroom, of: str) -> None:
        contact_id = await room.person("1")
        room.now = moment(THURSDAY)
        if of == "news":
            await room.offer()
            await room.worker().step()
            worker: Alerts | Broadcast = room.worker()
        else:
            await room.store.transact(lambda tx: announcements.add(tx, plan(room.now), room.now))
            worker = Broadcast(room.store, HOUSE, ACCOUNTS, lambda: room.now)
            await worker.step()
        said = asyncio.Event()

        async def stop(tx: Tx) -> None:
            """A turn: it holds its contact, and takes its time."""
            await tx.run("outbox.free_at", contact_id=contact_id, free_at=0)
            said.set()
            for _ in range(200):
                await tx.one("alerts.running")
            (person,) = await tx.all("erasing.people_after", after=0, most=1)
            assert await consents.withdraw(tx, person["id"], "alerts", room.now)
            await outbox.cancel_news(tx, person["id"], room.now)

        async with twin(room.store) as other:
            turn = asyncio.create_task(other.transact(stop))
            await said.wait()
            while await worker.step():
                pass
            await turn
        assert await room.ledger() == []
        assert await room.sent() == []

    async def test_news_and_an_announcement_at_once_keep_the_most_of_a_week(self, room: Newsroom) -> None:
        eager = await room.person("1", rhythm="each")
        now = moment("2026-12-01 10:00")
        room.now = now - DAY
        for number in range(2):
            await room.offer(f"Slot {number}")
        await room.run()
        room.now = now
        await room.offer("Ketiga")
        await room.worker().step()  # begun

        async def begun(tx: Tx) -> Announcement:
            made = await announcements.add(tx, plan(now), now)
            await announcements.turn(tx, made, ("scheduled",), "running", now)
            one = await announcements.by_id(tx, made)
            assert one is not None
            return one

        one = await room.store.transact(begun)

        async def told(tx: Tx) -> None:
            running = await alerts.running(tx)
            assert running is not None
            part = await alerts.upto(tx, running, 10)
            assert part is not None
            await alerts.tell(tx, running, part, REACH, alerts.Terms(now, 3))
            for _ in range(50):
                await tx.one("alerts.running")

        async with twin(room.store) as other:
            await asyncio.gather(
                room.store.transact(told), other.transact(lambda tx: announcements.fill(tx, one, REACH, 10, now))
            )
        announced = await rows(room.store, "SELECT contact_id FROM announcement_recipients WHERE reason = ''")
        assert len(await room.ledger()) + len(announced) == 3
        assert eager
