"""The page on its way: asked for and answered after the commit, sent on its day, once, and never too late."""

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from bot.actions import summaries, summing
from bot.actions.desk import House
from bot.core.message import Message
from bot.core.summary import SOURCE
from bot.core.vocabulary import City, SummaryRule
from bot.core.weeks import Week
from bot.errors import Refused
from bot.i18n import weekly
from bot.weekly import Weekly
from storage import contacts, schedule
from storage import summaries as kept
from storage.ports import Store
from tests.actions.world import Office, Who, moment
from tests.clock.world import CITY, DAY, HOUR, HOUSE, Time, count, rows
from tests.storage.stores import twin
from tests.summary.history import MONDAY, WEEK, history, write
from tests.summary.recount import Recount


@pytest.fixture
def time() -> Time:
    return Time(MONDAY)


@pytest.fixture
async def office(store: Store) -> Office:
    """A city with a history, and a committee."""
    made = history(Random(47))
    made["contacts"] = [{**made["contacts"][0], "channel": "telegram", "account": "42", "chat": "0"}]
    await write(store, made)
    if store.kind == "postgres":
        await rows(store, "SELECT setval(pg_get_serial_sequence('contacts', 'id'), 1) AS done")
    return Office(store, MONDAY)


def house(**changes: object) -> House:
    """The city with another rule for its summary."""
    city: City = replace(CITY, summary=replace(CITY.summary, **changes))  # type: ignore[arg-type]
    return House(city, HOUSE.speeches, HOUSE.secret, HOUSE.admins)


async def bubbles(store: Store, who: Who) -> list[Message]:
    """What the bot has for somebody."""
    found = await rows(store, f"SELECT body FROM outbox WHERE contact_id = {who.contact_id} ORDER BY id")  # noqa: S608
    return [Message.from_json(json.loads(row["body"])) for row in found]


def sending(store: Store, time: Callable[[], int], at: House = HOUSE) -> Weekly:
    return Weekly(store, at, time, lambda: None)


async def order(office: Office, who: Who, argument: str = "") -> Week:
    return await office.act(who, summaries.order, argument)


async def test_the_turn_only_writes_down_who_asked(office: Office, time: Time) -> None:
    chair = await office.officer("committee")
    assert await order(office, chair) == WEEK
    assert await bubbles(office.store, chair) == []
    assert await sending(office.store, time).answer() == 1
    page, files = await bubbles(office.store, chair)
    found = await summing.summed(office.store, HOUSE, WEEK, MONDAY)
    assert page.text == weekly.text(found, CITY, HOUSE.speeches["id"])
    assert [media.source for media in files.media] == [
        f"{SOURCE}2026-W47-{MONDAY}.id.{format}" for format in ("png", "pdf", "xlsx")
    ]
    assert files.media[0].name == "ringkasan-2026-W47.png"
    assert await sending(office.store, time).answer() == 0
    assert len(await bubbles(office.store, chair)) == 2


async def test_what_is_drawn_later_reads_the_page_that_was_sent(office: Office, time: Time) -> None:
    chair = await office.officer("viewer")
    await order(office, chair)
    await sending(office.store, time).answer()
    await office.sql("DELETE FROM request_promises RETURNING 1 AS done")
    name = (await bubbles(office.store, chair))[1].media[0].source.removeprefix(SOURCE).partition(".")[0]
    page = await office.store.read(lambda tx: kept.page(tx, name))
    assert page is not None
    assert page.page == name
    assert page.promises != (await summing.summed(office.store, HOUSE, WEEK, MONDAY)).promises
    assert weekly.text(page, CITY, HOUSE.speeches["id"]) == (await bubbles(office.store, chair))[0].text
    assert await office.store.read(lambda tx: kept.page(tx, "2026-W47-1")) is None


async def test_the_same_asked_twice_before_it_came_is_one_and_others_read_the_same_page(
    office: Office, time: Time
) -> None:
    one, two = await office.officer("committee"), await office.officer("viewer")
    for who in (one, one, two):
        await order(office, who)
    assert await sending(office.store, time).answer() == 2
    assert (await bubbles(office.store, one)) == (await bubbles(office.store, two))
    assert await count(office.store, "summary_pages") == 1


async def test_an_order_is_answered_by_one_process(office: Office, time: Time) -> None:
    chair = await office.officer("committee")
    await order(office, chair)
    async with twin(office.store) as other:
        found = (await other.read(lambda tx: kept.orders(tx, 9)))[0]
        assert await sending(office.store, time).answer() == 1
        page = await summing.summed(other, HOUSE, WEEK, MONDAY)
        assert not await other.transact(lambda tx: summaries.answer(tx, HOUSE, found, page))
    assert len(await bubbles(office.store, chair)) == 2


