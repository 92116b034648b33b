"""The public page of an opportunity: for anybody, without scripts, with what a link preview needs."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.actions import shares
from bot.actions.shares import Counts
from bot.core.keeping import DAY_MS
from bot.core.message import Attachment
from bot.core.opportunities import Opportunity
from bot.errors import NoFile
from bot.web.site import File
from storage import opportunities
from tests.clock.world import Posted, meet, send
from tests.offers import published
from tests.storage.fixtures import databases
from tests.web.world import HOUSE, NOW, Web, running

__all__ = ["databases"]

PUBLIC = "https://kekraf.example"
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 12)"}


@pytest.fixture
async def web(tmp_path: Path, databases: None) -> AsyncIterator[Web]:
    """A city with a public address and a bot on Telegram."""
    house = replace(HOUSE, links={"telegram": "https://t.me/contoh_bot"}, public_url=PUBLIC)
    async with running(tmp_path, house=house, public_url=PUBLIC) as web:
        yield web


@pytest.fixture
async def http(web: Web) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's phone."""
    async with web.client(headers=PHONE) as client:
        yield client


async def offered(web: Web, **more: Any) -> Opportunity:
    """A stage slot that is open for nine days."""
    return await published(web.site.store, NOW, NOW + 9 * DAY_MS, **more)


async def changed(web: Web, one: Opportunity, **fields: Any) -> None:
    """The same later."""
    assert await web.site.store.transact(lambda tx: opportunities.save(tx, replace(one, **fields), NOW))


def meta(page: str, name: str) -> str:
    """What a link preview reads."""
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page)
    assert found is not None, name
    return found[1]


async def test_everybody_reads_it(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web)
    answer = await http.get("/o/cnth7?di=wa")
    assert answer.status_code == 200
    for part in ("<h1>Slot Panggung Contoh</h1>", "CONTOH: rekaan", "gratis", "2 lagu karya sendiri", "Kekraf Contoh"):
        assert part in answer.text
    assert "<script" not in answer.text
    assert 'href="https://t.me/contoh_bot?start=o_CNTH7_wa"' in answer.text
    assert 'href="/chat?ref=o_CNTH7_wa"' in answer.text
    assert len(answer.content) < 20_000
    assert answer.headers["cache-control"] == "private, max-age=60"


async def test_it_speaks_english(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web)
    page = (await http.get("/o/CNTH7?lang=en")).text
    assert '<html lang="en">' in page
    assert "Sample Stage Slot" in page
    assert "Take part on Telegram" in page
    assert meta(page, "og:locale") == "en_GB"
    assert 'href="/o/CNTH7.ics?lang=en"' in page


async def test_the_place_of_a_link_stays_when_the_language_changes(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web)
    page = (await http.get("/o/CNTH7?di=wa")).text
    assert 'href="/o/CNTH7?lang=en&amp;di=wa"' in page
    assert 'href="/o/CNTH7?lang=en"' in (await http.get("/o/CNTH7")).text


async def test_a_link_preview_finds_what_it_needs(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web, summary={"id": 'panjang & "dalam" ' * 30})
    page = (await http.get("/o/CNTH7")).text
    assert meta(page, "og:title") == "CONTOH · Slot Panggung Contoh"
    assert meta(page, "og:description").startswith("panjang &amp; &#34;dalam&#34;")
    assert meta(page, "og:description").endswith("…")
    assert meta(page, "og:url") == f"{PUBLIC}/o/CNTH7"
    assert meta(page, "og:image") == f"{PUBLIC}/o/CNTH7/picture"
    assert meta(page, "og:locale") == "id_ID"


async def test_a_link_preview_says_first_that_it_is_over(web: Web, http: httpx.AsyncClient) -> None:
    await changed(web, await offered(web), state="cancelled", reason="hujan")
    page = (await http.get("/o/CNTH7")).text
    assert meta(page, "og:description") == "Yang ini dibatalkan, Kak. Alasannya: hujan."


async def test_a_link_preview_of_one_without_a_text_says_what_decides(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web, summary={})
    described = meta((await http.get("/o/CNTH7")).text, "og:description")
    assert described.startswith("sampai ")
    assert "Gedung Contoh · gratis" in described


async def test_a_calendar_is_offered_where_there_are_days_to_note(web: Web, http: httpx.AsyncClient) -> None:
    one = await offered(web)
    assert "/o/CNTH7.ics" in (await http.get("/o/CNTH7")).text
    await changed(web, one, state="cancelled")
    assert "/o/CNTH7.ics" not in (await http.get("/o/CNTH7")).text
    await published(web.site.store, NOW, None, code="CNTH8", last_day=None, starts_on=None)
    assert "/o/CNTH8.ics" not in (await http.get("/o/CNTH8")).text


async def test_without_a_public_address_nothing_names_one(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path) as web, web.client(headers=PHONE) as http:
        await offered(web)
        page = (await http.get("/o/CNTH7")).text
    assert "og:title" in page
    assert "og:image" not in page
    assert "wa.me" not in page
    assert "127.0.0.1" not in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"state": "cancelled", "reason": "hujan"}, "Alasannya: hujan."), ({"state": "closed"}, "sudah ditutup, Kak")],
)
async def test_what_is_over_says_so(web: Web, http: httpx.AsyncClient, fields: Any, told: str) -> None:
    await changed(web, await offered(web), **fields)
    page = (await http.get("/o/CNTH7")).text
    assert told in page
    assert "Tanya lewat Telegram" in page
    assert "Ikut lewat" not in page


