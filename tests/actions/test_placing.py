"""Places with a moved clock: asked, reminded, called, lapsed, offered to the next; the quota is never passed."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.actions import choosing, place_clock, placing, results
from bot.actions.changing import Seen
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import applications
from storage.ports import Store
from tests.actions.world import Office, Who, moment
from tests.applicants import Applied, applied, stands
from tests.clock.world import DAY, HOUR, MINUTE
from tests.offers import published
from tests.storage.stores import twin

MONDAY = moment("2026-11-23 10:00")
WEDNESDAY = moment("2026-11-25 16:00")  # the end of a time to confirm that begins on that Monday
JOBS = (results.tell, place_clock.remind, place_clock.to_call, place_clock.lapse, place_clock.fill)


@dataclass
class Choice:
    """An opportunity that is closed, its applicants, and a member of the committee."""

    office: Office
    one: Opportunity
    applied: list[Applied]
    committee: Who

    async def mark(self, n: int, decision: choosing.Decision, **more: Any) -> None:
        """Staff mark the `n`-th applicant (from 0)."""
        seen = await self.seen(n)
        await self.office.act(self.committee, choosing.decide, seen, decision, **more)

    async def seen(self, n: int) -> Seen:
        return Seen(self.applied[n].id, (await self.stands(n)).version)

    async def send(self, rest: str = "full") -> None:
        """Staff send the results, and the clock brings them."""
        found = await self.office.act(self.committee, results.review, self.one.id)
        await self.office.act(self.committee, results.send, self.one.id, found.everybody, rest)
        await self.clock()

    async def clock(self, text: str = "") -> None:
        """The clock looks, at that moment."""
        self.office.now = moment(text) if text else self.office.now
        for job in JOBS:
            while await self.office.clock(job):
                pass

    async def stands(self, n: int) -> Any:
        return await stands(self.office.store, self.applied[n])

    async def states(self) -> list[str]:
        return [(await self.stands(n)).state for n in range(len(self.applied))]

    async def says(self, n: int, answer: placing.Answer, sent_at: int = 0) -> None:
        """An applicant answers."""
        who = Who(self.applied[n].contact_id)
        await self.office.act(who, placing.answer, self.applied[n].id, answer, sent_at or self.office.now)

    async def told(self, n: int) -> list[str]:
        return await self.office.told(Who(self.applied[n].contact_id))


async def choice(office: Office, n: int, quota: int | None, **more: Any) -> Choice:
    """So many have applied to so many places; it is Monday, 10.00."""
    office.now, office.count = MONDAY, 900  # numbers below are those of the applicants
    one = await published(office.store, MONDAY - 9 * DAY, MONDAY - DAY, quota=quota, **more)
    found = [await applied(office.store, one, k, MONDAY - 2 * DAY) for k in range(1, n + 1)]
    return Choice(office, one, found, await office.officer("committee"))


async def chosen_and_waiting(office: Office, waiting: int = 2, **more: Any) -> Choice:
    """One is chosen for the only place and knows it; the others wait in the order of their numbers."""
    found = await choice(office, 1 + waiting, 1, **more)
    await found.mark(0, "chosen")
    for n in range(1, 1 + waiting):
        await found.mark(n, "waiting")
    await found.send()
    return found


async def test_nobody_is_told_before_it_is_sent(office: Office) -> None:
    found = await choice(office, 3, 1)
    await found.mark(0, "chosen")
    await found.mark(1, "not_chosen", decline="theme", words="Coba lagi tahun depan.")
    await found.clock("2026-11-29 10:00")
    assert [await found.told(n) for n in range(3)] == [[], [], []]
    assert [(await found.stands(n)).known for n in range(3)] == ["submitted"] * 3
    await found.send()
    assert [len(await found.told(n)) for n in range(3)] == [1, 1, 1]
    assert [(await found.stands(n)).known for n in range(3)] == ["chosen", "not_chosen", "not_chosen"]


async def test_what_each_is_told(office: Office) -> None:
    found = await choice(office, 4, 1)
    similar = await published(
        office.store, MONDAY, MONDAY + 9 * DAY, "SRPA2", title={"id": "Panggung Serupa", "en": "Similar Stage"}
    )
    await found.mark(0, "chosen")
    await found.mark(1, "waiting")
    await found.mark(2, "not_chosen", decline="technical", words="Durasi melebihi 20 menit.")
    await found.send()
    assert await found.told(0) == [
        "✅ Kakak terpilih untuk *Slot Panggung Contoh*.\nSabtu, 9 Januari · Gedung Contoh\n"
        "Mohon kabari sampai Rabu, 25 November, 16.00 WIB: bisa hadir? "
        "Tanpa kabar, tempatnya kami tawarkan ke daftar tunggu."
    ]
    assert "urutan 1 daftar tunggu" in (await found.told(1))[0]
    assert await found.told(2) == [
        "Belum terpilih kali ini untuk *Slot Panggung Contoh*: tempat 1, pendaftar 4. "
        "Alasan: ketentuan teknisnya belum sesuai. Terima kasih sudah ikut, Kak.\n\n"
        "Kata panitia: Durasi melebihi 20 menit.\n\nBerikutnya yang mungkin cocok: *Panggung Serupa*."
    ]
    assert "Alasan: tempatnya sudah penuh" in (await found.told(3))[0]
    bodies = await office.sql("SELECT contact_id, body FROM outbox ORDER BY id")
    declined = [row["body"] for row in bodies if row["contact_id"] == found.applied[3].contact_id]
    assert [f"do:opportunity:{similar.id}" in body for body in declined] == [True]


async def test_yes(office: Office) -> None:
    found = await chosen_and_waiting(office)
    await found.says(0, "yes")
    await found.clock("2026-12-03 10:00")
    assert await found.states() == ["confirmed", "waiting", "waiting"]
    assert len(await found.told(0)) == 1
    assert (await found.stands(0)).first_time
    await found.says(0, "yes")
    assert (await found.stands(0)).confirmed_at == MONDAY


async def test_no_frees_the_place_after_a_moment(office: Office) -> None:
    found = await chosen_and_waiting(office)
    await found.says(0, "no")
    await found.clock()
    assert await found.states() == ["unable", "waiting", "waiting"]
    await found.clock("2026-11-23 10:06")
    assert await found.states() == ["unable", "chosen", "waiting"]
    assert "Kakak terpilih" in (await found.told(1))[-1]
    with pytest.raises(Refused, match=r"place\.gone"):
        await found.says(0, "yes")
    told = await office.told(found.committee)
    assert "Pelamar Rekaan 1 tidak bisa hadir" in told[0]
    assert "ditawarkan ke Pelamar Rekaan 2" in told[1]


async def test_who_thinks_again_at_once_keeps_it(office: Office) -> None:
    found = await chosen_and_waiting(office)
    await found.says(0, "no")
    office.now += 2 * MINUTE
    await found.says(0, "yes")
    await found.clock("2026-11-23 11:00")
    assert await found.states() == ["confirmed", "waiting", "waiting"]


async def test_silence_is_reminded_twice_called_once_and_lapses(office: Office) -> None:
    found = await chosen_and_waiting(office)
    seen: list[tuple[int, int, int]] = []
    office.now = MONDAY
    while office.now <= WEDNESDAY + 10 * MINUTE:
        await found.clock()
        told = len(await found.told(0)), len(await office.told(found.committee))
        if not seen or seen[-1][1:] != told:
            seen.append((office.now - MONDAY, *told))
        office.now += 30 * MINUTE if office.now < WEDNESDAY else 5 * MINUTE
    # half time is Tuesday 13.00; twelve hours before the end is in the night, so staff hear on the evening before
    assert seen == [
        (0, 1, 0),
        (27 * HOUR, 2, 0),
        (33 * HOUR, 2, 1),  # Tuesday 19.00
        (48 * HOUR, 3, 1),  # Wednesday 10.00: six hours
        (54 * HOUR, 4, 2),  # 16.00: over
        (54 * HOUR + 5 * MINUTE, 4, 3),  # the next in rank was told
    ]
    assert await found.states() == ["lapsed", "chosen", "waiting"]
    first, half, last, over = await found.told(0)
    assert "Mohon kabari" in first
    assert "masih menunggu kabar" in half
    assert "Tinggal beberapa jam" in last
    assert "sudah lewat" in over
    call = (await office.told(found.committee))[0]
    assert "Tolong ditelepon (1)" in call and "Pelamar Rekaan 1 (PLG-000001)" in call
    assert (await found.stands(1)).confirm_by == moment("2026-11-27 16:05")


async def test_what_was_sent_in_time_counts(office: Office) -> None:
    found = await chosen_and_waiting(office)
    await found.clock("2026-11-25 16:01")
    assert (await found.states())[0] == "lapsed"
    await found.says(0, "yes", WEDNESDAY - 1)
    assert await found.states() == ["confirmed", "waiting", "waiting"]


async def test_late_yes_only_where_the_place_is_free(office: Office) -> None:
    alone = await chosen_and_waiting(office, waiting=0)
    await alone.clock("2026-11-26 10:00")
    assert await alone.states() == ["lapsed"]
    await alone.says(0, "yes")
    assert await alone.states() == ["confirmed"]


async def test_the_whole_list_one_after_the_other(office: Office) -> None:
    found = await chosen_and_waiting(office)
    for end in ("2026-11-25 16:00", "2026-11-27 16:10", "2026-12-01 16:20"):
        await found.clock(end)
        office.now += 10 * MINUTE
        await found.clock()
    assert await found.states() == ["lapsed", "lapsed", "lapsed"]


async def test_the_list_ends_where_the_day_comes_too_soon(office: Office) -> None:
    found = await chosen_and_waiting(office, starts_on=date(2026, 11, 27))
    await found.says(0, "no")
    await found.clock("2026-11-25 17:00")
    assert await found.states() == ["unable", "waiting", "waiting"]


async def test_a_shorter_time_if_the_conditions_said_so(office: Office) -> None:
    found = await chosen_and_waiting(office, confirm_hours=24)
    assert (await found.stands(0)).confirm_by == moment("2026-11-24 10:00")


async def test_results_sent_at_night_wait_for_the_morning(office: Office) -> None:
    found = await choice(office, 1, 1)
    await found.mark(0, "chosen")
    office.now = moment("2026-11-23 22:00")
    await found.send()
    assert await found.told(0) == []
    assert (await found.stands(0)).known == "submitted"
    await found.clock("2026-11-24 07:00")
    assert "Kamis, 26 November, 16.00 WIB" in (await found.told(0))[0]


async def test_no_more_than_the_quota_is_marked(office: Office) -> None:
    found = await choice(office, 3, 2)
    await found.mark(0, "chosen")
    await found.mark(1, "chosen")
    with pytest.raises(Refused, match=r"choose\.full"):
        await found.mark(2, "chosen")
    await found.mark(1, "submitted")
    await found.mark(2, "chosen")
    assert await found.states() == ["chosen", "submitted", "chosen"]


async def test_places_without_a_number(office: Office) -> None:
    found = await choice(office, 3, None)
    for n in range(3):
        await found.mark(n, "chosen")
    await found.send()
    assert await found.states() == ["chosen"] * 3


async def test_a_free_place_goes_to_the_list_at_once(office: Office) -> None:
    found = await choice(office, 3, 2)
    await found.mark(0, "chosen")
    await found.mark(1, "waiting")
    await found.mark(2, "waiting")
    await found.send()
    assert await found.states() == ["chosen", "chosen", "waiting"]


async def test_at_the_same_moment_on_two_processes(store: Store) -> None:
    """Marked by two, given back, said late, and filled by two clocks, all at once: never more than the quota."""
    office = Office(store)
    found = await choice(office, 8, 3)
    async with twin(store) as other:
        second = Choice(Office(other, office.now), found.one, found.applied, found.committee)
        tries = [(found, second)[n % 2].mark(n, "chosen") for n in range(8)]
        outcomes = await asyncio.gather(*tries, return_exceptions=True)
        assert [isinstance(each, Refused) for each in outcomes].count(True) == 5
        for n, state in enumerate(await found.states()):
            if state == "submitted":
                await found.mark(n, "waiting")
        await found.send()
        chosen = [n for n, state in enumerate(await found.states()) if state == "chosen"]
        for n in chosen:
            await found.says(n, "no")
        office.now = second.office.now = MONDAY + HOUR
        late = [(found, second)[n % 2].says(n, "yes") for n in chosen]
        clocks = [each.clock(place_clock.fill) for each in (office, second.office)]
        await asyncio.gather(*late, *clocks, return_exceptions=True)
        counts = await store.read(lambda tx: applications.counts(tx, found.one.id))
        assert counts.get("chosen", 0) + counts.get("confirmed", 0) == 3


async def test_only_the_committee_chooses(office: Office) -> None:
    found = await choice(office, 1, 1)
    desk = await office.officer("desk")
    seen = await found.seen(0)
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(desk, choosing.decide, seen, "chosen")
    await office.act(found.committee, choosing.decide, seen, "chosen")
    with pytest.raises(Refused, match=r"choose\.stale"):
        await office.act(found.committee, choosing.decide, seen, "shortlisted")


async def test_who_was_told_keeps_the_place(office: Office) -> None:
    found = await chosen_and_waiting(office, waiting=1)
    decisions: tuple[choosing.Decision, ...] = ("not_chosen", "submitted", "waiting")
    for decision in decisions:
        with pytest.raises(Refused, match=r"choose\.has_place"):
            await found.mark(0, decision, decline="theme")
    with pytest.raises(Refused, match=r"choose\.full"):
        await found.mark(1, "chosen")


async def test_nobody_elses_place(office: Office) -> None:
    found = await chosen_and_waiting(office)
    stranger = await office.requester()
    with pytest.raises(Refused, match=r"place\.unknown"):
        await office.act(stranger, placing.answer, found.applied[0].id, "yes", office.now)
    with pytest.raises(Refused, match=r"place\.not_asked"):
        await found.says(1, "yes")
    await found.says(0, "yes")


async def test_sent_only_after_it_closed_and_as_it_was_seen(office: Office) -> None:
    found = await choice(office, 2, 1)
    await found.mark(0, "chosen")
    with pytest.raises(Refused, match=r"choose\.changed"):
        await office.act(found.committee, results.send, found.one.id, 1, "full")
    with pytest.raises(Refused, match=r"choose\.no_reason"):
        await office.act(found.committee, results.send, found.one.id, 2, "nothing")
    await found.send()
    with pytest.raises(Refused, match=r"choose\.nothing_to_send"):
        await office.act(found.committee, results.review, found.one.id)
    still = await published(office.store, MONDAY, MONDAY + DAY, "LATER")
    await applied(office.store, still, 1, MONDAY)
    with pytest.raises(Refused, match=r"choose\.still_open"):
        await office.act(found.committee, results.review, still.id)


async def test_called_by_staff(office: Office) -> None:
    found = await chosen_and_waiting(office, waiting=1)
    desk = await office.officer("desk")
    await office.act(desk, choosing.called, await found.seen(0), comes=True)
    assert (await found.stands(0)).state == "confirmed"
    with pytest.raises(Refused, match=r"choose\.not_asked"):
        await office.act(desk, choosing.called, await found.seen(1), comes=True)


async def test_up_the_list(office: Office) -> None:
    found = await choice(office, 3, 0)
    for n in range(3):
        await found.mark(n, "waiting")
    await office.act(found.committee, choosing.move_up, await found.seen(2))
    assert [(await found.stands(n)).rank for n in range(3)] == [1, 3, 2]
    with pytest.raises(Refused, match=r"choose\.first_in_rank"):
        await office.act(found.committee, choosing.move_up, await found.seen(0))
