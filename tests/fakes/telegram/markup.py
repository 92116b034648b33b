"""Keyboards under messages: which are allowed, and the real words for those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from .errors import Strictness, bad
from .shapes import Json, words

MOST_BUTTONS = 100
_ACTIONS = words(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
)
_LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
_REQUESTS = words(
    "request_users request_chat request_managed_bot request_contact request_location request_poll web_app"
)
_FIELDS = {
    "inline_keyboard": frozenset(),
    "keyboard": frozenset(
        {"is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective"}
    ),
    "remove_keyboard": frozenset({"selective"}),
    "force_reply": frozenset({"input_field_placeholder", "selective"}),
}
_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
}


def _check_url(url: object) -> None:
    parts = urlsplit(str(url))
    where = f"inline keyboard button URL '{url}' is invalid"
    if parts.scheme == "tg" and parts.netloc:
        return
    if parts.scheme not in ("http", "https"):
        raise bad(f"{where}: Unsupported URL protocol" if parts.scheme else f"{where}: Wrong HTTP URL")
    if "." not in (parts.hostname or "") or " " in str(url):
        raise bad(f"{where}: Wrong HTTP URL")


def _check_look(button: Mapping[str, object], what: str) -> None:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise bad(f"{what} text must be non-empty")
    if button.get("style", "primary") not in ("danger", "success", "primary"):
        raise bad("BUTTON_STYLE_INVALID")


def _check_inline_button(button: object) -> None:
    what = "inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"can't parse {what}: InlineKeyboardButton must be an Object")
    _check_look(button, what)
    actions = set(button) - _LOOKS
    if actions - _ACTIONS:
        raise Strictness(f"InlineKeyboardButton has no field {sorted(actions - _ACTIONS)}")
    if len(actions) > 1:
        raise Strictness(f"InlineKeyboardButton takes exactly one of {sorted(actions)}")
    if not actions or "" in (button.get("callback_data"), button.get("url")):
        raise bad(f"can't parse {what}: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and (not isinstance(data, str) or len(data.encode()) > 64):
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(copied.get("text", ""))) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_button(button: object, private: bool) -> None:
    if isinstance(button, str):
        button = {"text": button}
    what = "keyboard button"
    if not isinstance(button, dict):
        raise bad(f"can't parse {what}: KeyboardButton must be a String or an Object")
    _check_look(button, what)
    requests = set(button) - _LOOKS
    if requests - _REQUESTS:
        raise Strictness(f"KeyboardButton has no field {sorted(requests - _REQUESTS)}")
    if len(requests) > 1:
        raise Strictness(f"KeyboardButton takes at most one of {sorted(requests)}")
    for name in requests & set(_PRIVATE_ONLY):
        if not private:
            raise bad(_PRIVATE_ONLY[name])


def _buttons(rows: object, name: str) -> Iterator[object]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}" must be an Array of Arrays')
    for row in rows:
        yield from row


def check(markup: Mapping[str, object] | None, private: bool, inline_only: bool = False) -> Json | None:
    """The markup as kept, or None for none (an inline keyboard without buttons is none).

    Raises ApiError as the real one, Strictness for fields the documentation does not name.
    """
    if markup is None:
        return None
    kinds = [name for name in _FIELDS if name in markup]
    if len(kinds) != 1:
        raise Strictness(f"reply_markup must be exactly one kind, not {sorted(markup)}")
    kind = kinds[0]
    unknown = set(markup) - _FIELDS[kind] - {kind}
    if unknown:
        raise Strictness(f"a reply_markup with {kind} has no field {sorted(unknown)}")
    if inline_only and kind != "inline_keyboard":
        raise bad("inline keyboard expected")
    if len(str(markup.get("input_field_placeholder", ""))) > 64:
        raise Strictness("input_field_placeholder above 64 characters")
    if kind in ("remove_keyboard", "force_reply"):
        return dict(markup)
    buttons = list(_buttons(markup[kind], kind))
    for button in buttons:
        if kind == "inline_keyboard":
            _check_inline_button(button)
        else:
            _check_button(button, private)
    if len(buttons) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return {**markup, kind: [row for row in markup[kind] if row]} if buttons else None  # type: ignore[attr-defined]
