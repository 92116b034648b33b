"""What a fault of ours swallowed is kept, told kindly, and run again by `kekraf retry`, unless the talk went on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.actions.desk import Desk, House
from bot.app.opening import now
from bot.channels.webchat import heard, posted
from bot.city import load
from bot.core.flow import Command, Says
from bot.core.message import Chat
from bot.i18n import speeches
from bot.reception import Reception
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from storage import inbox, outbox
from storage.ports import Store
from storage.sqlite import SqliteStore
from tests.acceptance.commands import answer, kekraf

IDA = Chat("webchat", "web", "abcdef0123456789abcdef01")


async def broken(desk: Desk, argument: str) -> Says:
    """A fault of ours."""
    raise ZeroDivisionError(f"it broke, and {desk.heard.text} must not get into a log")


class Poisoned:
    """A reception one of whose commands fails, on a database that the commands use."""

    def __init__(self, store: Store) -> None:
        city = load()
        talks = Talks(FLOWS, {**COMMANDS, "help": Command("help", broken)})
        self.store = store
        self._reception = Reception(store, House(city, speeches(city), b"a fictional key"), talks, now)

    async def hears(self, id: str, text: str) -> str:
        """The state of what was heard."""
        return (await self._reception.hear(heard(IDA, posted({"id": id, "text": text}), now()))).state

    async def again(self) -> list[str]:
        """What came of running the failed ones again, while the fault is still there."""
        return [await self._reception.again(event) for event in await self.store.read(inbox.failed)]

    async def said(self) -> list[str]:
        """All that the bot answered."""
        bubbles = await self.store.read(lambda tx: outbox.transcript(tx, 1, 0, 100))
        return [
            f"{bubble.body.get('news', '')}{bubble.body.get('question', '')}"
            for bubble in bubbles
            if bubble.sender == "bot"
        ]


@asynccontextmanager
async def poisoned(folder: Path) -> AsyncIterator[Poisoned]:
    """With a migrated database in `folder`."""
    await answer(folder, {}, "migrate")
    store = await SqliteStore(folder / "data" / "kekraf.db").open()
    try:
        yield Poisoned(store)
    finally:
        await store.close()


async def test_what_failed_is_answered_after_all(tmp_path: Path) -> None:
    async with poisoned(tmp_path) as city:
        assert await city.hears("1", "halo") == "done"
        assert await city.hears("2", "BANTUAN") == "failed"
        assert "gangguan" in (await city.said())[-1]
        sick = await kekraf(tmp_path, {}, "doctor")
        assert (sick.code, "FAULT inbox: 1 failed. Run: kekraf retry" in sick.out) == (1, True)
        assert await answer(tmp_path, {}, "retry") == ["1 done, 0 passed"]
        assert "DAFTAR" in (await city.said())[-1]
        assert await answer(tmp_path, {}, "retry") == ["0 done, 0 passed"]


async def test_a_poison_blocks_nobody_and_passes_when_the_talk_goes_on(tmp_path: Path) -> None:
    async with poisoned(tmp_path) as city:
        assert await city.hears("1", "halo") == "done"
        assert await city.hears("2", "BANTUAN") == "failed"
        assert await city.hears("3", "setuju, saya 18+") == "done"
        assert "membuat apa" in (await city.said())[-1]
        assert await answer(tmp_path, {}, "retry") == ["0 done, 1 passed"]
        assert "membuat apa" in (await city.said())[-1]


async def test_what_fails_again_stays_failed(tmp_path: Path) -> None:
    async with poisoned(tmp_path) as city:
        assert await city.hears("1", "BANTUAN") == "failed"
        assert await city.again() == ["failed"]
        assert len(await city.said()) == 1
        assert await answer(tmp_path, {}, "retry") == ["1 done, 0 passed"]
