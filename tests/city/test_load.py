"""Loading a city: any city, and never a broken one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.city import load
from bot.core.sentence import read_place, read_sentence
from bot.core.vocabulary import CityFault
from tests.city.tiny import Pack, both, change_at, pack, sub_sector, without, write


def test_another_city_is_a_folder(tmp_path: Path) -> None:
    city = load(write(pack(), tmp_path / "tiny"))
    assert city.identity.city == "Tiny"
    assert city.hours.days[0] == ((480, 990),)
    assert city.holidays[0].day == date(2027, 8, 17)
    assert city.retention["chat"].amount == 90
    assert (city.summary.weekday, city.summary.minute, city.summary.roles) == (0, 480, ("committee",))
    assert (city.alerts.weekday, city.alerts.minute, city.alerts.most_a_week) == (4, 600, 2)
    assert city.alerts.pauses == {6: ((600, 720),)}
    assert city.tables == {"extra": {"anything": [1, 2]}}
    assert read_sentence("I knd at Hill", city).sub_sectors == ("clay",)
    assert read_place("hill", city) == (("1.1.1",), None)
    assert read_place("old town", city) == (("1.1", "1.2"), "old")
    assert read_sentence("tile and song name", city).sub_sectors == ("clay", "ink", "song")


def test_two_cities_do_not_mix(tmp_path: Path) -> None:
    first, second = load(write(pack(), tmp_path / "a")), load(write(pack(), tmp_path / "b"))
    assert first != second
    assert read_place("hill", first) == read_place("hill", second)


def test_files_that_are_no_json_are_left_alone(tmp_path: Path) -> None:
    folder = write(pack(), tmp_path / "tiny")
    (folder / "README.md").write_text("A fictional city.")
    assert "README.md" not in load(folder).tables


SECTORS, DISTRICTS = ("sub_sectors", "sub_sectors"), ("districts", "districts")
FAULTS = [
    (without("hours"), "tiny/hours.json: is missing"),
    (change_at("summary", "day", to="someday"), 'tiny/summary.json.day: is "someday", should be one of: monday'),
    (change_at("summary", "at", to="24.00"), "tiny/summary.json.at: should be a time of the day, before 24.00"),
    (change_at("summary", "roles", to=["mayor"]), "tiny/summary.json.roles: names 'mayor', should be of: admin"),
    (change_at("alerts", "at", to="24.00"), "tiny/alerts.json.at: should be a time of the day, before 24.00"),
    (change_at("alerts", "most_a_week", to=0), "tiny/alerts.json.most_a_week: should be 1 or more"),
    (change_at("alerts", "window", "to", to="08.00"), "tiny/alerts.json.window: ends before it begins"),
    (change_at("alerts", "spells", 0, "first", to="Ramadan"), "spells[0].first: should be a date like 2027-02-08"),
    (change_at("alerts", "spells", 0, "last", to="2027-02-07"), "spells[0]: ends before it begins"),
    (without("identity", "dpo"), "tiny/identity.json: lacks 'dpo'"),
    (change_at("identity", "dpo", to=" "), "tiny/identity.json.dpo: should be text"),
    (change_at("identity", "notice_version", to="1"), "tiny/identity.json.notice_version: should be a whole number"),
    (change_at("identity", "to_check", to="dpo"), "tiny/identity.json.to_check: should be a list of words"),
    (change_at("identity", "letterhead", "lines", to=[]), "letterhead.lines: should be one to 3 lines"),
    (change_at("identity", "letterhead", "lines", to=["x"] * 4), "letterhead.lines: should be one to 3 lines"),
    (change_at("identity", "letterhead", "lines", 0, to="x" * 61), "lines[0]: is longer than 60 characters"),
    (change_at("identity", "letterhead", "role", to="x" * 61), "letterhead.role: is longer than 60 characters"),
    (without("identity", "letterhead", "name"), "tiny/identity.json.letterhead: lacks 'name'"),
    (change_at("lexicon", "spellings", to=[]), "tiny/lexicon.json.spellings: should be an object"),
    (change_at("terms", "terms", to=1), "tiny/terms.json.terms: should be a list"),
    (change_at("terms", "terms", 0, "default", to="x"), "tiny: term 'tile' names 'x', which is no sub-sector"),
    (change_at(*SECTORS, 0, "name", to="Clay"), "tiny/sub_sectors.json.sub_sectors[clay].name: should be an object"),
    (change_at(*SECTORS, 0, "short", to=both("x" * 21)), "sub_sectors[clay].short: id is longer than 20 characters"),
    (change_at(*SECTORS, 0, "needs_partners", to=1), "sub_sectors[clay].needs_partners: should be true or false"),
    (change_at(*SECTORS, 0, "field", to="x"), "tiny: sub-sector 'clay' is no member of its field 'x'"),
    (change_at(*SECTORS, 1, to=sub_sector("clay", "C2")), "tiny: sub-sector 'clay' is there twice"),
    (change_at(*SECTORS, 1, "code", to="CLY"), "tiny: sub-sector code 'CLY' is there twice"),
    (
        change_at("sub_sectors", "fields", 0, "members", to=["clay", "song", "ink", "x"]),
        "tiny: field member 'x' is no sub",
    ),
    (change_at(*DISTRICTS, 0, "bank", to="east"), 'districts[north].bank: is "east", should be one of: ilir, ulu'),
    (change_at(*DISTRICTS, 1, "code", to="1.1"), "tiny: place '1.1' is there twice"),
    (change_at(*DISTRICTS, 1, "neighbours", to=["9"]), "tiny: district 'south' names '9', which is no district code"),
    (change_at("areas", "areas", 0, "candidates", to=["9"]), "tiny: area 'old' names '9', which is no place"),
    (without("areas", "elsewhere", 1), "tiny: elsewhere lacks 'roaming'"),
    (change_at("hours", "monday", to=[{"opens": "8", "closes": "9"}]), "monday[0].opens: should be a time like 08.00"),
    (
        change_at("hours", "monday", to=[{"opens": "09.00", "closes": "08.00"}]),
        "tiny/hours.json: opens after it closes",
    ),
    (change_at("holidays", "holidays", 0, "day", to="17-8"), "holidays[0].day: should be a date like 2027-08-17"),
    (change_at("retention", "kept", 0, "unit", to="years"), "should be one of: hours, days, months"),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_broken_pack_is_refused_in_one_line(change: Callable[[Pack], None], fault: str, tmp_path: Path) -> None:
    files = pack()
    change(files)
    with pytest.raises(CityFault) as caught:
        load(write(files, tmp_path / "tiny"))
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_json_is_refused(tmp_path: Path) -> None:
    folder = write(pack(), tmp_path / "tiny")
    (folder / "hours.json").write_text("{")
    with pytest.raises(CityFault, match=r"tiny/hours.json: is no JSON"):
        load(folder)


def test_no_such_city_is_refused() -> None:
    with pytest.raises(CityFault, match="atlantis: no such city pack"):
        load("atlantis")
