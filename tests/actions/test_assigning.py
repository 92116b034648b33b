"""Who does it: taken, given, given back; leave and the end of a role."""

import asyncio
from datetime import date

import pytest

from bot.actions import assigning, leave, reminding
from bot.errors import Refused
from storage import staff
from tests.actions.world import Office, moment


async def test_one_of_two_who_take_it_has_it(office: Office) -> None:
    officers = [await office.officer("desk"), await office.officer("desk")]
    request = await office.file(await office.requester())
    seen = await office.seen(request)
    ends = await asyncio.gather(*(office.act(o, assigning.claim, seen) for o in officers), return_exceptions=True)
    lost = [end for end in ends if isinstance(end, Refused)]
    assert [each.key for each in lost] == ["request.stale.did"]
    assert str(lost[0].values["did"]) == "request.did.claim"


async def test_desk_takes_nothing_from_others_the_committee_may(office: Office) -> None:
    first, second, committee = (
        await office.officer("desk"),
        await office.officer("desk"),
        await office.officer("committee"),
    )
    request = await office.file(await office.requester())
    taken = await office.act(first, assigning.claim, await office.seen(request))
    assert (taken.assignee_id, taken.state) == (first.contact_id, "under_review")
    with pytest.raises(Refused, match="taken"):
        await office.act(second, assigning.claim, await office.seen(request))
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(second, assigning.assign, await office.seen(request), second.contact_id)
    moved = await office.act(committee, assigning.assign, await office.seen(request), second.contact_id)
    assert moved.assignee_id == second.contact_id


@pytest.mark.parametrize("roles", [(), ("viewer",), ("admin",), ("enumerator",)])
async def test_only_who_may_answer_is_given_any(office: Office, roles: tuple[str, ...]) -> None:
    committee, other = await office.officer("committee"), await office.officer(*roles)
    request = await office.file(await office.requester())
    with pytest.raises(Refused, match="no_officer"):
        await office.act(committee, assigning.assign, await office.seen(request), other.contact_id)
    assert (
        await office.act(committee, assigning.claim, await office.seen(request))
    ).assignee_id == committee.contact_id


async def test_leave_gives_everything_back_and_takes_nothing(office: Office) -> None:
    officer, committee = await office.officer("desk"), await office.officer("committee")
    for _ in range(3):
        request = await office.file(await office.requester())
        await office.act(officer, assigning.claim, await office.seen(request))
    assert await office.act(officer, leave.take, date(2026, 11, 30)) == 3
    assert await office.act(committee, leave.away) == {officer.contact_id: moment("2026-12-01 00:00")}
    with pytest.raises(Refused, match="officer_away"):
        await office.act(committee, assigning.assign, await office.seen(request), officer.contact_id)
    assert await office.act(officer, leave.back)
    given = await office.act(committee, assigning.assign, await office.seen(request), officer.contact_id)
    assert given.assignee_id == officer.contact_id


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2028, 1, 1)])
async def test_leave_has_an_end(office: Office, day: date) -> None:
    with pytest.raises(Refused, match="leave_day"):
        await office.act(await office.officer("desk"), leave.take, day)


async def test_the_end_of_a_role_gives_work_back(office: Office) -> None:
    admin, officer = await office.officer("admin"), await office.officer("desk", "committee")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    roles = [r for r in await office.store.read(lambda tx: staff.holders(tx, office.now)) if r["role"] != "admin"]
    assert [await office.act(admin, leave.end_role, role) for role in roles] == [0, 1]
    assert (await office.request(request.id)).assignee_id is None
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(officer, leave.end_role, roles[0])


async def test_so_does_an_end_date_that_passes(office: Office) -> None:
    officer = await office.officer("desk")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    await office.sql(f"UPDATE staff SET until = {office.now + 1} RETURNING id")  # noqa: S608
    assert await office.clock(reminding.settle) == 0
    office.now += 1
    assert await office.clock(reminding.settle) == 2  # its work is free, and it is told
    assert (await office.request(request.id)).assignee_id is None


async def test_handing_over(office: Office) -> None:
    admin, officer, other = await office.officer("admin"), await office.officer("desk"), await office.officer("desk")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    assert await office.act(admin, assigning.hand_over, officer.contact_id, other.contact_id) == 1
    assert (await office.request(request.id)).assignee_id == other.contact_id


async def test_giving_back(office: Office) -> None:
    officer, other = await office.officer("desk"), await office.officer("desk")
    request = await office.file(await office.requester())
    await office.act(officer, assigning.claim, await office.seen(request))
    with pytest.raises(Refused, match="not_allowed"):
        await office.act(other, assigning.release, await office.seen(request))
    assert (await office.act(officer, assigning.release, await office.seen(request))).assignee_id is None
