"""Places at their edges: the promised day, cancelled, put right, erased, many to call, a chat of two."""

from datetime import date

import pytest

from bot.actions import choosing, destroying, offer_clock, place_clock, placing
from bot.core.opportunities import State
from bot.errors import Refused
from storage import contacts, people
from storage.ports import Tx
from tests.actions.test_placing import Choice, choice, chosen_and_waiting
from tests.actions.world import Office, Who, moment
from tests.clock.world import HOUSE, MINUTE
from tests.offers import published


async def turned(found: Choice, state: State, reason: str = "") -> None:
    """The opportunity is in another state."""
    await found.office.sql(f"UPDATE opportunities SET state = '{state}', reason = '{reason}' RETURNING id")  # noqa: S608


async def erased(found: Choice, n: int) -> None:
    """The `n`-th applicant has asked to be erased, and the 72 hours are over."""
    await closed(found, n, found.office.now)
    await found.office.store.transact(
        lambda tx: destroying.destroy(tx, HOUSE, found.applied[n].person_id, found.office.now)
    )


async def closed(found: Choice, n: int, at: int) -> None:
    """The `n`-th applicant waits to be erased at a moment."""
    await found.office.store.transact(lambda tx: people.close(tx, found.applied[n].person_id, at))


async def test_whoever_heard_that_it_takes_longer_hears_that_once(office: Office) -> None:
    found = await choice(office, 2, 1, results_on=date(2026, 11, 26))
    for text in ("2026-11-26 15:00", "2026-11-26 16:00", "2026-11-27 10:00"):
        office.now = moment(text)
        await office.clock(place_clock.keep_promise)
        await found.mark(0, "shortlisted")
        await office.clock(place_clock.keep_promise)
        await found.mark(0, "chosen")
        await office.clock(place_clock.keep_promise)
        await found.mark(0, "submitted")
    assert [len(await found.told(n)) for n in range(2)] == [1, 1]


async def test_a_mark_after_the_promised_hour_may_be_taken_back(office: Office) -> None:
    found = await choice(office, 2, 1, results_on=date(2026, 11, 26))
    office.now = moment("2026-11-26 16:00")
    await found.mark(0, "not_chosen", decline="theme")
    await found.mark(1, "not_chosen", decline="theme")
    await office.clock(place_clock.keep_promise)
    office.now += MINUTE
    await found.mark(0, "submitted")
    office.now += 5 * MINUTE
    await office.clock(place_clock.keep_promise)
    await found.clock()
    assert ["Belum terpilih" in "".join(await found.told(n)) for n in range(2)] == [False, True]


async def test_nobody_is_declined_while_one_may_apply(office: Office) -> None:
    found = await choice(office, 1, 1, results_on=date(2026, 11, 26))
    await found.mark(0, "not_chosen", decline="theme")
    later = moment("2026-12-05 00:00")
    await office.sql(f"UPDATE opportunities SET closes_at = {later} RETURNING id")  # noqa: S608
    office.now = moment("2026-11-26 16:00")
    await office.clock(place_clock.keep_promise)
    await found.clock()
    assert await found.told(0) == []
    office.now = moment("2026-12-05 09:00")
    await office.clock(place_clock.keep_promise)
    await found.clock()
    assert "Belum terpilih" in (await found.told(0))[0]


async def test_staff_hear_of_a_broken_promise_every_working_morning(office: Office) -> None:
    found = await choice(office, 1, 1, results_on=date(2026, 11, 26))
    counted = []
    for day in (25, 26, 27, 28, 29, 30):
        for hour in ("09:00", "09:01", "17:00"):
            office.now = moment(f"2026-11-{day} {hour}")
            await office.clock(place_clock.keep_promise)
        counted.append(len(await office.told(found.committee)))
    assert counted == [1, 2, 3, 3, 3, 4]
    assert len(await found.told(0)) == 1


async def test_whoever_is_chosen_after_all_hears_only_that(office: Office) -> None:
    found = await choice(office, 1, 1, results_on=date(2026, 11, 26))
    await found.mark(0, "not_chosen", decline="theme")
    await found.send()
    office.now = moment("2026-11-27 10:00")
    await found.mark(0, "chosen")
    await office.clock(place_clock.keep_promise)
    await found.send()
    declined, chosen = await found.told(0)
    assert "Belum terpilih" in declined and "Kakak terpilih" in chosen
    await found.clock("2026-11-30 07:00")
    assert "Tolong ditelepon (1)" in (await office.told(found.committee))[-1]


