"""An invitation's links: to the bot whose name Telegram told, and to the web chat."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import assigning
from bot.actions.staffing import hashed
from bot.app.office import Office
from bot.app.opening import now, opened
from bot.errors import KekrafError
from bot.settings import read
from storage import marks, staff
from tests.actions.world import Office as OfficeOfTests


async def test_an_invitation_names_every_way_in(tmp_path: Path) -> None:
    city = read(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'kekraf.db'}",
        telegram_token="1000000001:FICTIONAL-test-token",
        public_url="https://kekraf.example",
    )
    async with opened(city) as here:
        told = '{"username": "kekraf_fiktif_bot"}'
        await here.store.transact(lambda tx: marks.put(tx, "telegram.setup.1000000001", told, now()))
        word, *links = await Office(here).invite("desk")
        assert links == [
            f"https://t.me/kekraf_fiktif_bot?start=s_{word}",
            f"https://kekraf.example/chat?ref=s_{word}",
        ]


async def test_without_a_known_bot_the_word_is_enough(tmp_path: Path) -> None:
    city = read(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kekraf.db'}")
    async with opened(city) as here:
        assert len(await Office(here).invite("desk")) == 1


async def test_roles_on_the_command_line_have_an_end_and_leave_no_work_behind(tmp_path: Path) -> None:
    city = read(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kekraf.db'}")
    async with opened(city) as here:
        office, desk = Office(here), OfficeOfTests(here.store, now())
        officer = await desk.officer("desk", name="Ani Rekaan")
        request = await desk.file(await desk.requester())
        await desk.act(officer, assigning.claim, await desk.seen(request))
        until = here.house.calendar.day(now()) + timedelta(30)
        word, *_ = await office.invite("viewer", until)
        asker = await desk.stranger()
        await desk.store.transact(lambda tx: staff.use_invite(tx, hashed(word), asker.contact_id, now()))
        (row,) = await desk.sql("SELECT role_until FROM staff_invites")
        assert row["role_until"] == here.house.calendar.moment(until, 24 * 60)
        assert await office.staff() == ["1\tdesk\ttelegram\tAni Rekaan\t-\t1"]
        assert await office.end_staff(1) == 1
        assert (await desk.request(request.id)).assignee_id is None
        assert (await desk.told(officer))[-1].startswith("Peran Kakak sebagai petugas meja layanan")
        assert await office.end_staff(1) is None
        assert await office.staff() == []


async def test_an_end_in_the_past_is_said_in_words(tmp_path: Path) -> None:
    city = read(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'kekraf.db'}")
    async with opened(city) as here:
        today = here.house.calendar.day(now())
        with pytest.raises(KekrafError, match="That day is over"):
            await Office(here).invite("desk", today - timedelta(1))
        assert await Office(here).invite("desk", today)
