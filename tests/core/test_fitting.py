"""Whom an opportunity is for."""

import pytest

from bot.core.audience import Audience
from bot.core.fitting import fits
from bot.core.opportunities import Offer

MUSICIAN, PLAJU = ("musik", "film-animasi-video"), "16.71.14"


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience(), True),
        (Audience(sub_sectors=("musik", "kriya")), True),
        (Audience(sub_sectors=("kriya",)), False),
        (Audience(districts=(PLAJU,)), True),
        (Audience(districts=("16.71.01",)), False),
        (Audience(kinds=("group",)), True),
        (Audience(kinds=("business",)), False),
        (Audience(levels=("new",)), True),
        (Audience(levels=("served",)), False),
        (Audience(without_sub_sectors=("kriya",)), True),
        (Audience(without_sub_sectors=("film-animasi-video",)), False),
        (Audience(without_districts=(PLAJU,)), False),
        (Audience(without_kinds=("group",)), False),
        (Audience(sub_sectors=("musik",), districts=("16.71.01",)), False),
    ],
)
def test_an_offer_fits_its_audience(audience: Audience, expected: bool) -> None:
    assert fits(Offer(audience=audience), MUSICIAN, PLAJU, "group", "new") is expected


def test_who_is_not_known_fits_what_is_for_everybody_alone() -> None:
    assert fits(Offer(), (), "", "")
    assert not fits(Offer(audience=Audience(districts=(PLAJU,))), (), "", "")
    assert not fits(Offer(audience=Audience(levels=("new",))), MUSICIAN, PLAJU, "group")
