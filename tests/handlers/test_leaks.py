"""Everybody says and taps anything, over every flow and command there is: no chat shows what it may not.

The city, its markers and who may see them are those of `tests.actions.secrets`.
"""

import asyncio
import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.actions import permitting
from bot.actions.desk import Desk
from bot.core.flow import Command, Says
from bot.core.message import Attachment, Chat, Heard, Kind, Message, Say
from bot.i18n.speech import reserved_words
from bot.reception import Reception
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import inbox, requests
from storage.sqlite import SqliteStore
from tests.actions.secrets import OFFICERS, REQUESTS, Oracle, World, prepare
from tests.actions.world import TUESDAY
from tests.clock.world import rows
from tests.handlers.talk import CHANNELS, SECOND, house
from tests.storage.stores import sqlite_store

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - commits cost nothing there
WHO = (*OFFICERS, *(name for name in REQUESTS if name not in OFFICERS), "nosy", "stranger")
WORDS = (
    *(word for words in reserved_words().values() for word in words), "1", "2", "halo", "ya", "tidak", "dari 2024",
    "mesin jahit rusak mau pinjam alat untuk pesanan", "honor belum dibayar panitia", "PLG-000014", "plg 14",
    "Zulkipli", "besok", "30 November", "4", "sudah beres", "belum", "tolong bantu", "x" * 3500,
)  # fmt: skip
SPELT = (
    "D-2026-00000{n}",
    "d-2026-{n}",
    "D-{n}",
    "d {n}",
    "{n}",
    "#{n}",
    "D{n}",
    "antrean {n}",
    "lihat D-{n}",
    "D-{n} ada apa",
)
ARGUMENTS = (
    "", "{n}", "D-{n}", "{n}.yes", "{n}.no", "{n}.first", "{n}.elsewhere", "{n}.1", "{n}:1", "{n}:3", "{n}.2026",
    "1.{n}", "2026-{n}", "{n}.open", "0.{n}", "~", "x" * 60,
)  # fmt: skip
MEDIA: tuple[Kind, ...] = ("photo", "file", "voice", "location", "edit")
GOES_FIRST = 12
TRIES = 5  # of each command by everybody, at what chance will have it
Deed = tuple[str, int, int, int]
"""Who does it, what kind of thing (see `Room._deed`), and two numbers of chance."""


class Leak(AssertionError):
    """A chat showed what it may not."""


@dataclass
class Room:
    """All chats of the prepared city, one bot, and a look at every bubble."""

    store: SqliteStore
    world: World
    oracle: Oracle
    talks: Talks
    now: int = TUESDAY + 3_600_000
    turn: int = 0
    seen: int = 0
    shown: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    async def does(self, deed: Deed) -> None:
        """One turn of somebody. Raises Leak."""
        who, verb, a, b = deed
        self.turn += 1
        self.now += (11 + (a % 5) * 600 * (b % 3 == 0)) * SECOND
        before = self.oracle.look(self.now).allowed(self.world.who.values())
        heard = self._heard(who, *self._deed(self.world.who[who], verb, a, b))
        self.done.append(f"{who} {heard.kind} {heard.text[:60] or heard.choice!r}")
        taken = await Reception(self.store, house(), self.talks, lambda: self.now).hear(heard)
        if taken.state == "failed":
            error = (await self.store.read(inbox.failed))[-1].error
            raise AssertionError("\n".join((*self.done[-GOES_FIRST:], error)))
        self.oracle.look(self.now)
        for contact_id, message in await self._bubbles():
            wrong = set(self.oracle.leaks(contact_id, message)) - before.get(contact_id, set())
            if wrong:
                lately = "\n".join(self.done[-GOES_FIRST:])
                raise Leak(f"{self.world.named(contact_id)} was shown {sorted(wrong)}: {message.text}\n{lately}")

    def _heard(self, who: str, kind: Kind, text: str, choice: str) -> Heard:
        file = Attachment(f"ref-{self.turn}", size=1000) if kind in MEDIA[:3] else None
        return Heard(
            Chat("telegram", "bot", f"chat-{who}"), f"e{self.turn}", kind, self.now, text, choice,
            "b1" if kind == "tap" else f"m{self.turn}", attachment=file,
        )  # fmt: skip

    def _deed(self, contact_id: int, verb: int, a: int, b: int) -> tuple[Kind, str, str]:
        """Words, numbers, own and others' buttons, forged commands, labels, files, links."""
        own, n = self.shown.get(contact_id, []), 1 + b % len(REQUESTS)
        match verb % 9:
            case 0:
                return "text", SPELT[a % len(SPELT)].format(n=n), ""
            case 1 | 2 if own:
                return "tap", "", own[a % len(own)][0]
            case 3 if self.offered:
                return "tap", "", self.offered[a % len(self.offered)]
            case 4 | 5:
                names = sorted(self.talks.commands)
                return "tap", "", f"do:{names[a % len(names)]}:{ARGUMENTS[b % len(ARGUMENTS)].format(n=n)}"[:64]
            case 6 if own:
                return "text", own[a % len(own)][1], ""
            case 7:
                return MEDIA[a % len(MEDIA)], WORDS[b % len(WORDS)] if b % 2 else "", ""
            case 8 if b % 4 == 0:
                return "start", ("", f"d_{n}", f"r_{n}", "s_x")[a % 4], ""
        return "text", WORDS[(a * 61 + b) % len(WORDS)], ""

    async def _bubbles(self) -> list[tuple[int, Message]]:
        """What the bot has said since, to whom."""
        text = f"SELECT id, contact_id, body FROM outbox WHERE id > {self.seen} ORDER BY id"  # noqa: S608 - a number
        found = await rows(self.store, text)
        self.seen = found[-1]["id"] if found else self.seen
        said = [(row["contact_id"], message_of(row["body"])) for row in found]
        for contact_id, message in said:
            self.shown[contact_id] = [(choice.id, choice.label) for choice in message.choices] or self.shown.get(
                contact_id, []
            )
            self.offered += [choice.id for choice in message.choices if choice.id not in self.offered]
        return said


