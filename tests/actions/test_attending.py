"""Checked in by number, asked once what came of it; and the day that was promised for results."""

from datetime import date

import pytest

from bot.actions import attending, choosing, place_clock
from bot.errors import Refused
from storage.ports import Store
from tests.actions.test_placing import Choice, choice
from tests.actions.world import Office, Who, moment
from tests.applicants import applied
from tests.clock.world import DAY
from tests.offers import published

ON = date(2026, 11, 28)
SATURDAY = moment("2026-11-28 18:00")


async def on_the_day(office: Office) -> Choice:
    """Two have a place, one of them has not said so; it is the day."""
    found = await choice(office, 2, 2, starts_on=ON)
    await found.mark(0, "chosen")
    await found.mark(1, "chosen")
    await found.send()
    await found.says(0, "yes")
    office.now = SATURDAY
    return found


async def test_checked_in(office: Office) -> None:
    found = await on_the_day(office)
    [(place, one)] = await office.act(found.committee, attending.places, "plg-000001")
    assert (place.id, one.id) == (found.applied[0].id, found.one.id)
    first = await office.act(found.committee, attending.check_in, place.id)
    assert (first.name, first.came, first.held, first.again) == ("Pelamar Rekaan 1", 1, 2, False)
    office.now += DAY // 24
    again = await office.act(found.committee, attending.check_in, place.id)
    assert (again.came, again.again, again.application.checked_in_at) == (1, True, SATURDAY)


async def test_who_comes_without_a_word_has_the_place(office: Office) -> None:
    found = await on_the_day(office)
    await office.act(found.committee, attending.check_in, found.applied[1].id)
    assert ((await found.stands(1)).state, (await found.stands(1)).confirmed_at) == ("confirmed", SATURDAY)


async def test_who_cannot_be_checked_in(office: Office) -> None:
    found = await on_the_day(office)
    with pytest.raises(Refused, match=r"checkin\.nobody"):
        await office.act(found.committee, attending.places, "PLG-777777")
    none = await applied(office.store, await published(office.store, 1, 2, "OTHER"), 3, office.now)
    with pytest.raises(Refused, match=r"checkin\.no_place"):
        await office.act(found.committee, attending.places, "PLG-000003")
    with pytest.raises(Refused, match=r"checkin\.gone"):
        await office.act(found.committee, attending.check_in, none.id)
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(Who(found.applied[0].contact_id), attending.places, "PLG-000001")


async def test_what_is_on_today_comes_first(office: Office) -> None:
    found = await on_the_day(office)
    later = await published(office.store, 1, 2, "OTHER", starts_on=date(2026, 12, 20))
    await applied(office.store, later, 1, office.now, state="confirmed", confirmed_at=office.now)
    assert [one.code for _, one in await office.act(found.committee, attending.places, "PLG-000001")] == ["CNTH7"]
    office.now += DAY
    assert [one.code for _, one in await office.act(found.committee, attending.places, "PLG-000001")] == ["OTHER"]


async def test_asked_once_the_day_after(office: Office) -> None:
    found = await on_the_day(office)
    await office.act(found.committee, attending.check_in, found.applied[0].id)
    before = [len(await found.told(n)) for n in range(2)]
    office.now = moment("2026-11-29 09:59")
    assert await office.clock(attending.ask) == 0
    office.now = moment("2026-11-29 10:00")
    assert await office.clock(attending.ask) == 1
    assert await office.clock(attending.ask) == 0
    told = await found.told(0)
    assert "Apa hasilnya buat Kakak" in told[-1]
    assert [len(await found.told(n)) for n in range(2)] == [before[0] + 1, before[1]]
    who = Who(found.applied[0].contact_id)
    assert await office.act(who, attending.latest) == found.applied[0].id
    await office.act(who, attending.tell, found.applied[0].id, " dapat dua undangan ")
    assert (await found.stands(0)).outcome == "dapat dua undangan"
    assert await office.act(who, attending.latest) is None
    with pytest.raises(Refused, match=r"outcome\.not_asked"):
        await office.act(Who(found.applied[1].contact_id), attending.tell, found.applied[1].id, "apa saja")


