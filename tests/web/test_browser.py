"""The page in a real browser, at the size of a cheap phone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.core.message import Choice, Message
from tests.storage.stores import empty_sqlite
from tests.web.browsing import PHONE, chromium, phone
from tests.web.test_files import add_bubble
from tests.web.world import Web, running, served

pytestmark = pytest.mark.browser
STORY = "nenun songket tuan kentang"
NUMBER = re.compile(r"Nomor ekraf: PLG-\d{6}")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "f8cfc0f01f0005000201a1d3c9d40000000049454e44ae426082"
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with chromium() as browser:
        yield browser


async def opened(browser: Browser, web: Web, **settings: Any) -> Page:
    """The chat, just opened."""
    page = await phone(browser, web.url, **settings)
    await page.goto("/chat")
    await expect(page.get_by_text("Ini bot Kekraf Palembang")).to_be_visible()
    return page


async def tap(page: Page, label: str) -> None:
    """Taps a choice."""
    await page.get_by_role("button", name=label).tap()


async def write(page: Page, words: str) -> None:
    """Types and sends with the keyboard's key."""
    await page.get_by_label("Tulis pesan").fill(words)
    await page.get_by_label("Tulis pesan").press("Enter")


async def register(page: Page) -> None:
    """From the first message to the number."""
    await tap(page, "Setuju, saya 18+")
    await expect(page.get_by_text("Kakak membuat apa")).to_be_visible()
    await write(page, STORY)
    await expect(page.get_by_text("Nama panggilan")).to_be_visible()
    await write(page, "Yuk Ratna")
    await expect(page.get_by_text("Sudah benar?")).to_be_visible()
    await tap(page, "Benar, simpan")
    await expect(page.get_by_text(NUMBER)).to_be_visible()


