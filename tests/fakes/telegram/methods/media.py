"""Photos, documents, voice notes and albums."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image, UnidentifiedImageError

from .. import text
from ..errors import ApiError, Strictness, bad
from ..shapes import Json, StoredFile, Upload, words
from ..world import World
from .sending import deliver

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
_ITEM = words(
    "type media caption parse_mode caption_entities show_caption_above_media has_spoiler thumbnail "
    "disable_content_type_detection"
)


def _check_photo(data: bytes) -> None:
    if len(data) > LARGEST_PHOTO:
        raise bad("file is too big")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def _attached(params: Json, given: object, kind: str) -> object:
    if isinstance(given, str) and given.startswith("attach://"):
        return params.pop(given.removeprefix("attach://"), "")
    return given if given else params.get(kind)


def take_file(world: World, params: Json, kind: str, given: object) -> StoredFile:
    """The file a parameter means: an upload, attach://name, or the id of one sent before.

    Raises ApiError for none, an unknown id, one of another kind, or one too large; a URL cannot be fetched here.
    """
    given = _attached(params, given, kind)
    if not given:
        raise bad(f"there is no {kind} in the request")
    if isinstance(given, Upload):
        if not given.data:
            raise bad("file must be non-empty")
        if len(given.data) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if kind == "photo":
            _check_photo(given.data)
        return world.keep(kind, given)
    if str(given).startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    known = world.files.get(str(given))
    if known is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad("type of file mismatch")
    return known


def describe(kept: StoredFile) -> object:
    """The file as a Message carries it: sizes of a photo, else one object."""
    base = {"file_id": kept.file_id, "file_unique_id": kept.file_id[-16:], "file_size": kept.size}
    if kept.kind == "photo":
        return [{**base, "width": 800, "height": 600}]
    if kept.kind == "voice":
        return {**base, "duration": 0, "mime_type": kept.mime}
    return {**base, "file_name": kept.filename, "mime_type": kept.mime}


def read_caption(params: Json) -> Json:
    """The caption and its entities, {} for none."""
    entities: Iterable[object] = params.get("caption_entities", [])
    too_long = "message caption is too long"
    body, kept = text.formatted(params.get("caption", ""), entities, text.CAPTION_LIMIT, too_long)
    return ({"caption": body} if body else {}) | ({"caption_entities": kept} if kept else {})


def _send(world: World, params: Json, kind: str) -> Json:
    caption = read_caption(params)
    world.chat(params.get("chat_id"))
    kept = take_file(world, params, kind, params.get(kind))
    world.refuse_attachments(params)
    content: Json = {kind: describe(kept), **caption}
    if kind == "voice":
        content["voice"]["duration"] = params.get("duration", 0)
    return deliver(world, params, content, [kept])


def send_photo(world: World, params: Json) -> Json:
    return _send(world, params, "photo")


def send_document(world: World, params: Json) -> Json:
    return _send(world, params, "document")


def send_voice(world: World, params: Json) -> Json:
    return _send(world, params, "voice")


def read_item(world: World, params: Json, item: object) -> tuple[Json, StoredFile]:
    """An InputMedia -> its content and file."""
    if not isinstance(item, dict) or item.get("type") not in ("photo", "document"):
        raise bad("can't parse InputMedia: type must be photo or document")
    if set(item) - _ITEM or "parse_mode" in item:
        raise Strictness(f"InputMedia with {sorted(item)}")
    kept = take_file(world, params, item["type"], item.get("media"))
    return {item["type"]: describe(kept), **read_caption(item)}, kept


def send_media_group(world: World, params: Json) -> list[Json]:
    items = params.get("media")
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise Strictness("an album takes 2 to 10 items")
    if len({item.get("type") for item in items if isinstance(item, dict)}) > 1:
        raise bad("document can't be mixed with other media types")
    contents = [read_item(world, params, item) for item in items]
    world.refuse_attachments(params)
    album = {"media_group_id": world.serial()}
    return [deliver(world, params, {**content, **album}, [kept]) for content, kept in contents]
