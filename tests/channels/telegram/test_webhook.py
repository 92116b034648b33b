"""From the bytes of a post to its status."""

import json
import logging

import pytest

from bot.channels.telegram import TelegramChannel, Webhook
from bot.channels.telegram.webhook import MOST_BYTES
from bot.core.message import Heard
from bot.errors import StoreDown
from tests.channels.telegram.desk import Desk
from tests.fakes.telegram import FakeTelegram, Person

SECRET = "rahasia-uji_1"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def hook(channel: TelegramChannel, desk: Desk) -> Webhook:
    return Webhook(channel, desk, SECRET)


async def post(tg: FakeTelegram) -> bytes:
    """What Telegram would post: the newest update."""
    (_, update) = list(tg.world.updates.pending.values())[-1]
    return json.dumps(update).encode()


@pytest.mark.parametrize(
    ("secret", "status"),
    [(SECRET, 200), (None, 401), ("", 403), (SECRET[:-1], 403), (SECRET + "x", 403), ("rahasía", 403), ("\udcff", 403)],
)
async def test_only_telegram_is_heard(
    tg: FakeTelegram, tg_user: Person, hook: Webhook, desk: Desk, secret: str | None, status: int
) -> None:
    await tg_user.says("halo")
    assert await hook.receive(await post(tg), secret) == status
    assert desk.texts == ["halo"] * (status == 200)


def test_a_door_without_a_lock_is_none(channel: TelegramChannel, desk: Desk) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(channel, desk, "")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b'{"update_id": 1, "mess', 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"5", 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": true}', 400),
        (b"[" * 200_000, 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (b" " * (MOST_BYTES + 1), 413),
        (b'{"update_id": 1}', 200),
        (b'{"update_id": 1, "masa_depan": {}}', 200),
        (b'{"update_id": 1, "message": {"chat": 5}}', 200),
        (b'{"update_id": 99999999999999999999, "message": {}}', 200),
    ],
)
async def test_bad_bodies(hook: Webhook, desk: Desk, body: bytes, status: int) -> None:
    assert await hook.receive(body, SECRET) == status
    assert desk.heard == []


@pytest.mark.parametrize("error", [StoreDown("penuh"), RuntimeError("tak terduga")])
async def test_what_was_not_committed_comes_again(
    tg: FakeTelegram, tg_user: Person, hook: Webhook, desk: Desk, error: Exception
) -> None:
    def down(heard: Heard) -> None:
        raise error

    desk.trouble = down
    await tg_user.says("halo")
    body = await post(tg)
    assert await hook.receive(body, SECRET) == 503
    desk.trouble = lambda heard: None
    assert [await hook.receive(body, SECRET) for _ in range(2)] == [200, 200]
    assert desk.texts == ["halo"]


async def test_a_tap_is_acknowledged_once(
    tg: FakeTelegram, tg_user: Person, channel: TelegramChannel, hook: Webhook, desk: Desk
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "a"}]]}
    await channel.call("sendMessage", {"chat_id": 501, "text": "?", "reply_markup": keyboard})
    await tg_user.taps("Ya")
    desk.toast = "Sudah kami catat."
    body = await post(tg)
    assert [await hook.receive(body, SECRET) for _ in range(2)] == [200, 200]
    await hook.drain()
    assert [toast.text for toast in tg_user.toasts] == ["Sudah kami catat."]
    assert len(tg.calls("answerCallbackQuery")) == 1


async def test_a_broken_update_is_logged_without_its_words(hook: Webhook, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        body = {"update_id": 1, "message": {"text": "rahasia besar", "chat": {"id": 1}}}
        assert await hook.receive(json.dumps(body).encode(), SECRET) == 200
    assert "documented shape" in caplog.text and "rahasia besar" not in caplog.text
