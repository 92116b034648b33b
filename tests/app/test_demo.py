"""The demo: no token, no network, this machine only; a newcomer's door and one for fictional staff."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.actions import queueing, viewing
from bot.actions.permitting import Actor
from bot.app.demo import for_demo, prepare
from bot.app.demo_offers import publish
from bot.app.demo_requests import STORIES
from bot.app.opening import now, opened
from bot.app.running import Bot
from bot.core.message import Chat
from bot.errors import ConfigFault
from bot.settings import Settings, read
from storage import contacts, opportunities, outbox, staff
from storage.ports import Tx


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read(data_dir=tmp_path)


@pytest.fixture
async def bot(settings: Settings) -> AsyncIterator[Bot]:
    """Prepared, not yet listening."""
    async with opened(for_demo(settings)) as city:
        made = Bot(city, lambda line: None)
        await prepare(made)
        yield made


@pytest.mark.parametrize(
    "given",
    [{"telegram_token": "1000000001:FICTIONAL-test-token"}, {"whatsapp_token": "x"}, {"http_host": "192.0.2.1"}],
)
def test_what_would_leave_this_machine_is_refused(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(ConfigFault):
        for_demo(read(data_dir=tmp_path, **given))


def test_it_keeps_to_a_folder_of_its_own(settings: Settings) -> None:
    assert for_demo(settings).data_dir == settings.data_dir / "demo"
    assert for_demo(settings).sqlite_path == settings.data_dir / "demo" / "kekraf.db"


async def test_the_officer_is_greeted_once(bot: Bot) -> None:
    await prepare(bot)  # a second start
    chat = Chat("webchat", "web", "demo-staff")
    known = await bot.city.store.transact(lambda tx: contacts.find(tx, chat))
    assert known is not None
    held = await bot.city.store.read(lambda tx: staff.roles(tx, known.contact.id, now()))
    assert held == {"admin", "committee", "desk", "viewer"}
    chatted = await bot.city.store.read(lambda tx: outbox.transcript(tx, known.contact.id, 0, 9))
    (bubble,) = [each for each in chatted if each.sender == "bot"]
    assert "Selamat datang di tim" in bubble.body["news"]
    assert [path.partition("/demo/")[0] for _, path in bot.doors] == ["/chat", ""]


async def test_there_are_fictional_people(bot: Bot) -> None:
    await prepare(bot)
    row = await bot.city.store.read(lambda tx: tx.one("people.count"))
    assert row is not None
    assert row["n"] == 120


async def test_a_queue_to_try_is_there_once(bot: Bot) -> None:
    await prepare(bot)  # a second start
    chat = Chat("webchat", "web", "demo-staff")

    async def look(tx: Tx) -> tuple[list[str], int]:
        known = await contacts.find(tx, chat)
        assert known is not None
        roles = await staff.roles(tx, known.contact.id, now())
        actor = Actor(tx, bot.city.house, now(), known.contact, "officer", None, roles)
        waiting = await viewing.waiting(actor)
        return [f"{request.kind}: {request.story}" for request in waiting], await queueing.size(actor)

    stories, size = await bot.city.store.read(look)
    assert [story.partition(":")[0] for story in stories][:2] == ["equipment", "permit"]  # the earliest due first
    assert len(stories) == size == len(STORIES) - 1  # the complaint is sealed
    assert all("rekaan" in story for story in stories)


async def test_what_is_open_is_a_sample_and_there_once(bot: Bot) -> None:
    await prepare(bot)  # a second start
    assert await bot.city.store.transact(lambda tx: publish(tx, bot.city.house, now())) == 0
    found = await bot.city.store.read(lambda tx: opportunities.open_at(tx, now(), 99))
    assert len(found) == 12
    known = {kind.id: {field.key for field in kind.fields} for kind in bot.city.house.city.opportunities.kinds}
    assert {one.offer.kind for one in found} == set(known)
    for one in found:
        assert one.offer.sample
        assert one.title("en") != one.title("id")
        assert len(one.summary("id")) <= 500
        assert set(one.offer.fields) <= known[one.offer.kind], one.code
        assert one.offer.last_day is not None
        assert one.offer.starts_on is not None
        assert one.offer.last_day < one.offer.starts_on
