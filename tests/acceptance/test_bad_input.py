"""Bad input on Telegram and at the webhook of one running bot: a clear sentence or a 4xx, never a 5xx.

In the end the bot still answers, nothing failed, and an identity number is nowhere in its folder or log.
"""

import io
import itertools
import json
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.acceptance.city import SECRET, WAIT_S, City, Talker, talker
from tests.acceptance.examined import examined
from tests.acceptance.garbage import BODIES, FILES, NIK, NIK_FORMS, ODD_NAMES, UPDATES
from tests.acceptance.web_person import visitor
from tests.fakes.telegram import Tap
from tests.web.raw import exchange

pytestmark = pytest.mark.asyncio(loop_scope="module")
NUMBERS = itertools.count(2000)
UPDATE_IDS = itertools.count(900_000_001)
MB = 1_000_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    """One bot for all of it, by webhook."""
    async with examined(tmp_path_factory.mktemp("city")) as running:
        yield running


def somebody(here: City, name: str = "Uji") -> Talker:
    """A person nobody knows yet."""
    return talker(here.tg, next(NUMBERS), name)


async def at_the_name(here: City) -> Talker:
    """Somebody who is asked for a name."""
    person = somebody(here)
    await person.asks("/start", "sudah 18 tahun?")
    await person.asks("[Setuju, saya 18+]", "membuat apa")
    await person.asks("bikin pempek di plaju", "Nama panggilan")
    return person


@pytest.mark.parametrize("name", ODD_NAMES, ids=range(len(ODD_NAMES)))
async def test_an_odd_name_is_taken_or_refused_in_words(here: City, name: str) -> None:
    person = await at_the_name(here)
    message = person.person.act({"text": name})
    assert message.text == name
    answer = (await person.person.reply(WAIT_S)).text
    assert "Sudah benar" in answer or "Nama" in answer
    await person.asks("Yuk Ani", "Yuk Ani" if "Sudah benar" not in answer else "")


@pytest.mark.parametrize("form", NIK_FORMS, ids=range(len(NIK_FORMS)))
async def test_an_identity_number_is_told_not_to_be_sent(here: City, form: str) -> None:
    stranger = somebody(here)
    assert "nomor KTP tidak perlu" in (await stranger.asks(form, "")).text
    named = await at_the_name(here)
    for line in (form, f"nama saya Ani {form}"):
        assert "nomor KTP tidak perlu" in (await named.asks(line, "")).text
    assert "Sudah benar" in (await named.asks("Yuk Ani", "")).text


async def test_an_identity_number_in_everything_else(here: City) -> None:
    person = somebody(here, name=f"Ani {NIK}")
    await person.asks(f"/start {NIK}", "sudah 18 tahun?")
    written = await person.person.says("halo")
    await person.person.reply(WAIT_S)
    await person.person.edits(written.id, f"halo {NIK}")
    await person.says("PETUGAS")
    await person.finds("pertanyaan")
    await person.person.sends_photo(b"x", caption=NIK)
    await person.finds("")
    await person.says("PETUGAS")
    await person.finds("pertanyaan")
    await person.person.sends_document(b"%PDF-", f"ktp {NIK}.pdf")
    await person.finds("Sudah kami teruskan ke petugas")
    await person.person.shares_contact(NIK)
    forged = await person.person.taps_data(f"do:{NIK}", person.person.last)
    await forged.answer(WAIT_S)
    await here.tg.delivered(WAIT_S)
    assert NIK not in "".join(person.heard)


@pytest.mark.parametrize("name", FILES)
async def test_a_file_that_is_not_what_it_says(here: City, name: str) -> None:
    person = somebody(here)
    await person.asks("/start", "sudah 18 tahun?")
    await person.asks("PETUGAS", "pertanyaan")
    await person.person.sends_photo(FILES[name])
    await person.hears("Sudah kami teruskan ke petugas")
    told = (await person.person.reply(WAIT_S)).text
    assert "erkas" in told or "ambar" in told
    await person.asks("halo", "")


