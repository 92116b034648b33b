"""The table of refusals (the Bot API's own words) and what each leads to."""

import pytest

from bot.channels.channel import Reaction
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.reactions import react, refusal
from bot.core.message import Message
from bot.errors import Rejected
from tests.channels.telegram.desk import no_files
from tests.fakes.telegram import FakeTelegram, Person, errors, too_many
from tests.fakes.telegram import refusal as planned

TABLE = [
    (403, errors.BLOCKED, "blocked"),
    (403, errors.DEACTIVATED, "closed"),
    (403, errors.NEVER_STARTED, "blocked"),
    (403, errors.KICKED, "closed"),
    (403, errors.NOT_A_MEMBER, "closed"),
    (403, "Forbidden: the group chat was deleted", "closed"),
    (400, "Bad Request: chat not found", "closed"),
    (400, "Bad Request: not enough rights to send text messages to the chat", "closed"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "closed"),
    (400, "Bad Request: PEER_ID_INVALID", "closed"),
    (400, "Bad Request: USER_IS_BLOCKED", "blocked"),
    (400, "Bad Request: INPUT_USER_DEACTIVATED", "closed"),
    (400, f"Bad Request: {errors.NOT_MODIFIED}", "done"),
    (400, "Bad Request: message to delete not found", "done"),
    (400, f"Bad Request: {errors.OLD_QUERY}", "done"),
    (400, "Bad Request: message to edit not found", "anew"),
    (400, "Bad Request: message can't be edited", "anew"),
    (400, "Bad Request: there is no text in the message to edit", "anew"),
    (400, "Bad Request: can't parse entities: Unsupported start tag", "plain"),
    (400, "Bad Request: can't parse MessageEntity: Can't find field \"type\"", "plain"),
    (400, "Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 1", "plain"),
    (400, "Bad Request: entity beginning at UTF-16 offset 9 ends after the end of the text", "plain"),
    (400, "Bad Request: ENTITY_BOUNDS_INVALID", "plain"),
    (400, "Bad Request: message is too long", "failed"),
    (400, "Bad Request: message caption is too long", "failed"),
    (400, "Bad Request: BUTTON_DATA_INVALID", "failed"),
    (400, "Bad Request: message text is empty", "failed"),
    (400, "Bad Request: sesuatu yang baru", "failed"),
    (401, "Unauthorized", "stop"),
    (404, "Not Found", "stop"),
    (409, errors.OTHER_POLLER, "again"),
    (413, "Request Entity Too Large", "failed"),
    (418, "I'm a teapot", "failed"),
    (302, "", "again"),
    (500, "Internal Server Error", "again"),
    (502, "", "again"),
]


@pytest.mark.parametrize(("status", "reason", "kind"), TABLE)
async def test_the_table(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person, status: int, reason: str, kind: str
) -> None:
    tg.plan("sendMessage", planned(status, reason))
    with pytest.raises(Rejected) as caught:
        await channel.send("501", Message("x"), no_files)
    assert (caught.value.status, channel.react(caught.value).kind) == (status, kind)
    assert caught.value.reason == (reason or "no reason given")


@pytest.mark.parametrize(("chat", "here"), [("501", False), ("-1001", True)])
async def test_silence_for_all_or_for_a_group(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person, chat: str, here: bool
) -> None:
    tg.group(-1001)
    tg.plan("sendMessage", too_many(7))
    with pytest.raises(Rejected) as caught:
        await channel.send(chat, Message("x"), no_files)
    assert channel.react(caught.value) == Reaction("wait", seconds=7.0, here=here)


def test_answers_of_another_shape() -> None:
    assert react(refusal(429, None)) == Reaction("wait", seconds=1.0)
    assert react(refusal(429, {"parameters": [1]})) == Reaction("wait", seconds=1.0)


@pytest.mark.parametrize(("chat", "here"), [("7", False), ("-1001", True), ("@kekrafcontoh", True)])
def test_a_group_or_channel_is_silent_alone(chat: str, here: bool) -> None:
    assert react(refusal(429, None, chat)).here is here
    assert refusal(400, {"description": None, "parameters": {"retry_after": "x"}}).retry_after is None
    assert react(Rejected(400, "x", migrated="-5")) == Reaction("moved", chat="-5")
