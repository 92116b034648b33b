"""The numbers of the weekly summary about opportunities and stages; `bot.core.summary_offers` says what each is."""

import json
from collections.abc import Sequence
from datetime import timedelta

from bot.actions.desk import House
from bot.core.jsonable import from_json
from bot.core.opportunities import Offer
from bot.core.summary import ordered
from bot.core.summary_offers import SOON_DAYS, SOON_MOST, Closing, Filled, KindCut, Offers, PlaceCut
from bot.core.vocabulary import City
from storage import opportunities
from storage import summary_offers as counts
from storage.ports import Tx
from storage.summary import Span

LOOKED_AT = 10  # of those with most places given, for one that says how many it has


async def offers(tx: Tx, house: House, span: Span) -> Offers:
    """The part of a week."""
    city = house.city
    kinds = await _kinds(tx, city, span)
    crafts = await _places(tx, span, "sub_sector", [each.id for each in city.sub_sectors])
    last_applied, last_chosen = await counts.before(tx, span)
    needy = {each.id for each in city.sub_sectors if each.needs_partners}
    return Offers(
        published=sum(each.published for each in kinds),
        published_last=sum(before for _, before in (await counts.published(tx, span)).values()),
        open=await counts.open_at(tx, span.until),
        applicants=sum(each.applicants for each in kinds), applicants_last=last_applied,
        chosen=sum(each.chosen for each in kinds), chosen_last=last_chosen,
        first=sum(each.first for each in crafts), apart=sum(each.chosen for each in crafts if each.id in needy),
        by_kind=kinds, by_sub_sector=crafts,
        by_district=await _places(tx, span, "district", [each.code for each in city.districts]),
        fullest=await _fullest(tx, span), soon=await _soon(tx, house, span.until),
    )  # fmt: skip


async def _kinds(tx: Tx, city: City, span: Span) -> tuple[KindCut, ...]:
    published = await counts.published(tx, span)
    applied, chosen = await counts.applied_by(tx, span, "kind"), await counts.chosen_by_kind(tx, span)
    met = {id for id, (fresh, _) in published.items() if fresh} | applied.keys() | chosen.keys()
    return tuple(
        KindCut(
            id=id, published=published.get(id, (0, 0))[0], applicants=applied.get(id, 0), chosen=chosen.get(id, 0)
        )
        for id in ordered([kind.id for kind in city.opportunities.kinds], met) if id
    )  # fmt: skip


async def _places(tx: Tx, span: Span, by: counts.By, named: Sequence[str]) -> tuple[PlaceCut, ...]:
    applied, chosen = await counts.applied_by(tx, span, by), await counts.chosen_by(tx, span, by)
    return tuple(
        PlaceCut(id=id, applicants=applied.get(id, 0), chosen=given, first=first)
        for id in ordered(named, applied, chosen)
        for given, first in (chosen.get(id, (0, 0)),)
    )


async def _fullest(tx: Tx, span: Span) -> Filled | None:
    for id in await counts.given(tx, span, LOOKED_AT):
        one = await opportunities.by_id(tx, id)
        if one is not None and one.offer.quota:
            taken, first = await counts.taken(tx, id)
            return Filled(title=dict(one.offer.title), taken=taken, quota=one.offer.quota, first=first)
    return None


async def _soon(tx: Tx, house: House, since: int) -> tuple[Closing, ...]:
    calendar = house.calendar
    until = calendar.moment(calendar.day(since) + timedelta(days=SOON_DAYS), 0)
    found = []
    for row in await counts.closing(tx, since, until, SOON_MOST):
        offer = from_json(Offer, json.loads(row["offer"]))
        on = calendar.day(row["closes_at"] - 1)
        found.append(Closing(title=dict(offer.title), on=on, applicants=int(row["n"]), quota=offer.quota))
    return tuple(found)
