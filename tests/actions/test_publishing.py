"""The life of an opportunity: four eyes, a third pair for a fee, back to its author, and what ends it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.actions import contests, publishing
from bot.core.applications import Application, State
from bot.core.contests import Placed, Results
from bot.core.opportunities import Offer, Opportunity, Requirement
from bot.errors import Refused
from storage import applications, people, staff
from tests.actions.offering import COMPLETE, drafted, out, seen, stands, submitted
from tests.actions.world import Office, Who, moment

PAID = replace(COMPLETE, fee_idr=50_000)


async def members(office: Office, count: int) -> list[Who]:
    """Members of the committee."""
    return [await office.officer("committee") for _ in range(count)]


async def test_from_nothing_to_published(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await drafted(office, officer)
    assert (one.state, one.closes_at, len(one.code)) == ("draft", moment("2026-12-19 00:00"), 5)
    one = await office.act(officer, publishing.submit, seen(one))
    assert (await office.told(member))[-1].startswith("Perlu ditinjau: *Slot Panggung Contoh*")
    one = await office.act(member, publishing.approve, seen(one))
    kept = await stands(office, one)
    assert kept == one
    assert (kept.state, kept.published_at) == ("published", office.now)
    assert (kept.submitted_by, kept.approved_by) == (f"contact:{officer.contact_id}", f"contact:{member.contact_id}")
    assert (await office.told(officer))[-1].startswith("✅ *Slot Panggung Contoh*")


async def test_whoever_wrote_or_handed_it_in_does_not_approve(office: Office) -> None:
    author, other, third = await members(office, 3)
    one = await drafted(office, author)
    one = await office.act(other, publishing.submit, seen(one))
    for who in (author, other):
        with pytest.raises(Refused, match=r"offer\.own"):
            await office.act(who, publishing.approve, seen(one))
    assert (await office.act(third, publishing.approve, seen(one))).state == "published"


async def test_nor_does_whoever_wrote_in_the_draft(office: Office) -> None:
    officer, (wrote, other) = await office.officer("desk"), await members(office, 2)
    one = await office.act(
        wrote, publishing.edit, seen(await drafted(office, officer)), replace(COMPLETE, place="Lain")
    )
    one = await office.act(officer, publishing.submit, seen(one))
    assert len([text for text in await office.told(wrote) if text.startswith("Perlu ditinjau")]) == 0
    with pytest.raises(Refused, match=r"offer\.own"):
        await office.act(wrote, publishing.approve, seen(one))
    assert (await office.act(other, publishing.approve, seen(one))).state == "published"


async def test_nor_from_another_chat_of_the_same_person(office: Office) -> None:
    author, same, other = await office.requester(), await office.requester(), await office.officer("committee")
    for who in (author, same):
        await office.store.transact(lambda tx, id=who.contact_id: staff.add(tx, id, "committee", None, "cli", 1))  # type: ignore[misc]
    one = await submitted(office, author)
    person = await office.sql(f"SELECT person_id FROM contact_person WHERE contact_id = {author.contact_id}")  # noqa: S608
    await office.store.transact(lambda tx: people.link(tx, same.contact_id, person[0]["person_id"], office.now))
    with pytest.raises(Refused, match=r"offer\.own"):
        await office.act(same, publishing.approve, seen(one))
    assert (await office.act(other, publishing.approve, seen(one))).state == "published"


async def test_a_fee_needs_a_third_person(office: Office) -> None:
    officer, (first, second) = await office.officer("desk"), await members(office, 2)
    one = await submitted(office, officer, PAID)
    with pytest.raises(Refused, match=r"offer\.not_approved"):
        await office.act(second, publishing.approve_fee, seen(one))
    one = await office.act(first, publishing.approve, seen(one))
    assert one.state == "in_review"
    assert "memungut biaya" in (await office.told(second))[-1]
    with pytest.raises(Refused, match=r"offer\.own_fee"):
        await office.act(first, publishing.approve_fee, seen(one))
    with pytest.raises(Refused, match=r"offer\.approved"):
        await office.act(second, publishing.approve, seen(one))
    one = await office.act(second, publishing.approve_fee, seen(one))
    assert (one.state, one.fee_approved_by) == ("published", f"contact:{second.contact_id}")


async def test_what_is_edited_in_review_is_approved_anew_by_somebody_else(office: Office) -> None:
    officer, (first, second) = await office.officer("desk"), await members(office, 2)
    one = await office.act(first, publishing.approve, seen(await submitted(office, officer, PAID)))
    one = await office.act(second, publishing.edit, seen(one), replace(PAID, fee_idr=75_000))
    assert (one.state, one.approved_by, one.submitted_by) == ("in_review", "", f"contact:{second.contact_id}")
    with pytest.raises(Refused, match=r"offer\.own"):
        await office.act(second, publishing.approve, seen(one))
    assert (await office.act(first, publishing.approve, seen(one))).approved_by == f"contact:{first.contact_id}"


@pytest.mark.parametrize("role", ["desk", "admin", "viewer", None])
async def test_only_the_committee_publishes(office: Office, role: str | None) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    who = await office.officer(role) if role else await office.requester()
    one = await submitted(office, officer)
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(who, publishing.approve, seen(one))
    assert (await office.act(member, publishing.approve, seen(one))).state == "published"


@pytest.mark.parametrize("role", ["admin", "viewer", None])
async def test_only_the_desk_and_the_committee_write(office: Office, role: str | None) -> None:
    officer = await office.officer("desk")
    who = await office.officer(role) if role else await office.requester()
    with pytest.raises(Refused, match="not_allowed"):
        await drafted(office, who)
    one = await drafted(office, officer)
    for act in (publishing.submit, publishing.drop):
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(who, act, seen(one))
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(who, publishing.worked_on)
    assert await office.act(officer, publishing.worked_on) == [one]


async def test_what_lacks_is_not_handed_in(office: Office) -> None:
    officer = await office.officer("desk")
    one = await drafted(office, officer, Offer(kind="open-call", title={"id": "Contoh"}))
    with pytest.raises(Refused, match=r"offer\.lacking") as caught:
        await office.act(officer, publishing.submit, seen(one))
    assert caught.value.values == {"n": 8}
    assert publishing.lacking(await _actor(office, officer), one)[-1] == "own.ip_terms"
    one = await office.act(officer, publishing.edit, seen(one), COMPLETE)
    assert (await office.act(officer, publishing.submit, seen(one))).state == "in_review"


async def _actor(office: Office, who: Any) -> Any:
    async def itself(actor: Any) -> Any:
        return actor

    return await office.act(who, itself)


async def test_a_last_day_that_is_over_is_not_published(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await submitted(office, officer)
    office.now = moment("2026-12-19 08:00")
    with pytest.raises(Refused, match=r"offer\.lacking"):
        await office.act(member, publishing.approve, seen(one))
    office.now = moment("2026-12-18 23:59")
    assert (await office.act(member, publishing.approve, seen(one))).state == "published"


async def test_back_to_its_author_with_words(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await submitted(office, officer)
    with pytest.raises(Refused, match=r"offer\.no_words"):
        await office.act(member, publishing.reject, seen(one), "  ")
    one = await office.act(member, publishing.reject, seen(one), "Tempatnya di mana?")
    assert (one.state, one.reason) == ("draft", "Tempatnya di mana?")
    assert (await office.told(officer))[-1].endswith("Tempatnya di mana?")
    one = await office.act(officer, publishing.submit, seen(one))
    assert (one.state, one.reason) == ("in_review", "")


async def test_whoever_comes_second_is_told_so(office: Office) -> None:
    officer, (member, other) = await office.officer("desk"), await members(office, 2)
    one = await submitted(office, officer)
    after = await office.act(member, publishing.approve, seen(one))
    with pytest.raises(Refused, match=r"offer\.stale"):
        await office.act(other, publishing.reject, seen(one), "Kurang jelas.")
    with pytest.raises(Refused, match=r"offer\.state"):
        await office.act(other, publishing.reject, seen(after), "Kurang jelas.")
    assert (await stands(office, one)).state == "published"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"starts_on": date(2027, 1, 9), "ends_on": date(2027, 1, 8)}, "offer.disorder"),
        ({"opens_on": date(2026, 12, 20)}, "offer.disorder"),
        ({"title": {"id": "x" * 81}}, "offer.long"),
        ({"benefits": ("x",) * 13}, "offer.long"),
        ({"summary": {"id": "Hubungi 0812-3456-7890"}}, "offer.private"),
        ({"requirements": (Requirement(text="WA 081234567890"),)}, "offer.private"),
        ({"fields": {"jury": "Bang 0812 3456 7890"}}, "offer.private"),
        ({"results_on": date(2026, 12, 17)}, "offer.disorder"),
        ({"quota": 0}, "offer.number"),
        ({"fee_idr": -1}, "offer.number"),
    ],
)
async def test_what_may_not_be_kept(office: Office, change: dict[str, Any], key: str) -> None:
    officer = await office.officer("desk")
    one = await drafted(office, officer)
    with pytest.raises(Refused, match=key):
        await office.act(officer, publishing.edit, seen(one), replace(COMPLETE, **change))
    assert (
        await office.act(officer, publishing.edit, seen(one), replace(COMPLETE, place="Lain"))
    ).offer.place == "Lain"


async def test_a_copy_has_no_days(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    old = await out(office, officer, member)
    one = await office.act(officer, publishing.copy, old.id)
    assert (one.state, one.closes_at, one.offer.last_day, one.offer.starts_on) == ("draft", None, None, None)
    assert (one.offer.title, one.offer.fields) == (old.offer.title, old.offer.fields)
    assert one.code != old.code


async def test_the_newest_is_copied_first(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    made = [await out(office, officer, member) for _ in range(2)]
    await drafted(office, officer)
    assert await office.act(officer, publishing.to_copy) == made[::-1]


async def test_recalled_it_is_put_right_and_published_anew_as_of_then(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await out(office, officer, member)
    first = office.now
    office.now += 60_000
    one = await office.act(member, publishing.recall, seen(one))
    assert one.state == "draft"
    with pytest.raises(Refused, match=r"offer\.was_out"):
        await office.act(officer, publishing.drop, seen(one))
    one = await office.act(officer, publishing.submit, seen(one))
    one = await office.act(member, publishing.approve, seen(one))
    assert (one.state, one.published_at) == ("published", first)


async def test_more_time_opens_what_was_closed(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await out(office, officer, member)
    one = await office.act(member, publishing.close, seen(one))
    assert (one.state, one.ended_at) == ("closed", office.now)
    with pytest.raises(Refused, match=r"offer\.no_later"):
        await office.act(member, publishing.extend, seen(one), date(2026, 12, 18))
    one = await office.act(member, publishing.extend, seen(one), date(2026, 12, 20))
    assert (one.state, one.ended_at, one.closes_at) == ("published", None, moment("2026-12-21 00:00"))


async def test_what_was_recalled_may_still_be_cancelled_and_no_other_draft(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await office.act(member, publishing.recall, seen(await out(office, officer, member)))
    with pytest.raises(Refused, match=r"offer\.state"):
        await office.act(member, publishing.cancel, seen(await drafted(office, officer)), "Batal.")
    assert (await office.act(member, publishing.cancel, seen(one), "Batal.")).state == "cancelled"


async def _applied(office: Office, one: Opportunity, state: State) -> None:
    who = await office.requester()
    made = Application(id=0, opportunity_id=one.id, person_id=None, contact_id=who.contact_id, state=state)
    await office.store.transact(lambda tx: applications.add(tx, made, office.now))


async def test_there_cannot_be_fewer_places_than_were_given(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await out(office, officer, member)
    states: tuple[State, ...] = ("chosen", "confirmed", "waiting")
    for state in states:
        await _applied(office, one, state)
    one = await office.act(member, publishing.recall, seen(one))
    with pytest.raises(Refused, match=r"offer\.seats_held") as caught:
        await office.act(officer, publishing.edit, seen(one), replace(one.offer, quota=1))
    assert caught.value.values == {"n": 2}
    assert (await office.act(officer, publishing.edit, seen(one), replace(one.offer, quota=2))).offer.quota == 2


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"place": "Lain"}, None),
        ({"last_day": date(2026, 12, 1)}, None),
        ({"last_day": date(2026, 11, 1)}, r"offer\.lacking"),
        ({"last_day": None}, r"offer\.lacking"),
        ({"starts_on": date(2027, 1, 9), "ends_on": date(2027, 1, 8)}, r"offer\.disorder"),
        ({"fee_idr": 50_000}, r"offer\.only_days"),
        ({"quota": 1}, r"offer\.only_days"),
    ],
)
async def test_days_and_place_alone_change_while_it_is_out(
    office: Office, change: dict[str, Any], key: str | None
) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await out(office, officer, member)
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(officer, publishing.amend, seen(one), replace(one.offer, **change))
    if key is not None:
        with pytest.raises(Refused, match=key):
            await office.act(member, publishing.amend, seen(one), replace(one.offer, **change))
        return
    after = await office.act(member, publishing.amend, seen(one), replace(one.offer, **change))
    assert (after.state, {name: getattr(after.offer, name) for name in change}) == ("published", change)


async def test_more_time_ends_with_the_results(office: Office) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await office.act(member, publishing.close, seen(await out(office, officer, member)))
    one = await office.act(member, contests.publish, seen(one), Results((Placed(place=1, name="Contoh"),)))
    with pytest.raises(Refused, match=r"offer\.state"):
        await office.act(member, publishing.extend, seen(one), date(2026, 12, 20))
    after = await office.act(member, publishing.amend, seen(one), replace(one.offer, place="Lain"))
    assert (after.state, after.offer.place) == ("closed", "Lain")


@pytest.mark.parametrize("act", [publishing.recall, publishing.close])
async def test_the_desk_ends_nothing_that_is_out(office: Office, act: Callable[..., Any]) -> None:
    officer, member = await office.officer("desk"), await office.officer("committee")
    one = await out(office, officer, member)
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(officer, act, seen(one))
    assert (await office.act(member, act, seen(one))).state in ("draft", "closed")


async def test_the_audit_names_what_changed_and_no_words(office: Office) -> None:
    officer = await office.officer("desk")
    one = await drafted(office, officer)
    await office.act(officer, publishing.edit, seen(one), replace(COMPLETE, place="Rahasia", fee_idr=5))
    rows = await office.sql("SELECT action, before, after FROM audit WHERE subject = 'opportunities' ORDER BY id")
    assert [row["action"] for row in rows] == ["offer.draft", "offer.edit"]
    assert rows[1]["after"] == '{"fee_idr": 5, "offer": ["place", "fee_idr"]}'