@pytest.mark.parametrize(
    ("argument", "week"),
    [("", "2026-W47"), ("46", "2026-W46"), ("48", "2026-W48"), ("49", "2025-W49"),
     ("2026-w3", "2026-W03"), ("53", "2020-W53")],
)  # fmt: skip
def test_which_week_is_meant(argument: str, week: str) -> None:
    assert str(summaries.named(HOUSE, argument, MONDAY)) == week


@pytest.mark.parametrize(
    ("argument", "key"),
    [("0", "summary.unread"), ("x", "summary.unread"), ("2026-W54", "summary.unread"), ("2026-W49", "summary.ahead")],
)
async def test_a_week_that_is_none_is_refused(office: Office, argument: str, key: str) -> None:
    chair = await office.officer("committee")
    with pytest.raises(Refused) as refused:
        await order(office, chair, argument)
    assert refused.value.key == key
    assert str(await order(office, chair, "2026-W48")) == "2026-W48"


@pytest.mark.parametrize(("role", "may"), [("viewer", True), ("desk", True), ("admin", True), ("enumerator", False)])
async def test_only_who_may_know_totals_may_ask(office: Office, role: str, may: bool) -> None:
    who = await office.officer(role)
    if may:
        assert await order(office, who) == WEEK
    else:
        with pytest.raises(Refused):
            await order(office, who)
    assert await count(office.store, "summary_orders") == int(may)


async def test_on_its_day_committee_and_viewers_get_it_once(office: Office, time: Time) -> None:
    told = [await office.officer(role) for role in ("committee", "viewer")]
    both = await office.officer("committee", "viewer")
    others = [await office.officer(role) for role in ("desk", "admin")]
    time.at = MONDAY - 1
    await sending(office.store, time).publish()  # the first start: the week before was due, and is not told of
    assert [len(await bubbles(office.store, who)) for who in (*told, *others)] == [0, 0, 0, 0]
    time.at = MONDAY
    async with twin(office.store) as other:
        here, there = sending(office.store, time), sending(other, time)
        assert [await here.publish(), await there.publish(), await here.publish()] == ["2026-W47: 3 told", "", ""]
    assert [len(await bubbles(office.store, who)) for who in (*told, both)] == [2, 2, 2]
    assert [len(await bubbles(office.store, who)) for who in others] == [0, 0]
    time.pass_(7 * DAY)
    assert await sending(office.store, time).publish() == "2026-W48: 3 told"


async def test_two_processes_at_the_same_moment_send_one(office: Office) -> None:
    chair = await office.officer("committee")
    page = await summing.summed(office.store, HOUSE, WEEK, MONDAY)
    assert await office.store.transact(lambda tx: summaries.publish(tx, HOUSE, page, MONDAY)) == 1
    async with twin(office.store) as other:
        assert await other.transact(lambda tx: summaries.publish(tx, HOUSE, page, MONDAY)) is None
    assert len(await bubbles(office.store, chair)) == 2


async def test_one_who_cannot_be_reached_does_not_stop_the_others(office: Office, time: Time) -> None:
    gone, there = await office.officer("committee"), await office.officer("viewer")
    await office.store.transact(lambda tx: contacts.set_reach(tx, gone.contact_id, "blocked"))
    assert await sending(office.store, time).publish() == "2026-W47: 1 told"
    assert (len(await bubbles(office.store, gone)), len(await bubbles(office.store, there))) == (0, 2)


@pytest.mark.parametrize(("late", "sent"), [(DAY - 1, True), (DAY, False)])
async def test_late_for_a_day_at_most_then_admins_are_told(office: Office, time: Time, late: int, sent: bool) -> None:
    chair, admin = await office.officer("committee"), await office.officer("admin")
    await office.store.transact(lambda tx: schedule.take(tx, summaries.JOB, MONDAY - 7 * DAY, MONDAY - 7 * DAY))
    time.at = MONDAY + late
    await sending(office.store, time).publish()
    await sending(office.store, time).publish()
    assert len(await bubbles(office.store, chair)) == (2 if sent else 0)
    said = [bubble.text for bubble in await bubbles(office.store, admin)]
    assert len(said) == (0 if sent else 1)
    assert sent or said[0].startswith("Ringkasan minggu 47 tidak terkirim")
    [row] = await office.sql(f"SELECT state FROM schedule WHERE name = 'summary' AND due = {MONDAY}")  # noqa: S608
    assert row["state"] == ("done" if sent else "missed")


