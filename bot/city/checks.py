"""What a city pack must fulfil as a whole: names that meet, codes that are unique."""

from collections.abc import Iterable

from bot.city import support_checks
from bot.city.support_checks import twice
from bot.core.vocabulary import OUTSIDE, ROAMING, City, CityFault


def check(city: City, where: str) -> None:
    """Raises CityFault with the first thing that does not fit."""
    for fault in _faults(city):
        raise CityFault(f"{where}: {fault}")


def _faults(city: City) -> Iterable[str]:
    yield from twice("sub-sector", [each.id for each in city.sub_sectors])
    yield from twice("sub-sector code", [each.code for each in city.sub_sectors])
    yield from twice("ambiguous term", [each.id for each in city.terms])
    yield from twice("area", [each.id for each in city.areas])
    yield from twice("place", [each.code for each in city.elsewhere] + _place_codes(city))
    yield from twice("kind of opportunity", [each.id for each in city.opportunities.kinds])
    yield from twice("code of a kind of opportunity", [each.code for each in city.opportunities.kinds])
    yield from _fields(city)
    yield from _terms(city)
    yield from _places(city)
    yield from support_checks.faults(city.support, frozenset(each.id for each in city.sub_sectors))


def _place_codes(city: City) -> list[str]:
    wards = [ward.code for district in city.districts for ward in district.wards]
    return [district.code for district in city.districts] + wards


def _fields(city: City) -> Iterable[str]:
    members = [member for field in city.fields for member in field.members]
    yield from twice("member of a field", members)
    field_of = {member: field.id for field in city.fields for member in field.members}
    for each in city.sub_sectors:
        if field_of.pop(each.id, None) != each.field:
            yield f"sub-sector {each.id!r} is no member of its field {each.field!r}"
    for unknown in field_of:
        yield f"field member {unknown!r} is no sub-sector"


def _terms(city: City) -> Iterable[str]:
    known = {each.id for each in city.sub_sectors}
    for term in city.terms:
        named = {*term.candidates, *([term.default] if term.default else [])}
        for choice in term.choices:
            named |= {*choice.sub_sectors}
        for unknown in sorted(named - known):
            yield f"term {term.id!r} names {unknown!r}, which is no sub-sector"


def _places(city: City) -> Iterable[str]:
    districts = {each.code for each in city.districts}
    for code in (OUTSIDE, ROAMING):
        if not city.has_place(code):
            yield f"elsewhere lacks {code!r}"
    for district in city.districts:
        for other in (*district.neighbours, *district.formerly):
            if other not in districts:
                yield f"district {district.id!r} names {other!r}, which is no district code"
    for area in city.areas:
        for code in area.candidates:
            if not city.has_place(code):
                yield f"area {area.id!r} names {code!r}, which is no place"
