"""The pack of Palembang: complete, and looked up the way the program does."""

import pytest

from bot.city import load
from bot.core.spelling import fold
from bot.core.vocabulary import OUTSIDE, ROAMING, CityFault

CITY = load()


def test_is_complete() -> None:
    assert len(CITY.sub_sectors) == 17
    assert [len(field.members) for field in CITY.fields] == [5, 6, 4, 2]
    assert len(CITY.districts) == 18
    assert sum(len(district.wards) for district in CITY.districts) == 107
    assert {each.id for each in CITY.sub_sectors if each.needs_partners} == {"musik", "seni-rupa", "film-animasi-video"}
    assert len(CITY.opportunities.kinds) == 12
    assert {kind.family for kind in CITY.opportunities.kinds} == {"peluang", "panggung"}
    assert CITY.identity.number_prefix == "PLG"


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("16.71.17.1005", "Tuan Kentang, Jakabaring"),
        ("16.71.14", "Plaju"),
        ("16.71.08.1002", "Sako"),
        (OUTSIDE, "Luar Palembang"),
        (ROAMING, "Tidak menetap"),
        ("16.71.99", "16.71.99"),
    ],
)
def test_places_have_labels(code: str, label: str) -> None:
    assert CITY.place_label(code) == label


def test_places_lie_in_districts() -> None:
    plaju = CITY.place("16.71.14")
    assert CITY.district_of("16.71.14.1005") == CITY.district_of("16.71.14") == plaju
    assert CITY.district_of(OUTSIDE) is None
    assert CITY.district_of("16.71.99") is None
    assert CITY.place_label(OUTSIDE, "en") == "Outside Palembang"


def test_unknown_names_are_faults() -> None:
    assert not CITY.has_place("x")
    for lookup in (CITY.sub_sector, CITY.term, CITY.area, CITY.place):
        with pytest.raises(CityFault, match="'x' in Palembang"):
            lookup("x")


def test_every_known_name_is_found() -> None:
    assert all(CITY.sub_sector(each.id) is each for each in CITY.sub_sectors)
    assert all(CITY.term(each.id) is each for each in CITY.terms)
    assert all(CITY.area(each.id) is each for each in CITY.areas)


def test_no_two_districts_share_a_tile_and_neighbours_agree() -> None:
    assert len({district.tile for district in CITY.districts}) == 18
    for district in CITY.districts:
        for code in district.neighbours:
            other = CITY.district_of(code)
            assert other is not None
            assert district.code in other.neighbours


def test_areas_offer_a_choice() -> None:
    assert all(len(area.candidates) > 1 for area in CITY.areas)


def test_terms_ask_with_buttons_that_cover_their_candidates() -> None:
    for term in CITY.terms:
        offered = {sub_sector for choice in term.choices for sub_sector in choice.sub_sectors}
        assert offered == set(term.candidates), term.id
        assert term.default is None or term.default in term.candidates


def test_interjections_and_particles_are_no_keywords() -> None:
    for each in CITY.sub_sectors:
        words = {fold(word) for word in (*each.verbs, *each.keywords, *each.keywords_soft, *each.keywords_weak)}
        assert words.isdisjoint({"ai", "lak", "model", "it", "jual"}), each.id


def test_spellings_need_one_pass() -> None:
    for typed, plain in CITY.lexicon.spellings.items():
        assert fold(typed) == typed
        assert fold(plain, CITY.lexicon.spellings) == plain, typed


def test_week_is_the_committees() -> None:
    monday, friday, sunday = CITY.hours.days[0], CITY.hours.days[4], CITY.hours.days[6]
    assert monday == ((8 * 60, 16 * 60),)
    assert friday == ((8 * 60, 11 * 60 + 30), (13 * 60, 16 * 60 + 30))
    assert sunday == ()


def test_holidays_are_in_order_and_once() -> None:
    days = [holiday.day for holiday in CITY.holidays]
    assert days == sorted(set(days))


def test_what_is_kept_how_long() -> None:
    kept = {name: f"{rule.amount} {rule.unit}" for name, rule in CITY.retention.items()}
    assert kept["payloads"] == "7 days"
    assert kept["chat"] == "90 days"
    assert kept["chat_declined"] == "24 hours"
    assert kept["profile"] == kept["requests"] == "24 months"
    assert kept["complaints"] == kept["consent_proof"] == kept["announcements"] == "12 months"
    assert kept["erasure_pause"] == "72 hours"
