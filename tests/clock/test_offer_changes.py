"""Whoever applied hears of another day or place of what is out: once, by day, also across a restart."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.actions import offer_changes, publishing
from bot.core.applications import State
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from bot.filing import Files
from storage import publishing as kept
from storage.ports import Row, Store, Tx
from tests.actions.offering import seen
from tests.actions.world import Office, Who, moment
from tests.clock.test_offer_clock import applied, at, stage
from tests.clock.world import Time


@pytest.fixture
def office(store: Store) -> Office:
    """An office over an empty store."""
    return Office(store)


async def amended(office: Office, who: Who, one: Opportunity, **change: Any) -> Opportunity:
    return await office.act(who, publishing.amend, seen(one), replace(one.offer, **change))


async def told(office: Office, who: Who) -> list[str]:
    return [text for text in await office.told(who) if text.startswith("Ada perubahan")]


async def test_another_day_and_place_are_one_message_to_each(
    office: Office, store: Store, time: Time, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer_changes, "BATCH", 2)
    one, member = await stage(office)
    states: tuple[State, ...] = ("draft", "submitted", "waiting", "confirmed", "withdrawn", "not_chosen")
    people = {state: (await applied(office, one, state))[0] for state in states}
    one = await amended(office, member, one, place="Gedung Lain")
    await amended(office, member, one, starts_on=date(2027, 1, 10))
    await at(store, time, files, "2026-11-24 09:01")
    assert [await told(office, who) for who in people.values()] == [[]] * 6
    for look in ("2026-11-24 09:06", "2026-11-24 09:07"):
        await at(store, time, files, look)
    news = {state: await told(office, who) for state, who in people.items()}
    assert [len(news[state]) for state in states] == [1, 1, 1, 1, 0, 0]
    assert "Tempat: Gedung Lain" in news["draft"][0] and "Waktu: Minggu, 10 Januari 2027" in news["draft"][0]
    assert "Biaya" not in news["draft"][0]


async def test_what_is_changed_in_the_night_is_told_by_day(
    office: Office, store: Store, time: Time, files: Files
) -> None:
    one, member = await stage(office)
    who, _ = await applied(office, one, "submitted")
    office.now = moment("2026-11-24 23:00")
    await amended(office, member, one, place="Gedung Lain")
    await at(store, time, files, "2026-11-24 23:10")
    assert await told(office, who) == []
    await at(store, time, files, "2026-11-25 07:00")
    assert len(await told(office, who)) == 1


async def test_what_was_recalled_and_put_right_is_told_when_it_is_out_again(
    office: Office, store: Store, time: Time, files: Files
) -> None:
    one, member = await stage(office)
    officer, (who, _) = await office.officer("desk"), await applied(office, one, "submitted")
    one = await office.act(member, publishing.recall, seen(one))
    change = replace(one.offer, place="Gedung Lain", benefits=("kaos",))
    one = await office.act(officer, publishing.edit, seen(one), change)
    one = await office.act(officer, publishing.submit, seen(one))
    await at(store, time, files, "2026-11-24 09:10")
    assert await told(office, who) == []
    await office.act(member, publishing.approve, seen(one))
    await at(store, time, files, "2026-11-24 09:20")
    [text] = await told(office, who)
    assert "Gedung Lain" in text and "kaos" not in text


async def test_more_time_is_told_and_words_are_not(office: Office, store: Store, time: Time, files: Files) -> None:
    one, member = await stage(office)
    who, _ = await applied(office, one, "draft")
    with pytest.raises(Refused, match=r"offer\.only_days"):
        await amended(office, member, one, summary={"id": "Lain sekali."})
    await office.act(member, publishing.extend, seen(one), date(2026, 12, 20))
    await at(store, time, files, "2026-11-24 09:10")
    [text] = await told(office, who)
    assert "Daftar: sampai Minggu, 20 Desember 2026" in text


async def test_a_cancelling_takes_the_place_of_a_change(office: Office, store: Store, time: Time, files: Files) -> None:
    one, member = await stage(office)
    who, _ = await applied(office, one, "submitted")
    one = await amended(office, member, one, place="Gedung Lain")
    await office.act(member, publishing.cancel, seen(one), "Gedungnya direnovasi.")
    await at(store, time, files, "2026-11-24 09:10")
    assert await told(office, who) == []
    assert "dibatalkan" in (await office.told(who))[-1]
    assert await store.read(_waiting) == []


async def _waiting(tx: Tx) -> list[Row]:
    return await kept.changes(tx, moment("2027-01-01 00:00"), 9)
