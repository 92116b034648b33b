"""Methods that put a new message into a chat, but for files."""

from __future__ import annotations

from collections.abc import Sequence

from .. import markup, text
from ..chat import Chat
from ..errors import Strictness, bad
from ..shapes import Json, StoredFile, words
from ..world import World

_ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
_REPLY = words(
    "message_id chat_id allow_sending_without_reply quote quote_entities quote_position checklist_task_id "
    "poll_option_id"
)
_PREVIEW = frozenset({"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"})


def _replied(chat: Chat, params: Json) -> Json:
    reply = params.get("reply_parameters")
    if reply is None:
        return {}
    if set(reply) - _REPLY:
        raise Strictness(f"ReplyParameters has no field {sorted(set(reply) - _REPLY)}")
    found = chat.find(reply.get("message_id", 0))
    if found:
        return {"reply_to_message": found.raw}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def deliver(world: World, params: Json, content: Json, files: Sequence[StoredFile] = ()) -> Json:
    """Put `content` into the chat named in `params`; -> the Message as JSON."""
    chat = world.chat(params.get("chat_id"))
    keyboard = markup.check(params.get("reply_markup"), chat.private)
    replied = _replied(chat, params)
    chat.check_writable()
    protected = {"has_protected_content": True} if params.get("protect_content") else {}
    message = world.put(chat, world.bot, {**content, **replied, **protected}, keyboard)
    message.files = list(files)
    return message.raw


def read_text(params: Json, too_long: str) -> Json:
    """The text and entities of a message; `too_long` is what the real one says of too much of it."""
    if not params.get("text"):
        raise bad("message text is empty")
    body, entities = text.formatted(params["text"], params.get("entities", []), text.TEXT_LIMIT, too_long)
    if not body:
        raise bad("text must be non-empty")
    preview = params.get("link_preview_options")
    if preview and set(preview) - _PREVIEW:
        raise Strictness(f"LinkPreviewOptions has no field {sorted(set(preview) - _PREVIEW)}")
    shown = {"link_preview_options": preview} if preview else {}
    return {"text": body} | ({"entities": entities} if entities else {}) | shown


def send_message(world: World, params: Json) -> Json:
    return deliver(world, params, read_text(params, "message is too long"))


def send_location(world: World, params: Json) -> Json:
    for name, most in (("latitude", 90), ("longitude", 180)):
        if name not in params:
            raise bad(f"{name} is empty")
        if abs(params[name]) > most:
            raise bad("wrong coordinates")
    return deliver(world, params, {"location": {name: params[name] for name in ("latitude", "longitude")}})


def send_contact(world: World, params: Json) -> Json:
    for name in ("phone_number", "first_name"):
        if not params.get(name):
            raise bad(f"{name.replace('_', ' ')} is empty")
    names = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(world, params, {"contact": {name: params[name] for name in names if name in params}})


def send_chat_action(world: World, params: Json) -> bool:
    if params.get("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    world.writable(params.get("chat_id"))
    return True
