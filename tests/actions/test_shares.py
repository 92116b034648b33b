"""Who came by which link: each once, on both databases; what is counted stays when somebody is forgotten."""

from dataclasses import replace

import pytest

from bot.actions import browsing, permitting, shares
from bot.actions.shares import Counts
from bot.core.applications import Application
from bot.core.keeping import DAY_MS
from bot.core.opportunities import Opportunity
from storage import applications, erasing
from storage.ports import Tx
from tests.actions.world import Office
from tests.clock.world import HOUSE
from tests.offers import published


@pytest.fixture
async def one(office: Office) -> Opportunity:
    """An opportunity that is open."""
    return await published(office.store, office.now, office.now + 9 * DAY_MS)


async def counted(office: Office, one: Opportunity) -> dict[str, Counts]:
    return await office.store.read(lambda tx: shares.counts(tx, one.id))


async def test_a_chat_counts_once_by_its_first_named_place(office: Office, one: Opportunity) -> None:
    who = await office.requester()
    for place in ("", "WA", "ig", ""):
        await office.act(who, browsing.came, one, place)
    assert await counted(office, one) == {"wa": Counts(readers=1)}
    assert await office.store.read(lambda tx: shares.came_by(tx, who.contact_id, one.id)) == "wa"


async def test_each_chat_and_each_place_is_counted(office: Office, one: Opportunity) -> None:
    other = await published(office.store, office.now, None, code="CNTH8")
    for place in ("wa", "wa", "kelurahan", "", "x" * 33, "a b"):
        await office.act(await office.requester(), browsing.came, one, place)
    assert await counted(office, one) == {"wa": Counts(2), "kelurahan": Counts(1), "": Counts(3)}
    assert await counted(office, other) == {}


async def test_nobody_came_by_what_it_did_not_read(office: Office, one: Opportunity) -> None:
    who = await office.stranger()
    assert await office.store.read(lambda tx: shares.came_by(tx, who.contact_id, one.id)) == ""
    assert await office.act(who, browsing.last_read) is None


async def test_whoever_registers_came_by_what_it_read_last(office: Office, one: Opportunity) -> None:
    other = await published(office.store, office.now, None, code="CNTH8")
    early, late, never = await office.stranger(), await office.stranger(), await office.stranger()
    for who, read, place in ((late, one, "wa"), (early, other, ""), (early, one, "ig")):
        await office.act(who, browsing.came, read, place)
        office.now += 1000
    office.now += DAY_MS
    for who in (early, early, never):
        await office.store.transact(lambda tx, id=who.contact_id: shares.registered(tx, id, office.now))  # type: ignore[misc]
    office.now += 31 * DAY_MS
    await office.store.transact(lambda tx: shares.registered(tx, late.contact_id, office.now))
    assert await counted(office, one) == {"wa": Counts(1), "ig": Counts(1, 1)}
    assert await counted(office, other) == {"": Counts(1)}


async def test_applications_are_counted_once_handed_in(office: Office, one: Opportunity) -> None:
    async def apply(tx: Tx, n: int, submitted_at: int | None) -> None:
        begun = Application(id=0, opportunity_id=one.id, person_id=n, contact_id=None, state="draft", place="wa")
        assert await applications.add(tx, replace(begun, submitted_at=submitted_at), office.now)

    for _ in range(3):
        await office.requester()
    ids = [row["id"] for row in await office.sql("SELECT id FROM people ORDER BY id")]
    for n, id in enumerate(ids):
        await office.store.transact(lambda tx, n=n, id=id: apply(tx, id, office.now if n else None))  # type: ignore[misc]
    assert await counted(office, one) == {"wa": Counts(applications=2)}


async def test_a_reader_of_the_page_counts_once_and_is_forgotten(office: Office, one: Opportunity) -> None:
    reader = shares.reader(b"fictional", "198.51.100.7", "a browser")
    assert reader != shares.reader(b"fictional", "198.51.100.8", "a browser")

    async def reads(who: str, place: str) -> bool:
        known = await office.store.read(lambda tx: shares.is_known(tx, one.id, place, who))
        await office.store.transact(lambda tx: shares.read(tx, one.id, place, who, "read", office.now))
        return known

    assert [await reads(reader, place) for place in ("", "ig", "", "wa")] == [False, False, True, True]
    assert await counted(office, one) == {"ig": Counts(1)}
    office.now += 8 * DAY_MS
    await reads("another", "ig")
    assert [row["reader"] for row in await office.sql("SELECT reader FROM shares ORDER BY id")] == ["", "another"]
    assert await counted(office, one) == {"ig": Counts(2)}


async def test_the_count_stays_when_a_chat_is_forgotten(office: Office, one: Opportunity) -> None:
    who = await office.stranger()
    await office.act(who, browsing.came, one, "wa")
    assert await office.act(who, browsing.last_read) == one.id
    await office.store.transact(lambda tx: erasing.forget(tx, who.contact_id, office.now))
    assert await counted(office, one) == {"wa": Counts(1)}
    assert await office.act(who, browsing.last_read) is None


async def test_the_command_line_is_no_reader(office: Office, one: Opportunity) -> None:
    await office.store.transact(lambda tx: browsing.came(permitting.cli(tx, HOUSE, office.now), one, "wa"))
    assert await counted(office, one) == {}
