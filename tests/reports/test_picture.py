"""The picture: small enough for a phone, and each number on it one of the page."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.reports import pictures
from tests.reports.made import CITY, WEEKS, made, terms


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", WEEKS)
def test_it_is_small_and_as_wide_as_a_phone_wants(name: str, language: str) -> None:
    content = made(name, "png", language)
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)
        assert picture.height < 2160
        assert not picture.info.keys() & {"Software", "Author", "Comment"}
    assert len(content) <= 200_000


def test_the_figures_are_those_of_the_page() -> None:
    new, answered, late, decisions, applicants, chosen = pictures.figures(WEEKS["usual"], terms())
    assert (new["value"], new["note"], new["bad"]) == ("41", "minggu lalu 35, rata-rata 33,1", False)
    assert (answered["value"], answered["note"]) == ("38", "selesai 29, masih terbuka 63")
    assert (late["value"], late["note"], late["bad"]) == ("6", "minggu lalu 9", True)
    assert (decisions["value"], decisions["bad"]) == ("5", True)
    assert (applicants["value"], applicants["note"]) == ("57", "terbit 4, masih dibuka 9")
    assert (chosen["value"], chosen["note"]) == ("19", "Musik, Seni Rupa, Film: 6 · baru 11")
    assert not any(figure["bad"] for figure in pictures.figures(WEEKS["empty"], terms()))


def test_the_bars_are_the_nine_weeks_against_the_mean() -> None:
    summary = WEEKS["usual"]
    drawn = pictures.bars(summary, terms())
    assert [bar["value"] for bar in drawn["bars"]] == [week.new for week in summary.weeks]
    assert [bar["label"] for bar in drawn["bars"]] == [str(number) for number in range(39, 48)]
    assert [bar["is"] for bar in drawn["bars"]] == [""] * 7 + ["minggu lalu", "minggu ini"]
    assert (drawn["mean"], drawn["mean_is"]) == (33.1, "rata-rata 8 minggu: 33,1")


@pytest.mark.parametrize("name", WEEKS)
def test_each_district_is_a_tile_with_its_number_and_none_is_lost(name: str) -> None:
    cuts = {cut.id: cut.new for cut in WEEKS[name].requests.by_district}
    drawn = pictures.tiles(WEEKS[name], terms())
    assert {tile["name"]: tile["value"] for tile in drawn["tiles"]} == {d.name: cuts[d.code] for d in CITY.districts}
    assert {(tile["row"], tile["col"]) for tile in drawn["tiles"]} == {d.tile for d in CITY.districts}
    assert (drawn["others"] == "") == (cuts[""] == 0)
    assert terms().shown(cuts[""]) in drawn["others"] or not cuts[""]
    assert drawn["river"] == 3


@pytest.mark.parametrize(
    ("most", "says"),
    [
        (0, []),
        (1, [(4, "1")]),
        (3, [(2, "1"), (3, "2"), (4, "3")]),
        (5, [(1, "1–2"), (2, "3"), (3, "4"), (4, "5")]),
        (12, [(1, "1–3"), (2, "4–6"), (3, "7–9"), (4, "10–12")]),
        (4444, [(1, "1–1.111"), (2, "1.112–2.222"), (3, "2.223–3.333"), (4, "3.334–4.444")]),
    ],
)
def test_the_legend_says_what_the_shades_are(most: int, says: list[tuple[int, str]]) -> None:
    summary = WEEKS["empty"]
    cuts = tuple(replace(cut, new=most if at == 0 else 0) for at, cut in enumerate(summary.requests.by_district))
    drawn = pictures.tiles(replace(summary, requests=replace(summary.requests, by_district=cuts)), terms())
    assert drawn["legend"] == [(0, "0"), *says]
    assert [tile["shade"] for tile in drawn["tiles"]][:2] == [pictures.DARKEST if most else 0, 0]


def test_every_number_has_the_shade_of_its_range() -> None:
    steps = pictures.shades(12)
    assert [pictures.shade(value, steps) for value in range(13)] == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
