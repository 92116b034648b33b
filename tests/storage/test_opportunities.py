"""Opportunities and stages in the store: every field comes back, nothing is saved over another's change."""

import asyncio
from dataclasses import replace
from datetime import date

from bot.core.audience import Audience
from bot.core.opportunities import Offer, Opportunity, Phase, Question, Requirement
from storage import opportunities
from storage.opportunities import Begun
from storage.ports import Store, Tx
from tests.offers import STAGE, published
from tests.storage.people import NOW
from tests.storage.stores import twin

FULL = replace(
    STAGE, kind="competition", fields={"prizes": ["piala", "uang"], "jury": "tiga orang", "certificate": True},
    opens_on=date(2026, 12, 1), ends_on=date(2027, 1, 10), district="16.71.01", online=True, benefits=("piala",),
    requirements=(Requirement(text="NIB", key="nib"), Requirement(text="karya sendiri")),
    audience=Audience(sub_sectors=("musik",), without_districts=("16.71.02",)),
    questions=(Question(key="q1", ask="Berapa lagu?", type="number", optional=True),), pillar="culture",
    apply_via="link", link="https://contoh.example", selection="first_come", confirm_hours=24,
    results_on=date(2026, 12, 24), per_district=1,
    phases=(Phase(name="paparan", on=date(2026, 12, 20)), Phase(name="x")), criteria=("keunikan",), objection_days=3,
)  # fmt: skip


async def begun(store: Store, code: str = "CNTH7", offer: Offer = STAGE, closes_at: int | None = None) -> Opportunity:
    """A draft."""
    made = Begun(code=code, offer=offer, created_by="cli", closes_at=closes_at)
    found = await store.transact(lambda tx: opportunities.add(tx, made, NOW))
    assert found is not None
    return found


async def test_every_field_comes_back(store: Store) -> None:
    one = await begun(store, offer=FULL)
    assert (one.state, one.version, one.offer, one.created_at) == ("draft", 1, FULL, NOW)
    assert await store.read(lambda tx: opportunities.by_code(tx, "CNTH7")) == one
    assert await store.read(lambda tx: opportunities.by_code(tx, "CNTH8")) is None


async def test_a_code_is_given_once(store: Store) -> None:
    first = await begun(store)
    again = Begun(code="CNTH7", offer=FULL, created_by="cli")
    assert await store.transact(lambda tx: opportunities.add(tx, again, NOW)) is None
    assert await store.read(lambda tx: opportunities.by_code(tx, "CNTH7")) == first


async def test_nothing_is_saved_over_a_change(store: Store) -> None:
    one = await begun(store)
    mine = replace(one, state="in_review", submitted_by="contact:1", reason="x", offer=FULL)
    assert await store.transact(lambda tx: opportunities.save(tx, mine, NOW + 1))
    late = replace(one, state="archived")
    assert not await store.transact(lambda tx: opportunities.save(tx, late, NOW + 2))
    kept = await store.read(lambda tx: opportunities.by_id(tx, one.id))
    assert kept == replace(mine, version=2, changed_at=NOW + 1)


async def test_one_at_a_time_holds_it(store: Store) -> None:
    one = await begun(store)

    async def raise_quota(where: Store) -> None:
        async def work(tx: Tx) -> None:
            held = await opportunities.locked(tx, one.id)
            assert held is not None
            offer = replace(held.offer, quota=(held.offer.quota or 0) + 1)
            assert await opportunities.save(tx, replace(held, offer=offer), NOW)

        await where.transact(work)

    async with twin(store) as other:
        await asyncio.gather(*(raise_quota(each) for each in (store, other) * 5))
    kept = await store.read(lambda tx: opportunities.by_id(tx, one.id))
    assert kept is not None
    assert (kept.offer.quota, kept.version) == ((STAGE.quota or 0) + 10, 11)


async def test_the_soonest_to_close_comes_first(store: Store) -> None:
    for code, closes_at in (("CNTHA", None), ("CNTHB", NOW + 2), ("CNTHC", NOW + 1)):
        await published(store, NOW, closes_at, code)
    await begun(store)
    found = await store.read(lambda tx: opportunities.in_states(tx, ("published", "closed"), 2))
    assert [one.code for one in found] == ["CNTHC", "CNTHB"]
    assert [one.code for one in await store.read(lambda tx: opportunities.in_states(tx, ("draft",), 9))] == ["CNTH7"]