async def test_who_was_declined_and_not_told_hears_that_it_is_cancelled(office: Office) -> None:
    found = await choice(office, 3, 1)
    await found.mark(0, "chosen")
    await found.mark(1, "not_chosen", decline="theme")
    await turned(found, "cancelled", "Gedung rusak.")
    for _ in range(2):
        await office.clock(offer_clock.tell_cancelled)
    await found.clock()
    assert [["Gedung rusak." in text for text in await found.told(n)] for n in range(3)] == [[True]] * 3


async def test_who_was_told_no_hears_nothing_of_a_cancelling(office: Office) -> None:
    found = await choice(office, 2, 1)
    await found.send()
    await turned(found, "cancelled", "Gedung rusak.")
    assert await office.clock(offer_clock.tell_cancelled) == 0
    assert [len(await found.told(n)) for n in range(2)] == [1, 1]


async def test_while_it_is_put_right_places_may_be_answered_and_lapse_with_a_word(office: Office) -> None:
    found = await choice(office, 3, 2)
    await found.mark(0, "chosen")
    await found.mark(1, "chosen")
    await found.mark(2, "waiting")
    await found.send()
    await turned(found, "draft")
    await found.says(0, "yes")
    await found.clock("2026-11-25 16:00")
    await found.clock("2026-11-25 16:10")
    assert await found.states() == ["confirmed", "lapsed", "waiting"]
    assert "sudah lewat" in (await found.told(1))[-1]
    await turned(found, "closed")
    await found.clock()
    assert await found.states() == ["confirmed", "lapsed", "chosen"]


async def test_the_place_of_who_is_erased_goes_to_the_next(office: Office) -> None:
    found = await chosen_and_waiting(office)
    await found.says(0, "yes")
    await erased(found, 0)
    office.now += 6 * MINUTE
    await found.clock()
    assert await found.states() == ["unable", "chosen", "waiting"]
    assert (await found.stands(0)).person_id is None


async def test_where_somebody_was_stays_for_the_figures(office: Office) -> None:
    found = await chosen_and_waiting(office, starts_on=date(2026, 11, 28))
    await found.says(0, "yes")
    office.now = moment("2026-11-29 09:00")
    await erased(found, 0)
    assert (await found.states())[0] == "confirmed"


async def test_who_waits_to_be_erased_is_left_in_peace(office: Office) -> None:
    found = await choice(office, 3, 1)
    await found.mark(0, "chosen")
    await closed(found, 0, office.now + 72 * 60 * MINUTE)
    await found.send()
    assert [len(await found.told(n)) for n in range(3)] == [0, 1, 1]
    shown = await office.act(found.committee, choosing.page, found.one.id, choosing.ALL)
    assert [each.application.id for each in shown] == [each.id for each in found.applied[1:]]
    with pytest.raises(Refused, match=r"choose\.gone"):
        await office.act(found.committee, choosing.applicant, found.applied[0].id)


async def test_the_next_who_is_there_is_offered_the_place(office: Office) -> None:
    found = await chosen_and_waiting(office)
    await closed(found, 1, office.now + 72 * 60 * MINUTE)
    await found.says(0, "no")
    office.now += 6 * MINUTE
    await found.clock()
    assert await found.states() == ["unable", "waiting", "chosen"]
    assert len(await found.told(1)) == 1


async def test_whoever_is_to_be_called_is_on_a_list(office: Office) -> None:
    found = await choice(office, 15, 15)
    for n in range(15):
        await found.mark(n, "chosen")
    await found.send()
    await found.clock("2026-11-24 19:00")
    lists = [text for text in await office.told(found.committee) if "ditelepon" in text]
    assert [sum(f"(PLG-{n:06})" in text for text in lists) for n in range(1, 16)] == [1] * 15


