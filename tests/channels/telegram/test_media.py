"""Files go out with the text under them, and come in up to a size."""

from pathlib import Path
from typing import Any

import pytest
from telegram.error import TelegramError

from bot.channels.channel import File
from bot.channels.http import Http
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.reactions import Refusal
from bot.channels.telegram.request import translated
from bot.core.message import Choice, Media, Message
from bot.errors import InDoubt, NoFile, NotSent, Rejected
from tests.channels.telegram.desk import COMMANDS, Shelf, now, picture
from tests.fakes.telegram import (
    FakeTelegram,
    Person,
    cut_after,
    refusal,
    server_error,
    too_many,
)
from tests.fakes.telegram.faults import Fault

PHOTO = Media("photo", "kartu", "image/png", "kartu PLG-1.png")
DATA = Media("document", "data", "application/json", "data Yuk Ratna é.json")
CHOICES = (Choice("a", "Ya"), Choice("b", "Tidak"))


@pytest.mark.parametrize("media", [PHOTO, DATA])
async def test_a_file_with_text_and_buttons(channel: TelegramChannel, tg_user: Person, media: Media) -> None:
    shelf = Shelf()
    sent = await channel.send("501", Message("Ini *kartunya* 🎨", choices=CHOICES, media=(media,)), shelf)
    shown = tg_user.last
    assert (sent.id, shown.kind, shown.raw["caption"]) == (str(shown.id), media.kind, "Ini kartunya 🎨")
    assert shown.raw["caption_entities"] == [{"type": "bold", "offset": 4, "length": 8}]
    assert shown.buttons == [["Ya", "Tidak"]]
    assert shown.files[0].data == shelf.content and list(sent.files.values()) == [shown.files[0].file_id]
    assert shown.files[0].filename == media.name