async def test_a_city_that_has_just_begun_is_told_of_nothing_missed(office: Office, time: Time) -> None:
    admin = await office.officer("admin")
    time.at = MONDAY + 3 * DAY
    assert await sending(office.store, time).publish() == "2026-W47: missed"
    assert await bubbles(office.store, admin) == []


@pytest.mark.parametrize(
    ("changes", "week", "due"),
    [
        ({}, Week(2026, 47), "2026-11-23 08:00"),
        ({"weekday": 4, "minute": 14 * 60 + 30}, Week(2026, 47), "2026-11-27 14:30"),
        ({}, Week(2026, 22), "2026-06-02 08:00"),  # Monday, 1 June: a holiday
        ({"weekday": 5}, Week(2026, 47), "2026-11-30 08:00"),  # no service on Saturdays
    ],
)
def test_day_and_hour_are_the_citys_and_a_holiday_puts_it_off(changes: dict[str, int], week: Week, due: str) -> None:
    assert summaries.due_of(house(**changes), week) == moment(due)


async def test_the_last_due_is_found_behind_a_day_that_is_yet_to_come(office: Office, time: Time) -> None:
    """On a Wednesday the summary of a city that sends on Fridays is last week's Friday's."""
    friday = house(weekday=4)
    time.at = moment("2026-11-25 09:00")
    assert await sending(office.store, time, friday).publish() == "2026-W46: missed"
    time.at = moment("2026-11-27 09:00")
    assert await sending(office.store, time, friday).publish() == "2026-W47: 0 told"


async def test_recipients_are_the_citys(office: Office, time: Time) -> None:
    desk, chair = await office.officer("desk"), await office.officer("committee")
    assert await sending(office.store, time, house(roles=("desk",))).publish() == "2026-W47: 1 told"
    assert (len(await bubbles(office.store, desk)), len(await bubbles(office.store, chair))) == (2, 0)
    assert CITY.summary == SummaryRule(0, 8 * 60, ("committee", "viewer"))


async def test_each_reads_its_own_language(office: Office, time: Time) -> None:
    chair = await office.officer("committee")
    await office.sql(f"UPDATE contacts SET language = 'en' WHERE id = {chair.contact_id} RETURNING 1 AS done")  # noqa: S608
    await sending(office.store, time).publish()
    page, files = await bubbles(office.store, chair)
    assert "week 47" in page.text
    assert files.media[0].source.endswith(".en.png")


async def test_old_pages_go(office: Office, time: Time) -> None:
    chair = await office.officer("committee")
    await order(office, chair)
    await sending(office.store, time).answer()
    for wait, pages in ((summaries.KEPT_MS, 2), (1, 2)):
        time.pass_(wait)
        office.now = time.at
        await order(office, chair)
        await sending(office.store, time).answer()
        assert await count(office.store, "summary_pages") == pages


MARK = "TANDAxxORANG"


async def test_nobody_is_named_and_nothing_is_quoted(office: Office, time: Time) -> None:
    """Whatever somebody wrote or is called is in no page, text or file name; nor is what a complaint is about."""
    chair = await office.officer("committee")
    marks = {
        "people": "name = {m}, group_name = {m}, story = {m}, number = {m} || id",
        "contacts": "profile_name = {m}",
        "support_requests": "name = {m}, title = {m}, story = {m}, result = {m}",
        "partners": "name = {m} || id, address = {m}, code = ''",
    }
    for table, changes in marks.items():
        await office.sql(f"UPDATE {table} SET {changes.format(m=repr(MARK))} RETURNING 1 AS done")  # noqa: S608
    await office.sql("UPDATE support_requests SET kind = 'voice' WHERE sealed = 1 RETURNING 1 AS done")
    await order(office, chair)
    await sending(office.store, time).answer()
    said = str([bubble.to_json() for bubble in await bubbles(office.store, chair)])
    [row] = await office.sql("SELECT body FROM summary_pages")
    for text in (said, row["body"]):
        assert "2026-W47" in text
        assert MARK not in text
        assert "voice" not in text
        assert "PLG-" not in text


def test_the_recount_knows_the_citys_midnights() -> None:
    slow = Recount({"support_requests": [], "partners": []}, WEEK.first_day, MONDAY)
    assert slow.start == HOUSE.calendar.moment(WEEK.first_day, 0)
    assert slow.until == MONDAY - 8 * HOUR
