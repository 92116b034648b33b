"""Probes, metrics, headers, errors, the notice and the demo's door."""

from dataclasses import replace
from pathlib import Path

import httpx

from bot import metrics
from bot.core.message import Chat
from bot.web.sessions import one_time
from storage import contacts, outbox
from storage.ports import Tx
from tests.web.world import HOUSE, Caller, Web, running

PAGE = {"Accept": "text/html"}


class TestProbes:
    async def test_alive_and_ready(self, http: httpx.AsyncClient) -> None:
        assert (await http.get("/healthz")).text == "ok\n"
        assert (await http.get("/readyz")).status_code == 200

    async def test_not_ready_while_nothing_can_be_written_ready_after(self, web: Web, http: httpx.AsyncClient) -> None:
        for down, status in ((True, 503), (False, 200), (True, 503)):
            web.store.down = down
            web.clock.pass_(2)
            assert (await http.get("/readyz")).status_code == status
            assert (await http.get("/healthz")).status_code == 200

    async def test_asking_often_costs_no_commit(self, web: Web, http: httpx.AsyncClient) -> None:
        assert (await http.get("/readyz")).status_code == 200
        web.store.down = True
        assert (await http.get("/readyz")).status_code == 200

    async def test_not_ready_once_it_stops(self, web: Web, http: httpx.AsyncClient) -> None:
        web.site.wakeups.closed = True
        assert (await http.get("/readyz")).status_code == 503


class TestMetrics:
    async def test_the_outbox_by_lane_and_age(self, web: Web, http: httpx.AsyncClient) -> None:
        async def queue(tx: Tx) -> None:
            known = await contacts.meet(tx, Chat("telegram", "42", "1000001"), "id", "", web.clock.at)
            for _ in range(3):
                message = HOUSE.speeches["id"].message(())
                await outbox.add(tx, known.contact, message, web.clock.at - 5_000, outbox.Terms(outbox.NOTICE))

        await web.store.transact(queue)
        text = (await http.get("/metrics")).text
        assert 'kekraf_outbox_depth{lane="notice"} 3.0' in text
        assert 'kekraf_outbox_oldest_seconds{lane="notice"} 5.0' in text
        assert 'kekraf_outbox_depth{lane="reply"} 0.0' in text

    async def test_turns_and_sends_are_counted(self, http: httpx.AsyncClient) -> None:
        metrics.TURNS.labels("webchat", "done").inc()
        metrics.SENDS.labels("telegram", "sent").inc()
        metrics.TURN_SECONDS.labels("webchat").observe(0.01)
        text = (await http.get("/metrics")).text
        for name in ("kekraf_turns_total{channel=", "kekraf_sends_total{channel=", "kekraf_turn_seconds_bucket{"):
            assert name in text

    async def test_behind_a_proxy_it_is_not_there(self, http: httpx.AsyncClient) -> None:
        for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
            assert (await http.get("/metrics", headers={header: "203.0.113.1"})).status_code == 404

    async def test_with_its_token_from_anywhere(self, tmp_path: Path, databases: None) -> None:
        async with running(tmp_path, metrics_token="fictional") as web, web.client() as http:
            elsewhere = {"X-Forwarded-For": "203.0.113.1"}
            assert (await http.get("/metrics", headers=elsewhere)).status_code == 401
            for token, status in (("fictional", 200), ("wrong", 401), ("", 401)):
                headers = elsewhere | {"Authorization": f"Bearer {token}".strip()}
                assert (await http.get("/metrics", headers=headers)).status_code == status


class TestErrors:
    async def test_pages_are_kind_and_say_nothing_of_the_inside(self, http: httpx.AsyncClient) -> None:
        for method, path, status, words in (
            ("GET", "/nowhere", 404, "tidak ada"),
            ("PUT", "/chat", 405, "cara itu"),
            ("GET", "/chat/", 404, "tidak ada"),
        ):
            answer = await http.request(method, path, headers=PAGE)
            assert answer.status_code == status
            assert words in answer.text
            assert "Starlette" not in answer.text + str(answer.headers)

    async def test_programs_get_json(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/chat/api/nowhere", headers=PAGE)
        assert (answer.status_code, list(answer.json())) == (404, ["error"])

    async def test_a_broken_part_shows_a_sentence_and_no_trace(self, tmp_path: Path, databases: None) -> None:
        def broken() -> int:
            raise RuntimeError("kata rahasia")

        async with running(tmp_path, now=broken) as web, web.client() as http:
            answer = await http.get("/readyz")
        assert answer.status_code == 500
        assert "ada yang rusak di sisi kami" in answer.text
        assert "rahasia" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"

    async def test_the_store_down_is_a_page_that_says_so(self, web: Web, http: httpx.AsyncClient) -> None:
        web.store.down = True
        answer = await http.get("/chat", headers=PAGE)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert "tidak bisa menyimpan" in answer.text


async def test_every_answer_is_guarded(http: httpx.AsyncClient) -> None:
    for path in ("/chat", "/privacy", "/healthz", "/nowhere", "/chat/api/messages"):
        headers = (await http.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"


async def test_the_root_leads_to_the_chat_and_robots_stay_out(http: httpx.AsyncClient) -> None:
    root = await http.get("/")
    assert (root.status_code, root.headers["location"]) == (302, "/chat")
    assert "Disallow: /" in (await http.get("/robots.txt")).text


async def test_the_notice_in_both_languages(http: httpx.AsyncClient) -> None:
    indonesian, english = (await http.get("/privacy")).text, (await http.get("/privacy?lang=en")).text
    assert HOUSE.city.identity.dpo in indonesian
    assert '<html lang="en">' in english
    assert "UU 27/2022" in indonesian
    assert "27/2022" in english


async def test_without_a_channel_its_webhook_is_not_there(tmp_path: Path, databases: None) -> None:
    async with running(tmp_path, telegram_webhook=None) as web, web.client() as http:
        assert (await http.post("/telegram/webhook", content=b"{}")).status_code == 404


class TestDemo:
    async def test_its_door_opens_once(self, tmp_path: Path, databases: None) -> None:
        async with running(tmp_path, demo=True) as web, web.client() as browser, web.client() as late:
            token = await prepared(web)
            entered = await browser.get(f"/demo/{token}")
            assert (entered.status_code, entered.headers["location"]) == (303, "/chat")
            assert "rekaan" in (await browser.get("/chat")).text
            assert [heard.kind for heard in web.heard] == []
            assert (await late.get(f"/demo/{token}", headers=PAGE)).status_code == 410
            assert (await late.get("/demo/nothing")).status_code == 410

    async def test_its_token_is_no_session(self, tmp_path: Path, databases: None) -> None:
        async with running(tmp_path, demo=True) as web, web.client() as http:
            caller = Caller(http, await prepared(web))
            assert (await caller.post(text="halo")).status_code == 401

    async def test_elsewhere_there_is_no_door(self, web: Web, http: httpx.AsyncClient) -> None:
        token = await prepared(web)
        assert not replace(web.site).demo
        assert (await http.get(f"/demo/{token}")).status_code == 404


async def prepared(web: Web) -> str:
    """A one-time link's token for a fictional officer."""

    async def work(tx: Tx) -> str:
        known = await contacts.meet(tx, Chat("webchat", "web", "demo-staff"), "id", "", web.clock.at)
        return await one_time(tx, known.contact.id, web.clock.at)

    token: str = await web.store.transact(work)
    return token