@pytest.mark.parametrize(
    "address", ["/o/CNTH8", "/o/x", "/o/%00", "/o/CNTH%2000", "/o/" + "A" * 40, "/o/CNTH8.ics", "/o/CNTH8/picture"]
)
async def test_what_is_not_there(web: Web, http: httpx.AsyncClient, address: str) -> None:
    await changed(web, await offered(web, code="CNTH8"), state="draft", published_at=None)
    answer = await http.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    assert "Halaman ini tidak ada" in answer.text


async def test_one_applies_elsewhere_where_that_is_so(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web, apply_via="link", link="https://formulir.example/a")
    page = (await http.get("/o/CNTH7")).text
    assert '<a class="button first" href="https://formulir.example/a" rel="noopener">Buka pendaftaran</a>' in page


async def test_a_link_that_is_none_is_not_offered(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web, apply_via="link", link="javascript:alert(1)")
    assert 'href="javascript' not in (await http.get("/o/CNTH7")).text


async def test_its_files(web: Web, http: httpx.AsyncClient) -> None:
    one = await offered(web)
    web.files.kept[f"offer:{one.id}.id.ics"] = File(b"BEGIN:VCALENDAR", "text/calendar", "CNTH7.ics")
    web.files.kept[f"offer:{one.id}.id.png"] = File(b"drawn", "image/png", "CNTH7.png")
    calendar, picture = await http.get("/o/CNTH7.ics"), await http.get("/o/CNTH7/picture")
    assert (calendar.content, calendar.headers["content-type"]) == (b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8")
    assert calendar.headers["content-disposition"] == "attachment; filename*=UTF-8''CNTH7.ics"
    assert (picture.content, picture.headers["content-type"]) == (b"drawn", "image/png")
    assert picture.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_where_its_poster_is_gone_a_picture_is_drawn(web: Web, http: httpx.AsyncClient) -> None:
    one = await offered(web)
    contact_id = await meet(web.site.store, "1000001", NOW)
    poster = await send(web.site.store, Posted(contact_id, "7", NOW, "photo", Attachment("ref")))
    await changed(web, one, poster_id=poster)
    web.files.kept[f"offer:{one.id}.id.png"] = File(b"drawn", "image/png", "CNTH7.png")
    assert (await http.get("/o/CNTH7/picture")).content == b"drawn"
    web.files.kept[f"shown:{poster}"] = File(b"poster", "image/jpeg", "poster.jpg")
    assert (await http.get("/o/CNTH7/picture")).content == b"poster"
    web.files.lacking[f"shown:{poster}"] = NoFile("made so by a test", passing=True)
    assert (await http.get("/o/CNTH7/picture")).content == b"drawn"


async def test_a_picture_that_cannot_be_drawn_now(web: Web, http: httpx.AsyncClient) -> None:
    one = await offered(web)
    web.files.lacking[f"offer:{one.id}.id.png"] = NoFile("made so by a test", passing=True)
    assert (await http.get("/o/CNTH7/picture")).status_code == 503


async def test_readers_are_counted_once_by_place_and_programs_not(web: Web, http: httpx.AsyncClient) -> None:
    one = await offered(web)

    async def counts() -> dict[str, Counts]:
        return await web.site.store.read(lambda tx: shares.counts(tx, one.id))

    for robot in ("WhatsApp/2.23", "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1", ""):
        await http.get("/o/CNTH7?di=wa", headers={"user-agent": robot})
    await http.head("/o/CNTH7?di=wa")
    assert await counts() == {}
    for place in ("wa", "ig", "wa"):
        assert (await http.get(f"/o/CNTH7?di={place}")).status_code == 200
    await http.get("/o/CNTH7?di=ig", headers={"user-agent": "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20)"})
    assert await counts() == {"wa": Counts(1), "ig": Counts(1)}


async def test_a_flood_is_shown_the_page_and_not_counted(web: Web, http: httpx.AsyncClient) -> None:
    one = await offered(web)
    for n in range(40):
        assert (await http.get("/o/CNTH7", headers={"user-agent": f"phone {n}"})).status_code == 200
    counts = await web.site.store.read(lambda tx: shares.counts(tx, one.id))
    assert counts == {"": Counts(20)}


async def test_it_is_read_while_nothing_can_be_written(web: Web, http: httpx.AsyncClient) -> None:
    await offered(web)
    web.store.down = True
    assert (await http.get("/o/CNTH7")).status_code == 200


async def test_the_way_into_the_chat_opens_it_there(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path) as web, web.client(headers=PHONE, follow_redirects=True) as http:
        one = await offered(web)
        page = await http.get("/chat?ref=o_CNTH7_wa")
        assert "Slot Panggung Contoh" in page.text
        assert "Mau ikut, Kak?" in page.text
        assert "Ada 1 peluang &amp; panggung" in (await http.get("/chat?ref=lokak")).text
        assert await web.site.store.read(lambda tx: shares.counts(tx, one.id)) == {"wa": Counts(1)}
