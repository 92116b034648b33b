"""SEBAR: a text that stands alone, a caption, links by place; TAUTKAN: channels where announcements are put too."""

import json

import pytest

from bot.core.message import Message
from bot.i18n import kit
from storage import opportunities
from tests.clock.world import rows
from tests.handlers.desk import beside
from tests.handlers.newsroom import newsroom
from tests.handlers.talk import CITY, DAY, SPEECHES, Talk
from tests.offers import published


async def test_the_kit_of_an_opportunity(talk: Talk) -> None:
    async with newsroom(talk, "desk"):
        one = await published(talk.store, talk.now, talk.now + 20 * DAY)
        await talk.says("sebar cnth7")
        talk.sees(
            "CONTOH (rekaan)", "Slot Panggung Contoh", "📍 Gedung Contoh", "Biaya: gratis", "Jumat, 18 Desember 2026"
        )
        talk.sees("https://t.me/x?start=o_CNTH7_wa", "tidak pernah meminta uang")
        assert len(talk.text) <= kit.MOST + 20  # marks that are shown as they are
        await talk.taps("Caption")
        talk.sees("start=o_CNTH7_ig", "#KekrafPalembang")
        await talk.taps("Tautan per tempat")
        talk.sees("Grup WhatsApp: https://t.me/x?start=o_CNTH7_wa", "Kelurahan: https://t.me/x?start=o_CNTH7_kelurahan")
        await talk.taps_id(f"do:kit:{one.id}")
        talk.may_tap("Caption", "Tautan per tempat")


async def test_who_came_by_a_place_is_counted_there(talk: Talk) -> None:
    async with newsroom(talk, "desk"):
        await published(talk.store, talk.now, talk.now + 20 * DAY)
        async with beside(talk, "2002") as reader:
            await reader.starts("o_CNTH7_ig")
            reader.sees("Slot Panggung Contoh")
        await talk.says("sebar cnth7")
        await talk.taps("Tautan per tempat")
        talk.sees("dibaca 1, daftar 0, melamar 0")
        assert talk.text.index("o_CNTH7_ig") < talk.text.index("dibaca 1") < talk.text.index("o_CNTH7_fb")


@pytest.mark.parametrize("wanted", ["ZZZZ9", "123"])
async def test_no_kit_without_an_open_opportunity(talk: Talk, wanted: str) -> None:
    async with newsroom(talk, "desk"):
        await published(talk.store, talk.now, talk.now + DAY)
        await talk.says(f"sebar {wanted}")
        talk.sees("Tidak ada peluang terbuka dengan kode itu.")
        await talk.says("sebar")
        talk.sees("SEBAR K7QXM")


@pytest.mark.parametrize("length", [0, 300, 5_000])
@pytest.mark.parametrize("language", ["id", "en"])
async def test_the_text_for_groups_fits(talk: Talk, language: str, length: int) -> None:
    long = {"id": "kata " * (length // 5), "en": "word " * (length // 5)}
    made = await published(talk.store, talk.now, talk.now + DAY, summary=long, place="Gedung " * 40)
    one = await talk.store.read(lambda tx: opportunities.by_id(tx, made.id))
    assert one is not None
    text = kit.group_text(SPEECHES[language], CITY, one, "https://t.me/x?start=o_CNTH7_wa")
    assert len(text) <= kit.MOST
    assert text.count("https://t.me/x?start=o_CNTH7_wa") == 1
    assert len(kit.caption(SPEECHES[language], CITY, one, "x")) <= kit.CAPTION_MOST


async def test_an_announcement_is_put_into_a_channel_with_a_link(talk: Talk) -> None:
    async with newsroom(talk, "admin", "committee") as desk:
        for name in ("@KekrafContoh", "https://t.me/kekrafcontoh", "@kekrafcontoh"):
            await talk.says(f"tautkan {name}")
            talk.sees("@kekrafcontoh sudah ditautkan")
        await talk.says("tautkan bukan nama")
        talk.sees("Tulis nama kanalnya")
        await desk.reader()
        await published(talk.store, talk.now, talk.now + 20 * DAY)
        await talk.later(seconds=7200)
        await talk.says("siaran cnth7")
        await talk.taps("Semua pelaku")
        await talk.taps("Tidak ada")
        await desk.counted()
        await talk.taps("Kirim sekarang")
        await talk.taps_id("do:announcement:1.post")
        talk.sees("Kirim dulu siarannya")
        await talk.later(seconds=61)
        await desk.passes()
        await talk.taps("Pasang di kanal")
        talk.sees("Sedang dipasang di @kekrafcontoh.", "Siaran 1 selesai")
        await talk.says("siaran 1")
        await talk.taps("Pasang di kanal")
        talk.sees("Sudah ada di @kekrafcontoh.")
        found = await rows(
            talk.store, "SELECT o.body FROM outbox o JOIN contacts c ON c.id = o.contact_id WHERE c.chat LIKE '@%'"
        )
        (message,) = [Message.from_json(json.loads(row["body"])) for row in found]
        assert "Slot Panggung Contoh" in message.text
        assert "BERHENTI" not in message.text
        assert [choice.id for choice in message.choices] == ["link:https://t.me/x?start=o_CNTH7_kanal"]
        await talk.says("lepas tautan @kekrafcontoh")
        talk.sees("tidak dipakai lagi")
        await talk.taps_id("do:announcement:1.post")
        talk.sees("Belum ada kanal")


async def test_channels_are_for_admins(talk: Talk) -> None:
    async with newsroom(talk, "desk"):
        await talk.says("tautkan @kekrafcontoh")
        talk.misses("ditautkan")
        assert await rows(talk.store, "SELECT name FROM outlets") == []
