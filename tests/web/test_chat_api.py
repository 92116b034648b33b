"""The JSON contract of the web chat (design §6), over real HTTP."""

import asyncio

import httpx

from tests.web.world import Caller, Web, caller

TALK = ("halo", "Setuju, saya 18+", "nenun songket tuan kentang", "Yuk Ratna", "Benar, simpan")


async def test_registers_in_five_posts(program: Caller) -> None:
    answers = [await program.say(words) for words in TALK]
    assert "Nomor ekraf: PLG-" in answers[-1]["text"]


async def test_a_bubble_has_the_promised_shape(program: Caller) -> None:
    await program.say("halo")
    asked, answered = await program.read()
    assert asked == {"n": 1, "from": "person", "text": "halo", "choices": [], "media": [], "at": asked["at"]}
    assert answered["from"] == "bot"
    assert answered["n"] == 2
    assert set(answered["choices"][0]) == {"id", "label"}


async def test_a_tap_is_shown_by_its_label(program: Caller) -> None:
    await program.say("halo")
    await program.say("Setuju, saya 18+")
    assert [m["text"] for m in await program.read() if m["from"] == "person"] == ["halo", "Setuju, saya 18+"]


async def test_an_id_is_heard_once(program: Caller) -> None:
    assert [(await program.post(id="one", text="halo")).status_code for _ in range(3)] == [202] * 3
    assert len(await program.read()) == 2


async def test_an_id_with_another_body_is_a_conflict(program: Caller) -> None:
    assert (await program.post(id="one", text="halo")).status_code == 202
    assert (await program.post(id="one", text="hai")).status_code == 409
    assert (await program.post(id="one", choice="do:menu")).status_code == 409
    assert len(await program.read()) == 2


async def test_the_same_id_in_two_sessions_is_two_messages(http: httpx.AsyncClient) -> None:
    for _ in range(2):
        program = await caller(http)
        assert (await program.post(id="one", text="halo")).status_code == 202
        assert len(await program.read()) == 2


async def test_a_tap_repeated_under_its_id_is_no_conflict(program: Caller) -> None:
    await program.say("halo")
    choice = (await program.read())[-1]["choices"][0]["id"]
    assert [(await program.post(id="tap", choice=choice)).status_code for _ in range(2)] == [202, 202]


async def test_header_and_cookie_both_work(web: Web) -> None:
    async with web.client() as browser:
        token = (await browser.post("/chat/api/session")).json()["token"]
        assert (await browser.get("/chat/api/messages")).status_code == 200
    async with web.client() as program:
        assert (await program.get("/chat/api/messages")).status_code == 401
        headers = {"Authorization": f"Bearer {token}"}
        assert (await program.get("/chat/api/messages", headers=headers)).status_code == 200


async def test_only_a_hash_of_the_token_is_kept(web: Web, http: httpx.AsyncClient) -> None:
    token = (await http.post("/chat/api/session")).json()["token"]
    assert len(token) >= 43  # 256 bits
    folder = web.store._path.parent
    assert all(token.encode() not in file.read_bytes() for file in folder.iterdir())


async def test_the_cookie_is_closed_to_scripts_and_other_sites(http: httpx.AsyncClient) -> None:
    cookie = (await http.post("/chat/api/session")).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


async def listeners(web: Web, number: int) -> None:
    """Until so many requests wait for the first contact."""
    while len(web.site.wakeups._bells.get(1, ())) < number:  # noqa: ASYNC110 - a request gives no sign of waiting
        await asyncio.sleep(0.005)


class TestWaiting:
    async def test_a_commit_wakes_whoever_waits(self, web: Web, program: Caller) -> None:
        waiting = asyncio.create_task(program.read(after=0, wait=20))
        await listeners(web, 1)
        await program.post(text="halo")
        async with asyncio.timeout(2):
            assert len(await waiting) == 2

    async def test_it_ends_when_nothing_comes(self, program: Caller) -> None:
        async with asyncio.timeout(5):
            assert await program.read(after=0, wait=1) == []

    async def test_what_is_there_is_given_at_once(self, program: Caller) -> None:
        await program.post(text="halo")
        async with asyncio.timeout(2):
            assert [m["n"] for m in await program.read(after=1, wait=20)] == [2]

    async def test_a_stop_lets_everybody_go(self, web: Web, program: Caller) -> None:
        waiting = asyncio.create_task(program.read(after=0, wait=20))
        await listeners(web, 1)
        web.site.wakeups.close()
        async with asyncio.timeout(2):
            assert await waiting == []

    async def test_more_than_four_at_once_are_asked_to_wait(self, web: Web, program: Caller) -> None:
        waiting = [asyncio.create_task(program.read(after=0, wait=20)) for _ in range(4)]
        await listeners(web, 4)
        answer = await program.http.get("/chat/api/messages?wait=5", headers=program.headers)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        await program.post(text="halo")
        assert [len(one) for one in await asyncio.gather(*waiting)] == [2] * 4


async def test_the_store_down_is_503_and_nothing_is_lost(web: Web, program: Caller) -> None:
    web.store.down = True
    refused = await program.post(id="one", text="halo")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
    web.store.down = False
    assert (await program.post(id="one", text="halo")).status_code == 202
    assert len(await program.read()) == 2


async def test_a_page_of_another_site_cannot_post_with_the_cookie(web: Web) -> None:
    async with web.client() as browser:
        await browser.post("/chat/api/session")
        for site, status in (("cross-site", 403), ("same-origin", 202)):
            headers = {"Sec-Fetch-Site": site}
            answer = await browser.post("/chat/api/messages", json={"id": site, "text": "halo"}, headers=headers)
            assert answer.status_code == status
