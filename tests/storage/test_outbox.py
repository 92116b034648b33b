"""The outbox's states, pace and order, on both databases."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.message import Message
from storage import consents, contacts, outbox, people
from storage.consents import Consent
from storage.outbox import BULK, NOTICE, REPLY, Again, Claimed, Queue, Terms
from storage.ports import Row, Store
from tests.storage.people import NOW, chat, met, registered

FAST = Queue("telegram", "42", rate=1000)
ME = "process-1"


async def queued(store: Store, text: str, number: int = 1, terms: Terms = outbox.REPLIES) -> int:
    """Queues a message to the n-th contact; its id."""
    contact = (await met(store, number)).contact
    return await store.transact(lambda tx: outbox.add(tx, contact, Message(text), NOW, terms))


async def claimed(store: Store, now: int = NOW, queue: Queue = FAST, holder: str = ME) -> list[Claimed]:
    """What may leave now."""
    return (await store.transact(lambda tx: outbox.claim(tx, queue, holder, now))).rows


async def row(store: Store, outbox_id: int) -> Row:
    """A row as it stands."""
    return next(r for r in await store.read(lambda tx: tx.all("outbox.rows")) if r["id"] == outbox_id)


async def test_a_row_is_claimed_once_and_sent(store: Store) -> None:
    number = await queued(store, "Halo 🛶")
    (found,) = await claimed(store)
    assert (found.id, found.chat, found.message, found.lane) == (number, "1000001", Message("Halo 🛶"), REPLY)
    assert await claimed(store, NOW + 1000) == []
    await store.transact(lambda tx: outbox.sent(tx, found, "another", "7", NOW))
    assert (await row(store, number))["state"] == "sending"
    await store.transact(lambda tx: outbox.sent(tx, found, ME, "7", NOW))
    assert ((await row(store, number))["state"], (await row(store, number))["platform_id"]) == ("sent", "7")


async def test_claims_at_once_share_the_rows(store: Store) -> None:
    numbers = [await queued(store, f"m{n}", n + 1) for n in range(10)]
    claims = [claimed(store, NOW + 100 * n, holder=f"process-{n}") for n in range(4)]
    rows = [found.id for claim in await asyncio.gather(*claims) for found in claim]
    assert sorted(rows) == numbers


async def test_replies_go_before_notices_before_bulk(store: Store) -> None:
    for lane, number in ((BULK, 1), (NOTICE, 2), (REPLY, 3)):
        await queued(store, "m", number, Terms(lane))
    assert [found.lane for found in await claimed(store)] == [REPLY, NOTICE, BULK]


async def test_a_contacts_rows_keep_their_order(store: Store) -> None:
    first, second = await queued(store, "1"), await queued(store, "2")
    (found,) = await claimed(store)
    assert found.id == first
    await store.transact(lambda tx: outbox.sent(tx, found, ME, "7", NOW))
    assert [r.id for r in await claimed(store, NOW + 1000)] == [second]


async def test_no_faster_than_the_accounts_rate(store: Store) -> None:
    for n in range(12):
        await queued(store, "m", n + 1)
    slow = replace(FAST, rate=10)
    left = [len(await claimed(store, NOW + step * 100, slow)) for step in range(11)]
    assert max(left[1:]) <= 1
    assert sum(left) <= 12


async def test_at_most_sixteen_are_under_way(store: Store) -> None:
    for n in range(20):
        await queued(store, "m", n + 1)
    rows = [r for step in range(5) for r in await claimed(store, NOW + step * 100)]
    assert len(rows) == outbox.MOST_SENDING


async def test_a_refused_row_waits_and_is_tried_again(store: Store) -> None:
    number = await queued(store, "m")
    (found,) = await claimed(store)
    change = Again(not_before=NOW + 5000, tries=1, doubts=0, reason="503")
    await store.transact(lambda tx: outbox.again(tx, found, ME, change, NOW))
    assert await claimed(store, NOW + 4999) == []
    (again,) = await claimed(store, NOW + 5000)
    assert (again.id, again.tries) == (number, 1)


@pytest.mark.parametrize("state", ["failed", "dead"])
async def test_the_end_of_a_row(store: Store, state: str) -> None:
    number = await queued(store, "m")
    (found,) = await claimed(store)
    await store.transact(lambda tx: outbox.end(tx, found, ME, state, "blocked", NOW))  # type: ignore[arg-type]
    assert ((await row(store, number))["state"], (await row(store, number))["reason"]) == (state, "blocked")


async def test_after_429_the_whole_account_is_silent(store: Store) -> None:
    await queued(store, "m")
    await claimed(store)
    await queued(store, "m", 2)
    await store.transact(lambda tx: outbox.hush(tx, FAST, NOW + 9000))
    claim = await store.transact(lambda tx: outbox.claim(tx, FAST, ME, NOW + 8000))
    assert (claim.rows, claim.look_at) == ([], NOW + 9000)
    assert len(await claimed(store, NOW + 9000)) == 1


async def test_what_waited_too_long_expires(store: Store) -> None:
    number = await queued(store, "m", terms=Terms(expires_at=NOW + 10))
    assert await store.transact(lambda tx: outbox.expire(tx, FAST, NOW + 9)) == 0
    assert await store.transact(lambda tx: outbox.expire(tx, FAST, NOW + 10)) == 1
    assert (await row(store, number))["state"] == "expired"


async def test_a_newer_reply_takes_the_news_of_an_unsent_one(store: Store) -> None:
    number = await queued(store, "lama")
    contact = (await met(store)).contact
    merged = await store.transact(lambda tx: outbox.merge(tx, contact.id, Message("baru", "Siapa?"), NOW))
    assert (merged.news, merged.question) == ("lama\n\nbaru", "Siapa?")
    assert (await row(store, number))["state"] == "superseded"


async def test_nothing_more_to_a_contact_that_went(store: Store) -> None:
    await queued(store, "a")
    kept = await queued(store, "b", 2)
    contact = (await met(store)).contact
    assert await store.transact(lambda tx: outbox.cancel_contact(tx, contact.id, "left", NOW)) == 1
    assert [r.id for r in await claimed(store)] == [kept]


@pytest.mark.parametrize(("most", "state"), [(5, "queued"), (1, "dead")])
async def test_a_row_whose_holder_is_gone_is_a_doubt(store: Store, most: int, state: str) -> None:
    number = await queued(store, "m")
    await claimed(store, holder="gone")
    assert await store.read(lambda tx: outbox.orphans(tx, FAST, "gone")) == []
    (orphan,) = await store.read(lambda tx: outbox.orphans(tx, FAST, ME))
    await store.transact(lambda tx: outbox.adopt(tx, orphan, most, NOW))
    assert ((await row(store, number))["state"], (await row(store, number))["doubts"]) == (state, 1)


async def test_an_edit_whose_message_is_gone_gets_another_body(store: Store) -> None:
    number = await queued(store, "m")
    await store.transact(lambda tx: outbox.rewrite(tx, number, Message("anew")))
    assert [r.message for r in await claimed(store)] == [Message("anew")]


async def test_news_that_wait_go_to_nobody_who_wants_none(store: Store) -> None:
    """A chat that speaks for somebody else too keeps them, and so does whatever is no news."""
    (alone, one), (_, other) = await registered(store, 1), await registered(store, 2)
    news, answer = await queued(store, "kabar", 1, Terms(BULK)), await queued(store, "jawaban", 1)
    shared = await queued(store, "kabar", 2, Terms(BULK))
    second = await store.read(lambda tx: contacts.find(tx, chat(2)))
    assert second is not None
    wish = Consent("alerts", 1, "ya", "telegram", NOW)
    await store.transact(lambda tx: people.link(tx, second.contact.id, one, NOW))
    await store.transact(lambda tx: consents.give(tx, other, second.contact.id, wish))
    assert await store.transact(lambda tx: outbox.cancel_news(tx, one, NOW)) == 1
    states = {number: (await row(store, number))["state"] for number in (news, answer, shared)}
    assert states == {news: "cancelled", answer: "queued", shared: "queued"}
    assert alone.contact.id != second.contact.id
