"""An opportunity's files: its days for a calendar, and the picture that stands for one without a poster."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PIL import Image

from bot.core.keeping import DAY_MS
from bot.core.opportunities import Opportunity
from bot.reports.drawing import draw
from bot.reports.offers import Offers, order
from bot.reports.poster import LINES, _wrapped
from bot.reports.studio import Studio
from storage import opportunities
from tests.actions.world import Office
from tests.clock.world import HOUSE
from tests.offers import published

CITY = replace(HOUSE, public_url="https://kekraf.example")


async def offered(office: Office, **more: Any) -> Opportunity:
    return await published(office.store, office.now, office.now + 9 * DAY_MS, **more)


def files(office: Office) -> Offers:
    return Offers(office.store, CITY, lambda: office.now, Studio(lambda: office.now))


async def calendar(office: Office, one: Opportunity, language: str = "id") -> list[str]:
    """The lines of its calendar file."""
    drawn = await files(office).open(f"{one.id}.{language}.ics")
    assert drawn is not None
    assert (drawn.mime, drawn.name) == ("text/calendar", "CNTH7.ics")
    return drawn.content.decode().replace("\r\n ", "").split("\r\n")


async def test_the_last_day_to_apply_and_the_days_it_is(office: Office) -> None:
    lines = await calendar(office, await offered(office, ends_on=date(2027, 1, 10)))
    for line in (
        "SUMMARY:Batas daftar: Slot Panggung Contoh", "DTSTART;VALUE=DATE:20261203", "SUMMARY:Slot Panggung Contoh",
        "DTSTART;VALUE=DATE:20270109", "DTEND;VALUE=DATE:20270111", "LOCATION:Gedung Contoh", "TRIGGER:-PT15H",
        "URL:https://kekraf.example/o/CNTH7",
    ):  # fmt: skip
        assert line in lines, line
    assert lines.count("BEGIN:VEVENT") == 2


async def test_one_without_days_has_its_last_day_alone(office: Office) -> None:
    lines = await calendar(office, await offered(office, starts_on=None), "en")
    assert lines.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Last day to apply: Sample Stage Slot" in lines


async def test_what_is_called_off_is_taken_back_in_the_calendar(office: Office) -> None:
    one = await offered(office)
    before = await calendar(office, one)
    assert "STATUS:CANCELLED" not in before
    off = replace(one, state="cancelled", reason="hujan")
    assert await office.store.transact(lambda tx: opportunities.save(tx, off, office.now))
    after = await calendar(office, one)
    assert after.count("STATUS:CANCELLED") == 2
    assert [line for line in after if line.startswith("UID:")] == [line for line in before if line.startswith("UID:")]
    assert f"SEQUENCE:{one.version + 1}" in after


async def test_one_without_any_day_has_no_file(office: Office) -> None:
    endless = await published(office.store, office.now, None, last_day=None, starts_on=None)
    assert await files(office).open(f"{endless.id}.id.ics") is None
    assert await files(office).open(f"{endless.id}.id.png") is not None


async def test_nobody_gets_what_is_not_public(office: Office) -> None:
    one = await offered(office)
    assert await files(office).open(f"{one.id}.id.ics") is not None
    draft = replace(one, state="draft", published_at=None)
    assert await office.store.transact(lambda tx: opportunities.save(tx, draft, office.now))
    assert await files(office).open(f"{one.id}.id.ics") is None
    assert await files(office).open("99.id.png") is None


@pytest.mark.parametrize("name", ["", "1", "1.id", "1.xx.ics", "1.id.exe", "../1.id.ics", "x.id.ics"])
async def test_what_is_no_name_of_a_file(office: Office, name: str) -> None:
    with pytest.raises(LookupError):
        await files(office).open(name)


async def test_the_picture_is_what_previews_want(office: Office) -> None:
    one = await offered(
        office, title={"id": "Panggilan Karya: Panggung Rakyat di Tepi Sungai Musi yang Panjang Sekali"}
    )
    drawn = await files(office).open(f"{one.id}.id.png")
    assert drawn is not None
    assert (drawn.mime, drawn.name) == ("image/png", "CNTH7.png")
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert picture.size == (1200, 630)
    assert len(drawn.content) < 100_000


async def test_what_stands_on_the_picture(office: Office) -> None:
    one = await offered(office)
    words = order(one, CITY, CITY.speeches["id"], office.now).data
    assert words == {
        "head": "Kekraf Palembang · Panggung tampil", "title": "Slot Panggung Contoh",
        "lines": ["Sabtu, 9 Januari 2027", "Gedung Contoh", "Daftar sampai Kamis, 3 Desember 2026"],
        "foot": "Kekraf Contoh", "badge": "CONTOH",
    }  # fmt: skip
    real = replace(one, offer=replace(one.offer, sample=False))
    plain = order(real, CITY, CITY.speeches["id"], office.now)
    assert plain.data["badge"] == ""
    first, other = await draw([order(one, CITY, CITY.speeches["id"], office.now), plain])
    assert first != other


def test_a_long_title_is_cut() -> None:
    lines = _wrapped("Panggung " * 20)
    assert len(lines) == LINES
    assert lines[-1].endswith("…")
