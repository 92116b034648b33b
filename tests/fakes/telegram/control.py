"""The scripted people over HTTP, for tests whose fake is a process of its own. JSON in, JSON out.

POST /control/people            {"id": 501, "first_name": "Uji", "language_code": "id", "started": true}
POST /control/people/501/says   {"text": "halo"}      any act of Person; "data" of files in base64, "message" and
                                                      "chat" by number; -> the message, or the tap
GET  /control/people/501/reply?timeout=5              also change; 408 when nothing came
GET  /control/people/501/messages                     also /control/groups/-1001/...
POST /control/groups            {"id": -1001, "title": "..."}
GET  /control/calls?method=sendMessage&since=10       since: number of the last call known
GET  /control/called?method=sendMessage&count=3&timeout=5
GET  /control/stats             counts, pending updates, faults
GET  /control/received          bench mode: chats that got something, messages, chats that got more than one
GET  /control/pace              bench mode: how fast the bot writes of its own accord, and how many were refused
POST /control/plan              {"method": "sendMessage", "fault": "hang", "with": {"seconds": 9}, "chat": 501}
POST /control/random            {"seed": 1, "shares": {"too_many": 0.05}}
POST /control/rate              {"total": 30, "per_chat": 1}
POST /control/webhook           {"deliver_twice": true}
POST /control/walk              {"script": ["/start", "@0"], "people": 100, "at_once": 40}     bench mode
GET  /control/walk?timeout=60   its report, when it is over or the time is
"""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web

from .faults import BY_NAME
from .message import Message
from .person import Person
from .phone import PATIENCE, Phone
from .shapes import Json
from .world import Tap

if TYPE_CHECKING:
    from .fake import FakeTelegram

_ACTS = frozenset(name for name, act in inspect.getmembers(Person, inspect.iscoroutinefunction)) - {"reply", "change"}


class Control:
    """Routes of /control/."""

    def __init__(self, fake: FakeTelegram) -> None:
        self._fake = fake

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """404 for what is not above, 400 with the reason for what cannot be done."""
        path = request.rel_url.path.removeprefix("/control/").strip("/").split("/")
        body: Json = json.loads(await request.read() or b"{}") | dict(request.rel_url.query)
        try:
            result = await self._route(request.method, path, body)
        except TimeoutError:
            return web.json_response({"error": "nothing came"}, status=408)
        except (LookupError, RuntimeError, TypeError, ValueError, AttributeError) as error:
            return web.json_response({"error": str(error)}, status=400)
        if result is None:
            return web.json_response({"error": "no such thing to control"}, status=404)
        return web.json_response(result)

    async def _route(self, verb: str, path: list[str], body: Json) -> object:
        if path[0] in ("people", "groups"):
            return await self._phone(path, body)
        route = getattr(self, f"_{verb.lower()}_{path[0]}", None)
        return await route(body) if route and len(path) == 1 else None

    async def _phone(self, path: list[str], body: Json) -> object:
        people = path[0] == "people"
        if len(path) == 1:
            body["id"] = int(body["id"])
            made: Phone = self._fake.user(**body) if people else self._fake.group(**body)
            return made.chat.as_json()
        number, act = int(path[1]), path[2]
        phone: Phone = self._fake.people[number] if people else self._fake.groups[number]
        if act == "messages":
            return [message.as_json() for message in phone.messages]
        if act in ("reply", "change"):
            return (await getattr(phone, act)(float(body.get("timeout", PATIENCE)))).as_json()
        if not people or act not in _ACTS:
            return None
        return _shown(await getattr(phone, act)(**self._arguments(phone, body)))

    def _arguments(self, phone: Phone, body: Json) -> Json:
        found = dict(body)
        if "chat" in body:
            found["chat"] = self._fake.groups[int(body["chat"])]
        if "message" in body:
            within = found.get("chat", phone)
            found["message"] = next(one for one in within.messages if one.id == int(body["message"]))
        if "data" in body and "message" not in body:
            found["data"] = base64.b64decode(body["data"])
        return found

    async def _get_calls(self, body: Json) -> object:
        since = int(body.get("since", 0))
        return [call.as_json() for call in self._fake.calls(body.get("method")) if call.number > since]

    async def _get_called(self, body: Json) -> object:
        await self._fake.called(body["method"], int(body.get("count", 1)), float(body.get("timeout", PATIENCE)))
        return True

    async def _get_stats(self, body: Json) -> object:
        pending = len(self._fake.world.updates.pending)
        return {"calls": self._fake.journal.counts, "pending": pending, "faults": self._fake.faults}

    async def _get_received(self, body: Json) -> object:
        if not self._fake.bench:
            return None
        received = self._fake.bench.received
        twice = sum(count > 1 for count in received.values())
        return {"chats": len(received), "messages": received.total(), "more_than_once": twice}

    async def _get_pace(self, body: Json) -> object:
        if not self._fake.bench:
            return None
        return self._fake.bench.pace.report() | {"refused": self._fake.rate.refused}

    async def _post_plan(self, body: Json) -> object:
        fault = BY_NAME[body.pop("fault")](**body.pop("with", {}))
        self._fake.plan(fault=fault, **body)
        return True

    async def _post_random(self, body: Json) -> object:
        self._fake.random_faults(body["seed"], **body.get("shares", {}))
        return True

    async def _post_rate(self, body: Json) -> object:
        return _set(self._fake.rate, body)

    async def _post_webhook(self, body: Json) -> object:
        return _set(self._fake.webhook, body)

    async def _post_walk(self, body: Json) -> object:
        if not self._fake.bench:
            raise RuntimeError("walks need --bench")
        self._fake.bench.start_walk(**body)
        return True

    async def _get_walk(self, body: Json) -> object:
        walk = self._fake.bench and self._fake.bench.walk
        if not walk:
            return None
        with suppress(TimeoutError):
            async with asyncio.timeout(float(body.get("timeout", PATIENCE))):
                await walk.over.wait()
        return walk.report()


def _set(options: object, body: Mapping[str, object]) -> bool:
    for name, value in body.items():
        getattr(options, name)
        setattr(options, name, value)
    return True


def _shown(result: object) -> object:
    if isinstance(result, Message):
        return result.as_json()
    if isinstance(result, Tap):
        return {"tap": result.id, "data": result.data}
    return {"result": result}
