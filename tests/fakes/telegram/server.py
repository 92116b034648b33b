"""The HTTP side: /bot<token>/<method>, /file/bot<token>/<path> and /control/..., on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from .answers import Answer, refused
from .api import Api
from .bench import Bench
from .errors import ApiError

LARGEST_REQUEST = 64 * 1024 * 1024
_HALF = b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
Control = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def _large_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: object,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(
        message,
        payload,
        protocol,
        writer,  # type: ignore[arg-type]  # aiohttp names its type in a private module only
        task,
        loop,
        client_max_size=LARGEST_REQUEST,
    )


class Server:
    """Serves `api` to whoever knows `token`, and `control` under /control/."""

    def __init__(self, api: Api, token: str, control: Control, bench: Bench | None = None) -> None:
        self._api = api
        self._bench = bench
        self._token = token
        self._control = control
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int) -> int:
        """Listen on 127.0.0.1; 0 lets the system choose. -> the port."""
        server = web.Server(self._handle, request_factory=_large_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Close every connection; calls that wait have been let go before."""
        if self._runner:
            await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = unquote(request.rel_url.raw_path)
        if path.startswith("/control/"):
            return await self._control(request)
        if path.startswith("/file/bot"):
            return self._file(path.removeprefix("/file/bot"))
        token, _, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not method:
            return _send(request, refused(ApiError(404, "Not Found")))
        if token != self._token:
            return _send(request, refused(ApiError(401, "Unauthorized")))
        if self._bench and method in self._bench.quick:
            return _send(request, await self._bench.call(method, request))
        return _send(request, await self._api.call(method, request))

    def _file(self, path: str) -> web.Response:
        token, _, name = path.partition("/")
        if token == self._token:
            for kept in self._api.world.files.values():
                if kept.path == name:
                    return web.Response(body=kept.data, content_type="application/octet-stream")
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)


def _send(request: web.BaseRequest, answer: Answer) -> web.Response:
    transport = request.transport
    if answer.cut and transport is not None:
        if answer.cut == "half":
            half = answer.body[: len(answer.body) // 2]
            transport.write(_HALF % (answer.status, len(answer.body), half))
        transport.close()
    return web.Response(status=answer.status or 200, body=answer.body, content_type=answer.content_type)
