"""What is open and for whom, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions import browsing
from bot.core.applications import Application
from bot.core.audience import Audience
from bot.core.keeping import DAY_MS
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import applications, opportunities
from tests.actions.world import Office, Who
from tests.offers import published


async def offered(office: Office, code: str, days: float | None, **more: Any) -> Opportunity:
    """One that is open for so many days, or without an end."""
    closes_at = None if days is None else office.now + int(days * DAY_MS)
    return await published(office.store, office.now, closes_at, code=code, **more)


async def seen(office: Office, who: Who, topic: str = "") -> list[tuple[str, bool]]:
    """The codes somebody is shown, and whether each fits."""
    return [(each.one.code, each.fits) for each in await office.act(who, browsing.fitting, topic)]


async def test_what_fits_comes_first_then_what_closes_first(office: Office) -> None:
    sewing, music = Audience(("fesyen",)), Audience(("musik",))
    await offered(office, "AAAA2", 1, audience=music)
    await offered(office, "AAAA3", None)
    await offered(office, "AAAA4", 5)
    await offered(office, "AAAA5", 9, audience=sewing)
    await offered(office, "AAAA6", 7, audience=replace(sewing, districts=("16.71.01", "16.71.02")))
    await offered(office, "AAAA7", 7, audience=replace(sewing, districts=("16.71.02",)))
    await offered(office, "AAAA8", 7, audience=replace(sewing, kinds=("group",)))
    who = await office.requester()
    assert await seen(office, who) == [
        ("AAAA6", True), ("AAAA5", True), ("AAAA4", True), ("AAAA3", True),
        ("AAAA7", False), ("AAAA8", False), ("AAAA2", False),
    ]  # fmt: skip
    assert await office.act(who, browsing.count) == 4


async def test_what_is_for_newcomers_fits_whoever_never_had_a_place(office: Office) -> None:
    past = await offered(office, "AAAA2", 1)
    await offered(office, "AAAA3", 9, audience=Audience(levels=("new",)))
    who = await office.requester()
    assert await seen(office, who) == [("AAAA2", True), ("AAAA3", True)]
    (row,) = await office.sql("SELECT id FROM people")
    place = Application(id=0, opportunity_id=past.id, person_id=row["id"], contact_id=None, state="confirmed")
    assert await office.store.transact(lambda tx: applications.add(tx, place, office.now))
    assert await seen(office, who) == [("AAAA2", True), ("AAAA3", False)]
    assert await seen(office, await office.stranger()) == [("AAAA2", True), ("AAAA3", True)]


async def test_everything_is_for_somebody_unknown(office: Office) -> None:
    await offered(office, "AAAA2", 9, audience=Audience(("musik",)))
    await offered(office, "AAAA3", 1)
    assert await seen(office, await office.stranger()) == [("AAAA3", True), ("AAAA2", True)]


async def test_what_is_over_is_not_shown_but_read(office: Office) -> None:
    last = await offered(office, "AAAA2", 1)
    who = await office.stranger()
    office.now += DAY_MS - 1
    assert await seen(office, who) == [("AAAA2", True)]
    office.now += 1
    assert await seen(office, who) == []
    assert (await office.act(who, browsing.one, last.id)).code == "AAAA2"


@pytest.mark.parametrize(
    ("topic", "codes"),
    [
        ("", ["AAAA2", "AAAA3", "AAAA4"]), ("peluang", ["AAAA2"]), ("panggung", ["AAAA3", "AAAA4"]),
        ("booth", ["AAAA4"]), ("musik", ["AAAA2", "AAAA3"]), ("kuliner", ["AAAA3", "AAAA4"]),
    ],
)  # fmt: skip
async def test_a_family_a_kind_or_a_craft(office: Office, topic: str, codes: list[str]) -> None:
    await offered(office, "AAAA2", 1, kind="training", audience=Audience(("musik",)))
    await offered(office, "AAAA3", 2, kind="stage")
    await offered(office, "AAAA4", 3, kind="booth", audience=Audience(("kuliner",)))
    assert [code for code, _ in await seen(office, await office.stranger(), topic)] == codes


async def test_a_code_in_any_letters(office: Office) -> None:
    one = await offered(office, "AAAA2", 1)
    who = await office.stranger()
    assert (await office.act(who, browsing.coded, "aAaA2")).id == one.id
    with pytest.raises(Refused, match=r"opportunity\.unknown"):
        await office.act(who, browsing.coded, "AAAA3")


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "in_review"}, {"published_at": None}])
async def test_nobody_reads_what_was_never_public(office: Office, fields: Any) -> None:
    one = await offered(office, "AAAA2", 1)
    who = await office.stranger()
    assert (await office.act(who, browsing.one, one.id)).id == one.id
    assert await office.store.transact(lambda tx: opportunities.save(tx, replace(one, **fields), office.now))
    with pytest.raises(Refused, match=r"opportunity\.unknown"):
        await office.act(who, browsing.one, one.id)
    with pytest.raises(Refused, match=r"opportunity\.unknown"):
        await office.act(who, browsing.coded, one.code)


async def test_what_one_read_last(office: Office) -> None:
    first, second = await offered(office, "AAAA2", 1), await offered(office, "AAAA3", 1)
    who = await office.stranger()
    for one in (first, second, first):
        await office.act(who, browsing.came, one)
        office.now += 1000
    assert await office.act(who, browsing.last_read) == first.id
    office.now += 31 * DAY_MS
    assert await office.act(who, browsing.last_read) is None


@pytest.mark.parametrize("code", ["", "\0AAA2", "AAAA2\0", "АААА2", "AAAA'", "%"])
async def test_what_is_no_code_finds_nothing(office: Office, code: str) -> None:
    await offered(office, "AAAA2", 1)
    assert await office.store.read(lambda tx: browsing.public(tx, code)) is None
    assert await office.store.read(lambda tx: browsing.public(tx, "aaaa2")) is not None