async def test_registers_with_scripts(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    loads = []
    page.on("load", lambda _: loads.append(1))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await register(page)
    assert loads == []
    assert faults == []
    said = await page.locator(".person .box p").all_text_contents()
    assert said == ["Setuju, saya 18+", STORY, "Yuk Ratna", "Benar, simpan"]


async def test_registers_without_scripts(browser: Browser, web: Web) -> None:
    page = await opened(browser, web, java_script_enabled=False)
    await tap(page, "Setuju, saya 18+")
    for words in (STORY, "Yuk Ratna"):
        await page.get_by_label("Tulis pesan").fill(words)
        await page.get_by_role("button", name="Kirim", exact=True).tap()
    await tap(page, "Benar, simpan")
    await expect(page.get_by_text(NUMBER)).to_be_visible()


async def test_a_photo_without_scripts(browser: Browser, web: Web) -> None:
    page = await opened(browser, web, java_script_enabled=False)
    await page.locator("summary").tap()
    photo: Any = {"name": "karya.png", "mimeType": "image/png", "buffer": PNG}
    await page.locator("input[type=file]").set_input_files(photo)
    await page.get_by_role("button", name="Kirim", exact=True).tap()
    await expect(page.get_by_alt_text("Foto karya.png")).to_be_visible()


async def test_a_photo_with_scripts(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    photo: Any = {"name": "karya.png", "mimeType": "image/png", "buffer": PNG}
    await page.locator("input[type=file]").set_input_files(photo)
    image = page.locator('img[src^="/chat/files/"]')
    await expect(image).to_be_visible()
    assert await image.evaluate("image => image.complete && image.naturalWidth") == 1
    assert [heard.kind for heard in web.heard] == ["start", "photo"]


async def test_it_survives_reload_and_restart(browser: Browser, tmp_path: Path, databases: None) -> None:
    async with running(tmp_path) as web:
        page = await opened(browser, web)
        await tap(page, "Setuju, saya 18+")
        await expect(page.get_by_text("Kakak membuat apa")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("Kakak membuat apa")).to_be_visible()
        port = int(web.url.rsplit(":", 1)[1])
    await write(page, STORY)
    await expect(page.get_by_role("status")).to_contain_text("Tidak ada sambungan")
    async with empty_sqlite(tmp_path) as store, served(store, port):
        await expect(page.get_by_text("Nama panggilan")).to_be_visible(timeout=20_000)
        await expect(page.get_by_role("status")).to_be_empty()
        assert await page.locator(".person .box p").all_text_contents() == ["Setuju, saya 18+", STORY]


async def test_offline_is_said_and_what_was_written_goes_later_once(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    await tap(page, "Setuju, saya 18+")
    await expect(page.get_by_text("Kakak membuat apa")).to_be_visible()
    await page.context.set_offline(True)
    await write(page, STORY)
    await expect(page.get_by_role("status")).to_contain_text("Tidak ada sambungan")
    await expect(page.locator(".waiting")).to_contain_text(STORY)
    await page.context.set_offline(False)
    await expect(page.get_by_text("Nama panggilan")).to_be_visible()
    await expect(page.locator(".waiting")).to_have_count(0)
    assert [heard.text for heard in web.heard if heard.kind == "text"] == [STORY]


async def test_the_store_down_is_said_and_the_message_is_not_lost(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    web.store.down = True
    await write(page, "halo")
    await expect(page.get_by_role("status")).to_contain_text("tidak bisa menyimpan")
    web.store.down = False
    await expect(page.locator(".waiting")).to_have_count(0, timeout=15_000)
    await expect(page.locator(".person .box p")).to_have_text(["halo"])


async def test_what_the_bot_says_by_itself_appears(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    news = Message("*Ada peluang* di https://kekraf.example/o/K7QX", choices=(Choice("do:menu", "Lihat"),))
    await add_bubble(web, news)
    await expect(page.locator("b", has_text="Ada peluang")).to_be_visible()
    link = page.get_by_role("link", name="https://kekraf.example/o/K7QX")
    await expect(link).to_have_attribute("href", "https://kekraf.example/o/K7QX")
    await expect(page.get_by_role("button", name="Setuju, saya 18+")).to_be_visible()


async def test_a_replaced_bubble_keeps_its_place(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    first = int(await page.locator(".bubble.bot").get_attribute("data-n") or 0)
    await add_bubble(web, Message("di tempat yang sama", edits=str(first)))
    await expect(page.locator(".bubble.bot .box p")).to_have_text(["di tempat yang sama"])
    await page.reload()
    await expect(page.locator(".bubble.bot .box p")).to_have_text(["di tempat yang sama"])


async def test_works_by_keyboard_alone(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    await page.get_by_role("button", name="Baca lengkap").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Pemberitahuan data")).to_be_visible()
    await expect(page.get_by_role("button", name="Setuju, saya 18+")).to_be_focused()


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, textarea, input:not([type=hidden])')]
  .filter((node) => node.checkVisibility() && !node.closest('.box p, details:not([open]) > label'))
  .filter((node) => { const box = node.getBoundingClientRect(); return box.width < 44 || box.height < 44; })
  .map((node) => node.outerHTML.slice(0, 80))"""
SMALL_TEXT = """() => [...document.body.querySelectorAll('*')]
  .filter((node) => node.checkVisibility() && parseFloat(getComputedStyle(node).fontSize) < 16)
  .map((node) => node.outerHTML.slice(0, 80))"""
FAINT_TEXT = """() => {
  const parse = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  return [...document.body.querySelectorAll('*')]
    .filter((node) => node.checkVisibility() && [...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim()))
    .map((node) => {
      const [one, other] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => b - a);
      return [(one + 0.05) / (other + 0.05), node.outerHTML.slice(0, 80)];
    })
    .filter(([contrast]) => contrast < 4.5);
}"""


async def everything_on_it(page: Page) -> None:
    """A chat with every kind of thing in it."""
    await tap(page, "Setuju, saya 18+")
    await expect(page.get_by_text("Kakak membuat apa")).to_be_visible()
    photo: Any = {"name": "karya " + "a" * 90 + ".pdf", "mimeType": "application/pdf", "buffer": b"%PDF fictional"}
    await page.locator("input[type=file]").set_input_files(photo)
    await expect(page.locator("a.file")).to_be_visible()
    await write(page, "panjang" * 60 + " https://kekraf.example/" + "a" * 300)
    await expect(page.locator(".waiting")).to_have_count(0)
    await page.evaluate("tell(words.offline)")
    await page.evaluate("typing(true)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_fits_a_small_phone_and_can_be_read_and_hit(browser: Browser, web: Web, scheme: Any) -> None:
    page = await opened(browser, web, color_scheme=scheme)
    await everything_on_it(page)
    assert await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is (scheme == "dark")
    for path in ("", "/privacy", "/nowhere"):
        if path:
            await page.goto(path)
        assert await page.evaluate(OVERFLOW) <= 0, path
        assert await page.evaluate(SMALL_TARGETS) == [], path
        assert await page.evaluate(SMALL_TEXT) == [], path
        assert await page.evaluate(FAINT_TEXT) == [], path


async def test_dark_is_dark(browser: Browser, web: Web) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        page = await opened(browser, web, color_scheme=scheme)
        color = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        grounds[scheme] = sum(int(part) for part in re.findall(r"\d+", color)[:3]) / 3
    assert grounds["light"] > 240
    assert grounds["dark"] < 40


async def test_the_first_sight_holds_the_question_and_its_answers(browser: Browser, web: Web) -> None:
    page = await opened(browser, web)
    for label in ("Setuju, saya 18+", "Tidak / belum 18", "Baca lengkap"):
        box = await page.get_by_role("button", name=label).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]


async def test_nothing_comes_from_elsewhere_and_no_rule_is_broken(browser: Browser, web: Web) -> None:
    page = await phone(browser, web.url)
    asked: list[str] = []
    logged: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    await page.goto("/chat")
    await register(page)
    assert all(url.startswith((f"{web.url}/", "blob:")) for url in asked)
    assert logged == []
