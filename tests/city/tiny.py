"""A fictional city of three crafts and two districts, as a pack: what another city has to bring."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Pack = dict[str, Any]


def both(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


def sub_sector(id: str, code: str, **more: object) -> Pack:
    texts = {key: both(f"{id} {key}"[:20]) for key in ("name", "short", "description", "hint")}
    return {"id": id, "code": code, **texts, "emoji": "•", "field": "all", **more}


def letterhead() -> Pack:
    return {"lines": ["Tiny Guild"], "address": "1 Hill", "reply": "1 Hill", "role": "Chair", "name": "Nobody"}


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
        "identity": {**dict.fromkeys(names.split(" "), "Tiny"), "notice_version": 1, "letterhead": letterhead()},
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
        "opportunity_kinds": {"kinds": [], "pillars": [], "declines": []},
        "lexicon": {"spellings": {"knd": "knead"}, "joins": ["and"]},
        "hours": {day: [] for day in days} | {"monday": [{"opens": "08.00", "closes": "16.30"}], "checked": False},
        "holidays": {"holidays": [{"day": "2027-08-17", "name": both("Day"), "checked": True}]},
        "retention": {"kept": [{"id": "chat", "amount": 90, "unit": "days", "since": "sent"}]},
        "summary": {"day": "monday", "at": "08.00", "roles": ["committee"]},
        "alerts": alerts(),
        **support(),
        "extra": {"anything": [1, 2]},
    }


def alerts() -> Pack:
    spell = {"name": both("Fast"), "first": "2027-02-08", "last": "2027-02-09", "checked": False}
    return {
        "day": "friday", "at": "10.00", "most_a_week": 2, "window": {"from": "09.00", "to": "17.00"},
        "pauses": [{"day": "sunday", "from": "10.00", "to": "12.00"}],
        "spells": [{**spell, "from": "10.00", "to": "14.00"}],
    }  # fmt: skip


def question(key: str, **more: object) -> Pack:
    return {"key": key, "ask": both(key), "type": "text", "required": False, **more}


def support() -> dict[str, Pack]:
    """The files about support: kinds to borrow and to parade, one partner, one reply."""
    scales = [{"id": size, "label": both(size)} for size in ("small", "big")]
    kind = {"emoji": "•", "group": "all", "partner_types": ["town"], "target_days": 3}
    texts = {key: both(key) for key in ("label", "short", "description")}
    parade = {
        "questions": [question("day", type="date", required=True), question("size", type="choice", options=scales)],
        "filing": {"date": "day", "scale": "size", "days": {"small": 2, "big": 5}, "usual": "small"},
    }
    return {
        "support_kinds": {
            "pentahelix": [{"id": "town", "name": both("Town")}],
            "groups": [{"id": "all", "label": both("All"), "description": both("All")}],
            "support_kinds": [
                {"id": "lend", "code": "LND", **kind, **texts, "questions": [question("what")], "kin": ["parade"]},
                {"id": "parade", "code": "PRD", **kind, **texts, **parade},
            ],
        },
        "support_words": {
            "spellings": {"lnd": "lend"},
            "ideas": {"lend": ["lend"], "tool": ["drum"], "march": ["march"]},
            "clues": [
                {"kind": "lend", "weight": 8, "ideas": ["lend", "tool"]},
                {"kind": "parade", "weight": 5, "ideas": ["march"]},
                {"kind": None, "weight": 2, "ideas": ["tool"]},
            ],
        },
        "partners": {
            "partners": [
                {"id": "hall", "name": "Town Hall", "helix": "town", "kinds": ["parade"], "role": both("Permits"),
                 "addressee": "The clerk", "checked": False}
            ]
        },
        "saved_replies": {"saved_replies": [{"id": "wait", "kind": "lend", "title": "Wait", "text": "{nama}, wait."}]},
    }  # fmt: skip


def write(files: Pack, folder: Path) -> Path:
    """The pack as a folder of files."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def change_at(file: str, *path: str | int, to: object) -> Callable[[Pack], None]:
    """Puts something else in one place of the pack."""

    def change(files: Pack) -> None:
        target: Any = files[file]
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = to

    return change


def without(file: str, *path: str | int) -> Callable[[Pack], None]:
    """Takes a file, or a part of one, away."""

    def change(files: Pack) -> None:
        target: Any = files if not path else files[file]
        for step in path[:-1]:
            target = target[step]
        del target[path[-1] if path else file]

    return change
