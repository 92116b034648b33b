"""Text and entities, counted as Telegram counts: in UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from .errors import Strictness, bad
from .shapes import Json, words

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
MOST_ENTITIES = 100
_MOST_BYTES = 1 << 15
_PLAIN = words(
    "bold italic underline strikethrough spoiler code blockquote expandable_blockquote mention hashtag cashtag "
    "bot_command url email phone_number"
)
_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
_EXTRA = {"pre": {"language"}, "date_time": {"date_time_format"}}
_FOUND = re.compile(r"(?P<bot_command>(?<!\S)/\w{1,32}(?:@\w+)?)|(?P<url>https?://\S+)")
_BLANKED = {code: " " for code in range(32) if chr(code) != "\n"}


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _check_shape(entity: object) -> Json:
    if not isinstance(entity, dict):
        raise bad("can't parse MessageEntity: expected an Object")
    for field in ("offset", "length", "type"):
        if field not in entity:
            raise bad(f"can't parse MessageEntity: Can't find field \"{field}\"")
    kind = entity["type"]
    if kind not in _PLAIN and kind not in _NEEDS and kind != "pre":
        raise bad("can't parse MessageEntity: Unsupported type specified")
    needed = _NEEDS.get(kind)
    if needed and needed not in entity:
        raise bad(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    unknown = set(entity) - {"offset", "length", "type", needed} - _EXTRA.get(kind, set())
    if unknown:
        raise Strictness(f"MessageEntity of type {kind} has no field {sorted(map(str, unknown))}")
    return entity


def _check_place(text: str, entity: Json) -> None:
    begin, length = entity["offset"], entity["length"]
    if type(begin) is not int or type(length) is not int or begin < 0 or length < 1:
        raise Strictness(f"MessageEntity at {begin!r} of length {length!r}")
    bounds = {0: 0} | dict(
        zip(accumulate(1 + (char > "\uffff") for char in text), range(1, len(text) + 1), strict=True)
    )
    end, whole = begin + length, units(text)
    if end > whole:
        what = f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {whole}"
        raise bad(what)
    if begin not in bounds:
        before = text[: bounds[begin - 1] + 1]
        raise bad(f"entity begins in a middle of a UTF-16 symbol at byte offset {len(before.encode())}")
    if end not in bounds:
        before = text[: bounds[end - 1] + 1]
        what = f"entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol"
        raise bad(f"{what} at byte offset {len(before.encode())}")


def _moved(entities: Iterable[Json], skipped: int, length: int) -> list[Json]:
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - skipped, 0)
        end = min(entity["offset"] + entity["length"] - skipped, length)
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return moved


def formatted(text: str, entities: Iterable[object], limit: int, too_long: str) -> tuple[str, list[Json]]:
    """Text as Telegram keeps it: blanks at both ends gone, entities moved along. May come out empty.

    Raises ApiError with `too_long` above `limit` units, and for entities that are wrong or out of place.
    """
    if len(text.encode()) > _MOST_BYTES:
        raise bad("text is too long")
    checked = [_check_shape(entity) for entity in entities]
    if len(checked) > MOST_ENTITIES:
        raise Strictness(f"{len(checked)} entities: Telegram drops those after the {MOST_ENTITIES}th")
    for entity in checked:
        _check_place(text, entity)
    whole = text.translate(_BLANKED)
    kept = whole.strip()
    if units(kept) > limit:
        raise bad(too_long)
    skipped = units(whole) - units(whole.lstrip())
    return kept, _moved(checked, skipped, units(kept))


def found_entities(text: str) -> list[Json]:
    """The commands and links Telegram marks in what a person writes."""
    return [
        {"type": hit.lastgroup, "offset": units(text[: hit.start()]), "length": units(hit.group())}
        for hit in _FOUND.finditer(text)
    ]
