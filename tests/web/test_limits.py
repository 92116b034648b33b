"""Floods, and who is believed about whose they are."""

from pathlib import Path

import httpx

from bot.web.limits import KEYS, Bucket
from tests.web.world import Caller, Clock, Web, caller, running


class TestBucket:
    def test_a_burst_and_then_the_pace(self) -> None:
        clock = Clock()
        bucket = Bucket(3, 2.0, clock)
        assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
        clock.pass_(0.5)
        assert [bucket.take("a") for _ in range(2)] == [0, 0.5]

    def test_a_refusal_costs_nothing(self) -> None:
        clock = Clock()
        bucket = Bucket(1, 1.0, clock)
        assert [bucket.take("a") for _ in range(50)] == [0] + [1.0] * 49
        clock.pass_(1)
        assert bucket.take("a") == 0

    def test_each_key_has_its_own(self) -> None:
        bucket = Bucket(1, 1.0, Clock())
        assert [bucket.take(key) for key in "aba"] == [0, 0, 1.0]

    def test_what_is_unseen_for_longest_is_forgotten(self) -> None:
        bucket = Bucket(1, 1.0, Clock())
        for number in range(KEYS + 1):
            bucket.take(str(number))
        assert len(bucket._free_at) == KEYS
        assert bucket.take("0") == 0
        assert bucket.take(str(KEYS)) > 0


async def test_twenty_messages_at_once_then_two_a_second(web: Web, program: Caller) -> None:
    statuses = [(await program.post(text="halo")).status_code for _ in range(21)]
    assert statuses == [202] * 20 + [429]
    refused = await program.post(text="halo")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    web.clock.pass_(1)
    assert [(await program.post(text="halo")).status_code for _ in range(3)] == [202, 202, 429]


async def test_one_flood_is_not_anothers(http: httpx.AsyncClient, program: Caller) -> None:
    for _ in range(21):
        await program.post(text="halo")
    other = await caller(http)
    assert (await other.post(text="halo")).status_code == 202


async def test_ten_sessions_a_minute_an_address(web: Web, http: httpx.AsyncClient) -> None:
    statuses = [(await http.post("/chat/api/session")).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    web.clock.pass_(6)
    assert (await http.post("/chat/api/session")).status_code == 200
    refused = await http.post("/chat/api/session")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "6")


async def test_the_page_counts_too_and_says_so(web: Web) -> None:
    for _ in range(10):
        async with web.client() as browser:
            assert (await browser.get("/chat")).status_code == 200
    async with web.client() as browser:
        refused = await browser.get("/chat", headers={"Accept": "text/html"})
    assert refused.status_code == 429
    assert "Tunggu sebentar" in refused.text


async def sessions(http: httpx.AsyncClient, *forwarded: str) -> list[int]:
    """The statuses of a session asked for with each of these X-Forwarded-For."""
    return [(await http.post("/chat/api/session", headers={"X-Forwarded-For": one})).status_code for one in forwarded]


async def test_a_stranger_is_not_believed_about_his_address(http: httpx.AsyncClient) -> None:
    assert await sessions(http, *(f"203.0.113.{n}" for n in range(11))) == [200] * 10 + [429]


async def test_a_trusted_proxy_is_believed_about_the_nearest_stranger(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path, trusted_proxies=("127.0.0.0/8", "10.0.0.7")) as web, web.client() as http:
        assert await sessions(http, *(f"203.0.113.{n}" for n in range(11))) == [200] * 11
        made_up = [f"198.51.100.{n}, 203.0.113.200, 10.0.0.7" for n in range(11)]
        assert await sessions(http, *made_up) == [200] * 10 + [429]
        household = [f"2001:db8:1:2::{n:x}" for n in range(11)]
        assert await sessions(http, *household) == [200] * 10 + [429]


async def test_the_cookie_is_secure_where_the_browser_is_encrypted(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path, trusted_proxies=("127.0.0.1",)) as web, web.client() as http:
        for scheme, secure in (("https", True), ("http", False)):
            answer = await http.post("/chat/api/session", headers={"X-Forwarded-Proto": scheme})
            assert ("secure" in answer.headers["set-cookie"].lower()) is secure


async def test_an_encrypted_address_is_never_left_again(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path, public_url="https://kekraf.example") as web, web.client() as http:
        answer = await http.get("/chat")
        assert "secure" in answer.headers["set-cookie"].lower()
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
