"""Which places a text names: sure when one remains, asked back when several do."""

from collections.abc import Iterable, Sequence

from bot.core.phrases import Hit, Sense
from bot.core.spelling import Token
from bot.core.vocabulary import OUTSIDE, ROAMING, City, Lexicon

Places = tuple[str, ...]
_KINDS = frozenset({"district", "ward", "area", "elsewhere"})


def decide_places(hits: Iterable[Hit], words: Sequence[Token], city: City, *, bare: bool) -> tuple[Places, str | None]:
    """(codes, area): one code is sure, several are to be asked, none is none; `area` when one was named alone.

    `bare`: the text answers "where?", so a name needs no "di" before it.
    """
    named = [sense for hit in hits if (sense := _sense(hit, words, city.lexicon, bare)) is not None]
    units = _unique(sense.value for sense in named if sense.kind in ("ward", "district"))
    areas = _unique(sense.value for sense in named if sense.kind == "area")
    others = _unique(sense.value for sense in named if sense.kind == "elsewhere")
    if OUTSIDE in others:
        return _with_outside(units, areas, city), None
    if units:
        return _narrowed(_settled(units, city), areas, city), None
    if areas:
        return _areas(areas, city)
    return (ROAMING,) if ROAMING in others else (), None


def _sense(hit: Hit, words: Sequence[Token], lexicon: Lexicon, bare: bool) -> Sense | None:
    senses = [sense for sense in hit.senses if sense.kind in _KINDS]
    if not senses:
        return None
    before = words[hit.start - 1].text if hit.start else ""
    if senses[0].kind != "area" and len({sense.kind for sense in senses}) > 1:
        level = "ward" if before in lexicon.ward_cues else "district"
        senses = [sense for sense in senses if sense.kind == level]
    if senses[0].cued and not (bare or before in lexicon.cues):
        return None
    return senses[0]


def _unique(values: Iterable[str]) -> Places:
    return tuple(dict.fromkeys(values))


def _district(code: str, city: City) -> str | None:
    district = city.district_of(code)
    return district.code if district else None


def _settled(units: Places, city: City) -> Places:
    """A ward swallows its district, and the one its district was split from: people still name that."""
    swallowed: set[str] = set()
    for code in units:
        district = city.district_of(code)
        if district is not None and district.code != code:
            swallowed.update((district.code, *district.formerly))
    return tuple(code for code in units if code not in swallowed) or units


def _narrowed(units: Places, areas: Places, city: City) -> Places:
    """A district beside an area that holds one ward of it means that ward ("Talang Kelapa, Alang-Alang Lebar")."""
    if len(units) != 1:
        return units
    for area in areas:
        inside = tuple(
            code for code in city.area(area).candidates if code != units[0] and _district(code, city) == units[0]
        )
        if inside:
            return inside
    return units


def _with_outside(units: Places, areas: Places, city: City) -> Places:
    if units:
        return (*_settled(units, city), OUTSIDE)
    if any(OUTSIDE not in city.area(area).candidates for area in areas):
        return (*city.area(areas[0]).candidates, OUTSIDE)
    return (OUTSIDE,)


def _areas(areas: Places, city: City) -> tuple[Places, str | None]:
    if len(areas) == 1:
        return city.area(areas[0]).candidates, areas[0]
    sets = [city.area(area).candidates for area in areas]
    common = tuple(code for code in sets[0] if all(code in other for other in sets[1:]))
    return common or _unique(code for each in sets for code in each), None
