"""Methods that change what is already there: edits, deletions, reactions, answers to button presses."""

from __future__ import annotations

import time

from .. import errors, markup
from ..chat import Toast
from ..errors import Strictness, bad
from ..message import Message
from ..shapes import Json
from ..world import World
from .media import read_caption, read_item
from .sending import read_text

DELETABLE_FOR = 48 * 3600
_SENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")
_KEPT = ("message_id", "from", "chat", "date", "reply_to_message")


def _find(world: World, params: Json, purpose: str) -> Message:
    chat = world.chat(params.get("chat_id"))
    chat.check_writable()
    if "message_id" not in params:
        raise bad("message identifier is not specified")
    found = chat.find(params["message_id"])
    if found is None:
        raise bad(f"message to {purpose} not found")
    return found


def _own(world: World, params: Json) -> Message:
    message = _find(world, params, "edit")
    if not message.from_bot:
        raise bad("message can't be edited")
    return message


def _edit(message: Message, content: Json, params: Json) -> Json:
    keyboard = markup.check(params.get("reply_markup"), message.chat.private, inline_only=True)
    if message.markup and "inline_keyboard" not in message.markup:
        raise bad("message can't be edited")
    kept = {name: message.raw[name] for name in _KEPT if name in message.raw}
    changed = {**kept, **content, **({"reply_markup": keyboard} if keyboard else {})}
    if all(changed.get(name) == message.raw.get(name) for name in _SENT):
        raise bad(errors.NOT_MODIFIED)
    changed["edit_date"] = int(time.time())
    message.change(changed, keyboard)
    message.chat.changes.put_nowait(message)
    return message.raw


def edit_message_text(world: World, params: Json) -> Json:
    content = read_text(params, "MESSAGE_TOO_LONG")
    message = _own(world, params)
    if message.kind != "text":
        raise bad("there is no text in the message to edit")
    return _edit(message, content, params)


def edit_message_caption(world: World, params: Json) -> Json:
    content = read_caption(params)
    message = _own(world, params)
    if message.kind not in ("photo", "document", "voice"):
        raise bad("there is no caption in the message to edit")
    return _edit(message, {message.kind: message.raw[message.kind], **content}, params)


def edit_message_media(world: World, params: Json) -> Json:
    message = _own(world, params)
    content, kept = read_item(world, params, params.get("media"))
    world.refuse_attachments(params)
    changed = _edit(message, content, params)
    message.files = [kept]
    return changed


def edit_message_reply_markup(world: World, params: Json) -> Json:
    message = _own(world, params)
    content = {name: value for name, value in message.raw.items() if name not in (*_KEPT, "reply_markup")}
    return _edit(message, content, params)


def delete_message(world: World, params: Json) -> bool:
    if "message_id" not in params:
        raise bad("message identifier is not specified")
    message = _find(world, params, "delete")
    if time.time() - message.raw["date"] > DELETABLE_FOR:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    message.chat.changes.put_nowait(message)
    return True


def set_message_reaction(world: World, params: Json) -> bool:
    message = _find(world, params, "react")
    wanted = params.get("reaction", [])
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in wanted:
        if set(reaction) != {"type", "emoji"} or reaction["type"] != "emoji":
            raise Strictness("only ReactionTypeEmoji is played by the fake")
    message.reactions = [reaction["emoji"] for reaction in wanted]
    return True


def answer_callback_query(world: World, params: Json) -> bool:
    text = params.get("text", "")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if world.open_to_all:
        return True
    tap = world.taps.get(params.get("callback_query_id", ""))
    if tap is None or tap.expired or tap.answered.done():
        raise bad(errors.OLD_QUERY)
    toast = Toast(text, params.get("show_alert", False), params.get("url", ""))
    tap.answered.set_result(toast)
    tap.chat.toasts.append(toast)
    return True
