"""What scripted people do reaches the bot as the updates PTB knows, by poll and by webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict

from tests.fakes.telegram import OLD_QUERY, FakeTelegram, Person, Tap
from tests.fakes.telegram.raw import Raw

UJI = 501


class Desk:
    """A server that takes webhooks, with a status on order for each."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.updates: list[int] = []
        self.secrets: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.at_once = self.most_at_once = 0
        self.url = ""
        self.came = asyncio.Condition()

    async def crowded(self, count: int) -> None:
        """Wait until so many posts are here at once."""
        async with asyncio.timeout(5), self.came:
            await self.came.wait_for(lambda: self.at_once >= count)

    async def take(self, request: web.BaseRequest) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self.came:
            self.came.notify_all()
        self.updates.append((await request.json())["update_id"])
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        status = self.statuses.pop(0) if self.statuses else 200
        await self.open.wait()
        self.at_once -= 1
        return web.Response(status=status)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk()
    runner = web.ServerRunner(web.Server(made.take), shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    made.open.set()
    await runner.cleanup()


async def test_ptb_reads_everything_a_person_does(tg: FakeTelegram, tg_bot: Bot) -> None:
    user = tg.user(UJI, "Uji", language_code="id")
    await user.starts("K7QX")
    await user.says("lihat https://kekraf.example ya")
    said = await user.says("salah")
    await user.edits(said.id, "benar")
    await user.sends_photo(b"gambar", "kain saya")
    await user.sends_document(b"%PDF-")
    await user.sends_voice(b"OggS", 4)
    await user.sends_location(-2.99, 104.76)
    await user.shares_contact("62810000501")
    await user.shares_contact("62810000777", own=False)
    await user.sends_sticker()
    await user.forwards("dari grup")
    await user.reacts(said)
    await user.blocks()
    await user.unblocks()
    updates = await tg_bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert [update.update_id for update in updates] == list(range(100_001, 100_015))  # the reaction was not allowed yet
    start, link, plain, edited, photo, document, voice, place, own, other, sticker, forwarded, blocked, back = updates
    assert start.message and start.message.text == "/start K7QX" and start.message.entities[0].type == "bot_command"
    assert start.effective_user and start.effective_user.language_code == "id"
    assert link.message and link.message.parse_entities() == {link.message.entities[0]: "https://kekraf.example"}
    assert plain.message and plain.message.text == "salah"
    assert edited.edited_message and edited.edited_message.text == "benar"
    assert photo.message and photo.message.caption == "kain saya" and photo.message.photo[-1].file_size == 6
    assert document.message and document.message.document and document.message.document.mime_type == "application/pdf"
    assert voice.message and voice.message.voice and place.message and place.message.location
    assert own.message and own.message.contact and own.message.contact.user_id == UJI
    assert other.message and other.message.contact and other.message.contact.user_id is None
    assert sticker.message and sticker.message.sticker and forwarded.message and forwarded.message.forward_origin
    assert blocked.my_chat_member and blocked.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member and back.my_chat_member.new_chat_member.status == "member"
    await user.reacts(said)
    assert (await tg_bot.get_updates(offset=back.update_id + 1))[0].message_reaction


async def test_a_talk_waits_without_looking(tg: FakeTelegram, tg_bot: Bot) -> None:
    user = tg.user(UJI)
    waiting = asyncio.create_task(user.reply())
    await user.says("halo")
    await user.hears_nothing(0)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="a:1")]])
    await tg_bot.send_message(UJI, "Setuju?", reply_markup=keyboard)
    assert (await waiting).buttons == [["Ya"]]
    tap = await user.taps("Ya")
    update = (await tg_bot.get_updates(offset=-1))[0]
    assert update.callback_query and update.callback_query.data == "a:1"
    assert update.callback_query.message and update.callback_query.message.message_id == waiting.result().id
    await tg_bot.answer_callback_query(update.callback_query.id, "Dicatat", show_alert=True)
    assert isinstance(tap, Tap) and (await tap.answer()).text == "Dicatat"
    assert [toast.text for toast in user.toasts] == ["Dicatat"]


