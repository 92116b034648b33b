"""The count before an announcement, exact; one message that tells how far it is, until it pauses or ends."""

from dataclasses import replace

import pytest

from bot.actions import announcing, preparing
from bot.actions.desk import House
from bot.actions.permitting import Actor
from bot.actions.preparing import Draft, When
from bot.announcer import EVERY_MS, Announcer
from bot.core.audience import EVERYBODY, Audience
from bot.core.message import Message
from bot.errors import Refused
from storage import announcements, contacts, outbox
from storage.ports import Store, Tx
from tests.clock.world import HOUR, HOUSE, meet, rows
from tests.delivery.test_broadcast import ACCOUNTS, NOW, QUEUE, SINGER, Desk

TEN = NOW + 2 * HOUR  # Tuesday, ten o'clock


@pytest.fixture
async def desk(store: Store) -> Desk:
    return Desk(store, TEN)


async def staff(desk: Desk, do: object, *args: object, house: House = HOUSE) -> object:
    """Lets somebody of the committee, whose chat is 7777, act."""
    contact_id = await meet(desk.store, "7777", desk.now)

    async def work(tx: Tx) -> object:
        contact = await contacts.by_id(tx, contact_id)
        actor = Actor(tx, house, desk.now, contact, f"contact:{contact_id}", roles=frozenset({"committee"}))
        return await do(actor, *args)  # type: ignore[operator]

    return await desk.store.transact(work)


def announcer(desk: Desk) -> Announcer:
    return Announcer(desk.store, HOUSE, ACCOUNTS, lambda: desk.now)


async def shown(desk: Desk) -> list[Message]:
    """Everything for the staff's chat that left by now, oldest first."""
    desk.now += 1000

    async def work(tx: Tx) -> None:
        for row in (await outbox.claim(tx, QUEUE, "me", desk.now)).rows:
            if row.chat == "7777":
                await outbox.sent(tx, row, "me", f"m{row.id}", desk.now)
            else:
                await outbox.again(tx, row, "me", outbox.Again(desk.now, 0, 0, ""), desk.now)

    for _ in range(3):
        await desk.store.transact(work)
    contact_id = await meet(desk.store, "7777", desk.now)
    found = await desk.store.read(lambda tx: outbox.transcript(tx, contact_id, 0, 1000))
    return [Message.from_json(bubble.body) for bubble in found]


async def left(desk: Desk) -> int:
    """How many messages of announcements leave by themselves within ten looks."""
    staff_id = await meet(desk.store, "7777", desk.now)
    found = 0
    for _ in range(10):
        found += sum(contact_id != staff_id for contact_id in await desk.sent())
    return found


async def arrived(desk: Desk, most: int) -> None:
    """The platform has taken so many more."""
    waiting = f"SELECT id FROM outbox WHERE announcement_id > 0 AND state = 'queued' ORDER BY id LIMIT {most}"  # noqa: S608
    await rows(desk.store, f"UPDATE outbox SET state = 'sent' WHERE id IN ({waiting}) RETURNING id")  # noqa: S608


async def drafted(desk: Desk, audience: Audience = EVERYBODY) -> int:
    made = await staff(desk, preparing.draft, Draft(text="Ada lokakarya (rekaan)", audience=audience))
    assert isinstance(made, int)
    return made


async def running(desk: Desk, people: int = 40) -> int:
    """An announcement to so many, begun a second ago."""
    for chat in range(people):
        await desk.person(str(chat + 1))
    made = await drafted(desk)
    await announcer(desk).step()
    await staff(desk, preparing.schedule, made, When())
    desk.now += preparing.UNDO_MS
    await desk.run()
    return made


class TestTheCount:
    @pytest.mark.parametrize(
        "audience",
        [EVERYBODY, Audience(sub_sectors=("musik",), without_kinds=("group",)), Audience(levels=("new",))],
    )
    async def test_is_what_the_ledger_says_afterwards(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, audience: Audience
    ) -> None:
        monkeypatch.setattr(announcements, "COUNTED", 3)
        await desk.person("1")
        await desk.person("2", wants=False)
        (blocked,) = await desk.person("3")
        await desk.store.transact(lambda tx: contacts.set_reach(tx, blocked, "blocked"))
        await desk.person("4", "5")
        await desk.person("4", profile=replace(SINGER, kind="group", group_name="Sanggar Contoh"))
        await desk.person("6", channel="webchat", profile=replace(SINGER, sub_sectors=("kriya",)))
        made = await drafted(desk, audience)
        while await announcer(desk).step():
            pass
        one = await desk.store.read(lambda tx: announcements.by_id(tx, made))
        assert one is not None and one.preview is not None
        await staff(desk, preparing.schedule, made, When())
        desk.now += preparing.UNDO_MS
        await desk.run()
        found = await rows(desk.store, "SELECT reason, count(*) AS n FROM announcement_recipients GROUP BY reason")
        ledger = {row["reason"]: row["n"] for row in found}
        assert one.preview.reached == ledger.pop("")
        assert dict(one.preview.reasons) == ledger
        assert one.preview.reached >= 2

    async def test_of_a_draft_that_changed_meanwhile_is_not_kept(self, desk: Desk) -> None:
        await desk.person("1")
        made = await drafted(desk)
        ((one, version),) = await desk.store.read(lambda tx: announcements.uncounted(tx, 1))
        await staff(desk, preparing.redraft, made, Draft(text="Lain"))
        worker = announcer(desk)
        await worker._count(one, version)
        assert await desk.store.read(lambda tx: announcements.uncounted(tx, 1)) != []
        await worker.step()
        assert await desk.store.read(lambda tx: announcements.uncounted(tx, 1)) == []

    async def test_is_waited_for(self, desk: Desk) -> None:
        await desk.person("1")
        made = await drafted(desk)
        with pytest.raises(Refused, match="uncounted"):
            await staff(desk, preparing.schedule, made, When())
        await announcer(desk).step()
        assert await staff(desk, preparing.schedule, made, When()) is not None


