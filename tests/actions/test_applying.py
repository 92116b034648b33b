"""Applying, on both databases: who comes first has a place, the quota holds, the deadline is that of the sender."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.actions import applying, drafts, place_clock, results
from bot.actions.applying import Filled
from bot.core.applications import Application
from bot.core.message import Attachment
from bot.core.opportunities import Opportunity
from bot.errors import Refused
from storage import applications, media, opportunities
from storage.media import Result
from storage.ports import Tx
from tests.actions.world import TUESDAY, Office, Who, moment
from tests.clock.world import Posted, send
from tests.offers import published

CLOSES = moment("2026-12-19 00:00")  # the 18th is the last day
ANSWERED = Filled(answers={"why": "suka"}, works=("https://contoh.example",), lacks=("NIB",))


async def out(office: Office, closes_at: int | None = CLOSES, **more: object) -> Opportunity:
    """A stage, as in `tests.offers`."""
    return await published(office.store, office.now, closes_at, **more)  # type: ignore[arg-type]


async def enter(office: Office, one: Opportunity, n: int) -> list[tuple[Who, Application]]:
    """So many people hand in, one after the other."""
    found = []
    for number in range(n):
        who = await office.requester(f"Yuk Contoh {number}")
        found.append((who, await office.act(who, applying.submit, one.id, ANSWERED, office.now)))
    return found


async def sent(office: Office, who: Who, event: str) -> str:
    """The id of a photo that somebody sent, which was kept under its name eight times over."""
    file = await send(office.store, Posted(who.contact_id, event, office.now, "photo", Attachment("ref")))
    await office.store.transact(lambda tx: media.settle(tx, file, Result("kept", "", f"{file}" * 8)))
    return str(file)


def states(entered: Sequence[tuple[Who, Application]]) -> list[tuple[str, int]]:
    return [(application.state, application.rank) for _, application in entered]


async def refusal(office: Office, who: Who, one: Opportunity, sent_at: int | None = None) -> str:
    """Why nothing can be handed in."""
    with pytest.raises(Refused) as refused:
        await office.act(who, applying.submit, one.id, ANSWERED, sent_at or office.now)
    return refused.value.key


async def ended(office: Office, one: Opportunity, at: int) -> None:
    """It was closed at a moment, by the clock or by hand."""

    async def work(tx: Tx) -> bool:
        found = await opportunities.by_id(tx, one.id)
        assert found is not None
        return await opportunities.save(tx, replace(found, state="closed", ended_at=at), at)

    assert await office.store.transact(work)


async def quota_is(office: Office, one: Opportunity, quota: int | None) -> None:
    """It has so many places from now on."""

    async def work(tx: Tx) -> bool:
        found = await opportunities.by_id(tx, one.id)
        assert found is not None
        return await opportunities.save(tx, replace(found, offer=replace(found.offer, quota=quota)), office.now)

    assert await office.store.transact(work)


class TestHandingIn:
    async def test_where_staff_choose_it_waits_for_them(self, office: Office) -> None:
        one = await out(office)
        [(who, found)] = await enter(office, one, 1)
        assert (found.state, found.submitted_at, found.chosen_at) == ("submitted", TUESDAY, None)
        assert (found.answers, found.lacks, found.works) == (
            {"why": "suka", "~lacks": ["NIB"]}, ("NIB",), ("https://contoh.example",),
        )  # fmt: skip
        assert (found.sub_sector, found.district) == ("fesyen", "16.71.01")
        mine = await office.act(who, applying.mine)
        assert [(each.id, its.id) for each, its in mine] == [(found.id, one.id)]

    async def test_who_comes_first_has_a_place(self, office: Office) -> None:
        one = await out(office, selection="first_come")  # two places
        entered = await enter(office, one, 4)
        assert states(entered) == [("confirmed", 0), ("confirmed", 0), ("waiting", 1), ("waiting", 2)]
        assert [found.first_time for _, found in entered] == [True, True, False, False]
        assert [await office.act(who, applying.position, found) for who, found in entered] == [0, 0, 1, 2]

    async def test_without_a_quota_everybody_has_one(self, office: Office) -> None:
        one = await out(office, selection="first_come", quota=None)
        assert states(await enter(office, one, 3)) == [("confirmed", 0)] * 3

    async def test_the_second_place_of_a_person_is_not_its_first(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        [(who, _)] = await enter(office, one, 1)
        other = await out(office, code="CNTH8", selection="first_come")
        assert not (await office.act(who, applying.submit, other.id, ANSWERED, office.now)).first_time

    async def test_handing_in_again_changes_the_words_and_keeps_the_place(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 3)
        for who, before in entered:
            after = await office.act(who, applying.submit, one.id, Filled(answers={"why": "rindu"}), office.now)
            assert (after.id, after.state, after.rank, after.answers) == (
                before.id, before.state, before.rank, {"why": "rindu"},
            )  # fmt: skip

    @pytest.mark.parametrize("state", ["chosen", "not_chosen", "lapsed", "unable", "waiting"])
    async def test_what_its_applicant_was_told_stays(self, office: Office, state: str) -> None:
        one = await out(office)
        [(who, found)] = await enter(office, one, 1)
        told = replace(found, state=state, told_at=office.now)  # type: ignore[arg-type]
        await office.store.transact(lambda tx: applications.save(tx, told, office.now))
        assert await refusal(office, who, one) == "apply.decided"

    @pytest.mark.parametrize("state", ["chosen", "not_chosen", "waiting"])
    async def test_what_staff_marked_and_told_nobody_hinders_nothing(self, office: Office, state: str) -> None:
        one = await out(office)
        [(who, found)] = await enter(office, one, 1)
        marked = replace(found, state=state, rank=3, decline="theme", words="rahasia")  # type: ignore[arg-type]
        await office.store.transact(lambda tx: applications.save(tx, marked, office.now))
        changed = await office.act(who, applying.submit, one.id, Filled(answers={"why": "rindu"}), office.now)
        assert (changed.state, changed.known, changed.rank) == (state, "submitted", 3)
        await office.act(who, applying.withdraw, found.id, office.now)
        again = await office.act(who, applying.submit, one.id, ANSWERED, office.now)
        assert (again.state, again.rank, again.decline, again.words) == ("submitted", 0, "", "")

    async def test_what_is_looked_at_may_be_changed(self, office: Office) -> None:
        one = await out(office)
        [(who, found)] = await enter(office, one, 1)
        await office.store.transact(lambda tx: applications.save(tx, replace(found, state="shortlisted"), office.now))
        again = await office.act(who, applying.submit, one.id, Filled(), office.now)
        assert (again.state, again.works) == ("shortlisted", ())

    async def test_strangers_register_first(self, office: Office) -> None:
        one = await out(office)
        assert await refusal(office, await office.stranger(), one) == "apply.unregistered"
        assert await refusal(office, await office.requester(), replace(one, id=one.id + 1)) == "apply.unknown"

    @pytest.mark.parametrize(("via", "reason"), [("link", "apply.by_link"), ("desk", "apply.by_desk")])
    async def test_elsewhere(self, office: Office, via: str, reason: str) -> None:
        one = await out(office, apply_via=via)
        assert await refusal(office, await office.requester(), one) == reason

    async def test_a_district_sends_as_many_as_it_may(self, office: Office) -> None:
        one = await out(office, per_district=2)
        entered = await enter(office, one, 2)
        late = await office.requester()
        assert await refusal(office, late, one) == "apply.district_full"
        await office.act(entered[0][0], applying.submit, one.id, ANSWERED, office.now)
        await office.act(entered[0][0], applying.withdraw, entered[0][1].id, office.now)
        assert (await office.act(late, applying.submit, one.id, ANSWERED, office.now)).state == "submitted"


class TestTheDeadline:
    @pytest.mark.parametrize(
        ("sent", "closed", "taken"),
        [
            (CLOSES - 1, None, True), (CLOSES, None, False), (CLOSES - 1, CLOSES, True), (CLOSES - 1, CLOSES + 5, True),
            (CLOSES - 1, CLOSES - 60_000, False), (CLOSES + 1, CLOSES, False),
        ],
    )  # fmt: skip
    async def test_counts_when_it_was_sent(self, office: Office, sent: int, closed: int | None, taken: bool) -> None:
        one = await out(office)
        who = await office.requester()
        if closed is not None:
            await ended(office, one, closed)
        office.now = CLOSES + 3_600_000
        if taken:
            assert (await office.act(who, applying.submit, one.id, ANSWERED, sent)).state == "submitted"
        else:
            assert await refusal(office, who, one, sent) == "apply.closed"

    async def test_nothing_is_taken_that_claims_to_be_older_than_a_day(self, office: Office) -> None:
        one = await out(office)
        who = await office.requester()
        office.now = CLOSES + 86_400_000
        assert await refusal(office, who, one, CLOSES - 1) == "apply.closed"
        office.now -= 1
        assert (await office.act(who, applying.submit, one.id, ANSWERED, CLOSES - 1)).state == "submitted"

    async def test_a_cancelled_one_takes_nothing(self, office: Office) -> None:
        one = await out(office)
        await office.store.transact(lambda tx: opportunities.save(tx, replace(one, state="cancelled"), office.now))
        assert await refusal(office, await office.requester(), one) == "apply.closed"

    async def test_without_one_it_is_open(self, office: Office) -> None:
        one = await out(office, None)
        office.now += 400 * 86_400_000
        assert states(await enter(office, one, 1)) == [("submitted", 0)]


class TestTakingBack:
    async def test_the_next_in_rank_has_the_place_and_is_told(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 4)
        await office.act(entered[0][0], applying.withdraw, entered[0][1].id, office.now)
        gone = await office.act(entered[0][0], applying.own, entered[0][1].id)
        assert (gone.state, gone.answers, gone.works, gone.confirmed_at) == ("withdrawn", {}, (), None)
        assert await office.store.read(lambda tx: applications.counts(tx, one.id)) == {
            "confirmed": 2, "waiting": 1, "withdrawn": 1,
        }  # fmt: skip
        assert "sekarang mendapat tempat" in (await office.told(entered[2][0]))[-1]
        assert await office.told(entered[3][0]) == []

    async def test_no_place_is_passed_on_that_is_one_too_many(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 3)
        await quota_is(office, one, 1)
        await office.act(entered[0][0], applying.withdraw, entered[0][1].id, office.now)
        assert await office.store.read(lambda tx: applications.counts(tx, one.id)) == {
            "confirmed": 1, "waiting": 1, "withdrawn": 1,
        }  # fmt: skip

    async def test_in_the_night_nobody_is_told_of_a_place(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 3)
        office.now = moment("2026-11-24 23:00")
        await office.act(entered[0][0], applying.withdraw, entered[0][1].id, office.now)
        assert await office.told(entered[2][0]) == []
        office.now = moment("2026-11-25 07:00")
        await office.clock(place_clock.fill)
        assert "Kakak terpilih" in (await office.told(entered[2][0]))[0]

    async def test_who_waits_comes_before_who_is_new(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 3)
        office.now = moment("2026-11-24 21:00")
        await quota_is(office, one, 3)
        [(new, found)] = await enter(office, one, 1)
        assert (found.state, await office.act(new, applying.position, found)) == ("waiting", 2)
        office.now = moment("2026-11-25 07:00")
        for job in (place_clock.fill, results.tell):
            await office.clock(job)
        assert [(await office.act(who, applying.own, each.id)).state for who, each in [*entered, (new, found)]] == [
            "confirmed", "confirmed", "chosen", "waiting",
        ]  # fmt: skip

    async def test_without_any_quota_who_waits_is_asked(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 4)
        await quota_is(office, one, None)
        assert states(await enter(office, one, 1)) == [("confirmed", 0)]
        await office.clock(place_clock.fill)
        assert [(await office.act(who, applying.own, each.id)).state for who, each in entered] == [
            "confirmed", "confirmed", "chosen", "chosen",
        ]  # fmt: skip

    async def test_who_waits_leaves_no_place(self, office: Office) -> None:
        one = await out(office, selection="first_come")
        entered = await enter(office, one, 4)
        await office.act(entered[2][0], applying.withdraw, entered[2][1].id, office.now)
        last = await office.act(entered[3][0], applying.own, entered[3][1].id)
        assert (last.state, await office.act(entered[3][0], applying.position, last)) == ("waiting", 1)
        assert await office.told(entered[3][0]) == []

    async def test_one_may_come_back(self, office: Office) -> None:
        one = await out(office)
        [(who, found)] = await enter(office, one, 1)
        await office.act(who, applying.withdraw, found.id, office.now)
        assert await office.act(who, applying.mine) == []
        again = await office.act(who, applying.submit, one.id, ANSWERED, office.now)
        assert (again.id, again.state) == (found.id, "submitted")

    async def test_whoever_comes_back_is_told_like_everybody(self, office: Office) -> None:
        one = await out(office)
        [(who, found)] = await enter(office, one, 1)
        waits = replace(found, state="waiting", rank=1, told_at=office.now, warned_at=office.now)
        await office.store.transact(lambda tx: applications.save(tx, waits, office.now))
        await office.act(who, applying.withdraw, found.id, office.now)
        again = await office.act(who, applying.submit, one.id, ANSWERED, office.now)
        assert (again.state, again.told_at, again.warned_at) == ("submitted", None, None)

    async def test_not_after_the_deadline_nor_anothers(self, office: Office) -> None:
        one = await out(office)
        [(who, found), (other, _)] = await enter(office, one, 2)
        with pytest.raises(Refused, match="unknown"):
            await office.act(other, applying.withdraw, found.id, office.now)
        office.now = CLOSES
        with pytest.raises(Refused, match="too_late"):
            await office.act(who, applying.withdraw, found.id, CLOSES)
        await office.act(who, applying.withdraw, found.id, CLOSES - 1)
        assert (await office.act(who, applying.own, found.id)).state == "withdrawn"

    async def test_its_files_go_but_those_sent_with_another(self, office: Office) -> None:
        one, other = await out(office), await out(office, code="CNTH8")
        who = await office.requester()
        first, second = [await sent(office, who, event) for event in ("a", "b")]
        both = Filled(answers={"demo": [second]}, works=(first,))
        found = await office.act(who, applying.submit, one.id, both, office.now)
        await office.act(who, applying.submit, other.id, Filled(works=(first,)), office.now)
        assert await office.act(who, applying.withdraw, found.id, office.now) == [second * 8]
        assert [str(row["id"]) for row in await office.sql("SELECT id FROM media")] == [first]


class TestDrafts:
    async def begun(self, office: Office, one: Opportunity) -> Who:
        who = await office.requester()
        await office.act(who, applying.begin, one)
        return who

    async def reminded(self, office: Office, who: Who, at: str) -> int:
        """How many reminders somebody has by then, the clock looking twice."""
        office.now = moment(at)
        for _ in range(2):
            await office.clock(drafts.remind)
        return len(await office.told(who))

    async def test_are_called_to_mind_three_days_and_one_before(self, office: Office) -> None:
        one = await out(office)
        who = await self.begun(office, one)
        for at, n in (
            ("2026-12-14 12:00", 0), ("2026-12-15 08:59", 0), ("2026-12-15 09:00", 1), ("2026-12-16 12:00", 1),
            ("2026-12-17 08:00", 1), ("2026-12-17 17:29", 2), ("2026-12-18 10:00", 2), ("2026-12-19 10:00", 2),
        ):  # fmt: skip
            assert await self.reminded(office, who, at) == n, at
        assert "belum dikirim. Tenggatnya Jumat, 18 Desember" in (await office.told(who))[0]

    async def test_once_where_the_bot_slept(self, office: Office) -> None:
        who = await self.begun(office, await out(office))
        assert await self.reminded(office, who, "2026-12-17 18:00") == 0
        assert await self.reminded(office, who, "2026-12-18 09:00") == 1

    async def test_not_on_the_day_they_were_begun(self, office: Office) -> None:
        one = await out(office)
        office.now = moment("2026-12-15 08:00")
        who = await self.begun(office, one)
        assert await self.reminded(office, who, "2026-12-15 12:00") == 0
        assert await self.reminded(office, who, "2026-12-17 12:00") == 1

    async def test_not_what_is_handed_in(self, office: Office) -> None:
        one = await out(office)
        [(who, _)] = await enter(office, one, 1)
        other = await self.begun(office, one)
        assert await self.reminded(office, who, "2026-12-15 12:00") == 0
        assert len(await office.told(other)) == 1

    async def test_keep_what_they_have(self, office: Office) -> None:
        one = await out(office, last_day=date(2026, 12, 18))
        who = await self.begun(office, one)
        await office.act(who, applying.keep, one.id, ANSWERED)
        kept = await office.act(who, applying.begin, one)
        assert (kept.state, kept.answers["why"], kept.works) == ("draft", "suka", ANSWERED.works)
        await office.act(who, applying.submit, one.id, ANSWERED, office.now)
        await office.act(who, applying.keep, one.id, Filled())
        assert (await office.act(who, applying.begin, one)).works == ANSWERED.works


async def test_works_are_offered_again(office: Office) -> None:
    one, other = await out(office), await out(office, code="CNTH8")
    [(who, _)] = await enter(office, one, 1)
    assert await office.act(who, applying.known_works, other) == ANSWERED.works
    assert await office.act(who, applying.known_works, one) == ()
    assert await office.act(await office.stranger(), applying.known_works, one) == ()
