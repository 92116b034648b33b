"""What each failure means: NotSent only where no byte left; and no error carries an address."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator

import pytest

from bot.channels.http import Http
from bot.errors import InDoubt, NotSent, Rejected, SendError
from tests.fakes.telegram import (
    FakeTelegram,
    Person,
    cut_after,
    cut_before,
    cut_half,
    hang,
    refusal,
    server_error,
)
from tests.fakes.telegram.faults import Fault

UJI = 501


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    client = Http()
    yield client
    await client.close()


def address(tg: FakeTelegram, method: str = "sendMessage") -> str:
    return f"{tg.url}/bot{tg.token}/{method}"


BODY = {"chat_id": UJI, "text": "x"}


async def test_an_answer_is_an_answer(tg: FakeTelegram, tg_user: Person, http: Http) -> None:
    assert (await http.post(address(tg), BODY)).body["ok"]
    tg.plan("sendMessage", refusal(403, "Forbidden: x"))
    refused = await http.post(address(tg), BODY)
    assert (refused.status, refused.body["description"]) == (403, "Forbidden: x")
    tg.plan("sendMessage", server_error())
    page = await http.post(address(tg), BODY)
    assert (page.status, page.body) == (502, None)


@pytest.mark.parametrize(
    ("fault", "made"),
    [(cut_before(), 0), (cut_after(), 1), (cut_half(), 1), (hang(0.01), 0), (hang(0.01, created=True), 1)],
)
async def test_once_it_left_it_is_in_doubt(
    tg: FakeTelegram, tg_user: Person, http: Http, fault: Fault, made: int
) -> None:
    await http.post(address(tg), BODY)  # the next goes over the same connection
    tg.plan("sendMessage", fault)
    with pytest.raises(InDoubt):
        await http.post(address(tg), BODY)
    assert len(tg_user.messages) == 1 + made
    assert len(tg.calls("sendMessage")) == 2, "a post was repeated"


async def test_no_answer_in_time_is_in_doubt(tg: FakeTelegram, tg_user: Person, http: Http) -> None:
    tg.plan("sendMessage", hang(30, created=True))
    with pytest.raises(InDoubt, match="Timeout"):
        await http.post(address(tg), BODY, seconds=0.05)
    assert tg_user.last.text == "x"


async def test_refused_is_not_sent(http: Http) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NotSent, match="ClientConnectorError"):
            await http.post(f"http://127.0.0.1:{taken.getsockname()[1]}/", BODY)


async def test_no_such_host_is_not_sent(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    with pytest.raises(NotSent, match="not known"):
        await http.post("http://kekraf.invalid/", BODY)


@pytest.mark.parametrize("url", ["", "kekraf.example/x", "ftp://kekraf.example/", "http://[rusak/"])
async def test_no_address_is_not_sent(http: Http, url: str) -> None:
    with pytest.raises(NotSent):
        await http.post(url, BODY)


async def test_no_connection_free_is_not_sent(tg: FakeTelegram, tg_user: Person) -> None:
    http = Http(connections=1, connect_seconds=0.05)
    plan = tg.plan("sendMessage", hang(30))
    first = asyncio.create_task(http.post(address(tg), BODY))
    await plan.happened()
    with pytest.raises(NotSent, match="Timeout"):
        await http.post(address(tg), BODY)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await http.close()
    assert tg_user.messages == []


async def test_a_closed_client_sends_nothing(tg: FakeTelegram, tg_user: Person, http: Http) -> None:
    await http.post(address(tg), BODY)
    await http.close()
    with pytest.raises(NotSent, match="closed"):
        await http.post(address(tg), BODY)
    assert len(tg_user.messages) == 1


class Fickle:
    """A server that answers the first request of a connection and closes it when the second comes, or at once."""

    def __init__(self, at_once: bool) -> None:
        self.requests = 0
        self.closed = asyncio.Event()
        self._at_once = at_once

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answered = 0
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            await reader.readexactly(int(head.partition("content-length: ")[2].split("\r\n")[0]))
            self.requests += 1
            if answered:
                break
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            answered += 1
            if self._at_once:
                break
        await writer.drain()
        writer.close()
        self.closed.set()


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_kept_connection_that_closes(http: Http, at_once: bool) -> None:
    fickle = Fickle(at_once)
    async with await asyncio.start_server(fickle.serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert (await http.post(url, BODY)).status == 200
        if at_once:  # noticed in time: a new connection, and no doubt
            await fickle.closed.wait()
            await asyncio.sleep(0.01)
            assert (await http.post(url, BODY)).status == 200
        else:
            with pytest.raises(InDoubt):
                await http.post(url, BODY)
    assert fickle.requests == 2


async def test_a_redirect_is_not_followed(http: Http) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /masuk\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        assert (await http.post(url, BODY)).status == 302


async def test_files_are_read_up_to_a_size(tg: FakeTelegram, tg_user: Person, http: Http) -> None:
    sent = await tg_user.sends_document(b"x" * 200_000)
    url = f"{tg.url}/file/bot{tg.token}/{sent.files[0].path}"
    assert len(await http.download(url, 200_000)) == 200_000
    with pytest.raises(Rejected) as caught:
        await http.download(url, 199_999)
    assert caught.value.status == 413
    with pytest.raises(Rejected) as caught:
        await http.download(f"{url}x", 200_000)
    assert caught.value.status == 404
    with pytest.raises(NotSent):
        await http.download("http://127.0.0.1:1/x", 1)


async def test_no_error_carries_the_address(tg: FakeTelegram, tg_user: Person, http: Http) -> None:
    secret = tg.token.partition(":")[2]
    tg.plan("sendMessage", hang(30), times=None)
    urls = (address(tg), f"http://127.0.0.1:1/bot{tg.token}/", f"ftp://bot{tg.token}/", f"http://[bot{tg.token}/")
    for url in urls:
        with pytest.raises(SendError) as caught:
            await http.post(url, BODY, seconds=0.05)
        assert secret not in "".join(traceback.format_exception(caught.value))
        assert caught.value.__context__ is None and caught.value.__cause__ is None
