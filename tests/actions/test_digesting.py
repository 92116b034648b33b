"""The digest: 07.30 and 13.00 on working days, mine first, late for three hours, its time never left out."""

from datetime import date

from bot.actions import assigning, digesting, leave
from tests.actions.world import Office, moment


async def test_twice_a_working_day_what_is_mine_first(office: Office) -> None:
    officer, other, viewer = [await office.officer(role) for role in ("desk", "desk", "viewer")]
    office.now = moment("2026-11-23 18:00")
    request, *_ = [await office.file(await office.requester()) for _ in range(3)]
    await office.act(officer, assigning.claim, await office.seen(request))
    for at, told in (
        ("2026-11-24 07:29", 0), ("2026-11-24 07:30", 2), ("2026-11-24 07:31", 0), ("2026-11-24 13:00", 2),
        ("2026-11-24 17:00", 0), ("2026-11-28 07:30", 0), ("2026-12-25 07:30", 0),
    ):  # fmt: skip
        office.now = moment(at)
        assert await office.clock(digesting.digest) == told, at
    first, second = await office.told(officer)
    assert first == (
        "1 permohonan menunggu Kakak.\nDi antrean bersama: 3 menunggu, 2 belum dipegang.\n"
        "Baru masuk: 3 (Alat & bahan 3).\nKetik ANTREAN untuk mulai."
    )
    assert "Baru masuk" not in second
    assert (await office.told(other))[0].startswith("Tidak ada permohonan yang menunggu Kakak sendiri.")
    assert await office.told(viewer) == []


async def test_its_button_leads_to_the_queue(office: Office) -> None:
    await office.officer("desk")
    await office.file(await office.requester())
    office.now = moment("2026-11-24 13:00")
    await office.clock(digesting.digest)
    (row,) = await office.sql("SELECT body FROM outbox")
    assert '"do:queue"' in row["body"]
    assert '"Antrean"' in row["body"]


async def test_of_nothing_there_is_none_and_none_on_leave(office: Office) -> None:
    officer = await office.officer("desk")
    office.now = moment("2026-11-24 07:30")
    assert await office.clock(digesting.digest) == 0
    await office.file(await office.requester())
    await office.act(officer, leave.take, date(2026, 11, 30))
    office.now = moment("2026-11-24 13:00")
    assert await office.clock(digesting.digest) == 0


async def test_who_has_nothing_to_do_is_left_in_peace(office: Office) -> None:
    officer, other = await office.officer("desk"), await office.officer("desk")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    office.now = moment("2026-11-24 13:00")
    assert await office.clock(digesting.digest) == 2  # it is new
    office.now = moment("2026-11-25 07:30")
    assert await office.clock(digesting.digest) == 1
    assert (len(await office.told(officer)), len(await office.told(other))) == (2, 1)


async def test_late_for_three_hours_at_most(office: Office) -> None:
    await office.officer("desk")
    await office.file(await office.requester())
    for at, told in (
        ("2026-11-24 15:59", 1), ("2026-11-25 10:30", 0), ("2026-11-25 15:59", 1), ("2026-11-26 10:29", 1),
    ):  # fmt: skip
        office.now = moment(at)
        assert await office.clock(digesting.digest) == told, at


async def test_what_came_in_while_it_was_missed_is_told_by_the_next(office: Office) -> None:
    officer = await office.officer("desk")
    office.now = moment("2026-11-24 13:00")
    await office.clock(digesting.digest)
    office.now = moment("2026-11-24 15:00")
    await office.file(await office.requester())
    office.now = moment("2026-11-25 13:00")  # the bot stood still in the morning
    await office.clock(digesting.digest)
    assert "Baru masuk: 1" in (await office.told(officer))[0]


async def test_over_a_weekend_and_a_holiday(office: Office) -> None:
    officer = await office.officer("desk")
    office.now = moment("2026-12-24 16:30")  # Thursday, before Christmas and a weekend
    await office.file(await office.requester())
    office.now = moment("2026-12-28 07:30")
    assert await office.clock(digesting.digest) == 1
    assert "Baru masuk: 1" in (await office.told(officer))[0]