def message_of(body: str) -> Message:
    """A bubble as it is kept."""
    return Message.from_json(json.loads(body))


@pytest.fixture(scope="module")
def prepared(databases: None) -> Iterator[tuple[Path, World]]:
    """The file of the prepared city, to be copied, and what is in it."""
    folder = Path(tempfile.mkdtemp(prefix="kekraf-leaks-", dir=MEMORY))

    async def make() -> World:
        async with sqlite_store(folder) as store:
            return await prepare(store, TUESDAY)

    yield folder / "kekraf.db", asyncio.run(make())
    shutil.rmtree(folder)


def play(prepared: tuple[Path, World], deeds: Sequence[Deed], commands: Mapping[str, Command] = COMMANDS) -> Room:
    """Deeds on a copy of the city."""
    template, world = prepared

    async def go(file: Path) -> Room:
        store = await SqliteStore(file).open()
        room = Room(store, world, Oracle(file, world), Talks(FLOWS, commands, CHANNELS))
        room.seen = max(row["id"] or 0 for row in await rows(store, "SELECT max(id) AS id FROM outbox"))
        try:
            for deed in deeds:
                await room.does(deed)
        finally:
            await store.close()
        return room

    with tempfile.TemporaryDirectory(prefix="kekraf-leak-", dir=MEMORY) as folder:
        shutil.copyfile(template, Path(folder) / "kekraf.db")
        return asyncio.run(go(Path(folder) / "kekraf.db"))


NUMBERS = st.integers(0, 3599)
DEEDS = st.tuples(st.sampled_from(WHO), st.integers(0, 8), NUMBERS, NUMBERS)


@settings(
    max_examples=60, deadline=None, phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(deeds=st.lists(DEEDS, min_size=20, max_size=60))
def test_no_chat_shows_what_it_may_not(prepared: tuple[Path, World], deeds: list[Deed]) -> None:
    assert len(play(prepared, deeds).done) == len(deeds)


def test_every_command_is_tried_by_everybody(prepared: tuple[Path, World]) -> None:
    """At the front door and in whatever talk the command before has begun."""
    chance = random.SystemRandom()
    for who in WHO:
        deeds = [(who, 4, command, chance.randrange(3600)) for command in range(len(COMMANDS)) for _ in range(TRIES)]
        chance.shuffle(deeds)
        tried = {line.split(":")[1] for line in play(prepared, deeds).done}
        assert tried == set(COMMANDS)


async def _tells(desk: Desk, argument: str) -> Says:
    found = await requests.by_id(desk.tx, int(argument)) if argument.isdecimal() else None
    return (Say("request.answered", {"reference": "D-1", "text": found.story if found is not None else "-"}),)


def test_a_command_that_tells_too_much_is_found(prepared: tuple[Path, World]) -> None:
    leaky = {**COMMANDS, "zz_leak": Command("zz_leak", _tells)}
    deeds: list[Deed] = [("desk", 4, len(COMMANDS), 17 * n) for n in range(6)]
    assert len(play(prepared, deeds).done) == 6
    with pytest.raises(Leak, match="story of"):
        deeds = [("desk", 4, len(COMMANDS), n) for n in range(120)]
        play(prepared, deeds, leaky)


async def _everybody(*_: object) -> bool:
    return True


def test_a_broken_check_is_found_in_chat(prepared: tuple[Path, World], monkeypatch: pytest.MonkeyPatch) -> None:
    deeds: list[Deed] = [(who, 0, spelling, n) for spelling in range(len(SPELT)) for n in range(6) for who in WHO]
    assert len(play(prepared, deeds).done) == len(deeds)
    monkeypatch.setattr(permitting, "sees", _everybody)
    with pytest.raises(Leak):
        play(prepared, deeds)