async def test_what_telegram_has_is_not_sent_again(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    shelf = Shelf()
    message = Message("x", media=(DATA,))
    first = await channel.send("501", message, shelf)
    shelf.known = first.files
    again = await channel.send("501", message, shelf)
    assert again.files == first.files and again.id != first.id
    assert isinstance(tg.calls("sendDocument")[-1].params["document"], str)
    shelf.known = dict.fromkeys(first.files, "document-lama")
    renewed = await channel.send("501", message, shelf)  # it has forgotten: sent after all
    assert renewed.files != shelf.known and len(tg_user.messages) == 3


async def test_a_known_file_may_be_refused_for_the_persons_sake(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person
) -> None:
    shelf = Shelf()
    shelf.known = (await channel.send("501", Message("x", media=(DATA,)), shelf)).files
    await tg_user.blocks()
    with pytest.raises(Refusal) as caught:
        await channel.send("501", Message("x", media=(DATA,)), shelf)
    assert channel.react(caught.value).kind == "blocked" and len(tg.calls("sendDocument")) == 2


async def test_a_long_caption_is_cut(channel: TelegramChannel, tg_user: Person) -> None:
    await channel.send("501", Message("😀" * 600, media=(PHOTO,)), Shelf())
    assert tg_user.last.raw["caption"] == "😀" * 511 + "…"
    await channel.send("501", Message("*x*", media=(PHOTO,)), Shelf(), plain=True)
    assert "caption_entities" not in tg_user.last.raw


async def test_several_files_and_one_text(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    sent = await channel.send("501", Message("dua", choices=CHOICES, media=(PHOTO, DATA)), Shelf())
    first, last = tg_user.messages
    assert (first.raw.get("caption"), first.buttons) == (None, [])
    assert (last.raw["caption"], last.buttons, sent.id) == ("dua", [["Ya", "Tidak"]], str(last.id))
    assert len(sent.files) == 2


async def test_a_file_takes_no_texts_place(channel: TelegramChannel, tg_user: Person) -> None:
    text = await channel.send("501", Message("teks"), Shelf())
    await channel.send("501", Message("x", media=(PHOTO,), edits=text.id), Shelf())
    assert [message.kind for message in tg_user.messages] == ["text", "photo"]


@pytest.mark.parametrize(
    ("fault", "kind", "status"),
    [
        (too_many(7), "wait", 429),
        (refusal(403, "Forbidden: bot was blocked by the user"), "blocked", 403),
        (refusal(400, "Bad Request: chat not found"), "closed", 400),
        (refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-77), "moved", 400),
        (refusal(401, "Unauthorized"), "stop", 401),
        (refusal(409, "Conflict: x"), "again", 409),
        (refusal(413, "Request Entity Too Large"), "failed", 413),
        (refusal(500, "Internal Server Error"), "again", 500),
        (server_error(502), "again", 500),
    ],
)
async def test_refusals_of_a_file(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person, fault: Fault, kind: str, status: int
) -> None:
    tg.plan("sendPhoto", fault)
    with pytest.raises(Refusal) as caught:
        await channel.send("501", Message("x", media=(PHOTO,)), Shelf())
    assert (channel.react(caught.value).kind, caught.value.status, caught.value.chat) == (kind, status, "501")
    assert caught.value.__context__ is None
    if kind == "wait":
        assert caught.value.retry_after == 7.0


async def test_doubts_of_a_file(tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    for fault in (cut_after(), server_error(200), refusal(200, "x")):
        tg.plan("sendPhoto", fault)
    with pytest.raises(InDoubt):
        await channel.send("501", Message("x", media=(PHOTO,)), Shelf())
    assert len(tg_user.messages) == 1
    for _ in range(2):
        with pytest.raises((InDoubt, Refusal)):
            await channel.send("501", Message("x", media=(PHOTO,)), Shelf())
    assert len(tg_user.messages) == 1


async def test_no_byte_of_a_file_left(http: Http, tg: FakeTelegram, channel: TelegramChannel, tg_user: Person) -> None:
    nowhere = TelegramChannel(tg.token, http, COMMANDS, now, "http://127.0.0.1:1")
    with pytest.raises(NotSent):
        await nowhere.send("501", Message("x", media=(PHOTO,)), Shelf())
    await http.close()
    with pytest.raises(NotSent):
        await channel.send("501", Message("x", media=(PHOTO,)), Shelf())


async def test_the_second_of_two_files_was_not_sent(
    monkeypatch: pytest.MonkeyPatch, http: Http, channel: TelegramChannel, tg_user: Person
) -> None:
    exchange = http.exchange

    async def once(*args: Any) -> Any:
        answer = await exchange(*args)
        await http.close()
        return answer

    monkeypatch.setattr(http, "exchange", once)
    with pytest.raises(InDoubt):
        await channel.send("501", Message("x", media=(PHOTO, DATA)), Shelf())
    assert len(tg_user.messages) == 1


async def test_nothing_leaves_until_every_file_is_there(channel: TelegramChannel, tg_user: Person) -> None:
    class Lacking(Shelf):
        async def __call__(self, media: Media) -> File:
            if self.asked:
                raise NoFile("not drawn")
            return await super().__call__(media)

    with pytest.raises(NoFile):
        await channel.send("501", Message("x", media=(PHOTO, DATA)), Lacking())
    assert tg_user.messages == []
    await channel.send("501", Message("x", media=(PHOTO, DATA)), Shelf())
    assert len(tg_user.messages) == 2


async def test_an_error_of_ptb_that_says_nothing_is_a_doubt() -> None:
    async def trouble() -> None:
        raise TelegramError("sesuatu yang baru")

    with pytest.raises(InDoubt, match="sesuatu"):
        await translated(trouble())


async def came(channel: TelegramChannel) -> str:
    heard = [one for update in await channel.updates(0, 0) for one in channel.read(update)][-1]
    assert heard.attachment is not None
    return heard.attachment.ref


async def test_files_come_in(channel: TelegramChannel, tg_user: Person) -> None:
    content = picture()
    await tg_user.sends_photo(content)
    ref = await came(channel)
    assert await channel.fetch(ref, 20_000_000) == content
    with pytest.raises(Rejected) as caught:
        await channel.fetch(ref, len(content) - 1)
    assert caught.value.status == 413
    with pytest.raises(Rejected) as caught:
        await channel.fetch("photo-tidak-ada", 20_000_000)
    assert caught.value.status == 400


async def test_ptb_itself_may_fetch_a_file(channel: TelegramChannel, tg_user: Person) -> None:
    content = picture()
    await tg_user.sends_photo(content)
    file = await channel.bot.get_file(await came(channel))
    assert await file.download_as_bytearray() == content
    assert channel.bot.request.read_timeout == 20.0


async def test_a_file_larger_than_it_says(channel: TelegramChannel, tg_user: Person) -> None:
    await tg_user.sends_document(b"x" * 5000, size=10)
    with pytest.raises(Rejected, match="413"):
        await channel.fetch(await came(channel), 4000)


async def test_telegram_gives_no_more_than_20_mb(channel: TelegramChannel, tg_user: Person) -> None:
    await tg_user.sends_document(b"x", size=30_000_000)
    with pytest.raises(Rejected, match="too big"):
        await channel.fetch(await came(channel), 50_000_000)


@pytest.mark.parametrize("fault", [too_many(3), server_error(502), cut_after(), refusal(401, "Unauthorized")])
async def test_a_file_that_can_be_fetched_later(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person, fault: Fault
) -> None:
    await tg_user.sends_voice(b"OggS")
    ref = await came(channel)
    tg.plan("getFile", fault)
    with pytest.raises(NotSent):
        await channel.fetch(ref, 100)
    assert await channel.fetch(ref, 100) == b"OggS"


async def test_a_local_server_names_a_file_of_this_machine(
    tg: FakeTelegram, channel: TelegramChannel, tg_user: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await tg_user.sends_voice(b"OggS")
    place = tmp_path / "suara.oga"
    place.write_bytes(b"OggS dari cakram")
    monkeypatch.setattr(type(sent.files[0]), "path", str(place))
    ref = await came(channel)
    assert await channel.fetch(ref, 100) == b"OggS dari cakram"
    with pytest.raises(Rejected, match="413"):
        await channel.fetch(ref, 5)

    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "open", gone)
    with pytest.raises(Rejected, match="404"):
        await channel.fetch(ref, 100)