async def test_where_no_day_is_named_asked_the_day_after_they_came(office: Office) -> None:
    found = await choice(office, 1, 1, starts_on=None)
    await found.mark(0, "chosen")
    await found.send()
    await office.act(found.committee, attending.check_in, found.applied[0].id)
    for text, n in (("2026-11-23 12:00", 0), ("2026-11-24 09:59", 0), ("2026-11-24 10:00", 1), ("2026-11-25 10:00", 0)):
        office.now = moment(text)
        assert await office.clock(attending.ask) == n, text


async def test_who_is_marked_and_not_told_has_no_place_yet(office: Office) -> None:
    found = await choice(office, 1, 1)
    await found.mark(0, "chosen")
    with pytest.raises(Refused, match=r"checkin\.no_place"):
        await office.act(found.committee, attending.places, "PLG-000001")
    await found.send()
    assert len(await office.act(found.committee, attending.places, "PLG-000001")) == 1


async def test_the_promised_day(office: Office) -> None:
    found = await choice(office, 3, 1, results_on=date(2026, 11, 26))
    await found.mark(0, "chosen")
    await found.mark(1, "not_chosen", decline="theme")
    staff = []
    for text in ("2026-11-24 12:00", "2026-11-25 08:00", "2026-11-25 09:00", "2026-11-25 12:00", "2026-11-26 09:00"):
        office.now = moment(text)
        await office.clock(place_clock.keep_promise)
        staff.append(len(await office.told(found.committee)))
    assert staff == [0, 0, 1, 1, 2]
    assert "Masih 3 orang" in (await office.told(found.committee))[0]
    assert [len(await found.told(n)) for n in range(3)] == [0, 0, 0]
    office.now = moment("2026-11-26 15:00")
    while await office.clock(place_clock.keep_promise):
        pass
    await found.clock()
    assert "belum selesai hari ini" in (await found.told(0))[0]
    assert "karyanya belum sesuai tema" in (await found.told(1))[0]
    assert "belum selesai hari ini" in (await found.told(2))[0]
    await found.send()
    assert ["Kakak terpilih" in (await found.told(0))[-1], len(await found.told(1)), len(await found.told(2))] == [
        True,
        1,
        2,
    ]


async def test_nothing_to_promise_once_all_know(office: Office) -> None:
    found = await choice(office, 2, 1, results_on=date(2026, 11, 26))
    await found.mark(0, "chosen")
    await found.send()
    before = [len(await found.told(n)) for n in range(2)]
    office.now = moment("2026-11-26 16:00")
    assert await office.clock(place_clock.keep_promise) == 0
    assert [len(await found.told(n)) for n in range(2)] == before
    assert await office.told(found.committee) == []


async def test_history_counts_places_of_twelve_months(store: Store) -> None:
    office = Office(store)
    found = await choice(office, 2, 1)
    for code, days in (("EARLY", 400), ("RCENT", 100), ("LATER", 30)):
        other = await published(store, 1, 2, code)
        at = office.now - days * DAY
        await applied(store, other, 1, at, state="confirmed", confirmed_at=at)
    first, second = await office.act(found.committee, choosing.page, found.one.id, choosing.ALL)
    assert ((first.ever, first.served), (second.ever, second.served)) == ((3, 2), (0, 0))
    firsts = await office.act(found.committee, choosing.page, found.one.id, choosing.FIRSTS)
    assert [each.number for each in firsts] == ["PLG-000002"]
    assert (await office.act(found.committee, choosing.tally, found.one.id)).firsts == 1
    await found.mark(0, "chosen")
    await found.send()
    assert not (await found.stands(0)).first_time