async def test_presses_that_come_late(tg: FakeTelegram, tg_bot: Bot, tg_raw: Raw) -> None:
    user = tg.user(UJI, started=True)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="a:1")]])
    await tg_bot.send_message(UJI, "Setuju?", reply_markup=keyboard)
    shown = await user.reply()
    await tg_bot.edit_message_text("Sudah", UJI, shown.id)
    with pytest.raises(LookupError, match="no button 'Ya'"):
        await user.taps("Ya")
    await user.taps("Ya", shown)
    await tg_bot.delete_message(UJI, shown.id)
    await user.taps("a:1", shown)
    edited, gone = (update.callback_query for update in await tg_bot.get_updates())
    assert edited and edited.message and edited.message.is_accessible
    assert gone and gone.message and not gone.message.is_accessible
    assert await tg_bot.answer_callback_query(edited.id)
    for query in (edited, gone):
        tg.expire_taps()
        assert await tg_raw.refusal("answerCallbackQuery", callback_query_id=query.id) == f"Bad Request: {OLD_QUERY}"


async def test_talking_in_a_group(tg: FakeTelegram, tg_bot: Bot) -> None:
    user, group = tg.user(UJI), tg.group(-1001)
    await user.says("/ringkasan", chat=group)
    await tg_bot.send_message(group.id, "Ini ringkasannya")
    assert (await group.reply()).text == "Ini ringkasannya" and user.messages == []
    await group.kicks_bot(by=user)
    await group.adds_bot(by=user)
    said, kicked, added = await tg_bot.get_updates()
    assert said.effective_chat and said.effective_chat.type == "group"
    assert kicked.my_chat_member and kicked.my_chat_member.new_chat_member.status == "kicked"
    assert added.my_chat_member and added.my_chat_member.new_chat_member.status == "member"


async def test_a_poll_is_long_and_confirms(tg: FakeTelegram, tg_raw: Raw) -> None:
    user = tg.user(UJI)
    polling = asyncio.create_task(tg_raw.result("getUpdates", timeout=20))
    await tg.polled()
    await user.says("satu")
    (first,) = await polling
    await user.says("dua")
    await user.says("tiga")
    assert len(await tg_raw.result("getUpdates")) == 3
    assert len(await tg_raw.result("getUpdates", offset=first["update_id"] + 1, limit=1)) == 1
    assert [update["message"]["text"] for update in await tg_raw.result("getUpdates", offset=-1)] == ["tiga"]
    assert len(await tg_raw.result("getUpdates")) == 1
    assert await tg_raw.result("getUpdates", offset=200_000) == []
    await user.sends_update({"poll_masa_depan": {"id": "1"}})
    assert "poll_masa_depan" in (await tg_raw.result("getUpdates"))[0]


async def test_two_pollers_and_a_webhook_exclude_each_other(
    tg: FakeTelegram, tg_raw: Raw, tg_bot: Bot, desk: Desk
) -> None:
    first = asyncio.create_task(tg_raw.refusal("getUpdates", timeout=20))
    await tg.polled()
    second = asyncio.create_task(tg_raw.refusal("getUpdates", timeout=20))
    told = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    assert await first == told
    await tg_bot.set_webhook(desk.url)
    assert await second == "Conflict: terminated by setWebhook request"
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await tg_bot.get_updates()
    await tg_bot.delete_webhook()
    assert await tg_bot.get_updates() == ()


