"""Reads an audience as staff say it: "musik dan film di Plaju, kecuali usaha". Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.core.audience import EVERYBODY, Audience
from bot.core.spelling import fold
from bot.core.vocabulary import City

_WITHOUT = re.compile(r"\b(?:kecuali|selain|tanpa|bukan|except|without|but not)\b", re.IGNORECASE)
_CUT = re.compile(r"[(),]|\bdan\b")
_EVERYBODY = frozenset({"semua", "semuanya", "seluruh", "everybody", "everyone", "all"})
_BESIDE = _EVERYBODY | frozenset((
    "dan", "and", "atau", "or", "di", "in", "dari", "from", "untuk", "for", "yang", "para", "the", "of", "pelaku",
    "orang", "people", "kecamatan", "kec", "subsektor", "sub", "sektor", "sector", "bidang", "kekraf", "ekraf", "saja",
    "only", "belum", "pernah", "dapat",
))  # fmt: skip
"""Words that say nothing of whom."""
_NAMES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("kinds", "person"): ("perorangan", "perseorangan", "individu", "person", "persons"),
    ("kinds", "group"): ("kelompok", "sanggar", "komunitas", "group", "groups"),
    ("kinds", "business"): ("usaha", "umkm", "perusahaan", "business", "businesses"),
    ("levels", "new"): ("pemula", "pertama kali", "belum pernah tampil", "belum pernah terpilih", "newcomers", "new"),
    ("levels", "served"): ("sudah pernah terpilih", "pernah terpilih", "pernah tampil", "served"),
}
_OPPOSITE = {"new": "served", "served": "new"}


def read_words(text: str, city: City) -> tuple[Audience, str]:
    """Whom it names, and the words nobody knows ("" if all are known)."""
    wanted, *left_out = _WITHOUT.split(text)
    found: dict[str, tuple[str, ...]] = {}
    unknown = _read(wanted, "", city, found)
    for part in left_out:
        unknown += _read(part, "without_", city, found)
    if "without_levels" in found:
        found["levels"] = tuple(_OPPOSITE[level] for level in found.pop("without_levels"))
    return Audience(**found), " ".join(unknown)


def says_everybody(text: str) -> bool:
    """Whether words name all there are, and nobody in particular."""
    return not _EVERYBODY.isdisjoint(fold(text).split())


def means_nothing(found: Audience, text: str) -> bool:
    """Whether words name nobody, not even everybody."""
    return found == EVERYBODY and not says_everybody(text)


def _read(text: str, prefix: str, city: City, found: dict[str, tuple[str, ...]]) -> list[str]:
    """Adds what a part names to `found`; the words that are left."""
    words, names, unknown, at = fold(text).split(), _names(city), [], 0
    while at < len(words):
        size = next((n for n in range(len(words) - at, 0, -1) if " ".join(words[at : at + n]) in names), 0)
        if size:
            field, value = names[" ".join(words[at : at + size])]
            known = found.get(prefix + field, ())
            found[prefix + field] = known if value in known else (*known, value)
        elif words[at] not in _BESIDE:
            unknown.append(words[at])
        at += size or 1
    return unknown


@lru_cache(maxsize=4)
def _names(city: City) -> Mapping[str, tuple[str, str]]:
    """Every name, folded, and the field and value it means."""
    found: dict[str, tuple[str, str]] = {}
    for s in city.sub_sectors:
        for name in (s.id, s.code, *s.name.values(), *s.short.values()):
            for part in (name, *_CUT.split(name)):
                found.setdefault(fold(part), ("sub_sectors", s.id))
    for d in city.districts:
        for name in (d.id, d.name, d.official_name, *d.aliases):
            found.setdefault(fold(name), ("districts", d.code))
    for meant, names in _NAMES.items():
        found |= {name: meant for name in names}
    found.pop("", None)
    return found
