"""Fictional opportunities in a store, for tests of what is done with them."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.opportunities import Offer, Opportunity, Requirement
from storage import opportunities
from storage.opportunities import Begun
from storage.ports import Store, Tx

STAGE = Offer(
    kind="stage",
    title={"id": "Slot Panggung Contoh", "en": "Sample Stage Slot"},
    summary={"id": "Dibuka slot untuk musisi (contoh, rekaan).", "en": "Slots for musicians (sample, fictional)."},
    organizer="Kekraf Contoh",
    helix="government",
    last_day=date(2026, 12, 18),
    starts_on=date(2027, 1, 9),
    place="Gedung Contoh",
    quota=2,
    fee_idr=0,
    requirements=(Requirement(text="2 lagu karya sendiri"),),
    contact_role="Meja layanan Kekraf",
    source="contoh",
    sample=True,
)
"""A stage slot that closes on 18 December 2026."""


async def published(store: Store, now: int, closes_at: int | None, code: str = "CNTH7", **more: Any) -> Opportunity:
    """An opportunity that is out; `more` are fields of its offer."""

    async def work(tx: Tx) -> Opportunity:
        begun = Begun(code=code, offer=replace(STAGE, **more), created_by="cli", closes_at=closes_at)
        one = await opportunities.add(tx, begun, now)
        assert one is not None
        assert await opportunities.save(tx, replace(one, state="published", published_at=now), now)
        found = await opportunities.by_id(tx, one.id)
        assert found is not None
        return found

    return await store.transact(work)
