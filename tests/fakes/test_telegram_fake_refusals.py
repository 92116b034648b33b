"""Refusals, word for word; and what only this fake refuses, because the documentation does not allow it."""

from __future__ import annotations

import pytest

from tests.fakes.telegram import NOT_MODIFIED, OLD_QUERY, FakeTelegram
from tests.fakes.telegram.raw import Raw

pytestmark = pytest.mark.usefixtures("tg_user")
UJI = 501


def buttons(*rows: list[dict[str, object]]) -> dict[str, object]:
    return {"inline_keyboard": list(rows)}


TOO_LATE = [{"type": "bold", "offset": 4, "length": 1}]
SPLIT = [{"type": "bold", "offset": 1, "length": 1}]
HALF = [{"type": "bold", "offset": 0, "length": 1}]
WRONG = [{"type": "tebal", "offset": 0, "length": 1}]
NO_URL = [{"type": "text_link", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"chat_id": UJI}, "message text is empty"),
        ({"chat_id": UJI, "text": ""}, "message text is empty"),
        ({"chat_id": UJI, "text": " \n "}, "text must be non-empty"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": "@takada", "text": "x"}, "chat not found"),
        ({"chat_id": UJI, "text": "😀" * 2049}, "message is too long"),
        ({"chat_id": UJI, "text": "x" * 32769}, "text is too long"),
        ({"chat_id": UJI, "text": "\ud83d"}, "strings must be encoded in UTF-8"),
        (
            {"chat_id": UJI, "text": "abc", "entities": TOO_LATE},
            "entity beginning at UTF-16 offset 4 ends after the end of the text at UTF-16 offset 3",
        ),
        (
            {"chat_id": UJI, "text": "😀", "entities": SPLIT},
            "entity begins in a middle of a UTF-16 symbol at byte offset 4",
        ),
        (
            {"chat_id": UJI, "text": "😀", "entities": HALF},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4",
        ),
        ({"chat_id": UJI, "text": "x", "entities": WRONG}, "can't parse MessageEntity: Unsupported type specified"),
        ({"chat_id": UJI, "text": "x", "entities": NO_URL}, "can't parse MessageEntity: Can't find field \"url\""),
        ({"chat_id": UJI, "text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"chat_id": UJI, "text": "x", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
    ],
)
async def test_texts_that_are_refused(
    tg_raw: Raw, tg: FakeTelegram, params: dict[str, object], description: str
) -> None:
    assert await tg_raw.refusal("sendMessage", **params) == f"Bad Request: {description}"
    assert (await tg_raw.result("sendMessage", chat_id=UJI, text=" 😀" * 1365))["text"][-1] == "😀"
    assert tg.faults == [] and len(tg.user(UJI).messages) == 1


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (buttons([{"text": "x", "callback_data": "é" * 33}]), "BUTTON_DATA_INVALID"),
        (
            buttons([{"text": "x"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (buttons([{"callback_data": "x"}]), "can't parse inline keyboard button: Can't find field \"text\""),
        (buttons([{"text": " ", "callback_data": "x"}]), "inline keyboard button text must be non-empty"),
        (
            buttons([{"text": "x", "url": "http://localhost/"}]),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            buttons([{"text": "x", "url": "ftp://a.example"}]),
            "inline keyboard button URL 'ftp://a.example' is invalid: Unsupported URL protocol",
        ),
        (buttons([{"text": "x", "callback_data": "x"}] * 101), "reply markup is too long"),
        ({"inline_keyboard": [{}]}, 'field "inline_keyboard" must be an Array of Arrays'),
        (buttons([{"text": "x", "callback_data": "x", "style": "pink"}]), "BUTTON_STYLE_INVALID"),
        (buttons([{"text": "x", "copy_text": {"text": "x" * 257}}]), "BUTTON_COPY_TEXT_INVALID"),
        ({"inline_keyboard": [["x"]]}, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[5]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ("[]", "object expected as reply markup"),
    ],
)
async def test_keyboards_that_are_refused(tg_raw: Raw, tg: FakeTelegram, markup: object, description: str) -> None:
    assert (
        await tg_raw.refusal("sendMessage", chat_id=UJI, text="x", reply_markup=markup) == f"Bad Request: {description}"
    )
    good = buttons([{"text": "x", "callback_data": "é" * 32}, {"text": "y", "url": "https://kekraf.example/"}])
    assert (await tg_raw.result("sendMessage", chat_id=UJI, text="x", reply_markup=good))["reply_markup"] == good
    assert tg.faults == []


FORCE = {"force_reply": True}


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("editMessageText", {"chat_id": UJI, "message_id": 1, "text": "lama"}, NOT_MODIFIED),
        ("editMessageText", {"chat_id": UJI, "message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"chat_id": UJI, "text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"chat_id": UJI, "message_id": 1, "text": "x" * 4097}, "MESSAGE_TOO_LONG"),
        ("editMessageText", {"chat_id": UJI, "message_id": 2, "text": "x"}, "message can't be edited"),
        ("editMessageCaption", {"chat_id": UJI, "message_id": 1}, "there is no caption in the message to edit"),
        ("deleteMessage", {"chat_id": UJI, "message_id": 99}, "message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "7"}, OLD_QUERY),
        ("sendPhoto", {"chat_id": UJI}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": UJI, "photo": "takada"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"chat_id": UJI, "caption": "x" * 1025}, "message caption is too long"),
        ("sendLocation", {"chat_id": UJI, "latitude": 1}, "longitude is empty"),
        ("sendChatAction", {"chat_id": UJI, "action": "mengetik"}, "wrong parameter action in request"),
        ("setMyCommands", {"commands": [{"command": "Mulai", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "m", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyName", {"name": "x", "language_code": "indonesia"}, "invalid language code specified"),
        ("setMyCommands", {"commands": [{"command": "m"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ("setMyCommands", {"commands": [{"command": "m", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("getMyCommands", {"scope": {"type": "kota"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "bot short description is too long"),
        (
            "editMessageReplyMarkup",
            {"chat_id": UJI, "message_id": 1, "reply_markup": FORCE},
            "inline keyboard expected",
        ),
        ("answerCallbackQuery", {"callback_query_id": "7", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("sendPhoto", {"chat_id": UJI, "photo": "https://a.example/b.png"}, "failed to get HTTP URL content"),
        ("sendContact", {"chat_id": UJI, "phone_number": "62810000501"}, "first name is empty"),
        ("sendLocation", {"chat_id": UJI, "latitude": 91, "longitude": 1}, "wrong coordinates"),
        ("leaveChat", {"chat_id": UJI}, "chat member status can't be changed in private chats"),
        ("getFile", {}, "file_id not specified"),
        ("setWebhook", {"url": "http://127.0.0.1:9/", "secret_token": "x" * 257}, "secret token is too long"),
        (
            "setWebhook",
            {"url": "https://kekraf.example:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("setWebhook", {"url": "http://kekraf.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "http://127.0.0.1:9/", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_calls_that_are_refused(
    tg_raw: Raw, tg: FakeTelegram, method: str, params: dict[str, object], description: str
) -> None:
    await tg_raw.result("sendMessage", chat_id=UJI, text="lama")
    await tg.user(UJI).says("kata orang")
    assert await tg_raw.refusal(method, **params) == f"Bad Request: {description}"
    assert tg.faults == [] and len(tg.user(UJI).messages) == 2


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendMessage", {"chat_id": UJI, "text": "x", "teks": "x"}, "sendMessage: sendMessage has no parameter 'teks'"),
        ("sendMessage", {"chat_id": UJI, "text": "x", "reply_markup": None}, "sendMessage: reply_markup is null"),
        ("sendMessage", {"chat_id": UJI, "text": "x", "parse_mode": "HTML"}, "parse_mode is not played by the fake"),
        ("sendMessage", {"chat_id": UJI, "text": 5}, "text must be a string, not 5"),
        ("sendMessage", {"chat_id": "lima", "text": "x"}, "chat_id must be an integer, not 'lima'"),
        ("sendMessage", {"chat_id": UJI, "text": "x", "entities": HALF * 101}, "101 entities"),
        ("sendMessage", {"chat_id": UJI, "text": "x", "reply_markup": {}}, "reply_markup must be exactly one kind"),
        (
            "sendMessage",
            {"chat_id": UJI, "text": "x", "reply_markup": buttons([{"text": "x", "callback_data": "x", "url": "x"}])},
            "InlineKeyboardButton takes exactly one of ['callback_data', 'url']",
        ),
        (
            "sendMessage",
            {"chat_id": UJI, "text": "x", "reply_markup": {"keyboard": [["x"]], "resize": True}},
            "a reply_markup with keyboard has no field ['resize']",
        ),
        ("sendMessage", {"chat_id": UJI, "text": "x", "link_preview_options": {"off": True}}, "has no field ['off']"),
        ("sendMediaGroup", {"chat_id": UJI, "media": []}, "an album takes 2 to 10 items"),
        (
            "sendMessage",
            {"chat_id": UJI, "text": "x", "protect_content": "ya"},
            "protect_content must be true or false",
        ),
        ("setMyCommands", {}, "setMyCommands without commands"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "BotCommandScope chat takes ['chat_id']"),
        ("getUpdates", {"allowed_updates": ["pesan"]}, "allowed_updates knows no ['pesan']"),
        (
            "setMessageReaction",
            {"chat_id": UJI, "message_id": 1, "reaction": [{"type": "x"}]},
            "only ReactionTypeEmoji",
        ),
        ("setMessageReaction", {"chat_id": UJI, "message_id": 1, "reaction": [5]}, "malformed parameters"),
    ],
)
async def test_carelessness_is_listed(
    tg_raw: Raw, tg: FakeTelegram, method: str, params: dict[str, object], fault: str
) -> None:
    await tg_raw.result("sendMessage", chat_id=UJI, text="baik")
    assert tg.faults == []
    assert (await tg_raw.refusal(method, **params)).startswith("Bad Request: not by the documentation")
    assert len(tg.faults) == 1 and fault in tg.faults.pop()
