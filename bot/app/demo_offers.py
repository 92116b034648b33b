"""What is open in the demo: the city pack's fictional opportunities, marked as samples, their days counted from now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.actions.desk import House
from bot.core.changing import changed
from bot.core.jsonable import from_json
from bot.core.opportunities import Offer
from storage import opportunities
from storage.opportunities import Begun
from storage.ports import Tx

TABLE = "opportunity_samples"
WHO = "demo"
RESULTS_AFTER = 12  # days after the last one to apply
DAY_MINUTES = 24 * 60


async def publish(tx: Tx, house: House, now: int) -> int:
    """Publishes them; how many. One whose code is there already stays as it is."""
    table: Any = house.city.tables.get(TABLE, {"samples": []})
    today, made = house.calendar.day(now), 0
    for sample in table["samples"]:
        offer = _offer(sample, today)
        closes_at = house.calendar.moment(offer.last_day or today, DAY_MINUTES)
        begun = Begun(code=sample["code"], offer=offer, created_by=WHO, closes_at=closes_at)
        if (one := await opportunities.add(tx, begun, now)) is None:
            continue
        out = replace(one, state="published", submitted_by=WHO, approved_by=WHO, published_at=now)
        made += await opportunities.save(tx, out, now)
    return made


def _offer(sample: Mapping[str, Any], today: date) -> Offer:
    starts, ends, closes = (today + timedelta(sample[name]) for name in ("starts", "ends", "closes"))
    offer = from_json(Offer, sample["offer"])
    results = closes + timedelta(RESULTS_AFTER) if offer.selection == "curated" else None
    return changed(
        offer, opens_on=today, last_day=closes, starts_on=starts, ends_on=ends, results_on=results, sample=True
    )  # fmt: skip
