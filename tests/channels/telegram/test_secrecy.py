"""The token, the secret and what people write stand in no log and no error."""

import asyncio
import logging
import traceback

import pytest

from bot.channels.http import Http
from bot.channels.telegram import Hook, Marks, Poller, TelegramChannel, set_up
from bot.channels.telegram.polling import Pace
from bot.core.message import Media, Message
from bot.errors import KekrafError
from tests.channels.telegram.desk import COMMANDS, Desk, Shelf, now
from tests.channels.telegram.test_setup import TELLINGS, Kept
from tests.fakes.telegram import FakeTelegram, cut_half, hang, server_error

PHOTO = Media("photo", "kartu", "image/png", "kartu.png")
WORDS = "kata-kata pribadi"


@pytest.mark.parametrize("faults", ["none", "network", "server"])
async def test_nothing_secret_is_told(
    tg: FakeTelegram, http: Http, caplog: pytest.LogCaptureFixture, faults: str
) -> None:
    secret = tg.token.partition(":")[2]
    user = tg.user(501, "Uji", started=True)
    await user.says(WORDS)
    photo = await user.sends_photo(b"x")
    if faults != "none":
        for _ in range(20):
            tg.plan("*", cut_half() if faults == "network" else server_error(502))
    told = ""
    with caplog.at_level(logging.DEBUG):
        channel = TelegramChannel(tg.token, http, COMMANDS, now, tg.url)
        for work in (
            channel.send("501", Message(WORDS), Shelf()),
            channel.send("501", Message(WORDS, media=(PHOTO,)), Shelf()),
            channel.fetch(photo.files[0].file_id, 100),
            channel.updates(0, 0),
            set_up(channel, TELLINGS, Hook("http://127.0.0.1:9/", "rahasia-uji"), Kept().marks),
        ):
            try:
                await work
            except KekrafError as error:
                told += "".join(traceback.format_exception(error))
    assert bool(told) == (faults != "none")
    for hidden in (secret, WORDS, "rahasia-uji"):
        assert hidden not in told and hidden not in caplog.text


async def test_a_poller_in_trouble_is_discreet(tg: FakeTelegram, http: Http, caplog: pytest.LogCaptureFixture) -> None:
    channel = TelegramChannel(tg.token, http, COMMANDS, now, tg.url)

    async def load() -> int:
        return 0

    async def save(offset: int) -> None:
        assert offset

    plan = tg.plan("getUpdates", hang(0.01), times=3)
    poller = Poller(channel, Desk(), load, save, Pace(first=0.01, most=0.01))
    with caplog.at_level(logging.DEBUG):
        running = asyncio.create_task(poller.run())
        await plan.happened()
        await tg.called("getUpdates", 3)
        await poller.stop()
        await running
    assert "not reached" in caplog.text and tg.token not in caplog.text


@pytest.mark.parametrize("token", ["tanpa-titik-dua", "abc:def", "", ":x", "12/3:x"])
def test_a_token_of_another_shape_names_no_account(http: Http, token: str) -> None:
    channel = TelegramChannel(token or "x", http, COMMANDS, now)
    assert channel.account == "unknown"


async def test_odd_letters_in_a_token_reach_the_server_as_they_are(http: Http) -> None:
    async with FakeTelegram(token="77:a?b#c d é") as tg:
        tg.user(501, started=True)
        channel = TelegramChannel(tg.token, http, COMMANDS, now, f"{tg.url}/")
        assert (await channel.send("501", Message("x"), Shelf())).id == "1"
        assert (await set_up(channel, (), Hook(), Marks(Kept().load, Kept().save))) == "kekraf_fiktif_bot"
