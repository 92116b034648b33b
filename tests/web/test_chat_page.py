"""The page without scripts: forms, links and redirects."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx

from tests.storage.stores import empty_sqlite
from tests.web.world import Web, running, served

STORY = "nenun songket tuan kentang"


def buttons(page: str) -> dict[str, str]:
    """The choices a page offers: their ids by their labels."""
    found = re.findall(r'<button name="choice" value="([^"]+)"><span>([^<]+)</span>', page)
    return {unescape(label): unescape(id) for id, label in found}


def hidden(page: str, form: str) -> dict[str, str]:
    """The hidden fields of the first form of a class."""
    inside = page[page.index(f'class="{form}"') :]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', inside)[:2])


async def send(http: httpx.AsyncClient, page: str, words: str) -> str:
    """Taps the choice so labelled or writes the words, and follows to the new page."""
    choice = buttons(page).get(words)
    fields = hidden(page, "choices" if choice else "composer") | ({"choice": choice} if choice else {"text": words})
    answer = await http.post("/chat", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat")
    return (await http.get("/chat")).text


async def test_the_bot_speaks_first(http: httpx.AsyncClient) -> None:
    page = (await http.get("/chat")).text
    assert "Ini bot Kekraf Palembang" in page
    assert list(buttons(page)) == ["Setuju, saya 18+", "Tidak / belum 18", "Baca lengkap"]


async def test_registers_by_forms(http: httpx.AsyncClient) -> None:
    page = (await http.get("/chat")).text
    for words in ("Setuju, saya 18+", STORY, "Yuk Ratna", "Benar, simpan"):
        page = await send(http, page, words)
    assert re.search(r"Nomor\s+ekraf: PLG-\d{6}", page)


async def test_a_form_sent_twice_is_heard_once(http: httpx.AsyncClient, web: Web) -> None:
    page = (await http.get("/chat")).text
    fields = hidden(page, "composer") | {"text": "halo"}
    for _ in range(2):
        assert (await http.post("/chat", data=fields)).status_code == 303
    assert (await http.get("/chat")).text.count("<p>halo</p>") == 1


async def test_a_form_sent_again_with_other_words_is_heard(http: httpx.AsyncClient) -> None:
    fields = hidden((await http.get("/chat")).text, "composer")
    for words in ("satu", "dua"):
        assert (await http.post("/chat", data=fields | {"text": words})).status_code == 303
    page = (await http.get("/chat")).text
    assert page.count("<p>satu</p>") == page.count("<p>dua</p>") == 1


async def test_an_empty_form_says_nothing(http: httpx.AsyncClient, web: Web) -> None:
    fields = hidden((await http.get("/chat")).text, "composer")
    assert (await http.post("/chat", data=fields | {"text": "  "})).status_code == 303
    assert [heard.kind for heard in web.heard] == ["start"]


async def test_a_form_without_its_value_is_refused(http: httpx.AsyncClient) -> None:
    page = (await http.get("/chat")).text
    fields = hidden(page, "composer")
    for value in ("", "0" * 64, "é"):
        answer = await http.post("/chat", data=fields | {"csrf": value, "text": "halo"})
        assert answer.status_code == 403
    assert (await http.post("/chat", data=fields | {"text": "halo"})).status_code == 303


async def test_a_form_without_a_session_is_told_so(http: httpx.AsyncClient) -> None:
    answer = await http.post("/chat", data={"text": "halo"}, headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "izinkan kuki" in answer.text


async def test_a_photo_by_a_form(http: httpx.AsyncClient, web: Web) -> None:
    page = (await http.get("/chat")).text
    file = ("karya.jpg", b"\xff\xd8\xff a fictional photo", "image/jpeg")
    answer = await http.post("/chat", data=hidden(page, "composer") | {"text": "ini"}, files={"file": file})
    assert answer.status_code == 303
    page = (await http.get("/chat")).text
    address = re.search(r'<img src="([^"]+)" alt="Foto karya.jpg"', page)
    assert address is not None
    shown = await http.get(unescape(address[1]))
    assert (shown.status_code, shown.content) == (200, file[1])


async def test_coming_back_neither_greets_again_nor_makes_a_session(http: httpx.AsyncClient, web: Web) -> None:
    for _ in range(3):
        await http.get("/chat")
    assert len(web.heard) == 1


async def test_a_restart_changes_nothing(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path) as web, web.client() as browser:
        page = await send(browser, (await browser.get("/chat")).text, "Setuju, saya 18+")
        cookies = dict(browser.cookies)
    async with empty_sqlite(tmp_path) as store, served(store) as web, web.client(cookies=cookies) as browser:
        assert buttons(await send(browser, page, STORY)) == {}
        assert "Nama panggilan" in (await browser.get("/chat")).text


async def test_a_deep_link_opens_what_it_names(http: httpx.AsyncClient, web: Web) -> None:
    first = await http.get("/chat?ref=r_PLG123456")
    assert (first.status_code, first.headers["location"]) == (303, "/chat")
    await http.get("/chat?ref=bantuan")
    await http.get("/chat?ref=%3Cscript%3E")
    assert [(heard.kind, heard.text) for heard in web.heard] == [
        ("start", "r_PLG123456"), ("start", "bantuan"), ("start", "")
    ]  # fmt: skip


async def test_a_preview_of_the_link_starts_nothing(http: httpx.AsyncClient, web: Web) -> None:
    assert (await http.head("/chat")).status_code == 200
    assert web.heard == []


async def test_what_people_write_is_text(http: httpx.AsyncClient) -> None:
    page = (await http.get("/chat")).text
    page = await send(http, page, '<script>alert("1")</script><b>')
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_answered_questions_lose_their_buttons(http: httpx.AsyncClient) -> None:
    page = await send(http, (await http.get("/chat")).text, "Setuju, saya 18+")
    assert list(buttons(page)) == ["Pilih dari daftar"]


async def test_a_silence_is_told_by_its_time(http: httpx.AsyncClient, web: Web) -> None:
    page = (await http.get("/chat")).text
    assert 'class="moment"' not in page
    web.clock.pass_(3600)
    page = (await http.get("/chat")).text
    assert re.findall(r"<time>([^<]+)</time>", page) == ["Senin, 21 September 21.13"]


async def test_a_long_chat_is_leafed_through(http: httpx.AsyncClient, web: Web) -> None:
    page = (await http.get("/chat")).text
    for number in range(40):
        web.clock.pass_(30)
        fields = hidden(page, "composer") | {"text": f"ke-{number}."}
        assert (await http.post("/chat", data=fields)).status_code == 303
    page = (await http.get("/chat")).text
    assert "<p>ke-39.</p>" in page
    assert "<p>ke-5.</p>" not in page
    older = re.search(r'href="(/chat\?before=\d+)"', page)
    assert older is not None
    before = (await http.get(older[1])).text
    assert "<p>ke-5.</p>" in before
    assert 'href="/chat">Ke pesan terbaru' in before
    assert "<textarea" not in before


async def test_the_first_visit_is_light(http: httpx.AsyncClient) -> None:
    answer = await http.get("/chat")
    taken = _transferred(answer)
    style = ""
    for address in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.text))):
        asset = await http.get(address)
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        taken += _transferred(asset)
        style += asset.text if address.endswith(".css") else ""
    picture = re.search(r"url\(([^)]+)\)", style)
    assert picture is not None
    taken += _transferred(await http.get(f"/static/{picture[1]}"))
    assert taken < 60_000


def _transferred(answer: httpx.Response) -> int:
    """Bytes on the wire: body as sent, and headers."""
    assert answer.status_code == 200
    headers: Any = answer.headers.raw
    return answer.num_bytes_downloaded + sum(len(name) + len(value) + 4 for name, value in headers)
