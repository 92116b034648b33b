"""After a silence of the bot: who is told, what, when, and once."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.message import Message
from bot.silence import Gap, Silence, spoken
from storage import contacts, marks, outbox, staff
from storage.outbox import Terms
from storage.ports import Store, Tx
from tests.clock.world import CITY, DAY, HOUR, HOUSE, MINUTE, Posted, Time, meet, rows, said, send
from tests.storage.stores import twin

ZONE = CITY.identity.timezone
START = int(datetime(2026, 11, 22, 2, 10, tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)  # a Sunday
END = START + 7 * HOUR + 30 * MINUTE


@pytest.fixture
async def admin(store: Store) -> int:
    """An admin who wrote before the silence."""
    contact_id = await meet(store, "9", START - DAY)
    await store.transact(lambda tx: staff.add(tx, contact_id, "admin", None, "cli", START - DAY))
    return contact_id


async def stopped(store: Store, at: int) -> None:
    """The last sign of life is of then."""
    await Silence(store, HOUSE, Time(at)).beat()


async def queue(store: Store, contact_id: int, at: int) -> int:
    """A message queued then."""

    async def work(tx: Tx) -> int:
        contact = await contacts.by_id(tx, contact_id)
        assert contact is not None
        return await outbox.add(tx, contact, Message("halo"), at, Terms(outbox.NOTICE))

    return await store.transact(work)


async def test_admins_are_told_from_when_to_when_and_what_was_caught_up(store: Store, admin: int, time: Time) -> None:
    somebody = await meet(store, "1", START - DAY)
    await send(store, Posted(somebody, "read before", START - 1, received_at=START - 1))
    await stopped(store, START)
    resumed, waits = await queue(store, somebody, START), await queue(store, somebody, START)
    time.at = END
    silence = Silence(store, HOUSE, time)
    await silence.beat()
    for number in range(14):
        await send(store, Posted(somebody, f"e{number}", START + number * MINUTE, received_at=END + number))
    await send(store, Posted(somebody, "fresh", END + 5, received_at=END + 6))
    await rows(store, f"UPDATE outbox SET state = 'sent' WHERE id = {resumed} RETURNING 1 AS done")  # noqa: S608
    time.pass_(MINUTE - 1)
    await silence.beat()
    assert await said(store, admin) == []  # one still waits to be sent

    time.pass_(1)
    await silence.beat()

    assert await said(store, admin) == [
        "Bot mati Minggu 02.10 s.d. 09.40 WIB. 14 pesan sudah dibaca, 1 kiriman dilanjutkan."
    ]
    time.pass_(HOUR)
    await silence.beat()
    assert len(await said(store, admin)) == 1
    assert waits > resumed


async def test_as_soon_as_everything_is_sent(store: Store, admin: int, time: Time) -> None:
    await stopped(store, START)
    time.at = END
    silence = Silence(store, HOUSE, time)
    await silence.beat()
    time.pass_(9_999)
    await silence.beat()
    assert await said(store, admin) == []
    time.pass_(1)
    await silence.beat()
    assert len(await said(store, admin)) == 1


async def test_ten_minutes_are_no_silence(store: Store, admin: int, time: Time) -> None:
    await stopped(store, START)
    time.at = START + 10 * MINUTE
    silence = Silence(store, HOUSE, time)
    await silence.beat()
    time.pass_(2 * MINUTE)
    await silence.beat()
    assert await said(store, admin) == []


async def test_nor_is_a_first_start(store: Store, admin: int, time: Time) -> None:
    silence = Silence(store, HOUSE, time)
    await silence.beat()
    time.pass_(2 * MINUTE)
    await silence.beat()
    assert await said(store, admin) == []


async def test_a_sign_of_life_every_thirty_seconds(store: Store, time: Time) -> None:
    silence = Silence(store, HOUSE, time)
    signs = []
    for _ in range(7):
        await silence.beat()
        signs.append(await store.read(lambda tx: marks.get(tx, "alive")))
        time.pass_(10_000)
    first = time.at - 70_000
    assert [int(sign or 0) - first for sign in signs] == [0, 0, 0, 30_000, 30_000, 30_000, 60_000]


async def test_a_stop_before_it_was_told_does_not_swallow_it(store: Store, admin: int, time: Time) -> None:
    await stopped(store, START)
    await stopped(store, END)  # stopped again at once
    time.at = END + MINUTE
    silence = Silence(store, HOUSE, time)
    await silence.beat()
    await silence.beat()
    assert [text[:37] for text in await said(store, admin)] == ["Bot mati Minggu 02.10 s.d. 09.40 WIB."]


async def test_a_second_silence_before_the_first_was_told_is_one(store: Store, admin: int, time: Time) -> None:
    await stopped(store, START)
    await stopped(store, START + HOUR)
    time.at = END
    silence = Silence(store, HOUSE, time)
    await silence.beat()
    time.pass_(MINUTE)
    await silence.beat()
    assert [text[:37] for text in await said(store, admin)] == ["Bot mati Minggu 02.10 s.d. 09.40 WIB."]


async def test_of_two_processes_one_tells(store: Store, admin: int, time: Time) -> None:
    await stopped(store, START)
    time.at = END
    async with twin(store) as other:
        both = [Silence(store, HOUSE, time), Silence(other, HOUSE, time)]
        for silence in both:
            await silence.beat()
        time.pass_(MINUTE)
        for silence in both:
            await silence.beat()
    assert len(await said(store, admin)) == 1


@pytest.mark.parametrize(
    ("hours", "language", "said_as"),
    [
        (7, "id", ("Minggu 02.10", "09.10 WIB")),
        (24, "id", ("Minggu 02.10", "Senin 02.10 WIB")),
        (24 * 8, "id", ("Minggu, 22 November, 02.10", "Senin, 30 November, 02.10 WIB")),
        (7, "en", ("Sunday 02.10", "09.10 WIB")),
    ],
)
def test_in_words(hours: int, language: str, said_as: tuple[str, str]) -> None:
    assert spoken(Gap(START, START + hours * HOUR, 0), ZONE, language) == said_as
