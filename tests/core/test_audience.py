"""An audience as it is written and kept."""

import pytest

from bot.city import load
from bot.core.audience import EVERYBODY, Audience, AudienceFault, read_audience

CITY = load("palembang")


def test_nothing_is_everybody() -> None:
    assert read_audience("", CITY) == EVERYBODY
    assert EVERYBODY.everybody


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("sub_sector=musik district=plaju", Audience(sub_sectors=("musik",), districts=("16.71.13",))),
        ("subsector=musik,film-animasi-video", Audience(sub_sectors=("musik", "film-animasi-video"))),
        ("sub_sector=musik sub_sector=kriya", Audience(sub_sectors=("musik", "kriya"))),
        ("-kind=business", Audience(without_kinds=("business",))),
        ("kind=group -kecamatan=Plaju", Audience(kinds=("group",), without_districts=("16.71.13",))),
    ],
)
def test_names_are_those_of_the_city(text: str, audience: Audience) -> None:
    found = read_audience(text, CITY)
    plaju = next(each.code for each in CITY.districts if each.id == "plaju")
    assert found.to_json() == {
        name: [plaju if value == "16.71.13" else value for value in values]
        for name, values in audience.to_json().items()
    }
    assert not found.everybody
    assert Audience.from_json(found.to_json()) == found


@pytest.mark.parametrize("text", ["musik", "sub_sector=", "sub_sector=nothing", "weather=rain", "-district=atlantis"])
def test_what_nobody_knows_is_a_fault(text: str) -> None:
    with pytest.raises(AudienceFault):
        read_audience(text, CITY)


def test_names_of_a_later_version_are_passed_over() -> None:
    assert Audience.from_json({"moods": ["new"], "kinds": ["group"]}) == Audience(kinds=("group",))
