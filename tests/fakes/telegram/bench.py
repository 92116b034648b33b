"""Bench mode: every chat exists, messages are counted instead of kept, and a crowd walks through a script.

The hot calls are answered right here with few checks, without planned faults or journal; all others go the usual way.
Of the limits only the one on all sends together holds. Times are seconds.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import web

from .answers import Answer, refused
from .errors import ApiError, bad
from .journal import Journal
from .pace import Pace
from .rate import Rate
from .shapes import Json
from .text import TEXT_LIMIT, found_entities, units
from .world import World

_TRUE = Answer(200, b'{"ok":true,"result":true}')


@dataclass
class Walk:
    """A crowd. Each person says the script's lines one after the other, each after the bot's last answer.

    A line "@2" presses the third button of that answer. `waits` are the seconds from each line to its answer. `coming`
    are those who begin when somebody else is through; `pause` is what a person takes before the next line.
    """

    script: Sequence[str]
    begun: float
    coming: deque[int]
    pause: float = 0.0
    places: dict[int, int] = field(default_factory=dict)
    asked: dict[int, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    ended: float = 0.0
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def report(self) -> Json:
        """Turns, their pace, and waiting times in milliseconds."""
        sorted_waits = sorted(self.waits) or [0.0]
        seconds = (self.ended or time.monotonic()) - self.begun
        marks = {f"p{mark}": sorted_waits[len(sorted_waits) * mark // 100] for mark in (50, 95, 99)}
        waits = {name: round(value * 1000, 2) for name, value in {**marks, "max": sorted_waits[-1]}.items()}
        return {
            "turns": len(self.waits),
            "seconds": round(seconds, 3),
            "turns_per_second": round(len(self.waits) / seconds, 1),
            "wait_ms": waits,
            "unfinished": len(self.places) + len(self.coming),
            "lost": self.lost[:20],
        }


class Bench:
    """Answers `quick` calls, and moves the walk on with them."""

    quick = frozenset({"sendMessage", "editMessageText", "answerCallbackQuery", "sendChatAction"})

    def __init__(self, world: World, journal: Journal, rate: Rate) -> None:
        world.open_to_all = True
        self.walk: Walk | None = None
        self.received: Counter[int] = Counter()
        """New messages by chat."""
        self.pace = Pace()
        self._rate = rate
        self._world = world
        self._counts = journal.counts
        self._numbers = itertools.count(1)
        self._sender = json.dumps(world.bot)

    async def call(self, method: str, request: web.BaseRequest) -> Answer:
        """One of `quick`."""
        self._counts[method] += 1
        body = await request.read()
        if method not in ("sendMessage", "editMessageText"):
            return _TRUE
        params = json.loads(body) if request.content_type == "application/json" else dict(parse_qsl(body.decode()))
        try:
            return self._message(method, params)
        except ApiError as error:
            self._counts[f"{method} refused"] += 1
            return refused(error)

    def _message(self, method: str, params: Json) -> Answer:
        chat, text = int(params.get("chat_id", 0)), params.get("text", "")
        if not chat:
            raise bad("chat_id is empty")
        if not text:
            raise bad("message text is empty")
        if units(text) > TEXT_LIMIT:
            raise bad("message is too long")
        sent = method == "sendMessage"
        if sent and self._rate.total:
            self._rate.check(chat)
        number = next(self._numbers) if sent else int(params["message_id"])
        body = (
            f'{{"ok":true,"result":{{"message_id":{number},"from":{self._sender},"chat":{{"id":{chat},'
            f'"type":"private","first_name":"Uji"}},"date":{int(time.time())},"text":{json.dumps(text)}}}}}'
        )
        if sent:
            self._sent(chat, number, params.get("reply_markup"))
        return Answer(200, body.encode(), message_id=number)

    def _sent(self, chat: int, number: int, markup: object) -> None:
        self.received[chat] += 1
        walk = self.walk
        walking = walk is not None and chat in walk.places
        self.pace.add(asked=walking)
        if walk is None or not walking:
            return
        now = time.monotonic()
        if chat in walk.asked:
            walk.waits.append(now - walk.asked.pop(chat))
        loop = asyncio.get_running_loop()
        if walk.pause:
            loop.call_later(walk.pause, self._step, walk, chat, number, markup)
        else:
            loop.call_soon(self._step, walk, chat, number, markup)

    def start_walk(
        self, script: Sequence[str], people: int, first_id: int = 1_000_001, at_once: int = 0, pause: float = 0.0
    ) -> Walk:
        """Send `people` persons on their way, numbered from `first_id`; `at_once` at the same time (0: all).

        Where they pause, they begin one after the other within the first pause.
        """
        walk = self.walk = Walk(script, time.monotonic(), deque(range(first_id, first_id + people)), pause)
        together = min(people, at_once or people)
        for place in range(together):
            if pause:
                asyncio.get_running_loop().call_later(pause * place / together, self._begin, walk)
            else:
                self._begin(walk)
        return walk

    def _begin(self, walk: Walk) -> None:
        if not walk.coming:
            return
        person = walk.coming.popleft()
        walk.places[person] = 0
        self._step(walk, person, 0, None)

    def _step(self, walk: Walk, person: int, number: int, markup: object) -> None:
        place = walk.places.get(person, len(walk.script))
        if place < len(walk.script):
            walk.places[person] = place + 1
            walk.asked[person] = time.monotonic()
            self._act(walk, person, walk.script[place], (number, markup))
        else:
            self._leave(walk, person)

    def _leave(self, walk: Walk, person: int) -> None:
        walk.places.pop(person, None)
        if walk.coming:
            self._begin(walk)
        elif not walk.places:
            walk.ended = time.monotonic()
            walk.over.set()

    def _act(self, walk: Walk, person: int, line: str, answered: tuple[int, object]) -> None:
        chat = {"id": person, "type": "private", "first_name": "Uji"}
        who = {"id": person, "is_bot": False, "first_name": "Uji", "language_code": "id"}
        number, markup = answered
        message: Json = {"message_id": number, "from": self._world.bot, "chat": chat, "date": int(time.time())}
        if not line.startswith("@"):
            message |= {"message_id": next(self._numbers), "from": who, "text": line}
            if entities := found_entities(line):
                message["entities"] = entities
            self._world.updates.push("message", message, person)
            return
        data = _button(markup, int(line[1:]))
        if data is None:
            walk.lost.append(f"{person}: no button {line} under message {number}")
            self._leave(walk, person)
            return
        query = {"id": self._world.serial(), "from": who, "message": {**message, "text": "?"}, "data": data}
        self._world.updates.push("callback_query", {**query, "chat_instance": str(person)}, person)


def _button(markup: object, place: int) -> str | None:
    decoded = json.loads(markup) if isinstance(markup, str) else markup
    rows = decoded.get("inline_keyboard", []) if isinstance(decoded, dict) else []
    found = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return found[place] if place < len(found) else None
