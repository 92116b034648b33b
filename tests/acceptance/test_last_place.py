"""Two hundred people tap the last place at once, in two processes of one store: one has it, all are answered."""

import asyncio
import re
from dataclasses import dataclass

import pytest

from bot.core.applications import Application
from bot.core.message import Chat, Heard, Message
from bot.reception import Reception
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import applications, contacts, outbox, people
from storage.ports import Store, Tx
from tests.handlers.talk import CHANNELS, house
from tests.offers import published
from tests.storage.fixtures import store
from tests.storage.people import NOW, PROFILE
from tests.storage.stores import twin

__all__ = ["store"]
PEOPLE, QUOTA = 200, 12
DAY = 86_400_000


@dataclass
class Crowd:
    """People with a chat each; every other one is heard by the second process."""

    receptions: tuple[Reception, Reception]

    async def all_tap(self, turn: int, choices: list[str]) -> None:
        """At the same moment."""
        await asyncio.gather(*(self._tap(turn, n, choice) for n, choice in enumerate(choices)))

    async def _tap(self, turn: int, n: int, choice: str) -> None:
        heard = Heard(_chat(n), f"{n}-{turn}", "tap", NOW + turn, choice=choice, message="b1")
        taken = await self.receptions[n % 2].hear(heard)
        assert taken.state == "done"


def _chat(n: int) -> Chat:
    return Chat("telegram", "42", str(2_000_000 + n))


async def registered(tx: Tx, n: int) -> int:
    """The n-th fictional person, with a chat; the id of its person."""
    known = await contacts.meet(tx, _chat(n), "id", "Yuk Contoh", NOW)
    person_id = await people.add(tx, f"PLG-{n:06}", PROFILE, "", NOW)
    assert person_id is not None
    await people.link(tx, known.contact.id, person_id, NOW)
    return person_id


async def last_said(store: Store, n: int) -> tuple[int, Message]:
    """How many bubbles somebody has, and the last of them."""

    async def read(tx: Tx) -> tuple[int, Message]:
        known = await contacts.find(tx, _chat(n))
        assert known is not None
        bubbles = await outbox.transcript(tx, known.contact.id, 0, 10)
        own = [Message.from_json(bubble.body) for bubble in bubbles if bubble.sender == "bot"]
        return len(own), own[-1]

    return await store.read(read)


@pytest.mark.parametrize("taken", [QUOTA - 1, 0])
async def test_two_hundred_tap_at_once(store: Store, taken: int) -> None:
    one = await published(store, NOW, NOW + DAY, selection="first_come", quota=QUOTA, requirements=())

    async def crowd(tx: Tx) -> None:
        for n in range(PEOPLE):
            await registered(tx, n)
        for n in range(taken):
            person_id = await registered(tx, PEOPLE + n)
            seated = Application(
                id=0, opportunity_id=one.id, person_id=person_id, contact_id=None, state="confirmed", confirmed_at=NOW
            )
            assert await applications.add(tx, seated, NOW) is not None

    await store.transact(crowd)
    talks = Talks(FLOWS, COMMANDS, CHANNELS)
    async with twin(store) as other:
        everybody = Crowd(
            (Reception(store, house(), talks, lambda: NOW), Reception(other, house(), talks, lambda: NOW))
        )
        await everybody.all_tap(1, [f"do:apply:{one.id}"] * PEOPLE)
        shown = [(await last_said(store, n))[1] for n in range(PEOPLE)]
        await everybody.all_tap(2, [message.choices[0].id for message in shown])

    free = QUOTA - taken
    counts = await store.read(lambda tx: applications.counts(tx, one.id))
    assert counts == {state: n for state, n in (("confirmed", QUOTA), ("waiting", PEOPLE - free)) if n}
    answers = [await last_said(store, n) for n in range(PEOPLE)]
    assert {n for n, _ in answers} == {2}
    texts = [message.text for _, message in answers]
    assert sum("Kakak mendapat tempat" in text for text in texts) == free
    ranks = sorted(int(found[1]) for text in texts if (found := re.search(r"daftar tunggu, nomor (\d+)", text)))
    assert ranks == list(range(1, PEOPLE - free + 1))
