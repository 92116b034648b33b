"""Planned trouble happens as planned, and the fake can be driven from another process."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from tests.fakes.telegram import (
    BLOCKED,
    TOKEN,
    FakeTelegram,
    cut_after,
    cut_before,
    cut_half,
    delay,
    hang,
    refusal,
    server_error,
    too_many,
)
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.raw import Raw

pytestmark = pytest.mark.usefixtures("tg_user")
UJI = 501


async def send(tg_raw: Raw, text: str = "x", chat: int = UJI) -> object:
    return await tg_raw.result("sendMessage", chat_id=chat, text=text)


@pytest.mark.parametrize(
    ("fault", "error", "made"),
    [
        (cut_before(), aiohttp.ServerDisconnectedError, 0),
        (cut_after(), aiohttp.ServerDisconnectedError, 1),
        (cut_half(), aiohttp.ClientPayloadError, 1),
        (hang(0.01), aiohttp.ServerDisconnectedError, 0),
        (hang(0.01, created=True), aiohttp.ServerDisconnectedError, 1),
    ],
)
async def test_connections_that_break(
    tg: FakeTelegram, tg_raw: Raw, fault: Fault, error: type[Exception], made: int
) -> None:
    plan = tg.plan("sendMessage", fault, chat=UJI)
    tg.user(502, started=True)
    await send(tg_raw, "lain", 502)
    with pytest.raises(error):
        await send(tg_raw)
    await plan.happened()
    assert [message.text for message in tg.user(UJI).messages] == ["x"] * made
    assert tg.calls("sendMessage", UJI)[0].outcome == fault.kind
    await send(tg_raw, "sesudah")
    assert tg.user(UJI).last.text == "sesudah" and plan.used == 1


async def test_a_hanging_call_ends_with_the_fake() -> None:
    async with FakeTelegram() as tg, Raw(tg) as tg_raw:
        tg.user(UJI, started=True)
        plan = tg.plan("sendMessage", hang(600, created=True))
        sending = asyncio.create_task(send(tg_raw))
        await plan.happened()
        assert (await tg.user(UJI).reply()).text == "x"
    with pytest.raises(aiohttp.ClientError):
        await sending


async def test_a_late_answer_is_still_one(tg: FakeTelegram, tg_raw: Raw) -> None:
    tg.plan("*", delay(0.02), times=2)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await send(tg_raw)
    assert loop.time() - begun >= 0.02 and len(tg.user(UJI).messages) == 1


async def test_refusals_on_order_as_ptb_sees_them(tg: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else PTB warns of its own future
    tg.plan("sendMessage", too_many(7), skip=1)
    async with Bot(tg.token, base_url=f"{tg.url}/bot") as tg_bot:
        await tg_bot.send_message(UJI, "pertama")
        with pytest.raises(RetryAfter) as caught:
            await tg_bot.send_message(UJI, "x")
        assert caught.value.retry_after == timedelta(seconds=7)
        for fault in (server_error(), server_error(500, html=False), server_error(created=True)):
            tg.plan("sendMessage", fault)
            with pytest.raises(NetworkError):
                await tg_bot.send_message(UJI, "x")
        tg.plan("sendMessage", refusal(403, BLOCKED))
        with pytest.raises(Forbidden, match=BLOCKED):
            await tg_bot.send_message(UJI, "x")
        tg.plan("sendMessage", hang(5, created=True))
        with pytest.raises(TimedOut):
            await tg_bot.send_message(UJI, "ragu", read_timeout=0.05)
    assert [message.text for message in tg.user(UJI).messages] == ["pertama", "x", "ragu"]


async def test_a_refused_call_is_not_made_by_a_fault(tg: FakeTelegram, tg_raw: Raw) -> None:
    tg.plan("sendMessage", cut_after())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await tg_raw("sendMessage", chat_id=UJI, text="")
    assert tg.user(UJI).messages == []
    assert tg.calls("sendMessage")[0].description == "Bad Request: message text is empty"


async def outcomes(seed: int) -> list[str]:
    async with FakeTelegram() as tg, Raw(tg) as tg_raw:
        tg.user(UJI, started=True)
        tg.random_faults(seed, too_many=0.3, server_error=0.2, delay=0.1)
        for _ in range(40):
            await tg_raw.http.post(f"{tg.url}/bot{tg.token}/sendMessage", json={"chat_id": UJI, "text": "x"})
        assert await tg_raw.result("getMe")
        return [f"{call.outcome} {call.status}" for call in tg.calls("sendMessage")]


async def test_dice_are_the_same_for_the_same_seed() -> None:
    first = await outcomes(1)
    assert first == await outcomes(1) != await outcomes(2)
    assert {"refuse 429", "refuse 502", "ok 200", "delay 200"} == set(first)


async def test_people_are_driven_from_outside(tg: FakeTelegram, tg_raw: Raw) -> None:
    assert (await tg_raw.control("people", id=777, first_name="Luar", language_code="en"))[0] == 200
    _, said = await tg_raw.control("people/777/says", text="halo")
    assert said["text"] == "halo"
    photo = base64.b64encode(b"gambar").decode()
    assert (await tg_raw.control("people/777/sends_photo", data=photo, caption="k"))[0] == 200
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "a"}]]}
    await tg_raw.result("sendMessage", chat_id=777, text="Setuju?", reply_markup=keyboard)
    _, shown = await tg_raw.look("people/777/reply?timeout=1")
    assert shown["buttons"] == [["Ya"]]
    _, tap = await tg_raw.control("people/777/taps", wanted="Ya", message=shown["id"])
    assert tap["data"] == "a"
    assert (await tg_raw.look("people/777/reply?timeout=0.01"))[0] == 408
    assert (await tg_raw.control("people/777/taps", wanted="Tidak"))[0] == 400
    assert (await tg_raw.control("people/777/terbang"))[0] == 404
    _, messages = await tg_raw.look("people/777/messages")
    assert [message["kind"] for message in messages] == ["text", "photo", "text"]
    await tg_raw.control("groups", id=-1001, title="Grup")
    await tg_raw.control("people/777/says", text="di grup", chat=-1001)
    _, talk = await tg_raw.look("groups/-1001/messages")
    assert talk[0]["text"] == "di grup"


async def test_the_rest_is_driven_from_outside(tg: FakeTelegram, tg_raw: Raw) -> None:
    await tg_raw.control("plan", method="sendMessage", fault="too_many", **{"with": {"retry_after": 3}})
    assert await tg_raw.refusal("sendMessage", chat_id=UJI, text="x") == "Too Many Requests: retry after 3"
    await tg_raw.control("rate", per_chat=1)
    await send(tg_raw)
    assert (await tg_raw("sendMessage", chat_id=UJI, text="x"))[0] == 429
    assert (await tg_raw.control("rate", per_hour=1))[0] == 400
    await tg_raw.control("webhook", deliver_twice=True)
    assert tg.webhook.deliver_twice
    assert (await tg_raw.control("random", seed=1, shares={"too_many": 0.5}))[0] == 200
    assert (await tg_raw.control("random", seed=1, shares={"gempa": 0.5}))[0] == 400
    assert await tg_raw.look("called?method=sendMessage&count=3") == (200, True)
    _, calls = await tg_raw.look("calls?method=sendMessage&since=1")
    assert [call["status"] for call in calls] == [200, 429]
    _, stats = await tg_raw.look("stats")
    assert stats["calls"]["sendMessage"] == 3 and stats["faults"] == []
    assert (await tg_raw.look("walk"))[0] == 404


async def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fakes.telegram", "--port", "0", "--journal", str(journal)),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as http, http.post(f"{url}/bot{TOKEN}/getMe") as answer:
        assert (await answer.json())["result"]["is_bot"]
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    await process.stdout.read()
    assert [json.loads(line)["method"] for line in journal.read_text().splitlines()] == ["getMe"]


async def test_a_crowd_walks_in_bench_mode() -> None:
    async with FakeTelegram(bench=True) as tg, Raw(tg) as tg_raw:
        assert (await tg_raw.control("walk", script=["/start", "@1", "Yuk Ratna"], people=3, first_id=900))[0] == 200
        keyboard = {"inline_keyboard": [[{"text": t, "callback_data": t}] for t in ("ya", "tidak")]}
        seen: list[str] = []
        offset = 0
        while (found := await tg_raw.result("getUpdates", offset=offset)) or len(seen) < 9:
            for update in found:
                offset = int(update["update_id"]) + 1
                query = update.get("callback_query")
                chat = query["from"]["id"] if query else update["message"]["chat"]["id"]
                seen.append(query["data"] if query else update["message"]["text"])
                await tg_raw.result("sendMessage", chat_id=chat, text="?", reply_markup=keyboard)
        _, report = await tg_raw.look("walk?timeout=5")
        assert (report["turns"], report["unfinished"], report["lost"]) == (9, 0, [])
        assert (await tg_raw.look("received"))[1] == {"chats": 3, "messages": 9, "more_than_once": 3}
        assert sorted(seen) == ["/start"] * 3 + ["Yuk Ratna"] * 3 + ["tidak"] * 3
        assert await tg_raw.refusal("sendMessage", chat_id=900, text="") == "Bad Request: message text is empty"
