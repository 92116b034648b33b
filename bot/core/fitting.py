"""Whom an opportunity is for. Pure; `storage/queries/alerts.sql` says the same in the database."""

from collections.abc import Collection

from bot.core.audience import Audience
from bot.core.opportunities import Offer


def fits(offer: Offer, sub_sectors: Collection[str], district: str, kind: str, level: str = "") -> bool:
    """Whether an offer is for somebody: ids of crafts, code of a district, person, group or business, one of LEVELS.

    Where an offer asks for nothing it is for everybody; what is not known of somebody ("", empty) fits no demand.
    """
    return within(offer.audience, sub_sectors, district, kind, level)


def within(audience: Audience, sub_sectors: Collection[str], district: str, kind: str, level: str = "") -> bool:
    """Whether somebody belongs to an audience; arguments as in `fits`."""
    return (
        (not audience.sub_sectors or not set(audience.sub_sectors).isdisjoint(sub_sectors))
        and (not audience.districts or district in audience.districts)
        and (not audience.kinds or kind in audience.kinds)
        and (not audience.levels or level in audience.levels)
        and set(audience.without_sub_sectors).isdisjoint(sub_sectors)
        and district not in audience.without_districts
        and kind not in audience.without_kinds
    )