class TestProgress:
    async def test_one_message_is_edited_now_and_then(self, desk: Desk) -> None:
        await running(desk)
        worker = announcer(desk)
        await worker.step()
        *_, first = await shown(desk)
        assert "0 dari 40" in first.text
        assert [choice.id.partition(".")[2] for choice in first.choices] == ["pause", "stop", "look"]
        await arrived(desk, 10)
        for _ in range(20):  # five seconds of looks
            desk.now += 250
            await worker.step()
        *_, edit = await shown(desk)
        assert edit.edits.startswith("m")
        assert "10 dari 40 · 4 per detik" in edit.text
        edits = [message for message in await shown(desk) if message.edits]
        assert 1 <= len(edits) <= 20 * 250 // EVERY_MS

    async def test_paused_it_says_so_once_and_is_quiet(self, desk: Desk) -> None:
        made = await running(desk)
        worker = announcer(desk)
        await worker.step()
        await shown(desk)
        await staff(desk, announcing.pause, made)
        for _ in range(6):
            desk.now += EVERY_MS
            await worker.step()
            messages = await shown(desk)
        edits = [message for message in messages if message.edits]
        assert len(edits) == 1
        assert [choice.id.partition(".")[2] for choice in edits[0].choices] == ["resume", "stop"]

    async def test_a_slow_platform_gets_no_second_edit(self, desk: Desk) -> None:
        await running(desk)
        worker = announcer(desk)
        await worker.step()
        await shown(desk)
        for _ in range(4):
            desk.now += EVERY_MS
            await worker.step()
        waiting = "SELECT id FROM outbox WHERE state = 'queued' AND announcement_id IS NULL"
        assert len(await rows(desk.store, waiting)) == 1

    async def test_ended_it_tells_what_became_of_everybody(self, desk: Desk) -> None:
        made = await running(desk, 3)
        await arrived(desk, 3)
        await desk.run()
        worker = announcer(desk)
        await worker.step()
        *_, last = await shown(desk)
        assert "selesai" in last.text and "Terkirim: 3" in last.text
        before = len(await shown(desk))
        desk.now += 10 * EVERY_MS
        await worker.step()
        assert len(await shown(desk)) == before
        one = await desk.store.read(lambda tx: announcements.by_id(tx, made))
        assert one is not None and one.watcher_id is None


class TestTheWindow:
    async def test_outside_what_is_left_waits_and_goes_on_in_the_morning(self, desk: Desk) -> None:
        made = await running(desk, 7)
        desk.now += 8 * HOUR  # after half past five
        await desk.run()
        assert await left(desk) == 0
        one = await desk.store.read(lambda tx: announcements.by_id(tx, made))
        assert one is not None and one.held
        await staff(desk, announcing.pause, made)
        await staff(desk, announcing.resume, made)
        assert await left(desk) == 0
        desk.now += 15 * HOUR
        await desk.run()
        assert await left(desk) == 7

    async def test_an_urgent_one_and_one_of_the_command_line_know_none(self, desk: Desk) -> None:
        await desk.person("1")
        desk.now += 10 * HOUR
        await desk.announce()
        made = await drafted(desk)
        await announcer(desk).step()
        await staff(desk, preparing.schedule, made, When(urgent=True, reason="banjir"))
        desk.now += preparing.UNDO_MS
        await desk.run()
        assert await left(desk) == 2

    async def test_the_week_has_its_most_but_for_urgent_ones(self, desk: Desk) -> None:
        await desk.person("1")
        for urgent in (False, False, True, False, False):
            made = await drafted(desk)
            await announcer(desk).step()
            try:
                await staff(desk, preparing.schedule, made, When(urgent=urgent, reason="banjir" if urgent else ""))
            except Refused as refused:
                assert refused.key == "announcement.nobody"
                break
            desk.now += preparing.UNDO_MS
            await desk.run()
        else:
            raise AssertionError("a fourth one went out")
        assert await left(desk) == 4
