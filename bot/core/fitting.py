"""Whether an opportunity is for somebody. Pure."""

from collections.abc import Collection

from bot.core.opportunities import Offer


def fits(offer: Offer, sub_sectors: Collection[str], district: str, kind: str) -> bool:
    """Whether somebody of these sub-sectors (ids), this district (code, "" unknown) and kind is whom it is for."""
    wanted = offer.audience
    return (
        _fits(wanted.sub_sectors, wanted.without_sub_sectors, sub_sectors)
        and _fits(wanted.districts, wanted.without_districts, (district,))
        and _fits(wanted.kinds, wanted.without_kinds, (kind,))
    )


def _fits(wanted: Collection[str], without: Collection[str], held: Collection[str]) -> bool:
    return (not wanted or any(each in wanted for each in held)) and not any(each in without for each in held)
