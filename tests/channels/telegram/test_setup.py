"""What Telegram is told, and that it is told once."""

from dataclasses import replace

import pytest

from bot.channels.telegram import Hook, Marks, TelegramChannel, profile, set_up, slashes
from bot.channels.telegram.setup import Telling, mark_name
from bot.city import load
from bot.core.flow import Command
from bot.errors import NotSent, Rejected
from bot.i18n import speeches
from handlers import COMMANDS
from tests.fakes.telegram import FakeTelegram, refusal, too_many

CITY = load("palembang")
TELLINGS = profile(speeches(CITY), CITY, COMMANDS.values())
HOOK = Hook("http://127.0.0.1:9/telegram/webhook", "rahasia-uji")


class Kept:
    """Marks in memory."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    async def load(self, name: str) -> str | None:
        return self.values.get(name)

    async def save(self, name: str, value: str) -> None:
        self.values[name] = value

    @property
    def marks(self) -> Marks:
        return Marks(self.load, self.save)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def setters(tg: FakeTelegram) -> list[str]:
    return [call.method for call in tg.calls()]


async def test_everything_is_told_in_both_languages(tg: FakeTelegram, channel: TelegramChannel, kept: Kept) -> None:
    channel.username = ""
    assert await set_up(channel, TELLINGS, Hook(), kept.marks) == channel.username == "kekraf_fiktif_bot"
    assert len(tg.calls()) == 10 <= 12
    assert tg.world.texts["name", ""] == "Kekraf Palembang"
    for field in ("name", "short_description", "description"):
        assert tg.world.texts[field, ""] and tg.world.texts[field, "en"]
    assert tg.world.texts["description", ""] != tg.world.texts["description", "en"]
    listed = tg.world.commands['{"type": "default"}', ""]
    english = tg.world.commands['{"type": "default"}', "en"]
    assert [one["command"] for one in listed] == [one["command"] for one in english]
    assert len(listed) == 6 and all(one["command"] in slashes(COMMANDS.values()) for one in listed)
    assert [one["description"] for one in listed] != [one["description"] for one in english]
    assert list(kept.values) == [mark_name("1000000001")] == ["telegram.setup.1000000001"]


async def test_nothing_is_told_twice(tg: FakeTelegram, channel: TelegramChannel, kept: Kept) -> None:
    await set_up(channel, TELLINGS, Hook(), kept.marks)
    before = len(tg.calls())
    channel.username = ""
    assert await set_up(channel, TELLINGS, Hook(), kept.marks) == "kekraf_fiktif_bot"
    assert len(tg.calls()) == before
    changed = [
        replace(one, params={**one.params, "name": "Baru"}) if one.key == "set_my_name:" else one for one in TELLINGS
    ]
    await set_up(channel, changed, Hook(), kept.marks)
    assert setters(tg)[before:] == ["setMyName"]


async def test_from_polling_to_a_webhook_and_back(tg: FakeTelegram, channel: TelegramChannel, kept: Kept) -> None:
    for hook, method in ((Hook(), "deleteWebhook"), (HOOK, "setWebhook"), (Hook(), "deleteWebhook")):
        before = len(tg.calls())
        await set_up(channel, TELLINGS, hook, kept.marks)
        assert method in setters(tg)[before:]
        assert tg.api.webhook.url == hook.url
    (told,) = tg.calls("setWebhook")
    assert told.params["max_connections"] == 40 and told.params["secret_token"] == "rahasia-uji"
    assert told.params["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert all(not call.params["drop_pending_updates"] for call in tg.calls("deleteWebhook"))
    assert "rahasia" not in str(kept.values)


async def test_updates_that_wait_are_not_dropped(tg: FakeTelegram, channel: TelegramChannel, kept: Kept) -> None:
    await tg.user(501).says("halo")
    await set_up(channel, TELLINGS, Hook(), kept.marks)
    assert len(await channel.updates(0, 0)) == 1


async def test_a_name_refused_is_tried_at_the_next_start(
    tg: FakeTelegram, channel: TelegramChannel, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    tg.plan("setMyName", too_many(86_400))
    await set_up(channel, TELLINGS, Hook(), kept.marks)
    assert "set_my_name" in caplog.text and ("name", "") not in tg.world.texts
    before = len(tg.calls())
    await set_up(channel, TELLINGS, Hook(), kept.marks)
    assert setters(tg)[before:] == ["setMyName"] and tg.world.texts["name", ""] == "Kekraf Palembang"


async def test_without_updates_there_is_no_start(tg: FakeTelegram, channel: TelegramChannel, kept: Kept) -> None:
    tg.plan("setWebhook", refusal(400, "Bad Request: bad webhook: x"))
    with pytest.raises(Rejected, match="webhook"):
        await set_up(channel, TELLINGS, HOOK, kept.marks)
    assert kept.values  # the bot's name is known
    await set_up(channel, TELLINGS, HOOK, kept.marks)
    assert len(tg.calls("getMe")) == 1


async def test_a_telegram_that_is_away(channel: TelegramChannel, kept: Kept) -> None:
    await channel._http.close()
    with pytest.raises(NotSent):
        await set_up(channel, TELLINGS, Hook(), kept.marks)
    assert kept.values == {}


def test_texts_fit() -> None:
    limits = {"name": 64, "short_description": 120, "description": 512}
    assert len(TELLINGS) == 8
    for telling in TELLINGS:
        for field, most in limits.items():
            assert len(str(telling.params.get(field, ""))) <= most


def test_what_a_slash_runs() -> None:
    async def run(desk: object, argument: str) -> tuple[()]:
        return ()

    assert slashes([Command("menu", run, slash="menu"), Command("again", run)]) == {"menu": "menu"}
    assert Telling("set_my_name", {"name": "x", "language_code": "en"}).key == "set_my_name:en"
