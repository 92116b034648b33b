"""Which parameters each method takes, by the Bot API documentation (10.1), and their reading into Python.

The real server ignores what it does not know. This one refuses it and lists it in `faults`: a misspelt
parameter is a bug that nobody would see otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from .errors import Strictness, bad
from .shapes import Upload, words

_SEND = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup "
)
_CAPTION = "caption parse_mode caption_entities "
_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup "

_METHODS = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": _SEND + "text parse_mode entities link_preview_options",
    "sendPhoto": _SEND + _CAPTION + "photo show_caption_above_media has_spoiler",
    "sendDocument": _SEND + _CAPTION + "document thumbnail disable_content_type_detection",
    "sendVoice": _SEND + _CAPTION + "voice duration",
    "sendLocation": _SEND + "latitude longitude horizontal_accuracy live_period heading proximity_alert_radius",
    "sendContact": _SEND + "phone_number first_name last_name vcard",
    "sendMediaGroup": _SEND.replace("suggested_post_parameters ", "").replace("reply_markup ", "") + "media",
    "sendChatAction": "business_connection_id chat_id message_thread_id action",
    "editMessageText": _EDIT + "text parse_mode entities link_preview_options rich_message",
    "editMessageCaption": _EDIT + _CAPTION + "show_caption_above_media",
    "editMessageMedia": _EDIT + "media",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id message_id",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "setMessageReaction": "chat_id message_id reaction is_big",
    "getFile": "file_id",
    "getChat": "chat_id",
    "leaveChat": "chat_id",
    "setMyCommands": "commands scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
}
METHODS = {name: frozenset(words.split()) for name, words in _METHODS.items()}
BY_LOWER_NAME = {name.lower(): name for name in METHODS}

UNSUPPORTED = words(
    "parse_mode business_connection_id inline_message_id message_thread_id direct_messages_topic_id rich_message "
    "suggested_post_parameters message_effect_id allow_paid_broadcast certificate live_period heading "
    "proximity_alert_radius horizontal_accuracy"
)
"""Documented, but not played here: this project formats with entities and uses none of the rest."""

_INTEGERS = "offset limit timeout max_connections message_id cache_time duration"
_BOOLEANS = (
    "drop_pending_updates disable_notification protect_content show_alert is_big has_spoiler show_caption_above_media "
    "disable_content_type_detection"
)
_LISTS = "allowed_updates entities caption_entities commands reaction"
_OBJECTS = "reply_markup reply_parameters link_preview_options scope"
_FILES = "photo document voice thumbnail"


def _integer(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    raise Strictness(f"{name} must be an integer, not {value!r}")


def _chat(name: str, value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    if value == "":
        raise bad("chat_id is empty")
    return _integer(name, value)


def _number(name: str, value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise Strictness(f"{name} must be a number, not {value!r}") from None


def _boolean(name: str, value: object) -> bool:
    known = {True: True, False: False, "true": True, "false": False, "True": True, "False": False}
    if isinstance(value, (bool, str)) and value in known:
        return known[value]
    raise Strictness(f"{name} must be true or false, not {value!r}")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Strictness(f"{name} must be a string, not {value!r}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return value


def _structure(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _list(name: str, value: object) -> list[object]:
    found = _structure(name, value)
    if not isinstance(found, list):
        raise Strictness(f"{name} must be an array")
    return found


def _object(name: str, value: object) -> dict[str, object]:
    found = _structure(name, value)
    if not isinstance(found, dict):
        raise bad(f"object expected as {name.replace('_', ' ')}")
    return found


def _file(name: str, value: object) -> str | Upload:
    return value if isinstance(value, Upload) else _text(name, value)


_READERS: dict[str, Callable[[str, object], object]] = {
    "chat_id": _chat,
    "latitude": _number,
    "longitude": _number,
    "media": _structure,
    **dict.fromkeys(_INTEGERS.split(), _integer),
    **dict.fromkeys(_BOOLEANS.split(), _boolean),
    **dict.fromkeys(_LISTS.split(), _list),
    **dict.fromkeys(_OBJECTS.split(), _object),
    **dict.fromkeys(_FILES.split(), _file),
}


def read(method: str, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a call as Python values. `method` is spelt as in METHODS.

    Raises Strictness for a parameter the documentation does not name, one this fake does not play, or a null.
    """
    known = METHODS[method]
    params: dict[str, object] = {}
    for name, value in given.items():
        if name not in known:
            if isinstance(value, Upload):  # an attachment, which `media` must name: checked by its method
                params[name] = value
                continue
            raise Strictness(f"{method} has no parameter {name!r}")
        if value is None:
            raise Strictness(f"{name} is null")
        if name in UNSUPPORTED and value not in ("", False, "false"):
            raise Strictness(f"{name} is not played by the fake")
        params[name] = _READERS.get(name, _text)(name, value)
    return params
