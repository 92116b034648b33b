"""In a group the bot hears that it was called, and nothing of what is said."""

import pytest

from bot.channels.telegram import TelegramChannel
from bot.core.message import Heard
from tests.fakes.telegram import FakeTelegram

GROUP = -1001


async def heard(channel: TelegramChannel) -> list[Heard]:
    return [one for update in await channel.updates(0, 0) for one in channel.read(update)]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("halo semua", False),
        ("/menu", False),
        ("/menu@kekraf_fiktif_bot", True),
        ("tanya @Kekraf_Fiktif_Bot dong", True),
        ("@kekraf_fiktif_bot_dua halo", False),
        ("surel a@kekraf.example", False),
    ],
)
async def test_who_calls_the_bot(tg: FakeTelegram, channel: TelegramChannel, text: str, called: bool) -> None:
    await tg.user(501).says(text, chat=tg.group(GROUP))
    found = await heard(channel)
    assert [(one.kind, one.text, one.profile_name) for one in found] == [("text", "", "")] * called
    assert all(one.chat.group and one.chat.id == str(GROUP) for one in found)


async def test_an_answer_to_the_bot_calls_it(tg: FakeTelegram, channel: TelegramChannel) -> None:
    group, user = tg.group(GROUP), tg.user(501)
    tg.group(GROUP)
    await channel.call("sendMessage", {"chat_id": GROUP, "text": "Halo"})
    shown = await group.reply()
    other = await user.says("bukan untuk bot", chat=group)
    await user.says("apa ini?", chat=group, reply_to=shown)
    await user.says("lanjut", chat=group, reply_to=other)
    assert [one.event for one in await heard(channel)] == ["100002"]


async def test_taken_in_and_thrown_out(tg: FakeTelegram, channel: TelegramChannel) -> None:
    group, user = tg.group(GROUP), tg.user(501)
    await group.kicks_bot(by=user)
    await group.adds_bot(by=user)
    assert [one.kind for one in await heard(channel)] == ["blocked", "start"]


async def test_a_tap_in_a_group_is_the_groups(tg: FakeTelegram, channel: TelegramChannel) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "a"}]]}
    tg.group(GROUP)
    await channel.call("sendMessage", {"chat_id": GROUP, "text": "?", "reply_markup": keyboard})
    await tg.user(501, "Uji").taps("Ya", chat=tg.group(GROUP))
    (tap,) = await heard(channel)
    assert (tap.kind, tap.chat.id, tap.profile_name) == ("tap", str(GROUP), "") and tap.callback


async def test_what_else_happens_in_a_group(tg: FakeTelegram, channel: TelegramChannel) -> None:
    user, group = tg.user(501), tg.group(GROUP)
    await group.upgrades(-(10**12) - 5, by=user)
    robot = {"id": 2, "is_bot": True, "first_name": "Robot"}
    chat = {"id": GROUP, "type": "supergroup", "title": "x"}
    spoken = {"message_id": 1, "date": 1, "chat": chat, "text": "@kekraf_fiktif_bot"}
    await user.sends_update({"message": {**spoken, "from": robot}})
    await user.sends_update({"edited_message": spoken})
    await user.sends_update({"message_reaction": {"chat": chat, "date": 1}})
    member = {"status": "member"}
    promoted = {"chat": chat, "date": 1, "old_chat_member": member, "new_chat_member": {"status": "administrator"}}
    await user.sends_update({"my_chat_member": promoted})
    assert await heard(channel) == []
    await user.sends_update({"message": spoken})  # by someone unnamed, in the group's own name
    assert len(await heard(channel)) == 1


async def test_without_a_name_only_answers_reach_it(tg: FakeTelegram, channel: TelegramChannel) -> None:
    channel.username = ""
    await tg.user(501).says("halo @kekraf_fiktif_bot", chat=tg.group(GROUP))
    assert await heard(channel) == []
