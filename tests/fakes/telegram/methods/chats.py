"""Methods about chats and files."""

from __future__ import annotations

from ..errors import bad
from ..shapes import Json
from ..world import World

LARGEST_DOWNLOAD = 20 * 1024 * 1024
_NO_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def get_chat(world: World, params: Json) -> Json:
    chat = world.writable(params.get("chat_id"))
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return {**chat.as_json(), **full}


def leave_chat(world: World, params: Json) -> bool:
    chat = world.writable(params.get("chat_id"))
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    chat.state = "left"
    return True


def get_file(world: World, params: Json) -> Json:
    if not params.get("file_id"):
        raise bad("file_id not specified")
    kept = world.files.get(params["file_id"])
    if kept is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if kept.size > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": kept.file_id,
        "file_unique_id": kept.file_id[-16:],
        "file_size": kept.size,
        "file_path": kept.path,
    }
