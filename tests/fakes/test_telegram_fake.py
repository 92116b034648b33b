"""The fake answers as the real Bot API does: PTB's Bot finds nothing odd, and refusals are word for word."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from tests.fakes.telegram import BLOCKED, DEACTIVATED, KICKED, NEVER_STARTED, FakeTelegram, errors
from tests.fakes.telegram.raw import Raw

pytestmark = pytest.mark.usefixtures("tg_user")
UJI = 501


def picture(width: int = 80, height: int = 60) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
    return file.getvalue()


async def test_ptb_sends_text_with_entities_and_buttons(tg: FakeTelegram, tg_bot: Bot) -> None:
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="a:1")]])
    bold = [MessageEntity(MessageEntity.BOLD, offset=3, length=4)]
    sent = await tg_bot.send_message(UJI, "👋 Halo Kak", entities=bold, reply_markup=rows)
    shown = await tg.user(UJI).reply()
    assert (shown.id, shown.text, shown.buttons) == (sent.message_id, "👋 Halo Kak", [["Ya"]])
    assert shown.entities == [{"type": "bold", "offset": 3, "length": 4}]
    assert sent.reply_markup == rows and sent.chat.id == UJI and sent.from_user == tg_bot.bot


async def test_ptb_edits_deletes_and_reacts(tg: FakeTelegram, tg_bot: Bot) -> None:
    user = tg.user(UJI)
    sent = await tg_bot.send_message(UJI, "satu", reply_markup=InlineKeyboardMarkup.from_button(button("x")))
    await tg_bot.edit_message_text("dua", UJI, sent.message_id)
    shown = await user.change()
    assert (shown.text, shown.buttons, shown.edits) == ("dua", [], 1)
    await tg_bot.edit_message_reply_markup(
        UJI, sent.message_id, reply_markup=InlineKeyboardMarkup.from_button(button("y"))
    )
    assert shown.buttons == [["y"]] and shown.text == "dua"
    said = await user.says("terima kasih")
    await tg_bot.set_message_reaction(UJI, said.id, "🙏")
    assert said.reactions == ["🙏"]
    await tg_bot.delete_message(UJI, sent.message_id)
    assert shown.deleted and shown not in user.screen and shown in user.messages


def button(label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=label)


async def test_ptb_sends_files_and_reuses_their_ids(tg: FakeTelegram, tg_bot: Bot) -> None:
    user = tg.user(UJI)
    photo = await tg_bot.send_photo(UJI, picture(), caption="kartu")
    assert (await user.reply()).data == picture()
    again = await tg_bot.send_photo(UJI, photo.photo[-1].file_id)
    assert again.photo == photo.photo and (await user.reply()).data == picture()
    await tg_bot.send_document(UJI, b"%PDF-", filename="ringkasan.pdf")
    assert (await user.reply()).raw["document"]["file_name"] == "ringkasan.pdf"
    await tg_bot.send_voice(UJI, b"OggS", duration=3)
    assert (await user.reply()).raw["voice"]["duration"] == 3
    await tg_bot.send_media_group(UJI, [InputMediaPhoto(picture()), InputMediaPhoto(photo.photo[-1].file_id)])
    first, second = await user.reply(), await user.reply()
    assert first.raw["media_group_id"] == second.raw["media_group_id"]
    await tg_bot.edit_message_caption(UJI, photo.message_id, caption="lain")
    await tg_bot.edit_message_media(InputMediaPhoto(picture(81)), UJI, photo.message_id)
    assert user.messages[0].data == picture(81) and user.messages[0].edits == 2


async def test_ptb_sends_place_contact_and_action(tg: FakeTelegram, tg_bot: Bot) -> None:
    await tg_bot.send_location(UJI, latitude=-2.99, longitude=104.76)
    await tg_bot.send_contact(UJI, phone_number="62810000501", first_name="Rekaan")
    assert await tg_bot.send_chat_action(UJI, "typing")
    assert [message.kind for message in tg.user(UJI).messages] == ["location", "contact"]


async def test_ptb_downloads_what_a_person_sent(tg: FakeTelegram, tg_bot: Bot) -> None:
    sent = await tg.user(UJI).sends_document(b"isi berkas", "karya.txt", "text/plain")
    file = await tg_bot.get_file(sent.raw["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"isi berkas"
    large = await tg.user(UJI).sends_document(b"", size=21_000_000)
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await tg_bot.get_file(large.raw["document"]["file_id"])


async def test_ptb_sets_commands_and_names_by_language(tg: FakeTelegram, tg_bot: Bot) -> None:
    commands = [BotCommand("mulai", "Mulai lagi"), BotCommand("menu", "Menu")]
    await tg_bot.set_my_commands(commands)
    await tg_bot.set_my_commands(commands[:1], scope=BotCommandScopeChat(UJI), language_code="en")
    assert list(await tg_bot.get_my_commands()) == commands
    assert list(await tg_bot.get_my_commands(BotCommandScopeChat(UJI), "en")) == commands[:1]
    await tg_bot.delete_my_commands()
    assert await tg_bot.get_my_commands() == ()
    await tg_bot.set_my_name("Kekraf")
    await tg_bot.set_my_description("Panjang", language_code="id")
    await tg_bot.set_my_short_description("Pendek")
    assert (await tg_bot.get_my_name(language_code="id")).name == "Kekraf"
    assert (await tg_bot.get_my_description("id")).description == "Panjang"
    assert (await tg_bot.get_my_description()).description == ""
    assert (await tg_bot.get_my_short_description()).short_description == "Pendek"


async def test_ptb_reads_chats_and_leaves(tg: FakeTelegram, tg_bot: Bot) -> None:
    assert (await tg_bot.get_chat(UJI)).first_name == "Uji"
    group = tg.group(-1001)
    assert (await tg_bot.get_chat(group.id)).title == "Grup Uji"
    await tg_bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member"):
        await tg_bot.send_message(group.id, "x")


async def test_ptb_raises_the_right_errors(tg: FakeTelegram, tg_bot: Bot) -> None:
    user, stranger = tg.user(UJI), tg.user(502)
    with pytest.raises(Forbidden, match=NEVER_STARTED):
        await tg_bot.send_message(stranger.id, "x")
    await user.blocks()
    with pytest.raises(Forbidden, match=BLOCKED):
        await tg_bot.send_message(UJI, "x")
    await user.unblocks()
    assert await tg_bot.send_message(UJI, "x")
    await user.deletes_account()
    with pytest.raises(Forbidden, match=DEACTIVATED):
        await tg_bot.send_message(UJI, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await tg_bot.send_message(999, "x")


async def test_ptb_learns_of_an_upgraded_group(tg: FakeTelegram, tg_bot: Bot) -> None:
    group, admin = tg.group(-1001), tg.user(UJI)
    new = await group.upgrades(-1_000_000_001_001, admin)
    with pytest.raises(ChatMigrated) as caught:
        await tg_bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == new.id
    await tg_bot.send_message(new.id, "x")
    await new.kicks_bot(admin)
    with pytest.raises(Forbidden, match=KICKED.removeprefix("Forbidden: ")[:14]):
        await tg_bot.send_message(new.id, "x")


async def test_keyboard_requests_only_in_private_chats(tg: FakeTelegram, tg_bot: Bot) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Bagikan nomor", request_contact=True)], ["Batal"]])
    await tg_bot.send_message(UJI, "Nomor?", reply_markup=keyboard)
    user = tg.user(UJI)
    assert user.last.keyboard == [["Bagikan nomor"], ["Batal"]]
    await user.taps("Bagikan nomor")
    await user.taps("Batal")
    assert [message.kind for message in user.messages[1:]] == ["contact", "text"]
    with pytest.raises(BadRequest, match="private chats only"):
        await tg_bot.send_message(tg.group(-1001).id, "Nomor?", reply_markup=keyboard)


async def test_photos_are_looked_at(tg_bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await tg_bot.send_photo(UJI, b"bukan gambar")
    with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await tg_bot.send_photo(UJI, picture(2100, 100))
    assert await tg_bot.send_photo(UJI, picture(2000, 100))


async def test_unknown_methods_tokens_and_paths(tg_raw: Raw, tg: FakeTelegram) -> None:
    assert await tg_raw("sendmessage", chat_id=UJI, text="huruf kecil") == (200, {"ok": True, "result": ANY_MESSAGE})
    not_found = {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await tg_raw("sendPoll") == (404, not_found)
    async with Raw(tg, token="1:salah") as stranger:
        assert await stranger.refusal("getMe") == "Unauthorized"
    assert tg.faults.pop() == "no method 'sendPoll'"
    async with tg_raw.http.get(f"{tg.url}/lain") as answer:
        assert (answer.status, await answer.json()) == (404, not_found)


class _AnyMessage:
    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and "message_id" in other


ANY_MESSAGE = _AnyMessage()


async def test_all_ways_of_passing_parameters(tg_raw: Raw, tg: FakeTelegram) -> None:
    root = f"{tg.url}/bot{tg.token}/sendMessage"
    form = {"chat_id": str(UJI), "text": "isian", "disable_notification": "true"}
    parts = aiohttp.MultipartWriter("form-data")
    for name, value in form.items():
        parts.append(value).set_content_disposition("form-data", name=name)
    ways: list[dict[str, object]] = [
        {"params": form},
        {"data": form},
        {"json": {**form, "chat_id": UJI}},
        {"data": parts},
    ]
    for way in ways:
        async with tg_raw.http.post(root, **way) as answer:  # type: ignore[arg-type]
            assert (await answer.json())["ok"]
    async with tg_raw.http.get(root, params=form) as answer:
        assert (await answer.json())["ok"]
    assert [message.text for message in tg.user(UJI).messages] == ["isian"] * 5


async def test_limits_on_writing(tg: FakeTelegram, tg_bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else PTB warns of its own future
    tg.user(502, started=True)
    tg.rate.per_chat, tg.rate.total, tg.rate.clock = 2, 3, lambda: now
    now = 100.0
    for _ in range(2):
        await tg_bot.send_message(UJI, "x")
    with pytest.raises(RetryAfter) as caught:
        await tg_bot.send_message(UJI, "x")
    assert caught.value.retry_after == timedelta(seconds=1)
    await tg_bot.send_message(502, "x")
    with pytest.raises(RetryAfter):
        await tg_bot.send_message(502, "x")
    assert tg.rate.refused == 2 and len(tg.user(UJI).messages) == 2
    now += 1
    assert await tg_bot.send_message(502, "x")


async def test_journal_in_memory_and_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    async with FakeTelegram(journal=str(path)) as tg, Raw(tg) as tg_raw:
        tg.user(UJI, started=True)
        await tg_raw.result("sendMessage", chat_id=UJI, text="x")
        await tg_raw.refusal("sendMessage", chat_id=UJI, text="")
        await tg.called("sendMessage", 2)
        first, second = tg.calls("sendMessage", UJI)
        assert (first.outcome, first.status, first.message_id, first.params["text"]) == ("ok", 200, 1, "x")
        assert (second.outcome, second.status, second.message_id) == ("error", 400, 0)
        assert first.at < second.at
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(line["method"], line["message_id"]) for line in lines] == [("sendMessage", 1), ("sendMessage", 0)]


async def test_a_channel_is_found_by_its_name_and_refuses_a_stranger(tg: FakeTelegram, tg_raw: Raw) -> None:
    channel = tg.channel(-1_001_000_000_777, "kekrafcontoh")
    sent = await tg_raw.result("sendMessage", chat_id="@KekrafContoh", text="x")
    assert (sent["sender_chat"]["username"], [message.text for message in channel.messages]) == ("kekrafcontoh", ["x"])
    channel.chat.state = "left"
    assert await tg_raw.refusal("sendMessage", chat_id="@kekrafcontoh", text="x") == errors.NOT_IN_CHANNEL
    assert "chat not found" in await tg_raw.refusal("sendMessage", chat_id="@siapa", text="x")
