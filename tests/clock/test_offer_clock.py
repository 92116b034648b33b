"""Opportunities whose time has come: closed with the last day, archived 90 days after the event, a cancelling told."""

from dataclasses import replace

import pytest

from bot.actions import offer_clock, publishing
from bot.clock import Clock
from bot.core.applications import Application, State
from bot.core.opportunities import Opportunity
from bot.desk_clock import desk_jobs
from bot.filing import Files
from storage import applications
from storage.ports import Store
from tests.actions.offering import COMPLETE, out, seen, stands
from tests.actions.world import Office, Who, moment
from tests.clock.world import HOUSE, Time


@pytest.fixture
def office(store: Store) -> Office:
    """An office over an empty store."""
    return Office(store)


def clock(store: Store, time: Time, files: Files) -> Clock:
    """A clock of a process that has just begun."""
    return Clock(store, HOUSE, time, files, desk_jobs(store, HOUSE, time))


async def at(store: Store, time: Time, files: Files, text: str) -> None:
    """A process that has just begun looks at that moment."""
    time.at = moment(text)
    await clock(store, time, files).tick()


async def stage(office: Office) -> tuple[Opportunity, Who]:
    """Something published that closes on 18 December 2026, and a member of the committee."""
    member = await office.officer("committee")
    return await out(office, await office.officer("desk"), member), member


async def test_it_closes_with_its_last_day(office: Office, store: Store, time: Time, files: Files) -> None:
    one, _ = await stage(office)
    await at(store, time, files, "2026-12-18 23:59")
    assert (await stands(office, one)).state == "published"
    await at(store, time, files, "2026-12-19 00:00")
    await at(store, time, files, "2026-12-19 00:01")
    after = await stands(office, one)
    assert (after.state, after.ended_at, after.version) == ("closed", moment("2026-12-19 00:00"), one.version + 1)


async def test_one_that_was_missed_closes_as_of_its_last_day(
    office: Office, store: Store, time: Time, files: Files
) -> None:
    one, _ = await stage(office)
    await at(store, time, files, "2026-12-25 10:00")
    assert (await stands(office, one)).ended_at == moment("2026-12-19 00:00")


async def test_it_is_archived_after_90_days(office: Office, store: Store, time: Time, files: Files) -> None:
    one, _ = await stage(office)
    await at(store, time, files, "2026-12-19 00:00")
    for look, state in (
        ("2027-03-19 00:00", "closed"),
        ("2027-04-09 23:59", "closed"),
        ("2027-04-10 00:00", "archived"),
    ):
        await at(store, time, files, look)
        assert (await stands(office, one)).state == state, look


async def test_what_has_no_event_is_archived_90_days_after_it_closed(
    office: Office, store: Store, time: Time, files: Files
) -> None:
    offer = replace(COMPLETE, starts_on=None, ends_on=None)
    one = await out(office, await office.officer("desk"), await office.officer("committee"), offer)
    for look, state in (("2027-03-18 23:59", "closed"), ("2027-03-19 00:00", "archived")):
        await at(store, time, files, look)
        assert (await stands(office, one)).state == state, look


async def applied(office: Office, one: Opportunity, state: State) -> tuple[Who, Application]:
    """Somebody's application in a state."""
    who = await office.requester()
    found = await office.sql(f"SELECT person_id FROM contact_person WHERE contact_id = {who.contact_id}")  # noqa: S608
    begun = Application(
        id=0, opportunity_id=one.id, person_id=found[0]["person_id"], contact_id=who.contact_id, state=state
    )
    made = await office.store.transact(lambda tx: applications.add(tx, begun, office.now))
    assert made is not None
    return who, made


async def test_whoever_applied_is_told_of_a_cancelling_once(
    office: Office, store: Store, time: Time, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer_clock, "BATCH", 2)
    one, member = await stage(office)
    states: tuple[State, ...] = ("draft", "submitted", "waiting", "confirmed", "withdrawn", "unable")
    people = {state: await applied(office, one, state) for state in states}
    await office.act(member, publishing.cancel, seen(one), "Gedungnya direnovasi.")
    before = {state: len(await office.told(who)) for state, (who, _) in people.items()}
    await at(store, time, files, "2026-11-24 09:01")
    await at(store, time, files, "2026-11-24 09:02")
    for state, (who, application) in people.items():
        told = (await office.told(who))[before[state] :]
        kept = await store.read(lambda tx, id=application.id: applications.by_id(tx, id))  # type: ignore[misc]
        assert kept is not None
        if state in ("withdrawn", "unable"):
            assert (told, kept) == ([], application)
            continue
        assert [("dibatalkan. Alasan: Gedungnya direnovasi." in text) for text in told] == [True]
        ended: State = "withdrawn" if state == "draft" else "not_chosen"
        changed = replace(application, state=ended, words="Gedungnya direnovasi.", told_at=time.at - 60_000)
        assert replace(kept, version=1, changed_at=application.changed_at) == changed


async def test_what_is_not_cancelled_tells_nobody(office: Office, store: Store, time: Time, files: Files) -> None:
    one, member = await stage(office)
    who, application = await applied(office, one, "submitted")
    await office.act(member, publishing.close, seen(one))
    before = await office.told(who)
    await at(store, time, files, "2026-11-24 09:01")
    assert await office.told(who) == before
    assert await store.read(lambda tx: applications.by_id(tx, application.id)) == application
