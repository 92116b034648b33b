"""Bad input to the web chat of one running bot, by its JSON and its uploads."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.acceptance.city import City
from tests.acceptance.examined import examined
from tests.acceptance.garbage import FILES, NIK, NIK_FORMS, ODD_NAMES
from tests.acceptance.web_person import WebPerson, visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")
MB = 1_000_000
TOLD = "nomor KTP tidak perlu"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    """One bot for all of it."""
    async with examined(tmp_path_factory.mktemp("city")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def ida(here: City) -> AsyncIterator[WebPerson]:
    """A newcomer."""
    async with visitor(here.bot.url) as person:
        yield person


async def at_the_name(ida: WebPerson) -> None:
    """She is asked for a name."""
    await ida.asks("halo", "sudah 18 tahun?")
    await ida.asks("[Setuju, saya 18+]", "membuat apa")
    await ida.asks("bikin pempek di plaju", "Nama panggilan")


async def at_the_desk(ida: WebPerson) -> None:
    """She may send a file to staff."""
    await ida.asks("halo", "sudah 18 tahun?")
    await ida.asks("PETUGAS", "pertanyaan")


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
async def test_an_odd_name_is_taken_or_refused_in_words(ida: WebPerson, name: str) -> None:
    await at_the_name(ida)
    status = await ida.posts({"id": "odd", "text": name})
    assert status in (202, 400)
    if status == 202:
        said = (await ida.hears(""))["text"]
        assert "Sudah benar" in said or "Nama" in said
    await ida.asks("Yuk Ani", "")


@pytest.mark.parametrize("form", NIK_FORMS, ids=range(len(NIK_FORMS)))
async def test_an_identity_number_is_told_not_to_be_sent(ida: WebPerson, form: str) -> None:
    assert TOLD in (await ida.asks(form, ""))["text"]
    await ida.asks("DAFTAR", "sudah 18 tahun?")
    await ida.asks("[Setuju, saya 18+]", "membuat apa")
    assert TOLD in (await ida.asks(f"bikin pempek {form}", ""))["text"]


async def test_an_identity_number_in_everything_else(here: City, ida: WebPerson) -> None:
    assert await ida.posts({"id": NIK, "text": "halo"}) == 202
    await ida.hears("sudah 18 tahun?")
    assert await ida.posts({"id": "a", "choice": f"do:{NIK}"}) == 400
    assert await ida.posts({"id": "b", "text": "", NIK: NIK}) == 400
    assert await ida.posts({"id": "c", "text": NIK, "choice": "x"}) == 400
    await ida.asks("PETUGAS", "pertanyaan")
    assert await ida.uploads(b"%PDF-1.7 x", f"ktp {NIK}.pdf", f"application/{NIK}", text=NIK, more=NIK) == 202
    await ida.hears("")
    async with ida.http.get(f"{here.bot.url}/chat?ref={NIK}", headers=ida.headers) as page:
        assert page.status == 200
    async with ida.http.get(f"{here.bot.url}/{NIK}", headers={"Cookie": f"kekraf_chat={NIK}"}) as page:
        assert page.status == 404


@pytest.mark.parametrize("name", FILES)
async def test_a_file_that_is_not_what_it_says(ida: WebPerson, name: str) -> None:
    await at_the_desk(ida)
    status = await ida.uploads(FILES[name], "foto.jpg", "image/jpeg")
    assert status in (202, 400)
    if status == 202:
        await ida.hears("Sudah kami teruskan ke petugas")
        told = (await ida.hears(""))["text"]
        assert "erkas" in told or "ambar" in told
    await ida.asks("MENU", "")


async def test_a_file_of_thirty_megabytes_is_refused(ida: WebPerson) -> None:
    await at_the_desk(ida)
    assert await ida.uploads(b"x" * (30 * MB), "besar.pdf", "application/pdf") == 413
    await ida.asks("MENU", "")


async def test_bodies_that_are_none(here: City, ida: WebPerson) -> None:
    where = f"{here.bot.url}/chat/api/messages"
    json_type = {"Content-Type": "application/json"}
    for body, headers, status in (
        (b'{"id": "a", "text": "ab', json_type, 400),
        (b"[" * 30_000, json_type, 400),
        (b"", json_type, 400),
        (json.dumps({"id": "a", "text": "x" * 100_000}).encode(), json_type, 413),
        (b"id=a&text=halo", {"Content-Type": "text/plain"}, 415),
        (b"id=a&text=halo", {"Content-Type": "image/\u00e9"}, 415),
        (b"halo", {"Content-Type": "multipart/form-data"}, 400),
        (b"{}", {**json_type, "Authorization": "Bearer nobody"}, 401),
    ):
        async with ida.http.post(where, data=body, headers={**ida.headers, **headers}) as answer:
            assert answer.status == status, (body[:40], headers)
    await ida.asks("halo", "sudah 18 tahun?")
