"""Roles x acts x references x sealed kinds, as chance will have it: nobody is given what it may not see."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.actions import changing, digesting, permitting, reminding, viewing
from storage import complaints, threads
from storage.sqlite import SqliteStore
from tests.actions.acts import ACTS, Aim, No, tried
from tests.actions.secrets import ASPECTS, MARKER, Oracle, World, marker, prepare
from tests.actions.world import TUESDAY, Office, Who
from tests.clock.world import rows
from tests.storage.stores import sqlite_store

HOUR = 3_600_000
JOBS = (digesting.digest, reminding.urgent, reminding.remind, reminding.escalate, reminding.settle)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - commits cost nothing there
ROUNDS = 60
WORKING = (2, 4, 5)  # seeds, the same every time, so that what works is not of chance

ASKER = "whoever asked"
Deed = tuple[str, str, str, str, int, int]
"""Who does what at which request, meaning which other contact, with two numbers of chance."""


class Leak(AssertionError):
    """Somebody was given what it may not see."""


@dataclass
class Play:
    """Deeds on a copy of the prepared city, and a look at everything that comes out."""

    office: Office
    world: World
    oracle: Oracle
    heard: int = 0
    done: list[str] = field(default_factory=list)

    async def run(self, deeds: Sequence[Deed]) -> None:
        """Does them one after the other. Raises Leak."""
        for deed in deeds:
            await self._do(deed)

    async def _do(self, deed: Deed) -> None:
        who, act, at, other, a, b = deed
        who = at if who == ASKER else who
        self.oracle.look(self.office.now)
        request = await self.office.request(self.world.requests[at])
        aim = Aim(request, at, self.world.who[other], a, b)
        actor = self.world.who[who]
        before = self.oracle.allowed(self.world.who.values())
        found = await self.office.act(Who(actor), tried, act, aim)
        self.done.append(f"{who} {act} {at} {other} {a} {b}{' refused' if isinstance(found, No) else ''}")
        self.office.now += (a % 7) * HOUR // 2
        if b % 6 == 0:
            await self.office.clock(JOBS[a % len(JOBS)])
        self.oracle.look(self.office.now)
        for contact_id, thing in ((actor, found), *await self._told()):
            both = set(self.oracle.leaks(contact_id, thing)) - before.get(contact_id, set())
            if both:
                lately = "\n".join(line for line in self.done if "refused" not in line or line is self.done[-1])
                raise Leak(f"{self.world.named(contact_id)} got {sorted(both)} in {thing}\n{lately[-3000:]}")

    async def _told(self) -> list[tuple[int, Any]]:
        text = f"SELECT id, contact_id, body FROM outbox WHERE id > {self.heard} ORDER BY id"  # noqa: S608 - a number
        found = await rows(self.office.store, text)
        self.heard = found[-1]["id"] if found else self.heard
        return [(row["contact_id"], row["body"]) for row in found]


@pytest.fixture(scope="module")
def prepared(databases: None) -> Iterator[tuple[Path, World]]:
    """The file of the prepared city, to be copied, and what is in it."""
    folder = Path(tempfile.mkdtemp(prefix="kekraf-leaks-", dir=MEMORY))

    async def make() -> World:
        async with sqlite_store(folder) as store:
            return await prepare(store, TUESDAY)

    yield folder / "kekraf.db", asyncio.run(make())
    shutil.rmtree(folder)


def play(prepared: tuple[Path, World], deeds: Sequence[Deed]) -> Play:
    """Plays deeds on a copy of the city."""
    template, world = prepared

    async def go(file: Path) -> Play:
        store = await SqliteStore(file).open()
        try:
            playing = Play(Office(store, TUESDAY + HOUR), world, Oracle(file, world))
            await playing.run(deeds)
            return playing
        finally:
            await store.close()

    with tempfile.TemporaryDirectory(prefix="kekraf-leak-", dir=MEMORY) as folder:
        shutil.copyfile(template, Path(folder) / "kekraf.db")
        return asyncio.run(go(Path(folder) / "kekraf.db"))


WHO = (
    "viewer", "counter", "admin", "desk", "deskadmin", "member", "named", "once", "kept", "handler", "past", "own",
    "open", "loose", "sealed", "anon", "about", "nosy", "stranger", *(ASKER,) * 5, *("named",) * 3,
)  # fmt: skip
OTHERS = WHO[:19]
AT = ("open", "loose", "sealed", "anon", "about", "own")
NUMBERS = st.integers(0, 59)
DEEDS = st.tuples(
    st.sampled_from(WHO), st.sampled_from(sorted(ACTS)), st.sampled_from(AT), st.sampled_from(OTHERS), NUMBERS, NUMBERS
)


@settings(
    max_examples=ROUNDS,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(DEEDS, min_size=10, max_size=40))
def test_nobody_is_given_what_it_may_not_see(prepared: tuple[Path, World], deeds: list[Deed]) -> None:
    assert len(play(prepared, deeds).done) == len(deeds)


def everything(seed: int) -> list[Deed]:
    """Everybody tries everything at every request, in an order of chance."""
    chance = random.Random(seed)
    every = list(product(OTHERS, ACTS, AT))
    chance.shuffle(every)
    return [(who, act, at, chance.choice(OTHERS), chance.randrange(60), chance.randrange(60)) for who, act, at in every]


def test_every_marker_is_found() -> None:
    for aspect, of in product(ASPECTS, AT):
        assert (
            MARKER.findall(f"Kak {marker(aspect, of)}, {marker(aspect, of).upper()}".casefold()) == [(aspect, of)] * 2
        )


def test_everybody_tries_everything(prepared: tuple[Path, World]) -> None:
    deeds = everything(random.SystemRandom().randrange(2**32))
    for part in (deeds[:1500], deeds[1500:3000]):
        assert len(play(prepared, part).done) == len(part)


def test_what_is_tried_often_works(prepared: tuple[Path, World]) -> None:
    """Most acts come to something now and then: else it would say little that nothing leaks."""
    done = [line for seed in WORKING for line in play(prepared, everything(seed)[:1500]).done]
    worked = {line.split()[1] for line in done if not line.endswith("refused")}
    assert len(worked) > len(ACTS) * 0.8, set(ACTS) - worked


async def _everybody(*_: Any) -> bool:
    return True


async def _internal_too(tx: Any, request_id: int, *, internal: bool, most: int = threads.MOST) -> Any:
    return await _OF_REQUEST(tx, request_id, internal=True, most=most)


async def _not_excluded(tx: Any, contact_id: int, request_id: int, now: int) -> bool:
    row = await tx.one("complaints.sees", contact_id=contact_id, request_id=request_id, now=now)
    return row is not None and bool(row["named"])


SEALING: Deed = ("desk", "kind", "open", "desk", 1, 1)
"""A request becomes a complaint."""
_OF_REQUEST = threads.of_request
BROKEN = {
    "sealed ones are seen by all staff": (permitting, "sees", _everybody),
    "anybody may do anything": (permitting, "check", lambda *_: None),
    "everybody's requests are one's own": (permitting, "is_own", lambda *_: True),
    "an anonymous asker is shown": (viewing, "veiled", lambda request: request),
    "an act gives the anonymous asker away": (changing, "veiled", lambda request: request),
    "who a complaint names sees it": (complaints, "sees", _not_excluded),
    "notes among staff are read by requesters": (threads, "of_request", _internal_too),
    "a kind that is sealed is open": (changing, "is_sealed", lambda *_: False),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_check_is_found(prepared: tuple[Path, World], monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    owner, name, broken = BROKEN[what]
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(Leak):
        play(prepared, [SEALING, *everything(1)])