async def test_a_file_of_thirty_megabytes_is_refused_unseen(here: City) -> None:
    person = somebody(here)
    await person.asks("/start", "sudah 18 tahun?")
    await person.asks("PETUGAS", "pertanyaan")
    await person.person.sends_document(b"%PDF-", size=30 * MB)
    await person.hears("lebih dari 20 MB")


async def test_a_forged_tap_is_harmless(here: City) -> None:
    person = somebody(here)
    await person.asks("/start", "sudah 18 tahun?")
    for data in (
        "do:",
        "do:nothing",
        "register",
        "register:consent:yes:zz",
        "é" * 30,
        "link:x",
    ):
        tap = await person.person.taps_data(data, person.person.last)
        assert isinstance(tap, Tap)
        await tap.answer(WAIT_S)
    await here.records.settled()
    person.person.forget_unread()
    await person.asks("[Setuju, saya 18+]", "membuat apa")


async def posts(here: City, body: bytes, **headers: str) -> int:
    """A post to the webhook, as Telegram unless the headers say otherwise; the status."""
    known = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET, **headers}
    async with aiohttp.ClientSession() as http, http.post(
        f"{here.bot.url}/telegram/webhook", data=io.BytesIO(body), headers={name: v for name, v in known.items() if v}
    ) as answer:  # fmt: skip
        return answer.status


@pytest.mark.parametrize("update", UPDATES, ids=range(len(UPDATES)))
async def test_an_update_of_no_known_shape_is_let_go(here: City, update: dict[str, object]) -> None:
    before = await here.records.count("inbox", "event LIKE '9%'")
    body = json.dumps({"update_id": next(UPDATE_IDS), **update}).encode()
    assert await posts(here, body) == 200
    assert await here.records.count("inbox", "event LIKE '9%' AND kind <> 'aside'") <= before


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_a_body_that_is_no_update_is_a_4xx(here: City, body: bytes) -> None:
    assert await posts(here, body) == 400


async def test_only_telegram_may_post(here: City) -> None:
    body = json.dumps({"update_id": 1, "message": {}}).encode()
    secret = "X-Telegram-Bot-Api-Secret-Token"
    assert await posts(here, body, **{secret: ""}) == 401
    assert await posts(here, body, **{secret: SECRET + "x"}) == 403
    assert await posts(here, body, **{secret: "rahasia-é"}) == 403
    assert await posts(here, b"x" * (2 * MB)) == 413
    assert await posts(here, body) == 200


def raw_requests() -> Iterator[bytes]:
    """Requests no client sends."""
    hook = b"POST /telegram/webhook HTTP/1.1\r\nHost: x\r\n"
    yield hook + b"X-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\nContent-Length: 2\r\n\r\n{}"
    yield hook + b"X-Telegram-Bot-Api-Secret-Token: " + b"a" * 200_000 + b"\r\nContent-Length: 2\r\n\r\n{}"
    yield hook + b"Content-Length: -1\r\n\r\n"
    yield hook + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"
    yield b"POST /chat/api/session HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \xff\r\nContent-Length: x\r\n\r\n"
    yield b"\x00\x01\x02\r\n\r\n"


@pytest.mark.parametrize("request_", list(raw_requests()), ids=range(6))
async def test_what_is_hardly_http_is_a_4xx(here: City, request_: bytes) -> None:
    assert 400 <= await exchange(here.bot.url, request_) < 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.just(NIK),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.sampled_from(
        ["message", "chat", "id", "type", "text", "from", "callback_query", "data", "date", "message_id", "choice"]
    ), inner, max_size=5),
    max_leaves=15,
)  # fmt: skip
FEW = hypothesis_settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@FEW
@given(update=st.dictionaries(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), JSON))
async def test_random_updates_are_never_a_5xx(here: City, update: dict[str, object]) -> None:
    body = json.dumps({"update_id": next(UPDATE_IDS), **update}).encode()
    assert await posts(here, body) < 500


@FEW
@given(body=JSON)
async def test_random_posts_to_the_chat_are_never_a_5xx(here: City, body: object) -> None:
    async with visitor(here.bot.url) as person:
        assert await person.posts(body) < 500
        assert await person.posts({"id": "a", "text": "halo", **(body if isinstance(body, dict) else {})}) < 500
