"""The page of an opportunity in a real browser, at the size of a cheap phone, light and dark."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.app.demo_offers import publish
from bot.core.keeping import DAY_MS
from bot.core.message import Attachment
from bot.web.site import File
from storage import opportunities
from tests.clock.world import Posted, meet, send
from tests.offers import published
from tests.web.browsing import chromium, phone
from tests.web.test_browser import FAINT_TEXT, OVERFLOW, PNG, SMALL_TARGETS, SMALL_TEXT
from tests.web.world import HOUSE, NOW, Web, running

pytestmark = pytest.mark.browser
PUBLIC = "https://kekraf.example"


async def filled(web: Web) -> None:
    """The samples, one that is cancelled, and one with a poster and a word too long for any line."""
    store = web.site.store
    await store.transact(lambda tx: publish(tx, web.site.house, NOW))
    over = await published(store, NOW, NOW + DAY_MS, code="CNTH7")
    assert await store.transact(
        lambda tx: opportunities.save(tx, replace(over, state="cancelled", reason="hujan"), NOW)
    )
    long = {"benefits": ("panjang" * 60,), "apply_via": "link", "link": "https://x.example/" + "a" * 99}
    await published(store, NOW, NOW + DAY_MS, code="CNTH8", **long)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_a_small_phone_and_can_be_read_and_hit(tmp_path: Path, databases: None, scheme: Any) -> None:
    house = replace(HOUSE, links={"telegram": "https://t.me/contoh_bot"}, public_url=PUBLIC)
    async with running(tmp_path, house=house) as web, chromium() as browser:
        await filled(web)
        page = await phone(browser, web.url, color_scheme=scheme)
        logged: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: logged.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        for address in ("/o/CTH2A", "/o/CTH2B?lang=en", "/o/CNTH7", "/o/CNTH8"):
            await page.goto(address)
            await expect(page.locator("h1")).to_be_visible()
            assert await page.evaluate(OVERFLOW) <= 0, address
            assert await page.evaluate(SMALL_TARGETS) == [], address
            assert await page.evaluate(SMALL_TEXT) == [], address
            assert await page.evaluate(FAINT_TEXT) == [], address
        assert logged == []
        assert all(url.startswith(f"{web.url}/") for url in asked)


async def test_without_scripts_it_leads_into_the_chat(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path) as web, chromium() as browser:
        one = await published(web.site.store, NOW, NOW + DAY_MS)
        web.files.kept[f"offer:{one.id}.id.ics"] = File(b"BEGIN:VCALENDAR", "text/calendar", "CNTH7.ics")
        page = await phone(browser, web.url, java_script_enabled=False)
        await page.goto("/o/CNTH7")
        await page.get_by_role("link", name="Ikut lewat obrolan di sini").tap()
        await expect(page.get_by_text("Mau ikut, Kak?")).to_be_visible()
        await expect(page.get_by_text("Slot Panggung Contoh")).to_be_visible()
        await page.goto("/o/CNTH7")
        async with page.expect_download() as download:
            await page.get_by_role("link", name="Simpan ke kalender").tap()
        assert (await download.value).suggested_filename == "CNTH7.ics"


async def test_the_poster_is_seen(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path) as web, chromium() as browser:
        one = await published(web.site.store, NOW, NOW + DAY_MS)
        contact_id = await meet(web.site.store, "1000001", NOW)
        poster = await send(web.site.store, Posted(contact_id, "7", NOW, "photo", Attachment("ref")))
        web.files.kept[f"shown:{poster}"] = File(PNG, "image/png", "poster.png")
        posted = replace(one, poster_id=poster)
        assert await web.site.store.transact(lambda tx: opportunities.save(tx, posted, NOW))
        page = await phone(browser, web.url)
        await page.goto("/o/CNTH7")
        image = page.get_by_alt_text("Poster Slot Panggung Contoh")
        await image.scroll_into_view_if_needed()
        await expect(image).to_be_visible()
        assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