async def test_a_webhook_comes_until_it_is_taken(tg: FakeTelegram, tg_bot: Bot, desk: Desk) -> None:
    tg.webhook.retry_delay = 0.01
    await tg.user(UJI).says("sebelum")
    desk.statuses = [503, 500, 200]
    await tg_bot.set_webhook(desk.url, secret_token="rahasia-uji", max_connections=3)
    await tg.user(UJI).says("sesudah")
    await tg.delivered()
    first, second = 100_001, 100_002
    assert desk.updates == [first, first, first, second]
    assert set(desk.secrets) == {"rahasia-uji"}
    info = await tg_bot.get_webhook_info()
    assert (info.pending_update_count, info.max_connections) == (0, 3)
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert [post.status for post in tg.api.webhook.posts] == [503, 500, 200, 200]


@pytest.mark.parametrize(("ordered", "at_most", "most"), [(True, 100, 2), (False, 100, 4), (False, 1, 1)])
async def test_how_many_posts_at_once(
    tg: FakeTelegram, tg_bot: Bot, desk: Desk, ordered: bool, at_most: int, most: int
) -> None:
    tg.webhook.ordered, tg.webhook.at_most = ordered, at_most
    await tg_bot.set_webhook(desk.url, max_connections=4)
    for text in ("a", "b", "c"):
        await tg.user(UJI).says(text)
        await tg.user(502).says(text)
    desk.open.clear()
    await desk.crowded(most)
    desk.open.set()
    await tg.delivered()
    assert len(desk.updates) == 6 and desk.most_at_once == most


async def test_every_webhook_twice(tg: FakeTelegram, tg_bot: Bot, desk: Desk) -> None:
    tg.webhook.deliver_twice = True
    await tg_bot.set_webhook(desk.url)
    await tg.user(UJI).says("halo")
    await tg.user(UJI).says("lagi")
    await tg.delivered()
    assert desk.updates == [100_001, 100_001, 100_002, 100_002]


async def test_a_desk_that_is_away_gets_it_later(tg: FakeTelegram, tg_raw: Raw, desk: Desk) -> None:
    tg.webhook.retry_delay = 0.01
    await tg_raw.result("setWebhook", url="http://127.0.0.1:9/")
    await tg.user(UJI).says("halo")
    await tg.api.webhook.failed.wait()
    assert (await tg_raw.result("getWebhookInfo"))["last_error_message"] == "Connection refused"
    await tg_raw.result("setWebhook", url=desk.url)
    await tg.delivered()
    assert desk.updates == [100_001]


async def test_a_poll_ends_with_its_time_or_with_the_fake() -> None:
    async with aiohttp.ClientSession() as http:
        async with FakeTelegram() as tg:
            assert await tg.world.updates.poll(0, 100, 0.01) == []
            polling = asyncio.create_task(http.get(f"{tg.url}/bot{tg.token}/getUpdates?timeout=50"))
            await tg.polled()
        assert await (await polling).json() == {"ok": True, "result": []}


async def test_what_a_test_asks_the_phone(tg: FakeTelegram, tg_raw: Raw, tg_user: Person) -> None:
    with pytest.raises(LookupError, match="the bot has said nothing yet"):
        assert tg_user.last
    counted = asyncio.create_task(tg.called("sendMessage", 2))
    link = {"inline_keyboard": [[{"text": "Buka", "url": "https://kekraf.example/o/K7QX"}]]}
    await tg_raw.result("sendMessage", chat_id=UJI, text="satu", reply_markup=link)
    answer = await tg_user.says("dua", reply_to=tg_user.last)
    assert answer.raw["reply_to_message"]["text"] == "satu"
    reply = {"message_id": answer.id}
    await tg_raw.result("sendMessage", chat_id=UJI, text="tiga", reply_parameters=reply)
    await counted
    assert await tg_user.taps("Buka") is None and tg_user.opened == ["https://kekraf.example/o/K7QX"]
    with pytest.raises(AssertionError, match="the bot said: satu"):
        await tg_user.hears_nothing()
    assert [message.text for message in tg_user.forget_unread()] == ["tiga"]
    await tg_user.blocks()
    with pytest.raises(RuntimeError, match="unblock the bot first"):
        await tg_user.says("halo")