async def test_staff_hear_at_once_of_a_chosen_one_whom_nothing_reaches(office: Office) -> None:
    found = await choice(office, 2, 2)
    await found.mark(0, "chosen")
    await found.mark(1, "chosen")
    await office.store.transact(lambda tx: contacts.set_reach(tx, found.applied[0].contact_id, "blocked"))
    await found.send()
    [told] = await office.told(found.committee)
    assert "Pelamar Rekaan 1 (PLG-000001)" in told and "tidak sampai" in told
    await found.clock("2026-11-24 19:00")
    call = (await office.told(found.committee))[-1]
    assert "- Pelamar Rekaan 1 (PLG-000001), Kriya (kerajinan), Seberang Ulu I, chat tidak bisa dijangkau" in call
    assert "- Pelamar Rekaan 2 (PLG-000002), Film, Animasi, Video, Ilir Barat II\n" in call
    assert "Titip pesan lewat komunitas" in call


async def test_on_its_day_one_may_still_say_so(office: Office) -> None:
    found = await chosen_and_waiting(office, starts_on=date(2026, 11, 28))
    await found.says(0, "yes")
    office.now = moment("2026-11-28 08:00")
    await found.says(0, "no")
    assert (await found.states())[0] == "unable"
    office.now = moment("2026-11-29 00:00")
    with pytest.raises(Refused, match=r"place\.over"):
        await found.says(0, "yes")


async def test_nobody_is_pressed_for_what_is_over(office: Office) -> None:
    found = await chosen_and_waiting(office, starts_on=date(2026, 11, 24))
    for text in ("2026-11-24 13:00", "2026-11-25 10:00", "2026-11-25 16:00", "2026-11-25 16:10"):
        await found.clock(text)
    assert (await found.states())[0] == "lapsed"
    assert len(await found.told(0)) == 2, "chosen, and half time on the day itself"


async def test_two_persons_of_one_chat(office: Office) -> None:
    """A chat that was told of both answers for both, whichever it speaks for now."""
    found = await choice(office, 2, 2)
    chat = found.applied[0].contact_id

    async def shared(tx: Tx) -> None:
        await people.unlink(tx, found.applied[1].contact_id, found.applied[1].person_id)
        await people.link(tx, chat, found.applied[1].person_id, office.now)

    await office.store.transact(shared)
    await found.mark(0, "chosen")
    await found.mark(1, "chosen")
    await found.send()
    first, second = await found.told(0)
    assert first.startswith("Untuk Pelamar Rekaan 1:\n") and second.startswith("✅ Kakak terpilih")
    for n in range(2):
        await office.act(Who(chat), placing.answer, found.applied[n].id, "yes", office.now)
    assert await found.states() == ["confirmed", "confirmed"]


async def test_the_waiting_list_is_read_by_rank(office: Office) -> None:
    found = await choice(office, 3, 0)
    for n in (2, 0, 1):
        await found.mark(n, "waiting")
    shown = await office.act(found.committee, choosing.page, found.one.id, choosing.WAITING)
    assert [each.number for each in shown] == ["PLG-000003", "PLG-000001", "PLG-000002"]


async def test_who_waits_where_a_place_is_free_hears_that_alone(office: Office) -> None:
    found = await choice(office, 4, 2)
    for n in (3, 2, 1, 0):
        await found.mark(n, "waiting")
    await found.send()
    assert await found.states() == ["waiting", "waiting", "chosen", "chosen"]
    assert [len(await found.told(n)) for n in range(4)] == [1] * 4
    assert "urutan 2" in (await found.told(0))[0] and "urutan 1" in (await found.told(1))[0]


async def test_who_still_waits_when_it_begins_hears_that_there_is_none(office: Office) -> None:
    found = await chosen_and_waiting(office, starts_on=date(2026, 12, 5))
    similar = {"id": "Panggung Serupa", "en": "Similar Stage"}
    await published(office.store, office.now, moment("2026-12-30 00:00"), "SRPA2", title=similar)
    await found.says(0, "yes")
    for text, n in (("2026-12-04 19:59", 0), ("2026-12-05 06:59", 0), ("2026-12-05 07:00", 2), ("2026-12-05 08:00", 0)):
        office.now = moment(text)
        assert await office.clock(place_clock.end_waiting) == n, text
        await found.clock()
    assert await found.states() == ["confirmed", "not_chosen", "not_chosen"]
    assert [len(await found.told(n)) for n in range(3)] == [1, 2, 2]
    assert "Alasan: tempatnya sudah penuh" in (await found.told(2))[1]
    assert "Panggung Serupa" in (await found.told(2))[1]
