"""A fictional city of three crafts and two districts, as a pack: what another city has to bring."""

import json
from pathlib import Path
from typing import Any

Pack = dict[str, Any]


def both(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


def sub_sector(id: str, code: str, **more: object) -> Pack:
    texts = {key: both(f"{id} {key}"[:20]) for key in ("name", "short", "description", "hint")}
    return {"id": id, "code": code, **texts, "emoji": "•", "field": "all", **more}


def pack() -> Pack:
    """A fresh one, to be changed at will."""
    names = "city city_full province code timezone committee committee_full controller dpo contact number_prefix"
    sub_sectors = [sub_sector("clay", "CLY", verbs=["knead"]), sub_sector("song", "SNG"), sub_sector("ink", "INK")]
    ward = {"code": "1.1.1", "name": "Hill"}
    district = {
        "id": "north",
        "code": "1.1",
        "name": "North",
        "short": "N",
        "bank": "ilir",
        "tile": {"row": 0, "col": 0},
    }
    other = {**district, "id": "south", "code": "1.2", "name": "South", "neighbours": ["1.1"], "formerly": ["1.1"]}
    choice = {"title": both("Clay"), "sub_sectors": ["clay"]}
    term = {"id": "tile", "terms": ["tile"], "candidates": ["clay", "ink"], "default": None, "choices": [choice]}
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {
        "identity": {**dict.fromkeys(names.split(" "), "Tiny"), "notice_version": 1},
        "sub_sectors": {
            "fields": [
                {"id": "all", "name": both("All"), "description": both("All"), "members": ["clay", "song", "ink"]}
            ],
            "sub_sectors": sub_sectors,
        },
        "terms": {"terms": [{**term, "question": both("Which?")}]},
        "districts": {"districts": [{**district, "wards": [ward]}, {**other, "wards": []}]},
        "areas": {
            "areas": [{"id": "old", "name": "Old Town", "candidates": ["1.1", "1.2"]}],
            "elsewhere": [
                {"code": "outside", "name": both("Outside"), "words": ["abroad"]},
                {"code": "roaming", "name": both("Roaming"), "words": []},
            ],
        },
        "lexicon": {"spellings": {"knd": "knead"}, "joins": ["and"]},
        "hours": {day: [] for day in days} | {"monday": [{"opens": "08.00", "closes": "16.30"}], "checked": False},
        "holidays": {"holidays": [{"day": "2027-08-17", "name": both("Day"), "checked": True}]},
        "retention": {"kept": [{"id": "chat", "amount": 90, "unit": "days", "since": "sent"}]},
        "partners": {"anything": [1, 2]},
    }


def write(files: Pack, folder: Path) -> Path:
    """The pack as a folder of files."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder
