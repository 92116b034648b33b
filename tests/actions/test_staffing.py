"""Roles: who may give and end them, what is kept of it, who is told."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from bot.actions import leave, reminding, sealing, staffing
from bot.actions.permitting import Actor
from bot.errors import Refused
from storage import audit, staff
from tests.actions.world import Office, moment

Act = Callable[[Actor, Any], Awaitable[Any]]
ACTS: dict[str, Act] = {
    "invite": lambda actor, row: staffing.invite(actor, "desk"),
    "officers": lambda actor, row: staffing.officers(actor),
    "extend": lambda actor, row: staffing.extend(actor, row, date(2026, 12, 31)),
    "end_role": lambda actor, row: leave.end_role(actor, row),
    "standing": lambda actor, row: sealing.standing(actor),
}


async def role_of(office: Office, contact_id: int) -> Any:
    held = await office.store.read(lambda tx: staff.holders(tx, office.now))
    return next(row for row in held if row["contact_id"] == contact_id)


@pytest.mark.parametrize("name", ACTS)
async def test_admins_may_and_nobody_else(office: Office, name: str) -> None:
    colleague, admin = await office.officer("desk"), await office.officer("admin")
    row = await role_of(office, colleague.contact_id)
    for roles in ((), ("viewer",), ("desk",), ("committee",), ("enumerator",), ("desk", "committee", "viewer")):
        with pytest.raises(Refused, match="not_allowed"):
            await office.act(await office.officer(*roles), ACTS[name], row)
    assert await office.act(admin, ACTS[name], row) is not None


async def test_every_change_of_a_role_is_in_the_audit(office: Office) -> None:
    colleague, admin = await office.officer("desk"), await office.officer("admin")
    row = await role_of(office, colleague.contact_id)
    await office.act(admin, staffing.extend, row, date(2026, 12, 31))
    row = await role_of(office, colleague.contact_id)
    assert row["until"] == moment("2027-01-01 00:00")
    await office.act(admin, leave.end_role, row)
    acts = await office.store.read(lambda tx: audit.of_subject(tx, "staff", row["id"]))
    assert [(act["actor"], act["action"]) for act in acts] == [
        (f"contact:{admin.contact_id}", "staff.extend"), (f"contact:{admin.contact_id}", "staff.end"),
    ]  # fmt: skip
    assert (acts[0]["before"], acts[0]["after"]) == ('{"until": null}', f'{{"until": {row["until"]}}}')
    assert f'"until": {office.now}' in acts[1]["after"]


async def test_ended_once(office: Office) -> None:
    colleague, admin = await office.officer("desk"), await office.officer("admin")
    row = await role_of(office, colleague.contact_id)
    assert [await office.act(admin, leave.end_role, row) for _ in range(2)] == [0, None]
    assert not await office.act(admin, staffing.extend, row, None)
    assert len(await office.told(colleague)) == 1


async def test_a_day_that_is_over_ends_no_role(office: Office) -> None:
    admin = await office.officer("admin")
    with pytest.raises(Refused, match="until_past"):
        await office.act(admin, staffing.invite, "desk", date(2026, 11, 23))
    assert await office.act(admin, staffing.invite, "desk", date(2026, 11, 24))


async def test_the_last_admin_may_go_where_the_settings_name_one(office: Office) -> None:
    admin = await office.officer("admin")
    row = await role_of(office, admin.contact_id)
    assert await office.act(admin, leave.end_role, row) == 0


async def test_a_last_day_that_is_over_is_told_kindly_once_in_working_hours(office: Office) -> None:
    colleague, other = await office.officer("committee", "viewer"), await office.officer()
    admin = await office.officer("admin")
    await office.act(admin, sealing.name, colleague.contact_id)
    await office.act(admin, staffing.extend, await role_of(office, colleague.contact_id), date(2026, 11, 28))
    for until in (moment("2026-11-29 00:00"), None):  # given anew: it has not ended
        await office.store.transact(lambda tx, u=until: staff.add(tx, other.contact_id, "desk", u, "cli", office.now))  # type: ignore[misc]
    for at, told in (
        ("2026-11-29 09:00", 0),
        ("2026-11-30 07:59", 0),
        ("2026-11-30 08:00", 1),
        ("2026-11-30 08:01", 0),
    ):
        office.now = moment(at)
        assert await office.clock(reminding.settle) == told, at
    (farewell,) = await office.told(colleague)
    assert farewell.startswith("Peran Kakak sebagai anggota komite di Kekraf Palembang sudah selesai.")
    assert await office.told(other) == []
    await office.store.transact(lambda tx: staff.add(tx, colleague.contact_id, "committee", None, "cli", office.now))
    assert await office.act(admin, sealing.standing) == []


async def test_who_was_told_by_hand_is_not_told_by_the_clock(office: Office) -> None:
    colleague, admin = await office.officer("desk"), await office.officer("admin")
    await office.act(admin, leave.end_role, await role_of(office, colleague.contact_id))
    office.now += 60_000
    await office.clock(reminding.settle)
    assert len(await office.told(colleague)) == 1
