"""City packs: a folder of JSON files a city, next to this file or anywhere else.

To adopt the program for another city, copy a folder, change its data, and name it in the settings.
"""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.city import alerts, checks, opportunities, parsing, support
from bot.city.node import Node
from bot.core.vocabulary import City, CityFault

FILES = (
    "identity",
    "sub_sectors",
    "terms",
    "districts",
    "areas",
    "lexicon",
    "hours",
    "holidays",
    "retention",
    "summary",
    opportunities.FILE,
    alerts.FILE,
    *support.FILES,
)


def load(name: str | Path = "palembang") -> City:
    """Reads and checks a city pack.

    `name` is a pack beside this file ("palembang") or the path of a folder. Files beyond FILES become
    `City.tables`, unread. Raises CityFault, one line, if there is no such pack or it does not fit.
    """
    folder = _folder(name)
    raw = {
        file.name.removesuffix(".json"): _read(file, folder.name)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".json")
    }
    for lacking in (file for file in FILES if file not in raw):
        raise CityFault(f"{folder.name}/{lacking}.json: is missing")
    city = _build(
        {name: Node(raw[name], f"{folder.name}/{name}.json") for name in FILES},
        {name: value for name, value in raw.items() if name not in FILES},
    )
    checks.check(city, folder.name)
    return city


def _folder(name: str | Path) -> Traversable:
    for folder in (files(__name__) / str(name), Path(name)):
        if folder.is_dir():
            return folder
    raise CityFault(f"{name}: no such city pack; a folder with {', '.join(FILES)}.json is needed")


def _read(file: Traversable, pack: str) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise CityFault(f"{pack}/{file.name}: is no JSON: {fault}") from fault


def _build(nodes: dict[str, Node], tables: dict[str, object]) -> City:
    crafts, places = nodes["sub_sectors"], nodes["areas"]
    return City(
        identity=parsing.identity(nodes["identity"]),
        fields=tuple(map(parsing.field, crafts.items("fields"))),
        sub_sectors=tuple(map(parsing.sub_sector, crafts.items("sub_sectors"))),
        terms=tuple(map(parsing.term, nodes["terms"].items("terms"))),
        districts=tuple(map(parsing.district, nodes["districts"].items("districts"))),
        areas=tuple(map(parsing.area, places.items("areas"))),
        elsewhere=tuple(map(parsing.elsewhere, places.items("elsewhere"))),
        lexicon=parsing.lexicon(nodes["lexicon"]),
        hours=parsing.hours(nodes["hours"]),
        holidays=tuple(map(parsing.holiday, nodes["holidays"].items("holidays"))),
        retention={kept.id: kept for kept in map(parsing.keeping, nodes["retention"].items("kept"))},
        summary=parsing.summary(nodes["summary"]),
        support=support.support(nodes),
        opportunities=opportunities.opportunities(nodes[opportunities.FILE]),
        alerts=alerts.alerts(nodes[alerts.FILE]),
        tables=tables,
    )
