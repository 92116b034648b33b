"""Every state of an outgoing message and every reaction, on both databases."""

import asyncio

from bot.core.message import Chat, Media
from bot.errors import InDoubt, NoFile, NotSent, Rejected, StoreDown
from storage import contacts, outbox
from storage.outbox import BULK, NOTICE, Queue, Terms
from storage.ports import Store
from tests.delivery.scripted import GONE, post


def finished(states: list[str]) -> bool:
    return all(state not in ("queued", "sending") for state in states)


async def test_a_message_arrives_once(store: Store) -> None:
    async with post(store) as desk:
        row = await desk.queue("1", "halo")
        assert await desk.until(finished) == ["sent"]
        assert desk.platform.arrived == [("1", "halo")]
        assert (await desk.row(row))["platform_id"] == "m1"


async def test_words_go_without_a_file_that_is_gone(store: Store) -> None:
    async with post(store) as desk:
        files = (Media("photo", "shown:1", "image/jpeg", "a.jpg"), Media("photo", GONE, "image/jpeg", "b.jpg"))
        row = await desk.queue("1", "halo", media=files)
        assert await desk.until(finished) == ["sent"]
        assert desk.platform.arrived == [("1", "halo")]
        assert (await desk.row(row))["doubts"] == 0


async def test_what_never_left_is_tried_again_and_is_no_doubt(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [NotSent("refused"), NotSent("refused")]
        row = await desk.queue("1", "halo")
        assert await desk.until(finished) == ["sent"]
        kept = await desk.row(row)
        assert (kept["tries"], kept["doubts"]) == (2, 0)


async def test_what_may_have_arrived_is_a_doubt_and_sent_again(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [InDoubt("cut")]
        row = await desk.queue("1", "halo")
        assert await desk.until(finished) == ["sent"]
        assert (await desk.row(row))["doubts"] == 1


async def test_five_doubts_are_the_end(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [InDoubt("cut")] * 5
        await desk.queue("1", "halo")
        assert await desk.until(finished) == ["dead"]
        assert desk.platform.arrived == []


async def test_words_go_without_a_file_that_is_gone_and_say_so(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.lacks = {"letter:2": NoFile("gone")}
        for source in ("letter:1", "letter:2"):
            await desk.queue("1", "halo", media=(Media("document", source, "application/pdf", "surat.pdf"),))
        assert await desk.until(finished) == ["sent", "sent"]
        assert desk.platform.arrived == [("1", "halo"), ("1", "halo\n\nwithout (id)")]
        assert desk.platform.opened == ["letter:1", "letter:2"]


async def test_a_file_that_cannot_be_drawn_is_tried_three_times(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.lacks = {"letter:1": NoFile("slow", passing=True)}
        row = await desk.queue("1", "halo", media=(Media("document", "letter:1", "application/pdf", "surat.pdf"),))
        assert await desk.until(finished) == ["sent"]
        assert desk.platform.opened == ["letter:1"] * 3
        assert desk.platform.arrived == [("1", "halo\n\nwithout (id)")]
        assert (await desk.row(row))["doubts"] == 0


async def test_a_file_waits_for_the_store(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.lacks = {"letter:1": StoreDown("away")}
        row = await desk.queue("1", "halo", media=(Media("document", "letter:1", "application/pdf", "surat.pdf"),))
        while len(desk.platform.opened) < 2:
            desk.move(1)
            await asyncio.sleep(0.005)
        desk.platform.lacks.clear()
        assert await desk.until(finished) == ["sent"]
        assert desk.platform.arrived == [("1", "halo")]
        assert (await desk.row(row))["platform_id"] == "m1"


async def test_an_edit_in_doubt_is_simply_sent_again(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [InDoubt("cut")] * 6
        row = await desk.queue("1", "halo", edits="m0")
        assert await desk.until(finished) == ["sent"]
        assert (await desk.row(row))["doubts"] == 0


async def test_ten_refusals_are_the_end(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(502, "later")] * 10
        row = await desk.queue("1", "halo")
        async with asyncio.timeout(5):
            while await desk.states() != ["dead"]:
                desk.move(61)
                await asyncio.sleep(0.005)
        assert (await desk.row(row))["tries"] == 10


async def test_a_429_silences_the_account_and_is_no_try(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(429, "slow")]
        first = await desk.queue("1", "halo")
        async with asyncio.timeout(5):
            while (await desk.row(first))["not_before"] <= desk.time[0]:  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.005)
        await desk.queue("2", "apa kabar")
        await asyncio.sleep(0.05)
        assert desk.platform.arrived == []
        desk.move(2.1)
        await desk.until(finished)
        assert sorted(desk.platform.arrived) == [("1", "halo"), ("2", "apa kabar")]
        assert (await desk.row(first))["tries"] == 0


async def test_a_429_of_a_group_silences_the_group_alone(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(429, "slow here")]
        await desk.queue("-1", "halo")
        await asyncio.sleep(0.05)
        await desk.queue("2", "apa kabar")
        await desk.until(lambda states: states[1] == "sent")
        assert desk.platform.arrived[0] == ("2", "apa kabar")


async def test_blocked_stops_everything_to_that_contact(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.gate.clear()
        desk.platform.script = [Rejected(403, "blocked")]
        await desk.queue("1", "halo")
        await desk.queue("1", "masih ada")
        desk.platform.gate.set()
        assert await desk.until(finished) == ["failed", "cancelled"]
        known = await store.transact(lambda tx: contacts.find(tx, Chat("telegram", "1", "1")))
        assert known is not None
        assert known.contact.reach == "blocked"


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(400, "not found")]
        row = await desk.queue("1", "halo", edits="m0")
        assert await desk.until(finished) == ["sent"]
        assert '"edits"' not in (await desk.row(row))["body"]


async def test_not_modified_is_success(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(400, "same")]
        row = await desk.queue("1", "halo", edits="m7")
        assert await desk.until(finished) == ["sent"]
        assert (await desk.row(row))["platform_id"] == "m7"


async def test_refused_marks_go_plain_once(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(400, "marks")]
        await desk.queue("1", "*halo*")
        assert await desk.until(finished) == ["sent"]
        assert desk.platform.plain == [True]


async def test_a_moved_chat_is_written_to_at_its_new_address(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(400, "moved")]
        await desk.queue("-1", "halo")
        assert await desk.until(finished) == ["sent"]
        assert desk.platform.arrived == [("-1002", "halo")]


async def test_our_own_mistake_is_failed_and_does_not_block_the_next(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(400, "bug")]
        await desk.queue("1", "halo")
        await desk.queue("1", "lagi")
        assert await desk.until(finished) == ["failed", "sent"]


async def test_a_refused_account_stops_and_keeps_what_waits(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [Rejected(401, "token")]
        await desk.queue("1", "halo")
        await desk.until(lambda _: bool(desk.dispatcher.stopped_by))
        await asyncio.sleep(0.02)
        assert await desk.states() == ["queued"]


async def test_order_is_kept_per_contact_in_a_lane(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [NotSent("refused")]
        for text in ("satu", "dua", "tiga"):
            await desk.queue("1", text)
        await desk.until(finished)
        assert [text for _, text in desk.platform.arrived] == ["satu", "dua", "tiga"]


async def test_a_row_in_back_off_holds_its_lane_for_thirty_seconds(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.always = {"satu": Rejected(502, "later")}
        first = await desk.queue("1", "satu")
        await desk.queue("1", "dua")
        start = desk.time[0]
        async with asyncio.timeout(5):
            while not desk.platform.arrived:
                desk.move(0.2)
                await asyncio.sleep(0.005)
        assert desk.time[0] - start >= outbox.HOLD_MS
        assert desk.platform.arrived == [("1", "dua")]
        assert (await desk.row(first))["state"] in ("queued", "sending")


async def test_a_reply_overtakes_bulk(store: Store) -> None:
    async with post(store, rate=20) as desk:
        desk.platform.gate.clear()
        for number in range(30):
            await desk.queue(f"b{number}", "siaran", Terms(lane=BULK))
        await desk.queue("9", "pemberitahuan", Terms(lane=NOTICE))
        await desk.queue("1", "jawaban")
        desk.platform.gate.set()
        await desk.until(lambda states: states[-1] == "sent" and states[-2] == "sent")
        texts = [text for _, text in desk.platform.arrived]
        assert texts.index("jawaban") <= 4
        assert texts.index("jawaban") < texts.index("pemberitahuan")


async def test_at_most_sixteen_are_on_their_way(store: Store) -> None:
    async with post(store, rate=100_000) as desk:
        desk.platform.gate.clear()
        for number in range(40):
            await desk.queue(f"c{number}", "halo")
        await asyncio.sleep(0.2)
        assert (await desk.states()).count("sending") <= outbox.MOST_SENDING
        desk.platform.gate.set()
        await desk.until(finished)
        assert desk.platform.most_at_once <= outbox.MOST_SENDING
        assert len(desk.platform.arrived) == 40


async def test_the_pace_holds(store: Store) -> None:
    async with post(store, rate=10) as desk:
        for number in range(20):
            await desk.queue(f"c{number}", "halo")
        start = desk.time[0]
        await desk.until(lambda states: states.count("sent") >= 15)
        assert desk.time[0] - start >= 1300, "15 messages at 10/s take more than 1.3 s, with 100 ms saved up"


async def test_one_contact_gets_a_burst_of_three_then_one_a_second(store: Store) -> None:
    async with post(store, contact_rate=1.0) as desk:
        for number in range(5):
            await desk.queue("1", str(number))
        start = desk.time[0]
        await desk.until(finished)
        assert 1_800 <= desk.time[0] - start <= 3_500
        assert [text for _, text in desk.platform.arrived] == list("01234")


async def test_what_waited_too_long_expires(store: Store) -> None:
    async with post(store) as desk:
        desk.platform.script = [NotSent("refused")] * 3
        await desk.queue("1", "halo")
        await asyncio.sleep(0.02)
        desk.move(3_700)
        assert await desk.until(finished) == ["expired"]


async def test_what_a_dead_process_held_is_a_doubt(store: Store) -> None:
    async with post(store) as desk:
        queue = Queue("telegram", "1", 1000)
        desk.dispatcher.stopped_by = "test: another process claims"
        row = await desk.queue("1", "halo")
        claim = await store.transact(lambda tx: outbox.claim(tx, queue, "gone", desk.time[0]))
        assert [held.id for held in claim.rows] == [row]

        async def alive(holder: str) -> bool:
            return False

        desk.dispatcher.stopped_by = ""
        assert await desk.dispatcher.recover(alive) == 1
        desk.dispatcher.wake()
        assert await desk.until(finished) == ["sent"]
        assert (await desk.row(row))["doubts"] == 1


async def test_what_a_living_process_holds_is_left_alone(store: Store) -> None:
    async with post(store) as desk:
        desk.dispatcher.stopped_by = "test: another process claims"
        await desk.queue("1", "halo")
        await store.transact(lambda tx: outbox.claim(tx, Queue("telegram", "1", 1000), "other", desk.time[0]))

        async def alive(holder: str) -> bool:
            return True

        assert await desk.dispatcher.recover(alive) == 0
        assert await desk.states() == ["sending"]
