"""Logs hold events, ids and counts: no token, no name, no words, no number of anybody."""

import json
from pathlib import Path

import pytest

from tests.acceptance.city import WAIT_S, City, city, talker
from tests.acceptance.web_person import visitor
from tests.fakes.telegram import BLOCKED, TOKEN, cut_after, refusal, server_error, too_many

PRIVATE = (
    TOKEN, TOKEN.partition(":")[2], "Zulaikha", "Rekayana", "songket", "Tuan Kentang", "tuan kentang", "PLG-",
    "6281234567", "pempek", "berkas-rahasia", "Setuju", "501501",
)  # fmt: skip


async def talks(here: City) -> None:
    """A talk of every kind, with every kind of trouble."""
    tg = here.tg
    anna = talker(tg, 501501, "Zulaikha")
    anna.person.profile["last_name"] = "Rekayana"
    await anna.asks("/start", "sudah 18 tahun?")
    tg.plan("sendMessage", too_many(1))
    await anna.asks("[Setuju, saya 18+]", "membuat apa")
    tg.plan("sendMessage", server_error())
    await anna.asks("nenun songket tuan kentang", "Nama panggilan")
    tg.plan("sendMessage", cut_after())
    await anna.asks("Zulaikha Rekayana", "Sudah benar")
    await anna.hears("Sudah benar")
    await anna.asks("[Benar, simpan]", "Nomor ekraf: PLG-")
    await anna.asks("[Tidak usah]", "KABARI")
    await anna.person.shares_contact("6281234567890")
    await anna.person.reply(WAIT_S)
    await anna.asks("PETUGAS", "pertanyaan")
    await anna.person.sends_document(b"MZ\x90", "berkas-rahasia.exe", "application/x-msdownload")
    await anna.person.reply(WAIT_S)
    tg.plan("sendMessage", refusal(403, BLOCKED))
    await anna.says("MENU")
    async with visitor(here.bot.url) as ida:
        await ida.asks("halo", "sudah 18 tahun?")
        assert await ida.posts({"id": "!", "text": "pempek"}) == 400
        await ida.asks("bikin pempek", "")
    await here.records.settled()


@pytest.mark.parametrize("log_format", ["json", "console"])
async def test_nothing_of_anybody_is_in_the_log(tmp_path: Path, log_format: str) -> None:
    async with city(tmp_path, log_format=log_format) as here:
        await talks(here)
    log = here.bot.errors
    assert log.count("telegram.ready") == 1
    assert [word for word in PRIVATE if word in log] == []
    if log_format == "json":
        assert all(isinstance(json.loads(line), dict) for line in log.splitlines())
